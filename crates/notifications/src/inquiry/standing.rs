//! Where a dossier stands and who has it, in the few words that a text has room for.

use motcua_dossier::{PublicStatus, PublicStep, StepState, ToDo};
use serde::{Deserialize, Serialize};

/// Where a dossier stands, as its people are told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// At the counter that received it.
    Received,
    /// On its way to an agency.
    OnItsWay,
    /// An agency works on it.
    InHand,
    /// It waits for papers.
    Supplement,
    /// It waits for money.
    Payment,
    /// It waits for the result of another.
    Predecessor,
    /// It stands still by law.
    Suspended,
    /// The result is signed and on its way to the counter.
    Signed,
    /// The result lies at the counter.
    Ready,
    /// The result is out.
    Returned,
    /// Đã rút.
    Withdrawn,
    /// Dừng giải quyết.
    Stopped,
    /// Hủy: entered by mistake.
    Annulled,
}

impl Standing {
    /// Of a dossier as the public sees it.
    pub(super) fn of(view: &PublicStatus) -> Self {
        match (view.status.as_str(), &view.to_do) {
            (_, Some(ToDo::Supplement { .. })) => Self::Supplement,
            (_, Some(ToDo::Pay { .. })) => Self::Payment,
            (_, Some(ToDo::Collect { .. })) => Self::Ready,
            ("suspended", None) => Self::Suspended,
            ("awaiting-predecessor", None) => Self::Predecessor,
            ("result-signed" | "result-ready", None) => Self::Signed,
            ("returned", None) => Self::Returned,
            ("withdrawn", None) => Self::Withdrawn,
            ("stopped", None) => Self::Stopped,
            ("annulled", None) => Self::Annulled,
            _ if view.steps.iter().any(|it| it.state.is_taken()) => Self::InHand,
            _ if view.steps.iter().any(|it| it.state.is_sent()) => Self::OnItsWay,
            _ => Self::Received,
        }
    }
}

/// The agencies that work on it, or to which it is on its way, each once; else the counter.
pub(super) fn agency(view: &PublicStatus, standing: Standing) -> String {
    let are = |of: fn(StepState) -> bool| {
        let mut names: Vec<&str> = Vec::new();
        let steps = view.steps.iter().filter(|it: &&PublicStep| of(it.state));
        for name in steps.map(|it| it.agency.name.as_str()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    };
    match standing {
        Standing::InHand => are(StepState::is_taken),
        Standing::OnItsWay => are(StepState::is_sent),
        Standing::Received
        | Standing::Supplement
        | Standing::Payment
        | Standing::Predecessor
        | Standing::Suspended
        | Standing::Signed
        | Standing::Ready
        | Standing::Returned
        | Standing::Withdrawn
        | Standing::Stopped
        | Standing::Annulled => view.receiving.name.clone(),
    }
}
