//! Texts that people send to ask for a dossier: how often one telephone, and all of a channel, is answered.

use super::value;
use motcua_app::inquiries::Limits;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// How often texts are answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inquiries {
    #[serde(deserialize_with = "value::whole")]
    in_ten_minutes: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    in_a_day: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    of_all_in_an_hour: NonZeroU32,
}

impl Inquiries {
    /// As the rule takes it.
    pub const fn limits(&self) -> Limits {
        Limits {
            in_ten_minutes: self.in_ten_minutes.get(),
            in_a_day: self.in_a_day.get(),
            of_all_in_an_hour: self.of_all_in_an_hour.get(),
        }
    }
}
