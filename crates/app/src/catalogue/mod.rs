//! The catalogue: procedures an officer has yet to complete, and what would come of one that is in force.

pub use motcua_intake::{LegChange, LegDifference, RebaseDifference};

mod drafts;
mod dry_run;
mod import;
mod offers;
mod often_lacking;
mod rebase;
pub mod services;
mod staffing;

pub use drafts::{
    Announcement, Draft, Mark, Wanted, WrittenVersion, appraise_draft, begin_draft, change_draft,
    discard_draft, draft_gaps, open_draft, open_drafts, publish_draft, send_draft_back, submit_draft,
    written_here,
};
pub use dry_run::{DryRun, Walk, WalkedLeg, Way, dry_run};
pub use import::{CatalogueImport, import_catalogue};
pub use offers::{DAYS_COUNTED, Offer, Offers, offers};
pub use often_lacking::OftenLacking;
pub use rebase::{
    Provision, RebaseDone, RebaseLine, RebaseReport, Running, confirm_rebase_of, propose_rebase_of,
    rebase_trial,
};
pub use staffing::unstaffed;
