//! Moving a dossier through its agencies: hand-over, work, opinions, the result, its return.
//!
//! Every command is a pure function from the state, the actor, its input and `now` to the events that follow, or to a
//! refusal. Nothing here reads a clock, keeps anything, or asks what a role may do (`motcua-identity` did that before):
//! only whether the actor stands for the agency whose turn it is, and whether the state allows it. Events of an
//! accepted command can always be applied in the order given.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod accept;
mod answer_opinion;
mod apologise;
mod approve;
mod ask_opinion;
mod assign;
mod claim;
mod delay;
mod demand_rework;
mod finish_step;
mod guard;
mod hand_over;
mod handing_out;
mod least_loaded;
mod number_and_stamp;
mod outlook;
mod outside;
mod propose;
mod question;
mod reappoint;
mod record_answer;
mod record_incident;
mod reopen;
mod resend;
mod resume;
mod return_result;
mod send_back;
mod send_letter;
mod succeed;
mod suspend;
mod term_kind;
mod terms;
mod watch;

pub use accept::accept;
pub use answer_opinion::{answer_opinion, is_late};
pub use apologise::{apologise, may_draft_apology};
pub use approve::approve;
pub use ask_opinion::{OpinionRequest, ask_opinion};
pub use assign::assign;
pub use claim::claim;
pub use delay::{Delay, delay};
pub use demand_rework::demand_rework;
pub use finish_step::finish_step;
pub use guard::is_in_hand;
pub use hand_over::{hand_over_from_counter, hand_over_leg};
pub use handing_out::{identity_checked, originals_accounted, originals_kept};
pub use least_loaded::{Candidate, least_loaded_first};
pub use number_and_stamp::{NumberedResult, number_and_stamp};
pub use outlook::{Held, Outlook, Risk, outlook};
pub use propose::propose;
pub use question::question;
pub use reappoint::{Reappointment, apology_is_due, reappoint};
pub use record_answer::record_answer;
pub use record_incident::{IncidentReport, record_incident};
pub use reopen::reopen;
pub use resend::resend;
pub use resume::resume;
pub use return_result::return_result;
pub use send_back::send_back;
pub use send_letter::send_letter;
pub use succeed::succeed;
pub use suspend::suspend;
pub use term_kind::TermKind;
pub use terms::{Term, terms};
pub use watch::{NoStep, Rung, Step, Watch};
