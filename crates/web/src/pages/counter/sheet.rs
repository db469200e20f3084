//! The form of a case as a page: what was typed, what is wrong with it, and what would come of it now.

use super::asked::Asked;
use super::case_form::{CaseForm, Field, person_fields};
use super::late::Late;
use super::typed::Typed;
use super::visit::{each_choice_once, nobody};
use super::{HERE, Problem, counters, filing_points};
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
use motcua_i18n::{say, spoken_date};
use motcua_kernel::Vnd;

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
    form: CaseForm,
    conditions: Vec<Condition>,
    late: Late,
    points: Vec<(String, String)>,
    outlook: Outlook,
    problems: Vec<Said>,
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
pub struct Said {
    pub field: String,
    pub words: String,
}

impl<'a> Sheet<'a> {
    /// The form as it is typed.
    pub async fn new(
        site: &Site,
        reader: Reader,
        caller: &Caller,
        asked: Asked<'a>,
        typed: Typed,
    ) -> Result<Self, Failure> {
        let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
        let late = Late::open(site, &page, caller).await?;
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
            form: CaseForm::new(&page, &asked, &typed, &lacking, ""),
            conditions: conditions(&asked, &typed),
            late,
            points: filing_points(site, caller),
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
        for field in self.applicant.iter_mut().chain(&mut self.helper) {
            field.error = about(&field.name);
        }
        self.form.mark(about);
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
        self.form.groups.iter().flat_map(|it| &it.rows).any(|it| it.lacking || !it.reason.is_empty())
            || self.conditions.iter().any(|it| !it.reason.is_empty())
    }
}

fn outlook(site: &Site, page: &Page, asked: &Asked<'_>, filed: crate::api::Filed) -> (Outlook, Vec<Lacking>) {
    let at = match filed.arrival(&site.context) {
        Ok(at) => at,
        Err(refusal) => return (Outlook::Refused(page.say(&refusal.message)), Vec::new()),
    };
    let filing = match filed.filing(site, nobody(), None) {
        Ok(filing) => filing,
        Err(failure) => return (Outlook::Refused(page.say(&failure.message)), Vec::new()),
    };
    let lacking = lacking(asked.case, &filing);
    let foreseen = match intake::preview(&site.context, &filing, at) {
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

fn conditions(asked: &Asked<'_>, typed: &Typed) -> Vec<Condition> {
    let condition = |(index, words): (usize, &String)| Condition {
        index,
        words: words.clone(),
        reason: typed.of("conditions", &index.to_string()).to_owned(),
    };
    asked.version.conditions.iter().enumerate().map(condition).collect()
}
