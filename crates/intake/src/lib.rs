//! Receiving a dossier: completeness, reception, guidance, supplement, payment, refusal, withdrawal.
//!
//! Each function takes a state and an input and gives events or a refusal; nothing here stores, prints or sends, reads a
//! clock, or asks in which role somebody acts (that is the matrix of `identity`). A date is never moved but by the rule
//! pack the dossier was received under.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod agencies;
mod annul;
mod arrival;
mod ask_supplement;
mod carry_over;
mod complete_supplement;
mod correct;
mod decides;
mod filed_again;
mod filing_check;
mod follow_predecessor;
mod guide;
mod handed_in;
mod items;
mod lacking;
mod lapse;
mod late_entry;
mod leg_plans;
mod not_receive;
mod payment;
mod pinned;
mod rebase;
mod rebase_difference;
mod receive;
mod receive_bundle;
mod recompute;
mod standing;
mod stop;
mod withdraw;

pub use agencies::resolve_agencies;
pub use annul::{confirm_annulment, request_annulment};
pub use arrival::Arrival;
pub use ask_supplement::{SupplementRequest, ask_supplement};
pub use carry_over::{PaperDossier, TakenOverBy, carry_over};
pub use complete_supplement::complete_supplement;
pub use correct::{confirm_correction, request_correction};
pub use filed_again::{DAYS_BACK, filed_again};
pub use follow_predecessor::follow_predecessor;
pub use guide::guide;
pub use handed_in::{handed_in_at, last_processing};
pub use lacking::{Lacking, lacking};
pub use lapse::lapse;
pub use late_entry::{
    LateEntryAsked, MOST_DAYS_BACK, PaperSlip, late_arrival, permit_late_entry, slip_number,
};
pub use not_receive::not_receive;
pub use payment::{PaymentWait, await_payment, exempt, fee_rules, record_payment};
pub use pinned::Pinned;
pub use rebase::{confirm_rebase, propose_rebase, rebase};
pub use rebase_difference::{LegChange, LegDifference, RebaseDifference, rebase_difference};
pub use receive::{ReceiveFacts, Received, receive, receive_at, usual_competent};
pub use receive_bundle::{ChildFiling, receive_bundle};
pub use recompute::recompute;
pub use stop::stop;
pub use withdraw::withdraw;
