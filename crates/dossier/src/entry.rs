//! One line of a history: an event, who caused it, when it happened and when we wrote it down.

use crate::Event;
use motcua_kernel::{Actor, Instant, PartyId};
use serde::{Deserialize, Serialize};

/// Who caused an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum By {
    /// A person of an agency.
    Officer(Actor),
    /// The applicant or a helper.
    Party {
        /// Who.
        party: PartyId,
    },
    /// A rule that came due.
    Rule,
}

/// An event in a dossier's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the history, from 1.
    pub seq: u32,
    /// The server's clock when it was written.
    pub recorded: Instant,
    /// When it happened. Differs from `recorded` only in imports and approved late entries.
    pub occurred: Instant,
    /// Who.
    pub by: By,
    /// What.
    pub event: Event,
}
