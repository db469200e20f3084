//! Nhập từ bảng tính: accounts, agencies and days off that an administrator has in a spreadsheet; and what the
//! administration keeps instead of what comes with the program.
//!
//! A file is first looked at: everything wrong with it is said at once, by line and column, and what it would change. It
//! is used whole or not at all, and using it twice changes nothing.

mod accounts;
mod agencies;
mod calendar;
mod kept;
mod kept_accounts;
mod kept_calendar;
mod kept_contacts;
mod sheet;

pub use accounts::{
    ACCOUNT_COLUMNS, AccountVerdict, AccountsImported, AccountsPreview, FirstPassword, Importer,
    JudgedAccount, import_accounts, preview_accounts,
};
pub use agencies::{AGENCY_COLUMNS, AgenciesPreview, AgencyVerdict, JudgedAgency, preview_agencies};
pub use calendar::{CALENDAR_COLUMNS, CalendarPreview, DayDifference, days_in_force, preview_calendar};
pub use kept::with_what_is_kept;
pub use kept_accounts::{AccountSheet, BankAccountVerdict, agency_account, answer_account, propose_account};
pub use kept_calendar::{CalendarKept, keep_calendar, kept_calendars};
pub use kept_contacts::{keep_contact, kept_contact};
pub use motcua_storage::agency_accounts::KeptAccount;
pub use motcua_storage::agency_contacts::KeptContact;
pub use motcua_storage::calendar_revisions::CalendarRevision;
pub use sheet::Fault;

use crate::AppError;
use crate::paper::{Column, table};

/// The file people fill in for accounts, with a row that shows how.
///
/// # Errors
/// When it can not be made, which is no fault of whoever asks.
pub fn accounts_template() -> Result<Vec<u8>, AppError> {
    let titles: Vec<&str> = ACCOUNT_COLUMNS.iter().map(|it| it.title).collect();
    let example: Vec<String> = ACCOUNT_COLUMNS.iter().map(|it: &Column| it.example.to_owned()).collect();
    table("Tài khoản", &titles, example)
}
