//! Times of day as people write them, `15:00`, in configuration and exchanged values. Never seconds or offsets.

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
use time::Time;

/// Reads `HH:MM`.
pub fn parse(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()
}

/// Writes `HH:MM`.
pub fn text(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Whole minutes since midnight.
pub fn minute_of_day(time: Time) -> u32 {
    u32::from(time.hour()) * 60 + u32::from(time.minute())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
pub fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(*time))
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
    let written = String::deserialize(deserializer)?;
    parse(&written).ok_or_else(|| D::Error::custom(format!("`{written}` is no time of day like 15:00")))
}
