//! Work after the commit: how much at once, and how long each waits.

use super::value;
use motcua_app::duties::Working;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;
use std::time::Duration;

/// How this server works through what was written down to be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    #[serde(deserialize_with = "value::whole")]
    at_once: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    lease_seconds: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    pause_seconds: NonZeroU32,
}

impl Jobs {
    /// As the workers are told.
    pub fn working(&self) -> Working {
        let seconds = |it: NonZeroU32| Duration::from_secs(u64::from(it.get()));
        Working {
            at_once: self.at_once.get(),
            lease: seconds(self.lease_seconds),
            pause: seconds(self.pause_seconds),
        }
    }
}
