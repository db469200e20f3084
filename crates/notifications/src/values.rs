//! Facts as values of templates: whatever was typed by people is bounded, on one line, and has nothing that ends a header or
//! turns the direction of writing.

use crate::Facts;
use crate::inquiry::Answer;
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use serde_json::Value as Json;

/// How many letters of a name are told.
const LONGEST_NAME: usize = 300;

/// How many letters of a reason, an account or an apology are told.
const LONGEST_REASON: usize = 2_000;

/// How many papers or charges are told one by one.
const LONGEST_LIST: usize = 60;

/// Names of the fields that hold written reasons.
const REASONS: [&str; 3] = ["reason", "apology", "account"];

/// The facts as plain data.
pub(crate) fn data(facts: &Facts) -> Json {
    plain(facts)
}

/// The values of an answer as plain data.
pub(crate) fn answer_data(answer: &Answer) -> Json {
    plain(answer)
}

fn plain(of: &impl Serialize) -> Json {
    let mut data = serde_json::to_value(of).unwrap_or(Json::Null);
    clean(&mut data, "");
    data
}

/// What a template is given.
pub(crate) fn values(facts: &Facts) -> Value {
    Value::from(Serde(data(facts)))
}

fn clean(value: &mut Json, field: &str) {
    match value {
        Json::String(text) => {
            let most = if REASONS.contains(&field) { LONGEST_REASON } else { LONGEST_NAME };
            // A link is ours, and worth nothing when it is cut.
            let most = if field.ends_with("link") { usize::MAX } else { most };
            *text = one_line(text, most);
        }
        Json::Array(items) => {
            items.truncate(LONGEST_LIST);
            for it in items {
                clean(it, field);
            }
        }
        Json::Object(fields) => fields.iter_mut().for_each(|(name, it)| clean(it, name)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// `text` on one line, at most so many letters long.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for letter in text.chars() {
        let blank = letter.is_control() || letter.is_whitespace() && letter != '\u{a0}' || is_break(letter);
        if turns_writing(letter) || blank && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if length == most {
            line.truncate(line.trim_end().len());
            line.push('…');
            return line;
        }
        line.push(if blank { ' ' } else { letter });
        length += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

const fn is_break(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// Signs that make letters stand in another order than they are written in.
const fn turns_writing(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}
