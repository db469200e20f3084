//! What moved the lawful date after the receipt, one after the other, so that the date of today can be explained.
//!
//! A fold over the history: it never works a date out, the events say each.

use crate::{Entry, Event};
use motcua_kernel::Instant;

/// One move of the lawful date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMove {
    /// What moved it.
    pub cause: MoveCause,
    /// When it was moved.
    pub at: Instant,
    /// The lawful date from then on.
    pub lawful: Instant,
}

/// What moved a lawful date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveCause {
    /// The office waited for papers.
    Supplement {
        /// Since when.
        since: Instant,
    },
    /// It waited for a payment.
    Payment {
        /// Since when.
        since: Instant,
    },
    /// It stood still by law.
    Suspension {
        /// Since when.
        since: Instant,
    },
    /// The result it waited for is there: its limit begins.
    Predecessor,
    /// The working calendar has changed.
    Calendar,
    /// It went over to another version, with another limit.
    OtherVersion,
    /// It was opened again after an end.
    Reopened,
}

/// The moves of a whole history, the oldest first; what leaves the date where it is moves nothing.
pub fn date_moves(history: &[Entry]) -> Vec<DateMove> {
    let mut moves = Vec::new();
    let mut lawful = None;
    let mut since: Option<Instant> = None;
    for entry in history {
        let at = entry.occurred;
        match step(&entry.event, since.unwrap_or(at)) {
            Step::Receives(first) => lawful = Some(first),
            Step::Stops => since = since.or(Some(at)),
            Step::Moves(cause, to) => {
                if lawful.replace(to).is_some_and(|before| before != to) {
                    moves.push(DateMove { cause, at, lawful: to });
                }
                if ends_pause(cause) {
                    since = None;
                }
            }
            Step::Nothing => {}
        }
    }
    moves
}

/// What an event does to the lawful date.
enum Step {
    Receives(Instant),
    Stops,
    Moves(MoveCause, Instant),
    Nothing,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other events leave the date alone")]
fn step(event: &Event, since: Instant) -> Step {
    match event {
        Event::Received { reception, .. } => Step::Receives(reception.dates.lawful),
        Event::SupplementRequested { .. } | Event::PaymentAwaited { .. } | Event::Suspended { .. } => {
            Step::Stops
        }
        Event::SupplementCompleted { lawful } => Step::Moves(MoveCause::Supplement { since }, *lawful),
        Event::PaymentConfirmed { lawful } => Step::Moves(MoveCause::Payment { since }, *lawful),
        Event::Resumed { lawful } => Step::Moves(MoveCause::Suspension { since }, *lawful),
        Event::Begun { lawful, .. } => Step::Moves(MoveCause::Predecessor, *lawful),
        Event::DatesRecomputed { lawful, .. } => Step::Moves(MoveCause::Calendar, *lawful),
        Event::Rebased(rebased) => Step::Moves(MoveCause::OtherVersion, rebased.lawful),
        Event::Reopened { lawful, .. } => Step::Moves(MoveCause::Reopened, *lawful),
        _ => Step::Nothing,
    }
}

/// A calendar or a version may change in the middle of a pause, which goes on.
const fn ends_pause(cause: MoveCause) -> bool {
    match cause {
        MoveCause::Supplement { .. } | MoveCause::Payment { .. } | MoveCause::Suspension { .. } => true,
        MoveCause::Predecessor | MoveCause::Calendar | MoveCause::OtherVersion | MoveCause::Reopened => false,
    }
}
