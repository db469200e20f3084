//! The part of the counter's form that one case asks for: questions, papers, units. A page may have several of them, each
//! under a prefix of its own.

use super::asked::Asked;
use super::scans::Accepted;
use super::typed::{PERSON_FIELDS, Typed, per_unit};
use crate::pages::Page;
use motcua_app::intake::Lacking;
use motcua_catalogue::ComponentGroup;
use motcua_kernel::Message;

/// What one case asks for, as it is typed.
pub struct CaseForm {
    pub questions: Vec<Question>,
    pub groups: Vec<Group>,
    pub units: Vec<Field>,
    /// What may be put beside a paper; nothing where nothing may.
    pub scans: Option<Accepted>,
}

impl CaseForm {
    /// With fields whose names begin with `prefix`.
    pub fn new(page: &Page, asked: &Asked<'_>, typed: &Typed, lacking: &[Lacking], prefix: &str) -> Self {
        let groups = asked.case.components.iter().map(|it| group(asked, it, typed, lacking, prefix));
        Self {
            questions: questions(page, asked, typed, prefix),
            groups: groups.filter(|it| !it.rows.is_empty()).collect(),
            units: units(page, asked, typed, prefix),
            scans: None,
        }
    }

    /// The same, with room for scans of these kinds.
    pub fn with_scans(self, scans: Option<Accepted>) -> Self {
        Self { scans, ..self }
    }

    /// Says at each field what `about` knows of it.
    pub fn mark(&mut self, about: impl Fn(&str) -> Option<String>) {
        for field in &mut self.units {
            field.error = about(&field.name);
        }
        for question in &mut self.questions {
            question.error = about(&question.field);
        }
        for row in self.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.error = about(&row.field);
        }
    }
}

/// One field to type into.
pub struct Field {
    pub name: String,
    pub label: String,
    pub value: String,
    pub complete: &'static str,
    pub mode: &'static str,
    pub error: Option<String>,
    /// How much of a line it takes, as a class.
    pub width: &'static str,
    /// Whether a card was read into it.
    pub scanned: bool,
    /// Whether the card was read badly there.
    pub doubtful: bool,
    /// Whether it comes next.
    pub next: bool,
}

impl Field {
    /// A field for a number of units.
    pub fn counting(name: String, label: String, value: &str) -> Self {
        Self {
            name,
            label,
            value: value.to_owned(),
            complete: "off",
            mode: "numeric",
            error: None,
            width: "",
            scanned: false,
            doubtful: false,
            next: false,
        }
    }
}

/// One question that decides about a leg.
pub struct Question {
    /// Name of its field.
    pub field: String,
    pub words: String,
    pub answer: String,
    pub error: Option<String>,
}

/// Papers that belong together.
pub struct Group {
    pub name: String,
    pub one_of: bool,
    pub rows: Vec<Row>,
}

/// One paper.
pub struct Row {
    /// What its fields begin with.
    pub field: String,
    pub code: String,
    pub name: String,
    pub form: Option<String>,
    pub required: bool,
    pub needed: (u16, u16),
    pub originals: String,
    pub copies: String,
    pub lacking: bool,
    pub reason: String,
    pub error: Option<String>,
}

impl Row {
    /// `1 bản chính, 2 bản sao`; what is not asked for is not said.
    pub fn needed_in_words(&self, page: &Page) -> String {
        let (originals, copies) = self.needed;
        let count = |key, number: u16| (number > 0).then(|| page.t1(key, "count", number));
        let counts = [count("label.count-originals", originals), count("label.count-copies", copies)];
        counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The fields of a person.
pub fn person_fields(page: &Page, typed: &Typed, group: &str) -> Vec<Field> {
    // What a browser remembers of the last person is of no use for the next.
    let about = |name: &str| match name {
        "name" => ("label.person-name", "text", "most"),
        "national-id" => ("label.person-national-id", "numeric", "some"),
        "phone" => ("label.phone", "tel", "some"),
        _ => ("label.address", "text", "most"),
    };
    let is_applicant = group == "applicant";
    let field = |name: &str| {
        let (label, mode, width) = about(name);
        let value = typed.of(group, name).to_owned();
        let read_well = typed.lists("scanned", name);
        Field {
            name: format!("{group}.{name}"),
            label: page.t(label),
            complete: "off",
            mode,
            error: None,
            width,
            scanned: is_applicant && read_well && !value.is_empty(),
            doubtful: is_applicant && typed.lists("doubts", name),
            next: false,
            value,
        }
    };
    PERSON_FIELDS.into_iter().map(field).collect()
}

fn questions(page: &Page, asked: &Asked<'_>, typed: &Typed, prefix: &str) -> Vec<Question> {
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
        field: format!("{prefix}answers.{code}"),
        words: words(code),
        answer: typed.of("answers", code).to_owned(),
        error: None,
    };
    route.questions().into_iter().map(question).collect()
}

/// Without the papers that are not handed in here.
fn group(
    asked: &Asked<'_>,
    group: &ComponentGroup,
    typed: &Typed,
    lacking: &[Lacking],
    prefix: &str,
) -> Group {
    let here = group.components.iter().filter(|it| !asked.elsewhere.contains(&it.code));
    let rows = here.map(|paper| Row {
        field: format!("{prefix}components.{}", paper.code),
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

fn units(page: &Page, asked: &Asked<'_>, typed: &Typed, prefix: &str) -> Vec<Field> {
    let fields = typed.channel(asked).into_iter().flat_map(per_unit).map(|(rule, unit)| {
        let label = Message::new("label.units").with("name", &rule.name).with("unit", unit);
        let name = format!("{prefix}quantities.{}", rule.code);
        Field::counting(name, page.say(&label), typed.of("quantities", &rule.code))
    });
    fields.collect()
}
