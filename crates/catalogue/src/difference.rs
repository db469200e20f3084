//! What one version of a procedure says otherwise than another, part by part, for whoever has to judge a new one.
//!
//! Lists whose items have a code or a number are compared by it, so that a paper that moved up is not a change of all
//! papers below; all others are compared by place.

use crate::ProcedureVersion;
use serde_json::Value;
use std::collections::BTreeMap;

/// What identifies a version and never is a difference of what it says.
const IDENTITY: [&str; 4] = ["id", "procedure", "life", "validity"];
/// What names an item of a list.
const KEYS: [&str; 3] = ["code", "no", "channel"];

/// Something that is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: the lists with the item in each, then the part itself (`cases`, `chung`, `components`, `don`, `originals`).
    pub place: Vec<String>,
    /// What was said; nothing where it is new.
    pub before: Option<String>,
    /// What is said; nothing where it is gone.
    pub after: Option<String>,
}

/// Everything that `after` says otherwise than `before`, in the order of its places.
pub fn differences(before: &ProcedureVersion, after: &ProcedureVersion) -> Vec<Difference> {
    let (before, after) = (said(before), said(after));
    let mut places: Vec<&Vec<String>> = before.keys().chain(after.keys()).collect();
    places.sort();
    places.dedup();
    let difference = |place: &Vec<String>| {
        let (before, after) = (before.get(place).cloned(), after.get(place).cloned());
        (before != after).then(|| Difference { place: place.clone(), before, after })
    };
    places.into_iter().filter_map(difference).collect()
}

/// Each part by its place.
fn said(version: &ProcedureVersion) -> BTreeMap<Vec<String>, String> {
    let mut parts = BTreeMap::new();
    // A version is made of nothing that JSON can not say.
    let whole = serde_json::to_value(version).unwrap_or_default();
    for (name, value) in
        whole.as_object().into_iter().flatten().filter(|(name, _)| !IDENTITY.contains(&name.as_str()))
    {
        collect(value, &mut vec![name.clone()], &mut parts);
    }
    parts
}

fn collect(value: &Value, place: &mut Vec<String>, parts: &mut BTreeMap<Vec<String>, String>) {
    match value {
        Value::Null => {}
        Value::Bool(it) => drop(parts.insert(place.clone(), it.to_string())),
        Value::Number(it) => drop(parts.insert(place.clone(), it.to_string())),
        Value::String(it) => drop(parts.insert(place.clone(), it.clone())),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                place.push(key(item).unwrap_or_else(|| (at + 1).to_string()));
                collect(item, place, parts);
                place.pop();
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !KEYS.contains(&name.as_str())) {
                place.push(name.clone());
                collect(field, place, parts);
                place.pop();
            }
        }
    }
}

fn key(item: &Value) -> Option<String> {
    KEYS.iter().find_map(|key| match item.get(key)? {
        Value::String(it) => Some(it.clone()),
        Value::Number(it) => Some(it.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Life, sample};
    use time::macros::date;

    #[test]
    fn a_version_differs_from_itself_in_nothing_and_from_another_in_what_it_says() {
        let before = sample::version(date!(2026 - 07 - 01), Life::Published);
        assert_eq!(differences(&before, &before), []);
        let mut after = before.clone();
        after.name = "Tên khác".to_owned();
        let case = after.cases[0].code.clone();
        let mut moved = after.cases[0].components[0].components.remove(0);
        let code = moved.code.clone();
        moved.originals += 1;
        after.cases[0].components[0].components.push(moved);
        let found = differences(&before, &after);
        let places: Vec<String> = found.iter().map(|it| it.place.join("/")).collect();
        assert_eq!(
            places,
            [format!("cases/{case}/components/1/components/{code}/originals"), "name".to_owned()]
        );
        assert_eq!(found[1].before.as_deref(), Some(before.name.as_str()));
        assert_eq!(found[1].after.as_deref(), Some("Tên khác"));
    }
}
