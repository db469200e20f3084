//! Receiving: what a counter does with what people bring.

mod annul;
mod ask_supplement;
mod complete_supplement;
mod correct;
mod drafts;
mod earlier;
pub(crate) mod found;
mod guide;
mod lapse;
mod late;
mod not_receive;
mod phrases;
mod preview;
mod receive_at_counter;
mod receive_bundle;
mod received_today;
mod stop;
mod submission;
mod visit;
mod withdraw;

pub use annul::{confirm_annulment, request_annulment};
pub use ask_supplement::{AskedItem, ask_supplement};
pub use complete_supplement::complete_supplement;
pub use correct::{WantedCorrection, confirm_correction, request_correction};
pub(crate) use drafts::DRAFT_DAYS;
pub use drafts::{Draft, draft, drafts, drop_draft, keep_draft};
pub use earlier::{Known, earlier_dossiers, still_open};
pub use guide::guide;
pub use lapse::lapse;
pub use late::{LateSlip, PermitUsed, permit_late_entry, permit_of, permits_of};
pub use motcua_intake::{Lacking, LateEntryAsked, PaperSlip, lacking};
pub use not_receive::not_receive;
pub use phrases::phrases;
pub use preview::{Preview, preview};
pub use receive_at_counter::{Receipt, receipt, receive_at_counter};
pub use receive_bundle::{
    BundleReceipt, BundleSubmission, bundle_receipt, group_of, of_bundle, preview_bundle,
    receive_bundle_at_counter,
};
pub use received_today::received_by;
pub use stop::stop;
pub use submission::{Submission, person, usual_competent};
pub use withdraw::withdraw;
