//! The catalogue: procedures an officer has yet to complete, and what would come of one that is in force.

mod dry_run;
mod import;

pub use dry_run::{DryRun, Walk, WalkedLeg, Way, dry_run};
pub use import::{CatalogueImport, import_catalogue};
