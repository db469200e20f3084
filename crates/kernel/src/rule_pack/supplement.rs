//! Asking for more papers: how often, until when, and what it does to the clock.

use super::Parameter;
use serde::{Deserialize, Serialize};

/// What happens to the clock when a supplement is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupplementPolicy {
    /// The limit starts again from zero (NĐ 61/2018 Điều 19(4)).
    Restart,
    /// The limit goes on where it stopped.
    Pause,
}

/// Rules of asking for more papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplementRules {
    /// How many requests one dossier may see without a supervisor's override.
    pub max_requests: Parameter<u32>,
    /// Whether each demand needs a reason in writing (NĐ 63/2010 Điều 18(5)).
    pub written_reason: Parameter<bool>,
    /// Until how many working days after receipt a request may be made; absent where the pack sets none.
    pub ask_within_working_days: Parameter<Option<u32>>,
    /// What completion does to the limit.
    pub policy: Parameter<SupplementPolicy>,
    /// Working days after which an unanswered request lapses.
    pub answer_within_working_days: Parameter<u32>,
    /// A dossier with more requests than this counts as overdue in the index of service (QĐ 766); absent before it.
    pub overdue_beyond: Parameter<Option<u32>>,
}
