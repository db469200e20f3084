//! The only SQL of the house: the store, its transactions, and one file per aggregate.
//!
//! A use case gets a `Tx` inside `Store::write` and nowhere else; what it wrote is committed when it returns `Ok` and
//! gone when it does not. Entities, statements and database errors stay in here. Nothing here decides anything.

#[cfg(test)]
extern crate self as motcua_storage;

#[cfg(test)]
#[macro_use]
#[path = "../tests/support/mod.rs"]
mod support;

pub mod accounts;
pub mod agency_accounts;
pub mod agency_contacts;
pub mod alert_marks;
pub mod alerts;
pub mod api_tokens;
pub mod apology_drafts;
pub mod applicants;
mod asked;
pub mod asked_papers;
mod bell;
pub mod calendar_revisions;
pub mod catalogue_versions;
pub mod decisions;
pub mod desk;
pub mod dossiers;
pub mod drawers;
pub mod early_receipts;
mod entities;
mod error;
mod executor;
pub mod files;
pub mod followers;
pub mod gateway_callbacks;
pub mod gateway_orders;
mod group_commit;
mod hash_chain;
pub mod house_facts;
pub mod house_settings;
pub mod idempotency;
pub mod inquiries;
pub mod intake_drafts;
pub mod jobs;
pub mod kept;
pub mod late_entry_permits;
pub mod login_failures;
pub mod money_book;
pub mod notices;
pub mod paper_batches;
pub mod paper_slips;
pub mod parties;
pub mod procedure_drafts;
pub mod reach;
pub mod reach_changes;
pub mod readings;
pub mod receipts;
pub mod search;
pub mod secrets;
pub mod serials;
pub mod sessions;
pub mod signatures;
pub mod staff_mail;
pub mod statement_lines;
pub mod status_views;
mod store;
pub mod strays;
pub mod technical_accounts;
pub mod texts;
pub mod watched_terms;
pub mod webhooks;
mod words;

pub use bell::Waiter;
pub use error::StoreError;
pub use executor::{Handle, Reader, Tx};
pub use store::{Checked, Store};
