//! Mã số hồ sơ: written by the pack in force, read in every form ever used.

use motcua_kernel::{Date, NumberFormat};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A dossier number in one of the forms ever in use: the local one with the year of its book (until 2018), agency groups
/// right to left (from NĐ 61/2018), left to right (from QĐ 20/2020), and the last with two digits of a central system's
/// owner before the serial (TT 04/2025), which reads as a longer serial.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierNumber(String);

/// Why a text is no dossier number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not `agency-yymmdd-serial`, nor `agency-yyyy-serial`.
    #[error("a dossier number has an agency code, a date and a serial, joined by hyphens")]
    Shape,
    /// The agency code has characters other than A-Z, 0-9 and dots, is empty, or is longer than 35.
    #[error("the agency code of a dossier number has only A-Z, 0-9 and dots")]
    Agency,
    /// Neither a date nor the year of a book.
    #[error("the date of a dossier number is written yymmdd, the year of a book yyyy")]
    Date,
    /// The serial has fewer than four characters (in a yearly book: none), more than twenty, or others than digits.
    #[error("the serial of a dossier number has at least four digits, in a yearly book one")]
    Serial,
}

impl DossierNumber {
    /// Writes a number. `agency_code` is left to right (`H13.15`), `serial` counts from 1 within the agency's
    /// book (`NumberFormat::book`); `width` is its fewest digits.
    pub fn write(format: NumberFormat, agency_code: &str, date: Date, serial: u32, width: u32) -> Self {
        let day = || {
            let year = date.year().rem_euclid(100);
            format!("{year:02}{:02}{:02}", u8::from(date.month()), date.day())
        };
        let (agency, when) = match format {
            NumberFormat::YearBook => (agency_code.to_owned(), format!("{:04}", date.year())),
            NumberFormat::RightToLeft => (right_to_left(agency_code), day()),
            NumberFormat::LeftToRight => (agency_code.to_owned(), day()),
        };
        let width = usize::try_from(width).unwrap_or(4);
        Self(format!("{agency}-{when}-{serial:0width$}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its last part, as read aloud in the office.
    pub fn serial(&self) -> &str {
        self.0.rsplit('-').next().unwrap_or_default()
    }
}

/// `H13.15` as `000.00.15.H13` (TT 10/2016/TT-BTTTT): four groups, the highest level last.
fn right_to_left(code: &str) -> String {
    let groups: Vec<&str> = code.split('.').collect();
    let mut reversed: Vec<&str> =
        ["000", "00", "00"].into_iter().take(4_usize.saturating_sub(groups.len())).collect();
    reversed.extend(groups.into_iter().rev());
    reversed.join(".")
}

impl FromStr for DossierNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim().to_uppercase();
        let mut parts = text.split('-');
        let (Some(agency), Some(date), Some(serial), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NumberError::Shape);
        };
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.';
        if agency.is_empty() || agency.len() > 35 || !agency.chars().all(is_code) {
            return Err(NumberError::Agency);
        }
        let fewest = match date.len() {
            4 if is_year(date) => 1,
            _ if is_date(date) => 4,
            _ => return Err(NumberError::Date),
        };
        if serial.len() < fewest || serial.len() > 20 || !serial.chars().all(|c| c.is_ascii_digit()) {
            return Err(NumberError::Serial);
        }
        Ok(Self(text))
    }
}

/// The years of paper books and of the dates above.
fn is_year(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit()) && ("1945"..="2099").contains(&text)
}

fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| text.get(range).and_then(|it| it.parse::<u8>().ok());
    let (Some(year), Some(month), Some(day), 6) = (digits(0..2), digits(2..4), digits(4..6), text.len())
    else {
        return false;
    };
    time::Month::try_from(month)
        .is_ok_and(|month| Date::from_calendar_date(2000 + i32::from(year), month, day).is_ok())
}

impl TryFrom<String> for DossierNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<DossierNumber> for String {
    fn from(number: DossierNumber) -> Self {
        number.0
    }
}

impl fmt::Display for DossierNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn each_pack_writes_its_own_form() {
        let check = |format, code, text: &str| {
            let number = DossierNumber::write(format, code, date!(2024 - 01 - 31), 7, 4);
            assert_eq!(number.as_str(), text);
            assert_eq!(text.parse::<DossierNumber>().unwrap(), number);
        };
        check(NumberFormat::RightToLeft, "H56.12", "000.00.12.H56-240131-0007");
        check(NumberFormat::RightToLeft, "H56.12.03", "000.03.12.H56-240131-0007");
        check(NumberFormat::LeftToRight, "H56.14", "H56.14-240131-0007");
        check(NumberFormat::YearBook, "H51.12", "H51.12-2024-0007");
    }

    #[test]
    fn every_form_ever_used_is_read() {
        let check = |text: &str, serial: &str| {
            assert_eq!(text.parse::<DossierNumber>().unwrap().serial(), serial, "{text}");
        };
        check("H51.12-2012-7", "7");
        check("MOTCUA.01-2015-12345", "12345");
        check("000.00.12.H56-240131-0007", "0007");
        check("H56.14-240131-0007", "0007");
        check("H13.163.01-261124-10000", "10000");
        // Nationally centralised: the system of owner 07, its 312th number of the day.
        check("H13.101.05-260126-070312", "070312");
    }

    #[test]
    fn the_ten_thousandth_of_a_day_has_five_digits() {
        let number =
            DossierNumber::write(NumberFormat::LeftToRight, "H13.15", date!(2026 - 11 - 24), 10_000, 4);
        assert_eq!(number.serial(), "10000");
    }

    #[test]
    fn what_is_no_number_says_why() {
        let check = |text: &str, error| assert_eq!(text.parse::<DossierNumber>(), Err(error), "{text}");
        check("", NumberError::Shape);
        check("H13.15-261124", NumberError::Shape);
        check("H13.15-261124-0001-1", NumberError::Shape);
        check("H13 15-261124-0001", NumberError::Agency);
        check("-261124-0001", NumberError::Agency);
        check("H13.15-261324-0001", NumberError::Date);
        check("H13.15-26112é-0001", NumberError::Date);
        check("H13.15-0012-0001", NumberError::Date);
        check("H13.15-20a2-0001", NumberError::Date);
        check("H13.15-é12-0001", NumberError::Date);
        check("H13.15-2012-", NumberError::Serial);
        check("H13.15-2012-1a", NumberError::Serial);
        check("H13.15-261124-001", NumberError::Serial);
        check("H13.15-261124-00a1", NumberError::Serial);
    }

    #[test]
    fn a_number_typed_in_small_letters_is_read() {
        assert!(" h13.15-261124-0001 ".parse::<DossierNumber>().is_ok());
    }
}
