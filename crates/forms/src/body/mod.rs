//! What each official sheet says, field by field (TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP as provinces print them).
//! A field the office may not know is an `Option`: the sheet then has a dotted line, never a made-up value.

mod acceptance;
mod ending;
mod handing;
mod money;
mod papers;
mod receipt_usage;
mod register;
mod remittance;
mod takings;
mod track;

pub use acceptance::{AcceptanceSlip, BookPlace, BundleRow, PaymentCode, SecondStage, SlipFees};
pub use ending::{ApologyLetter, RefusalSlip, StopNotice};
pub use handing::{HandoverList, HandoverRow, ResultReceipt, ResultRow};
pub use money::{Cash, MoneyReceipt, ReceiptKind, ReceiptSeries};
pub use papers::{GuidanceSlip, SupplementRequest};
pub use receipt_usage::{NumbersOf, ReceiptUsage, ReceiptUsageRow};
pub use register::{Register, RegisterRow};
pub use remittance::{BudgetRemittance, RemittanceLine, SubsectionSum};
pub use takings::{DayTaking, DayTakings, MonthTaking, MonthTakings, TakingsSum};
pub use track::{ControlRow, ControlSlip, Punctual, SatisfactionSlip};
