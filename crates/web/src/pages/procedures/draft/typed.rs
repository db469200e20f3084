//! A form of the editor as the value it stands for. What can not be read stays as it was typed, beside what is wrong with
//! it, so that nothing typed is lost.
//!
//! A row carries where it stood (`was`): what the form has no input for is taken from there.

use super::shape::{Part, Section, Shape};
use crate::door::Filled;
use motcua_calendar::TimeLimit;
use motcua_i18n::fold;
use motcua_kernel::Refusal;
use serde_json::{Map, Value, json};

/// Rows of one list; a form with more is not one of ours.
const MOST_ROWS: usize = 200;
/// Where a row stood in what is kept; no part of a version.
pub const WAS: &str = "was";

/// What is wrong, by input.
pub type Problems = Vec<(String, Refusal)>;
/// Makes a row fit together.
pub type Settle = fn(&mut Map<String, Value>, &str, &mut Problems);

/// What a form says.
pub struct Typed {
    /// The whole content with what was typed in it.
    pub content: Value,
    /// What can not be read.
    pub problems: Problems,
}

impl Typed {
    /// The form of `section` over what is `kept`.
    pub fn of(form: &Filled, section: Section, kept: &Value) -> Self {
        let mut content = kept.clone();
        let mut reading = Reading { form, problems: Vec::new() };
        let root = section.root();
        if let Some(place) = content.pointer_mut(&pointer(&root)).and_then(Value::as_object_mut) {
            reading.parts(&root, section.parts(), place);
        }
        Self { content, problems: reading.problems }
    }

    /// The content without what only the form needs.
    pub fn plain(&self) -> Value {
        let mut content = self.content.clone();
        forget_rows(&mut content);
        content
    }
}

/// A path as a JSON pointer.
pub fn pointer(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("/{}", path.replace('.', "/")) }
}

fn forget_rows(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.remove(WAS);
        fields.values_mut().for_each(forget_rows);
    } else if let Some(items) = value.as_array_mut() {
        items.iter_mut().for_each(forget_rows);
    }
}

struct Reading<'a> {
    form: &'a Filled,
    problems: Problems,
}

impl Reading<'_> {
    fn parts(&mut self, at: &str, parts: &[Part], into: &mut Map<String, Value>) {
        for Part(name, shape) in parts {
            let path = if at.is_empty() { (*name).to_owned() } else { format!("{at}.{name}") };
            match self.value(&path, shape, into.get(*name)) {
                Some(value) => drop(into.insert((*name).to_owned(), value)),
                None => drop(into.remove(*name)),
            }
        }
    }

    fn value(&mut self, path: &str, shape: &Shape, kept: Option<&Value>) -> Option<Value> {
        // Browsers send line ends as two characters.
        let typed = self.form.text(path).replace("\r\n", "\n");
        match shape {
            Shape::Text | Shape::Code => Some(typed.into()),
            Shape::Optional => Some(typed).filter(|it| !it.is_empty()).map(Value::from),
            Shape::Whole => Some(self.whole(path, typed)),
            Shape::OptionalWhole => (!typed.is_empty()).then(|| self.whole(path, typed)),
            Shape::Flag => Some((!typed.is_empty()).into()),
            Shape::Lines => {
                Some(typed.lines().map(str::trim).filter(|it| !it.is_empty()).map(Value::from).collect())
            }
            Shape::Numbers => Some(self.numbers(path, typed)),
            Shape::Limit => Some(self.limit(path).into()),
            Shape::Group(parts) => {
                let mut fields = Map::new();
                self.parts(path, parts, &mut fields);
                Some(fields.into())
            }
            Shape::List(parts, settle) => Some(self.rows(path, parts, *settle, kept)),
        }
    }

    fn whole(&mut self, path: &str, typed: String) -> Value {
        // 115.000 is how amounts are written here.
        let digits = typed.replace(['.', ' ', '\u{a0}'], "");
        digits.parse::<i64>().map_or_else(
            |_| {
                self.problems.push((path.to_owned(), Refusal::new("catalogue.number-unreadable")));
                typed.into()
            },
            Value::from,
        )
    }

    fn numbers(&mut self, path: &str, typed: String) -> Value {
        let items = typed.split([',', ' ', ';']).map(str::trim).filter(|it| !it.is_empty());
        items.map(|it| it.parse::<u16>().map(Value::from)).collect::<Result<Value, _>>().unwrap_or_else(
            |_| {
                self.problems.push((path.to_owned(), Refusal::new("catalogue.numbers-unreadable")));
                typed.into()
            },
        )
    }

    fn limit(&mut self, path: &str) -> String {
        let (amount, unit) =
            (self.form.text(&format!("{path}.amount")), self.form.text(&format!("{path}.unit")));
        let text = if (unit == "same day" && amount.is_empty()) || unit.contains(" then ") {
            unit.to_owned()
        } else {
            format!("{amount} {unit}")
        };
        if let Ok(limit) = text.parse::<TimeLimit>() {
            return limit.to_string();
        }
        self.problems.push((path.to_owned(), Refusal::new("catalogue.limit-unreadable")));
        text
    }

    fn rows(&mut self, path: &str, parts: &[Part], settle: Settle, kept: Option<&Value>) -> Value {
        let prefix = format!("{path}.");
        let last = self
            .form
            .below(&prefix)
            .filter_map(|(rest, _)| rest.split('.').next()?.parse::<usize>().ok())
            .max();
        let count = last.map_or(0, |it| it.saturating_add(1)).min(MOST_ROWS);
        let mut rows: Vec<Value> = Vec::new();
        for at in 0..count {
            let place = format!("{path}.{at}");
            let was = self.form.text(&format!("{place}.{WAS}"));
            let stood = was.parse::<usize>().ok().and_then(|it| kept?.get(it)?.as_object());
            let mut row = stood.cloned().unwrap_or_default();
            self.parts(&place, parts, &mut row);
            code_from_name(&mut row, &rows);
            settle(&mut row, &place, &mut self.problems);
            row.insert(WAS.to_owned(), was.into());
            rows.push(row.into());
        }
        rows.into()
    }
}

