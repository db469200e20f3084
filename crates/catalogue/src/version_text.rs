//! One version as text in the form of the catalogue files, and its content alone as a value: what a person writes on.
//!
//! The files and the editor read the same types, so that what was published here can be put into a file and the other
//! way round. The content leaves out what only a step gives: ids, validity, where it stands, the announcement.

use crate::{Life, ProcedureVersion, procedure_id, version_id};
use motcua_kernel::{Date, Refusal, Validity};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Ids are made from the code and the first day; no text states them.
const IDS: [&str; 2] = ["id", "procedure"];
/// What is given by a step and never written by hand.
const GIVEN: [&str; 3] = ["validity", "life", "publication"];
const HEAD: &str = "[[version]]";
/// Characters of the longest text of a version.
const LONGEST: usize = 8_000;

#[derive(Serialize)]
struct Written {
    version: [toml::Table; 1],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    version: Vec<ProcedureVersion>,
}

/// The version as the `[[version]]` of a file.
///
/// # Errors
/// When it has something TOML can not say, such as a number beyond its range.
pub fn write_version(version: &ProcedureVersion) -> Result<String, toml::ser::Error> {
    let mut table = toml::Table::try_from(version)?;
    for id in IDS {
        table.remove(id);
    }
    toml::to_string_pretty(&Written { version: [table] })
}

/// The one `[[version]]` that `text` is, as a version of the procedure `code`.
///
/// # Errors
/// Refused at `text`, with the line and what is wrong with it.
pub fn read_version(code: &str, text: &str) -> Result<ProcedureVersion, Refusal> {
    let unreadable = |line: usize, problem: &str| {
        Refusal::new("catalogue.text-unreadable")
            .with("line", line)
            .with("problem", problem.trim())
            .at("text")
    };
    let body = text.trim_start().strip_prefix(HEAD).ok_or_else(|| unreadable(1, HEAD))?;
    let skipped = text.len() - body.len();
    // In place of the head stands the head with the ids, on one line more each.
    let head = format!("{HEAD}\nid = \"{}\"\nprocedure = \"{}\"", uuid::Uuid::nil(), procedure_id(code).0);
    let whole = format!("{head}{body}");
    let read: Read = toml::from_str(&whole).map_err(|error| {
        let at = error.span().map_or(0, |it| it.start.saturating_sub(head.len()).saturating_add(skipped));
        let line = text.get(..at.min(text.len())).map_or(1, |it| it.matches('\n').count() + 1);
        unreadable(line, error.message())
    })?;
    let [mut version] = <[ProcedureVersion; 1]>::try_from(read.version).map_err(|_| unreadable(1, HEAD))?;
    version.id = version_id(code, version.validity.from);
    said_plainly(&content(&version)).map_err(|place| too_long(&place))?;
    Ok(version)
}

/// What a person writes on, as a value.
pub fn content(version: &ProcedureVersion) -> Value {
    // A version is made of nothing that JSON can not say.
    let mut whole = serde_json::to_value(version).unwrap_or_default();
    if let Some(fields) = whole.as_object_mut() {
        fields.retain(|key, _| !IDS.contains(&key.as_str()) && !GIVEN.contains(&key.as_str()));
    }
    whole
}

/// The draft of the procedure `code` that says `content`.
///
/// # Errors
/// Refused at the part that can not be read, as a path (`cases.0.channels.1.limit`).
pub fn draft_of(code: &str, from: Date, content: Value) -> Result<ProcedureVersion, Refusal> {
    said_plainly(&content).map_err(|place| too_long(&place))?;
    let Value::Object(mut fields) = content else {
        return Err(Refusal::new("catalogue.part-unreadable").with("problem", "object").at("content"));
    };
    if let Some(key) = fields.keys().find(|key| IDS.contains(&key.as_str()) || GIVEN.contains(&key.as_str()))
    {
        return Err(Refusal::new("catalogue.part-given").with("name", key).at(key.clone()));
    }
    let given = [
        ("id", serde_json::json!(version_id(code, from))),
        ("procedure", serde_json::json!(procedure_id(code))),
        ("validity", serde_json::json!(Validity::since(from))),
        ("life", serde_json::json!(Life::Draft)),
    ];
    fields.extend(given.into_iter().map(|(key, value)| (key.to_owned(), value)));
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        let place = error.path().to_string().replace('[', ".").replace(']', "");
        Refusal::new("catalogue.part-unreadable").with("problem", error.inner()).at(place)
    })
}

