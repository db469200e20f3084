//! Event logs of other systems: taken over as dossiers that follow no route of ours, and given back as a log.

mod export;
mod import;
mod shape;

pub use export::export_log;
pub use import::{ImportReport, import_log};
