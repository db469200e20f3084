//! Ends, and what opens them again (mở lại): the first end stays in the history, and no date moves for it (decision 0015).
//!
//! Here is what they do to a state; whether they are allowed is decided in `intake` and `routing`.

use crate::apply::{dates, officer};
use crate::{Dossier, Entry, Event, LegStatus, ReturnMethod, Status};
use motcua_catalogue::LegKind;
use motcua_kernel::{AccountId, Instant};
use serde::{Deserialize, Serialize};

/// Why an ended dossier is opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReopenGround {
    /// The result is wrong: the office corrects it at its own cost (NĐ 61/2018 Điều 21).
    WrongResult,
    /// It was stopped, or recorded as withdrawn, by a mistake of the office.
    EndedByMistake,
}

impl ReopenGround {
    /// Every ground.
    pub const ALL: [Self; 2] = [Self::WrongResult, Self::EndedByMistake];
}

/// How a dossier came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Who ended it, or handed the result out; nobody when a rule did.
    pub by: Option<AccountId>,
    /// Where it stood before.
    pub before: Status,
}

/// One time it was opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopening {
    /// When.
    pub at: Instant,
    /// Why.
    pub ground: ReopenGround,
}

/// The events that end a dossier, and the one that opens it again.
#[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only these")]
pub fn happen(state: &mut Dossier, entry: &Entry) -> Result<(), &'static str> {
    let at = entry.occurred;
    let ending = Ending { by: officer(entry), before: state.status.clone() };
    match &entry.event {
        Event::ResultReady => {
            let refused = refused(&state.status);
            finish_returning_legs(state, at);
            if let Some(result) = &mut state.result {
                result.ready = Some(at);
            }
            state.status = Status::ResultReady { at, refused };
        }
        Event::ResultReturned { method, .. } => {
            let refused = refused(&state.status);
            if let Some(result) = &mut state.result {
                result.returned = Some(at);
            }
            match method {
                ReturnMethod::Counter { .. } | ReturnMethod::Post { .. } | ReturnMethod::Online => {
                    state.status = Status::Returned { at, refused };
                }
            }
        }
        Event::Withdrawn { .. } => state.status = Status::Withdrawn { at },
        Event::Stopped { ground, .. } => state.status = Status::Stopped { at, ground: *ground },
        Event::Reopened { ground, lawful, until, .. } => {
            let ending = state.ending.take().ok_or("has not ended")?;
            dates(state).ok_or("not received")?.lawful = *lawful;
            state.reopenings.push(Reopening { at, ground: *ground });
            let opened = match ground {
                ReopenGround::WrongResult => correct_result(state, at),
                ReopenGround::EndedByMistake => stand_as_before(state, &ending.before, at, *until),
            };
            return opened.ok_or("does not open again");
        }
        _ => return Err("no end"),
    }
    state.ending = Some(ending);
    Ok(())
}

const fn refused(status: &Status) -> bool {
    matches!(status, Status::ResultSigned { refused: true, .. } | Status::ResultReady { refused: true, .. })
}

fn finish_returning_legs(state: &mut Dossier, at: Instant) {
    for leg in &mut state.legs {
        if leg.plan.kind == LegKind::Return {
            leg.status = LegStatus::Finished { at };
        }
    }
}

/// The result is kept as replaced, and the leg that made it works again, with all that comes after it.
fn correct_result(state: &mut Dossier, at: Instant) -> Option<()> {
    let wrong = state.result.take()?;
    state.replaced.push(wrong);
    for leg in &mut state.legs {
        if leg.plan.decides {
            leg.status = LegStatus::Active { assignee: None, steps_done: 0 };
            leg.since = Some(at);
        } else if leg.plan.kind == LegKind::Return {
            leg.status = LegStatus::Waiting;
            leg.since = None;
        }
    }
    state.status = Status::InProcess;
    Some(())
}

/// Back to where it stood before it ended; a pause begins anew at `at`, and what is awaited of the citizen is due `until`.
fn stand_as_before(state: &mut Dossier, before: &Status, at: Instant, until: Option<Instant>) -> Option<()> {
    state.status = match before {
        Status::Received => Status::Received,
        Status::InProcess => Status::InProcess,
        Status::SupplementRequested { .. } => Status::SupplementRequested { since: at, answer_by: until? },
        Status::AwaitingPayment { .. } => Status::AwaitingPayment { since: at, pay_by: until? },
        Status::Suspended { ground, .. } => Status::Suspended { ground: *ground, since: at },
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::AwaitingPredecessor { .. }
        | Status::ResultSigned { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => return None,
    };
    Some(())
}
