//! How early and how late is worth saying, and who hears of it further up.

use super::value;
use motcua_app::watch::{self, Step};
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize, Serializer};
use std::num::NonZeroU32;

/// The times of the timers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    #[serde(deserialize_with = "value::whole")]
    leg_soon_days: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    lawful_soon_days: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    acceptance_minutes: u32,
    #[serde(deserialize_with = "value::whole")]
    approval_minutes: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    answer_soon_days: NonZeroU32,
    #[serde(deserialize_with = "value::numbers")]
    collect_days: Vec<u32>,
    #[serde(deserialize_with = "value::steps", serialize_with = "written")]
    escalation: Vec<Step>,
    #[serde(deserialize_with = "value::whole")]
    token_days: NonZeroU32,
    #[serde(deserialize_with = "value::whole")]
    password_days: u32,
}

impl Watch {
    /// As the rules are told.
    ///
    /// # Errors
    /// Refused when it can not be watched by.
    pub fn rules(&self) -> Result<watch::Watch, Refusal> {
        let rules = watch::Watch {
            leg_soon_days: self.leg_soon_days.get(),
            lawful_soon_days: self.lawful_soon_days.get(),
            acceptance_minutes: NonZeroU32::new(self.acceptance_minutes).map(NonZeroU32::get),
            approval_minutes: self.approval_minutes.get(),
            answer_soon_days: self.answer_soon_days.get(),
            collect_days: self.collect_days.clone(),
            escalation: self.escalation.clone(),
            token_days: self.token_days.get(),
            password_days: NonZeroU32::new(self.password_days),
        };
        rules.check()?;
        Ok(rules)
    }
}

fn written<S: Serializer>(steps: &[Step], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(steps.iter().map(Step::to_string))
}
