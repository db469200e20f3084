//! Biên lai: series of receipts, who holds which numbers, and what became of each.
//!
//! A number has one fate for good. A pre-printed number is what stands on the paper in the cashier's hand: it is confirmed,
//! never invented, and a number left out is accounted for before the next is used.

mod book;
mod fate;
mod ranges;
mod usage;

pub use book::{NumbersIssued, ReceiptBook};
pub use fate::{Fate, FateRecorded};
pub use ranges::NumberRanges;
pub use usage::{UsageReport, usage_report};

use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};

/// Most digits of a receipt number.
const MOST_DIGITS: u8 = 9;

/// How the receipts of a series come to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesKind {
    /// Biên lai đặt in: on printed paper, numbered before it came.
    PrePrinted,
    /// Biên lai tự in: printed here with its number.
    SelfPrinted,
    /// Biên lai điện tử.
    Electronic,
}

/// Một ký hiệu biên lai: numbers of one form and symbol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSeries {
    /// Mẫu số (`01BLP0-001`).
    pub form: String,
    /// Ký hiệu (`AA-26T`).
    pub symbol: String,
    /// Quyển số; only printed receipts have books.
    #[serde(default)]
    pub book: Option<String>,
    /// How its receipts come to be.
    pub kind: SeriesKind,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Digits of a number as written, zeros before it.
    pub width: u8,
    /// Đơn vị phát hành.
    pub issuer: String,
}

impl ReceiptSeries {
    /// What keeps it from being a series.
    ///
    /// # Errors
    /// Refused when form, symbol or issuer is empty, when the numbers do not rise from 1 at least, and when they do not
    /// fit in the width, which is 1 to 9.
    pub fn check(&self) -> Result<(), Refusal> {
        for (text, field) in [(&self.form, "form"), (&self.symbol, "symbol"), (&self.issuer, "issuer")] {
            if text.trim().is_empty() {
                return Err(Refusal::new("fees.series-unnamed").at(field));
            }
        }
        if self.first == 0 || self.first > self.last {
            return Err(Refusal::new("fees.series-range-wrong").at("last"));
        }
        let fits =
            (1..=MOST_DIGITS).contains(&self.width) && self.last.to_string().len() <= usize::from(self.width);
        if fits {
            Ok(())
        } else {
            Err(Refusal::new("fees.series-width-wrong").with("most", MOST_DIGITS).at("width"))
        }
    }

    /// A number as it stands on the receipt (`0000123`).
    pub fn written(&self, number: u32) -> String {
        format!("{number:0width$}", width = usize::from(self.width))
    }

    /// Whether the series has this number.
    pub fn has(&self, number: u32) -> bool {
        (self.first..=self.last).contains(&number)
    }
}
