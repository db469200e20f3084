//! Small conversions between values and what people and programs read.

use motcua_kernel::{Date, Instant};
use serde::Serialize;
use serde_json::Value;

/// What an xlsx is called among kinds of content.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A moment as programs read it: RFC 3339 in the time of Việt Nam.
pub fn moment(at: Instant) -> String {
    at.to_string()
}

/// What somebody typed, short enough to be said back.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().filter(|it| !it.is_control()).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    short
}

/// The word by which files and stored rows name a value of a closed list: its tag `tag`, or itself when it has none.
pub fn key_of(value: &impl Serialize, tag: &str) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let word = if let Value::String(word) = &value { Some(word.as_str()) } else { value[tag].as_str() };
    word.unwrap_or_default().to_owned()
}

/// A date as forms write it: `12/08/1985`.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), u8::from(date.month()), date.year())
}

/// The time of day as people read it: `08:05`.
pub fn clock(at: Instant) -> String {
    let time = at.time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}
