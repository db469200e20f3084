//! A pack as rows: every parameter with value, article and confidence, and what changed against another pack.
//!
//! Command, pages, API and the table of the documents are all made from these rows, so none can forget a parameter.

use super::{Confidence, RulePack};
use toml::Value;

/// The rooms in the order in which people read them.
const ROOMS: [&str; 12] = [
    "office",
    "reception",
    "number",
    "handover",
    "supplement",
    "apology",
    "ending",
    "online",
    "privacy",
    "catalogue",
    "reports",
    "petitions",
];

/// The value of a parameter, whatever its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowValue {
    /// The pack sets none.
    Absent,
    /// Yes or no.
    Flag(bool),
    /// A number; the parameter's name says of what.
    Number(i64),
    /// A word of a closed list as files write it (`left-to-right`), or a date or a time of day.
    Word(String),
    /// Several of them.
    Words(Vec<String>),
}

/// How a parameter stands against another pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// There is no pack to compare with.
    First,
    /// Value, article and confidence are the same.
    Same,
    /// The same value stands on another article, or is known more or less surely.
    Ground,
    /// Another value; here the one it had.
    Value(RowValue),
}

/// One parameter of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackRow {
    /// Its room, `supplement`.
    pub room: &'static str,
    /// Its name within the room, `max_requests`.
    pub name: String,
    /// Its value.
    pub value: RowValue,
    /// The article or source.
    pub article: String,
    /// How sure.
    pub confidence: Confidence,
    /// Against the other pack.
    pub change: Change,
}

impl PackRow {
    /// Room and name, `supplement.max_requests`.
    pub fn key(&self) -> String {
        format!("{}.{}", self.room, self.name)
    }

    /// Whether anything is not as in the other pack.
    pub const fn differs(&self) -> bool {
        matches!(self.change, Change::Ground | Change::Value(_))
    }
}

/// Every parameter of `pack`, room by room, compared with `other`: as a rule the pack before it.
pub fn pack_rows(pack: &RulePack, other: Option<&RulePack>) -> Vec<PackRow> {
    let other = other.map(statements);
    let mut rows = Vec::new();
    for Statement { room, name, value, article, confidence } in statements(pack) {
        let change = other.as_ref().map_or(Change::First, |other| {
            match other.iter().find(|it| it.room == room && it.name == name) {
                Some(it) if it.value != value => Change::Value(it.value.clone()),
                Some(it) if it.article == article && it.confidence == confidence => Change::Same,
                Some(_) | None => Change::Ground,
            }
        });
        rows.push(PackRow { room, name, value, article, confidence, change });
    }
    rows
}

/// What one parameter of a pack states.
struct Statement {
    room: &'static str,
    name: String,
    value: RowValue,
    article: String,
    confidence: Confidence,
}

/// Room by room, within a room by name.
fn statements(pack: &RulePack) -> Vec<Statement> {
    // A pack is a table of tables by its types, so neither step below can leave one out; a test counts them.
    let Ok(Value::Table(mut pack)) = Value::try_from(pack) else { return Vec::new() };
    let mut found = Vec::new();
    for room in ROOMS {
        let Some(Value::Table(parameters)) = pack.remove(room) else { continue };
        let mut of_room: Vec<Statement> =
            parameters.into_iter().filter_map(|(name, it)| statement(room, name, it)).collect();
        of_room.sort_by(|one, other| one.name.cmp(&other.name));
        found.extend(of_room);
    }
    found
}

fn statement(room: &'static str, name: String, parameter: Value) -> Option<Statement> {
    let Value::Table(mut parameter) = parameter else { return None };
    Some(Statement {
        room,
        name,
        value: value(parameter.remove("value")),
        article: parameter.get("article")?.as_str()?.to_owned(),
        confidence: parameter.remove("confidence")?.try_into().ok()?,
    })
}

fn value(value: Option<Value>) -> RowValue {
    match value {
        None => RowValue::Absent,
        Some(Value::Boolean(it)) => RowValue::Flag(it),
        Some(Value::Integer(it)) => RowValue::Number(it),
        Some(Value::Array(words)) => RowValue::Words(words.iter().map(word).collect()),
        Some(it @ (Value::String(_) | Value::Float(_) | Value::Datetime(_) | Value::Table(_))) => {
            RowValue::Word(word(&it))
        }
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RulePacks;

    #[test]
    fn no_parameter_of_a_pack_is_left_out() {
        let packs = RulePacks::shipped().unwrap();
        for pack in packs.iter() {
            let table = toml::Table::try_from(pack).unwrap();
            let rooms: Vec<&toml::Table> = table.values().filter_map(Value::as_table).collect();
            let stated: usize =
                rooms.iter().filter(|it| !it.contains_key("article")).map(|it| it.len()).sum();
            assert_eq!(pack_rows(pack, None).len(), stated, "{}", pack.code);
            assert_eq!(rooms.len(), ROOMS.len() + 1, "every room, and `from`");
        }
    }

    #[test]
    fn a_row_says_what_it_was_before() {
        let packs = RulePacks::shipped().unwrap();
        let check = |code, against, key, value, change| {
            let (pack, other) = (packs.get(code).unwrap(), packs.get(against));
            let row = pack_rows(pack, other).into_iter().find(|it| it.key() == key).unwrap();
            assert_eq!((row.value, row.change), (value, change), "{code} {key}");
        };
        let number = RowValue::Number;
        check("2018-06", "2015-05", "supplement.max_requests", number(1), Change::Value(number(2)));
        check("2018-06", "2019-01", "supplement.max_requests", number(1), Change::Same);
        check("2018-06", "none", "supplement.max_requests", number(1), Change::First);
        check("2019-01", "2018-06", "number.serial_width", number(4), Change::Ground);
        let three = RowValue::Word("15:00".to_owned());
        check("2018-06", "2015-05", "handover.cut_off", three, Change::Value(RowValue::Absent));
    }
}
