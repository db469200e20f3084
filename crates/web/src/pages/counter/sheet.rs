//! The form of a case as a page: what was typed, what is wrong with it, and what would come of it now.

use super::asked::Asked;
use super::typed::{PERSON_FIELDS, Typed, per_unit};
use super::visit::{each_choice_once, nobody};
use super::{HERE, Problem, counters};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::charges::{Owed, owed};
use crate::pages::{Page, html, names};
use crate::words::clock;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::intake::{self, Lacking, lacking};
use motcua_catalogue::ComponentGroup;
use motcua_i18n::{say, spoken_date};
use motcua_kernel::{Message, Vnd};

/// The page.
#[derive(Template)]
#[template(path = "counter.html")]
pub struct Sheet<'a> {
    page: Page,
    asked: Asked<'a>,
    typed: Typed,
    key: String,
    counters: Vec<(String, String)>,
    channels: Vec<(&'static str, String)>,
    applicant: Vec<Field>,
    helper: Vec<Field>,
    questions: Vec<Question>,
    groups: Vec<Group>,
    units: Vec<Field>,
    conditions: Vec<Condition>,
    outlook: Outlook,
    problems: Vec<Said>,
}

/// One field to type into.
struct Field {
    name: String,
    label: String,
    value: String,
    complete: &'static str,
    mode: &'static str,
    error: Option<String>,
}

/// One question that decides about a leg.
struct Question {
    code: String,
    words: String,
    answer: String,
    error: Option<String>,
}

/// Papers that belong together.
struct Group {
    name: String,
    one_of: bool,
    rows: Vec<Row>,
}

/// One paper.
struct Row {
    code: String,
    name: String,
    form: Option<String>,
    required: bool,
    needed: (u16, u16),
    originals: String,
    copies: String,
    lacking: bool,
    reason: String,
    error: Option<String>,
}

impl Row {
    /// `1 bản chính, 2 bản sao`; what is not asked for is not said.
    fn needed_in_words(&self, page: &Page) -> String {
        let (originals, copies) = self.needed;
        let count = |key, number: u16| (number > 0).then(|| page.t1(key, "count", number));
        let counts = [count("label.count-originals", originals), count("label.count-copies", copies)];
        counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A condition the version sets.
struct Condition {
    index: usize,
    words: String,
    reason: String,
}

/// What would come of it.
enum Outlook {
    Known(Box<Foreseen>),
    Refused(String),
}

/// A reception that has not taken place.
struct Foreseen {
    date: String,
    time: String,
    explanation: String,
    legs: Vec<LegLine>,
    owed: Vec<Owed>,
    at_reception: Vnd,
    lacking: usize,
}

struct LegLine {
    name: String,
    agency: String,
    time: String,
}

/// A problem in words.
struct Said {
    field: String,
    words: String,
}

impl<'a> Sheet<'a> {
    /// The form as it is typed.
    pub fn new(
        site: &Site,
        reader: Reader,
        caller: &Caller,
        asked: Asked<'a>,
        typed: Typed,
    ) -> Result<Self, Failure> {
        let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
        let (filed, _) = typed.read(&asked);
        let (outlook, lacking) = outlook(site, &page, &asked, filed);
        let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?;
        let channels = asked.open_channels().into_iter().map(|it| it.channel.code());
        let sheet = Self {
            key: key.to_string(),
            counters: counters(site, caller),
            channels: channels.map(|code| (code, page.word("channel", code))).collect(),
            applicant: person_fields(&page, &typed, "applicant"),
            helper: person_fields(&page, &typed, "helper"),
            questions: questions(&page, &asked, &typed),
            groups: asked.case.components.iter().map(|it| group(it, &typed, &lacking)).collect(),
            units: units(&page, &asked, &typed),
            conditions: conditions(&asked, &typed),
            outlook,
            problems: Vec::new(),
            page,
            asked,
            typed,
        };
        Ok(sheet)
    }

    /// With what is wrong, above and beside the fields.
    pub fn with(mut self, problems: Vec<Problem>) -> Self {
        let locale = self.page.locale;
        let said = |it: Problem| Said { field: it.field, words: say(locale, &it.message) };
        let problems: Vec<Said> = problems.into_iter().map(said).collect();
        let about = |field: &str| problems.iter().find(|it| it.field == field).map(|it| it.words.clone());
        for field in self.applicant.iter_mut().chain(&mut self.helper).chain(&mut self.units) {
            field.error = about(&field.name);
        }
        for question in &mut self.questions {
            question.error = about(&format!("answers.{}", question.code));
        }
        for row in self.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.error = about(&format!("components.{}", row.code));
        }
        self.problems = problems;
        self
    }

    /// As an answer.
    pub fn answer(self, status: StatusCode) -> Response {
        html(status, &self)
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|it| it.field == field).map(|it| it.words.as_str())
    }

