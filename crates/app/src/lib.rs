//! Use cases, one file each: load, decide, save, in one transaction.
//!
//! The listing of this folder is what the product can do. A use case decides nothing itself: it finds the facts, asks a
//! rule, and stores what the rule says happened. It does not check a role either; its caller holds an `Actor`, which only
//! the permission check gives.

pub mod accounts;
mod act;
pub mod admin;
mod alert_marks;
pub mod apologies;
mod bank_accounts;
pub mod begin;
pub mod catalogue;
mod context;
pub mod demo;
pub mod duties;
mod error;
mod family;
pub mod figures;
pub mod files;
mod house_key;
pub mod inquiries;
pub mod intake;
mod keep;
pub mod live;
pub mod log;
pub mod look;
pub mod money;
pub mod notices;
pub mod office_sheets;
mod once;
mod pages;
pub mod paper;
mod printing;
mod province;
pub mod routing;
pub mod seals;
pub mod sheets;
pub mod staff_mail;
pub mod upkeep;
pub mod watch;
pub mod webhooks;

pub use act::Command;
pub use bank_accounts::{AgencyAccount, BankAccountsError};
pub use context::{Clock, Context, IdSource};
pub use error::AppError;
pub use keep::LookUp;
pub use motcua_delivery as delivery;
pub use once::Once;
pub use printing::FormTrouble;
pub use province::{Province, ProvinceError};