fn too_long(place: &str) -> Refusal {
    Refusal::new("catalogue.text-too-long").with("most", LONGEST).at(place)
}

/// That no text is longer than anybody writes or has a character that can not be kept; else where one is.
fn said_plainly(value: &Value) -> Result<(), String> {
    let within = |place: &str, deeper: String| {
        if deeper.is_empty() { place.to_owned() } else { format!("{place}.{deeper}") }
    };
    match value {
        Value::String(it) if it.contains('\0') || it.chars().count() > LONGEST => Err(String::new()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(at, it)| said_plainly(it).map_err(|deeper| within(&at.to_string(), deeper)))
        }
        Value::Object(fields) => {
            fields.iter().try_for_each(|(name, it)| said_plainly(it).map_err(|deeper| within(name, deeper)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_catalogue;
    use crate::sample::{CODE, version};
    use time::macros::date;

    #[test]
    fn every_version_that_comes_with_the_program_is_written_and_read_again() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/provinces");
        let mut count = 0;
        for province in std::fs::read_dir(folder).unwrap() {
            let files = std::fs::read_dir(province.unwrap().path().join("catalogue")).unwrap();
            for file in files {
                let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
                let catalogue = parse_catalogue([("file", text.as_str())]).unwrap();
                let code = &catalogue.procedures().next().unwrap().code;
                for version in catalogue.versions() {
                    let written = write_version(version).unwrap();
                    assert_eq!(&read_version(code, &written).unwrap(), version, "{written}");
                    let draft = draft_of(code, version.validity.from, content(version)).unwrap();
                    assert_eq!(content(&draft), content(version));
                    assert_eq!((draft.life, draft.publication), (Life::Draft, None));
                    count += 1;
                }
            }
        }
        assert!(count > 40, "{count}");
    }

    #[test]
    fn what_can_not_be_read_is_named_by_line_or_by_place() {
        let text = write_version(&version(date!(2026 - 07 - 01), Life::Draft)).unwrap();
        let line = |text: &str| {
            let refusal = read_version(CODE, text).unwrap_err();
            assert_eq!(refusal.message.code.0, "catalogue.text-unreadable");
            refusal.message.values[0].1.parse::<usize>().unwrap()
        };
        let of = |begin: &str| text.lines().position(|it| it.starts_with(begin)).unwrap() + 1;
        assert_eq!(line(&text.replace("5 working days", "5 days")), of("limit"));
        assert_eq!(line(&text.replace("name = \"Đăng ký\"", "name = \"Đăng ký")), of("name"));
        assert_eq!(line("name = \"x\""), 1);
        assert!(line(&format!("{text}{text}")) > 0, "two versions are not one");

        let mut content = content(&version(date!(2026 - 07 - 01), Life::Draft));
        content["cases"][0]["channels"][0]["limit"] = "mai".into();
        let refusal = draft_of(CODE, date!(2026 - 07 - 01), content.clone()).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some("cases.0.channels.0.limit"));
        content["cases"][0]["name"] = "a\0b".into();
        let refusal = draft_of(CODE, date!(2026 - 07 - 01), content.clone()).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some("cases.0.name"));
        content["life"] = "published".into();
        content["cases"][0]["name"] = "a".into();
        let refusal = draft_of(CODE, date!(2026 - 07 - 01), content).unwrap_err();
        assert_eq!(refusal.message.code.0, "catalogue.part-given");
    }
}
