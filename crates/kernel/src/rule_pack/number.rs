//! How dossier numbers are written, and in which book their serial counts.

use super::Parameter;
use crate::Date;
use serde::{Deserialize, Serialize};

/// The shape of a dossier number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFormat {
    /// `H51.12-2012-0007`: agency, year and the place in the agency's book of that year. No national form: local.
    YearBook,
    /// `000.00.15.H13-240131-0007`: agency groups right to left (NĐ 61/2018 Điều 26).
    RightToLeft,
    /// `H13.15-240131-0007`: agency groups left to right (QĐ 20/2020).
    LeftToRight,
}

impl NumberFormat {
    /// The name of the book in which a receiving agency's serials of `date` count: its year where books are yearly, else
    /// its day.
    pub fn book(self, date: Date) -> String {
        match self {
            Self::YearBook => format!("{:04}", date.year()),
            Self::RightToLeft | Self::LeftToRight => date.to_string(),
        }
    }
}

/// Rules of dossier numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRules {
    /// How numbers are written.
    pub format: Parameter<NumberFormat>,
    /// Fewest digits of the serial; a longer one is never cut.
    pub serial_width: Parameter<u32>,
    /// First day on which the form before this one may no longer be written; absent where no change is under way.
    pub old_form_until: Parameter<Option<Date>>,
    /// How many digits before the serial name the owner of a nationally centralised system; absent before 2026. Numbers
    /// of this province's own dossiers have none.
    pub owner_digits: Parameter<Option<u32>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_book_is_of_a_year_or_of_a_day() {
        let day = date!(2012 - 03 - 05);
        assert_eq!(NumberFormat::YearBook.book(day), "2012");
        assert_eq!(NumberFormat::RightToLeft.book(day), "2012-03-05");
        assert_eq!(NumberFormat::LeftToRight.book(day), "2012-03-05");
    }
}