    fn guides(&self) -> bool {
        self.groups.iter().flat_map(|it| &it.rows).any(|it| it.lacking || !it.reason.is_empty())
            || self.conditions.iter().any(|it| !it.reason.is_empty())
    }
}

fn outlook(site: &Site, page: &Page, asked: &Asked<'_>, filed: crate::api::Filed) -> (Outlook, Vec<Lacking>) {
    let filing = match filed.filing(site, nobody(), None) {
        Ok(filing) => filing,
        Err(failure) => return (Outlook::Refused(page.say(&failure.message)), Vec::new()),
    };
    let lacking = lacking(asked.case, &filing);
    let foreseen = match intake::preview(&site.context, &filing) {
        Ok(preview) => {
            let legs = preview.legs.iter().map(|leg| LegLine {
                name: leg.name.clone(),
                agency: names::agency(site, leg.agency),
                time: leg.budget.in_words(),
            });
            Outlook::Known(Box::new(Foreseen {
                date: spoken_date(page.locale, preview.due.date()),
                time: clock(preview.due),
                explanation: preview.explanation.sentence(),
                legs: legs.collect(),
                owed: owed(page, &preview.charges),
                at_reception: preview.at_reception,
                lacking: each_choice_once(&lacking).len(),
            }))
        }
        Err(error) => Outlook::Refused(page.say(&Failure::from(error).message)),
    };
    (foreseen, lacking)
}

fn person_fields(page: &Page, typed: &Typed, group: &str) -> Vec<Field> {
    let about = |name: &str| match name {
        "name" => ("label.person-name", "name", "text"),
        "national-id" => ("label.person-national-id", "off", "numeric"),
        "phone" => ("label.phone", "tel", "tel"),
        _ => ("label.address", "street-address", "text"),
    };
    let field = |name: &str| {
        let (label, complete, mode) = about(name);
        Field {
            name: format!("{group}.{name}"),
            label: page.t(label),
            value: typed.of(group, name).to_owned(),
            complete,
            mode,
            error: None,
        }
    };
    PERSON_FIELDS.into_iter().map(field).collect()
}

fn questions(page: &Page, asked: &Asked<'_>, typed: &Typed) -> Vec<Question> {
    let route = &asked.case.route;
    let words = |code: &str| {
        let words = asked.question(code);
        if route.question(code).is_some() {
            words.to_owned()
        } else {
            page.t1("label.question-of-leg", "name", words)
        }
    };
    let question = |code: &str| Question {
        code: code.to_owned(),
        words: words(code),
        answer: typed.of("answers", code).to_owned(),
        error: None,
    };
    route.questions().into_iter().map(question).collect()
}

fn group(group: &ComponentGroup, typed: &Typed, lacking: &[Lacking]) -> Group {
    let rows = group.components.iter().map(|paper| Row {
        code: paper.code.clone(),
        name: paper.name.clone(),
        form: paper.form.clone(),
        required: paper.required && !group.one_of,
        needed: (paper.originals, paper.copies),
        originals: typed.text(&format!("components.{}.originals", paper.code)).to_owned(),
        copies: typed.text(&format!("components.{}.copies", paper.code)).to_owned(),
        lacking: lacking.iter().any(|it| it.code == paper.code),
        reason: typed.of("reasons", &paper.code).to_owned(),
        error: None,
    });
    Group { name: group.name.clone(), one_of: group.one_of, rows: rows.collect() }
}

fn units(page: &Page, asked: &Asked<'_>, typed: &Typed) -> Vec<Field> {
    let fields = typed.channel(asked).into_iter().flat_map(per_unit).map(|(rule, unit)| {
        let label = Message::new("label.units").with("name", &rule.name).with("unit", unit);
        Field {
            name: format!("quantities.{}", rule.code),
            label: page.say(&label),
            value: typed.of("quantities", &rule.code).to_owned(),
            complete: "off",
            mode: "numeric",
            error: None,
        }
    });
    fields.collect()
}

fn conditions(asked: &Asked<'_>, typed: &Typed) -> Vec<Condition> {
    let condition = |(index, words): (usize, &String)| Condition {
        index,
        words: words.clone(),
        reason: typed.of("conditions", &index.to_string()).to_owned(),
    };
    asked.version.conditions.iter().enumerate().map(condition).collect()
}