/// Gives a row whose code nobody has written one made from its name, which no row before it has.
fn code_from_name(row: &mut Map<String, Value>, before: &[Value]) {
    let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
    if row.get("code").and_then(Value::as_str) != Some("") || name.is_empty() {
        return;
    }
    let slug = slug(name);
    let taken = |code: &str| before.iter().any(|it| it.get("code").and_then(Value::as_str) == Some(code));
    let code = (1..=MOST_ROWS)
        .map(|it| if it == 1 { slug.clone() } else { format!("{slug}-{it}") })
        .find(|it| !taken(it));
    row.insert("code".to_owned(), code.into());
}

fn slug(name: &str) -> String {
    let folded: String =
        fold(name).chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
    let words: Vec<&str> = folded.split('-').filter(|it| !it.is_empty()).take(6).collect();
    words.join("-")
}

/// A row that fits as it is.
pub fn nothing_more(_: &mut Map<String, Value>, _: &str, _: &mut Problems) {}

/// A fee has what the way its amount is found needs, and nothing else.
pub fn settle_fee(fee: &mut Map<String, Value>, at: &str, problems: &mut Problems) {
    let by = fee.get("by").and_then(Value::as_str).unwrap_or_default().to_owned();
    let amount = fee.get("amount").cloned();
    let needed: &[&str] = match by.as_str() {
        "fixed" => &["amount"],
        "per-unit" => &["unit", "tiers", "cap"],
        "by-bracket" => &["unit", "brackets"],
        _ => &[],
    };
    for part in ["amount", "unit", "tiers", "cap", "brackets"].into_iter().filter(|it| !needed.contains(it)) {
        fee.remove(part);
    }
    if by == "fixed" && amount.is_none() {
        problems.push((format!("{at}.amount"), Refusal::new("catalogue.number-unreadable")));
    }
    if by == "by-bracket" {
        fee.entry("unit").or_insert_with(|| "".into());
        let brackets = fee.entry("brackets").or_insert_with(|| json!([]));
        if brackets.as_array().is_none_or(Vec::is_empty) {
            *brackets = json!([{ "price": amount.clone().unwrap_or_else(|| 0.into()), WAS: "" }]);
        }
    }
    if by == "per-unit" {
        fee.entry("unit").or_insert_with(|| "".into());
        let tiers = fee.entry("tiers").or_insert_with(|| json!([]));
        if tiers.as_array().is_none_or(Vec::is_empty) {
            *tiers = json!([{ "each": amount.unwrap_or_else(|| 0.into()), WAS: "" }]);
        }
    }
}

/// An exemption takes off a share or an amount, and has a word for its ground.
pub fn settle_exemption(exemption: &mut Map<String, Value>, at: &str, problems: &mut Problems) {
    let name = exemption.get("name").and_then(Value::as_str).map(slug).unwrap_or_default();
    if exemption.get("ground").and_then(Value::as_str) == Some("") {
        exemption.insert("ground".to_owned(), name.into());
    }
    let share = exemption.get("share").and_then(Value::as_object);
    if share.is_none_or(|it| it.len() != 1) {
        problems.push((format!("{at}.share.percent"), Refusal::new("catalogue.share-one")));
    }
}

/// The agency of a leg has what the way it is found needs; a condition that asks nothing is none.
pub fn settle_leg(leg: &mut Map<String, Value>, _: &str, _: &mut Problems) {
    if let Some(agency) = leg.get_mut("agency").and_then(Value::as_object_mut) {
        let needed = match agency.get("by").and_then(Value::as_str) {
            Some("fixed") => "code",
            Some("sibling") => "suffix",
            Some(_) | None => "",
        };
        agency.retain(|name, _| name == "by" || name == needed);
        if !needed.is_empty() {
            agency.entry(needed).or_insert_with(|| "".into());
        }
    }
    let Some(when) = leg.get_mut("when").and_then(Value::as_object_mut) else { return };
    let question = when.get("question").and_then(Value::as_str).map(str::to_owned);
    match (question, when.contains_key("answer")) {
        (None, false) => drop(leg.remove("when")),
        (Some(question), false) => drop(when.insert("answer".to_owned(), slug(&question).into())),
        (Some(_) | None, true) => {}
    }
}
