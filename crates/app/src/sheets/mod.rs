//! Văn bản: the official sheets of a dossier, made from its history by the forms of its rule pack, kept by the sum of their
//! bytes, and proven by it.
//!
//! A sheet that was issued is an event of its dossier and a file of it; it changes nothing else, so whoever works on the
//! dossier is not stopped by it. What is not known stays a line to write on.

mod ahead;
mod answers;
mod batch;
mod facts;
mod issue;
mod mailed;
mod make;
mod money;
mod papers;
mod possible;
mod proof;
mod reprint;
mod signatory;
mod slip;
mod track;

pub(crate) use ahead::ahead;
pub use batch::{MOST_AT_ONCE, SlipOf, dossier_with, issue_slips, joined, without_slip};
pub(crate) use issue::hex;
pub use issue::{IssuedNow, Order, issue, preview, was_issued};
pub(crate) use mailed::slip_for_its_people;
pub use make::document;
pub use motcua_forms::{Content, FormKind, FormSets, Press};
pub use possible::{Wanted, possible};
pub use proof::{Proof, proof};
pub use reprint::{Again, reprint};

use crate::Context;

impl Context {
    /// The forms of the house.
    pub fn forms(&self) -> &FormSets {
        &self.press.1
    }
}
