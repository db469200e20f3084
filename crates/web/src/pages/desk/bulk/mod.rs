//! Several dossiers at once: a page that says what will become of each, then the deed itself, row by row. Each row is done
//! or refused by itself, by the same rule and permission as on the page of its dossier.

mod confirm;
mod done;
mod plan;
mod row;

pub use confirm::{confirm, wrong};
pub use done::{perform, why_not};
pub use row::{Agreed, MOST_ROWS};

use motcua_app::look::Deed;
use motcua_dossier::DeskTask;

/// What can be done with several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkVerb {
    /// The next deed of each that needs no words.
    Advance,
    /// Give each to one person.
    Assign,
    /// Ask for papers: only one by one, since each lacks its own.
    Supplement,
    /// A list on paper.
    Print,
}

impl BulkVerb {
    /// All.
    pub const ALL: [Self; 4] = [Self::Advance, Self::Assign, Self::Supplement, Self::Print];

    /// As forms write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Advance => "advance",
            Self::Assign => "assign",
            Self::Supplement => "supplement",
            Self::Print => "print",
        }
    }

    fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// The deed that does a task, where it needs nothing but to be done.
const fn deed_of(task: DeskTask) -> Option<Deed> {
    match task {
        DeskTask::HandOver | DeskTask::HandOn => Some(Deed::HandOver),
        DeskTask::Accept => Some(Deed::Accept),
        DeskTask::AnswerQuestion | DeskTask::Resend => Some(Deed::Resend),
        DeskTask::Take => Some(Deed::Claim),
        DeskTask::Work => Some(Deed::FinishStep),
        DeskTask::AwaitCitizen
        | DeskTask::SendLetter
        | DeskTask::RecordAnswer
        | DeskTask::Decide
        | DeskTask::Number
        | DeskTask::Resume
        | DeskTask::ReturnResult
        | DeskTask::ConfirmAnnulment
        | DeskTask::ConfirmCorrection => None,
    }
}
