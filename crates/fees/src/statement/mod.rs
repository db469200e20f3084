//! Sao kê ngân hàng: a bank's list of what came in and went out, read by columns and held against what is awaited.
//!
//! Reads no file (the crate `spreadsheet` does) and books nothing: it says what each line is, and leaves the rest to a
//! person. The same file twice says the second time that all is booked.

mod cells;
mod guess;
mod mapping;
mod matching;
mod read;

pub use guess::guess_mapping;
pub use mapping::{AmountColumns, ColumnMapping};
pub use matching::{Difference, Expected, Verdict, match_lines};
pub use read::{Fingerprint, Statement, StatementLine, StatementRow, read_statement};
