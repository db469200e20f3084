//! Time limits as people write them in catalogue files: `8 working days`, `30 calendar days then 5 working days`.
//!
//! The calendar's own form is a list of phases; this one is for text that officers edit and read.

use motcua_calendar::TimeLimit;
use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

pub(crate) fn serialize<S: Serializer>(limit: &TimeLimit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(limit)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeLimit, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}
