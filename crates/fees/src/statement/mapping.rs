//! Which column of a bank's export says what; kept for each account, since banks seldom change it.
//!
//! Knows nothing of titles: `guess` does.

use serde::{Deserialize, Serialize};

/// Columns by their place, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Ngày giao dịch.
    pub date: usize,
    /// Số tiền.
    pub amount: AmountColumns,
    /// Nội dung; several are read as one text, in this order.
    pub description: Vec<usize>,
    /// The bank's own number of the transaction, where the export has one.
    #[serde(default)]
    pub transaction: Option<usize>,
}

/// How an export tells money that came from money that went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum AmountColumns {
    /// One column; what went has a minus or stands in brackets.
    Signed {
        /// Số tiền.
        column: usize,
    },
    /// Two columns, one of them empty or zero in each line.
    Split {
        /// Ghi có: what came.
        credit: usize,
        /// Ghi nợ: what went.
        debit: usize,
    },
}
