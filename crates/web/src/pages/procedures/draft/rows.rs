//! A row more or less in a form that was filled in. Nothing is kept by it.

use super::typed::{WAS, pointer};
use serde_json::{Value, json};

/// Adds an empty row to the list at `path` and says where it is.
pub fn add_row(content: &mut Value, path: &str) -> Option<String> {
    let blank = blank(path.rsplit('.').next()?, content.pointer(&pointer(path))?);
    let rows = content.pointer_mut(&pointer(path))?.as_array_mut()?;
    rows.push(blank);
    Some(format!("{path}.{}", rows.len() - 1))
}

/// Takes the row at `path` out and says which list it was in.
pub fn drop_row(content: &mut Value, path: &str) -> Option<String> {
    let (list, at) = path.rsplit_once('.')?;
    let rows = content.pointer_mut(&pointer(list))?.as_array_mut()?;
    let at = at.parse::<usize>().ok().filter(|it| *it < rows.len())?;
    // What stays remembers where it stood before.
    for (place, row) in rows.iter_mut().enumerate() {
        if let Some(fields) = row.as_object_mut() {
            fields.entry(WAS).or_insert_with(|| place.to_string().into());
        }
    }
    rows.remove(at);
    Some(list.to_owned())
}

/// A row as it is most often filled in.
fn blank(list: &str, rows: &Value) -> Value {
    let paper = json!({ "originals": 1, "copies": 0, "required": true, WAS: "" });
    let step = json!({ "role": "specialist", WAS: "" });
    match list {
        // A new case says what the first one says until it is written otherwise.
        "cases" => json!({ WAS: "0" }),
        "components"
            if rows.as_array().is_some_and(|it| it.iter().any(|row| row.get("components").is_some())) =>
        {
            json!({ "components": [paper], WAS: "" })
        }
        "components" => paper,
        "channels" => {
            let has = |code: &&str| {
                rows.as_array()
                    .is_some_and(|it| it.iter().any(|row| row.get("channel") == Some(&json!(code))))
            };
            let free = ["counter", "online", "postal"].into_iter().find(|it| !has(it));
            json!({ "channel": free.unwrap_or("counter"), "limit": " working days", "fees": [], WAS: "" })
        }
        "fees" => json!({
            "kind": "fee", "by": "fixed", "collector": "counter", "due": "at-return", WAS: ""
        }),
        "route" => {
            let before = rows.as_array().and_then(|it| it.last()?.get("no")?.as_u64()).unwrap_or_default();
            let after: Vec<u64> = (before > 0).then_some(before).into_iter().collect();
            json!({
                "no": before + 1, "agency": { "by": "receiving" }, "kind": "process",
                "budget": " working days", "after": after, "steps": [step], WAS: ""
            })
        }
        "exemptions" => json!({ "share": { "percent": 100 }, WAS: "" }),
        "steps" => step,
        _ => json!({ WAS: "" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_added_and_taken_out_and_the_others_remember_where_they_stood() {
        let mut content = json!({ "results": [{ "name": "a" }, { "name": "b" }] });
        assert_eq!(add_row(&mut content, "results"), Some("results.2".to_owned()));
        assert_eq!(drop_row(&mut content, "results.0"), Some("results".to_owned()));
        assert_eq!(content["results"], json!([{ "name": "b", WAS: "1" }, { WAS: "" }]));
        for nowhere in ["", "x", "results.7", "results.0.name", "name.0"] {
            assert_eq!(drop_row(&mut content, nowhere), None, "{nowhere}");
        }
        assert_eq!(add_row(&mut content, "x.y"), None);
    }
}
