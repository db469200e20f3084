//! One dossier's life: its state, the events that make it, and the folds over its history.
//!
//! `apply` is the only way a state comes to be. Whether a command is allowed is decided elsewhere (`intake`, `routing`);
//! nothing here reads a clock, and no date is kept that a fold can find.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod apply;
mod bundle;
mod calendars;
mod charge;
mod course;
mod date_moves;
mod dates;
mod desk;
mod desk_group;
mod ending;
mod entry;
mod event;
mod filing;
mod handed_out;
mod happening;
mod id_card;
mod incident;
mod issued;
mod join;
mod lane;
mod lateness;
mod leg;
mod leg_clock;
mod main_line;
mod needs;
mod number;
mod outside;
mod paper;
mod party;
mod payment;
mod places;
mod public_status;
mod punctuality;
mod rebase;
mod refund;
mod search;
mod senders;
mod signs;
mod slip_code;
mod spelling;
mod state;
mod status;

pub use apply::{HistoryError, apply, replay};
pub use bundle::{BundlePlace, Outlook, Predecessor};
pub use calendars::Calendars;
pub use charge::Charge;
pub use date_moves::{DateMove, MoveCause, date_moves};
pub use dates::{Dates, moved_by_pause};
pub use desk::{DeskClock, DeskRow, DeskTask, desk_rows};
pub use desk_group::{DeskGroup, DeskRange, Horizon};
pub use ending::{Ending, ReopenGround, Reopening};
pub use entry::{By, Entry};
pub use event::{Correction, Event, Imported, ImportedCase, ReturnMethod, SupplementItem, SupplementSubject};
pub use filing::{ComponentGiven, Filing, Reception};
pub use handed_out::{HandedOut, ProofOfReturn};
pub use id_card::{CardField, IdCard, Scan};
pub use incident::{Incident, IncidentKind};
pub use issued::{Issued, IssuedSheet, Reprinted};
pub use lateness::{Lateness, lateness};
pub use leg::{Leg, LegPlan, LegStatus, Outcome};
pub use leg_clock::{LegClock, leg_clocks};
pub use main_line::{Holder, MainLine, Segment, main_line};
pub use needs::{InsteadOfSigning, PriorityGround};
pub use number::{DossierNumber, NumberError};
pub use outside::{Letter, OutsideAnswer, SentLetter};
pub use paper::{LateEntryPermit, LateGround, PaperOrigin};
pub use party::{NationalId, Party, PartyInput, PersonName, Phone};
pub use payment::{MoneyReceipt, PaidCharge, Payment, PaymentMeans};
pub use places::{places, places_that_follow};
pub use public_status::{
    Degree, PublicAgency, PublicCharge, PublicDegree, PublicIncident, PublicPause, PublicProcedure,
    PublicStatus, PublicStep, StepState, ToDo, public_status,
};
pub use punctuality::{Punctuality, Standing, Standings, punctuality, standings};
pub use rebase::{RebaseProposal, Rebased, Rebasing, ReceivedUnder, TransitionalGround};
pub use refund::{Exempted, Refund, RefundState};
pub use search::{Likeness, Sought, name_order, number_tail};
pub use senders::{may_have_asked, sender_desks};
pub use slip_code::{SLIP_CODE_LETTERS, slip_code};
pub use state::{Dossier, SignedResult, Supplement};
pub use status::{Bucket, ClockHolder, Status, StopGround, SuspensionGround};
