//! The dated exceptions of the country: holidays, compensatory days and days swapped both ways.
//!
//! The yearly decision is the authority; this is its data, never a lunar computation. Hours of agencies are elsewhere.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::{Date, Month};

/// What a date is, other than its weekday says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Public holiday (BLLĐ 2019 Điều 112).
    Holiday,
    /// Compensatory day for a holiday on a weekly rest day (BLLĐ 2019 Điều 111(3)).
    Observed,
    /// Weekday off, in exchange for a rest day that is worked.
    SubstitutedOff,
    /// Rest day that is worked, and counts as a working day.
    MakeupWorkday,
}

/// One exception with its name in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayException {
    /// What the date is.
    pub kind: DayKind,
    /// What people call it.
    pub name: String,
}

/// The exceptions of all years known. Years outside the data follow the weekly pattern and the holidays of fixed date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayCalendar {
    exceptions: BTreeMap<Date, DayException>,
    /// First and last year the data covers completely.
    covered: Option<(i32, i32)>,
    /// Last year decided by the authority; covered years after it are projections.
    announced_through: Option<i32>,
}

/// A year without days off that are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LackingYear {
    /// Which.
    pub year: i32,
    /// Whole weeks since the first of November before it.
    pub weeks: i64,
}

/// Why a file is no calendar.
#[derive(Debug, thiserror::Error)]
pub enum CalendarFileError {
    /// The file is not readable as CSV with the expected columns.
    #[error("the calendar is not readable as CSV")]
    Csv(#[from] csv::Error),
    /// A date that is not like 2026-08-31.
    #[error("row {row}: `{text}` is no date")]
    Date {
        /// Counted from 1 without the heading.
        row: usize,
        /// What was written.
        text: String,
    },
    /// The same date twice.
    #[error("row {row}: {date} is given twice")]
    Twice {
        /// Counted from 1 without the heading.
        row: usize,
        /// The date.
        date: Date,
    },
}

/// Holidays whose date no decision moves: month, day, name, first year.
const FIXED: [(Month, u8, &str, i32); 5] = [
    (Month::January, 1, "Tết Dương lịch", i32::MIN),
    (Month::April, 30, "Ngày Chiến thắng", i32::MIN),
    (Month::May, 1, "Ngày Quốc tế Lao động", i32::MIN),
    (Month::September, 2, "Quốc khánh", i32::MIN),
    (Month::November, 24, "Ngày Văn hóa Việt Nam", 2026),
];

#[derive(Deserialize)]
struct Row {
    date: String,
    kind: DayKind,
    name_vi: String,
    #[serde(default)]
    status: Option<String>,
}

/// In the column `status`, of a day in a year that is not decided yet.
const PROJECTED: &str = "projected";

impl DayCalendar {
    /// Reads rows of `date,kind,name_vi`. All years present count as announced until a row's optional column `status` says
    /// `projected`, or [`Self::announced_through`] says otherwise; other columns are ignored.
    ///
    /// # Errors
    /// When a row cannot be read or a date occurs twice.
    pub fn parse_csv(text: &str) -> Result<Self, CalendarFileError> {
        let mut exceptions = BTreeMap::new();
        let mut first_projected = None;
        for (index, row) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
            let Row { date: written, kind, name_vi, status } = row?;
            let row = index + 1;
            let date =
                motcua_kernel::parse_date(&written).ok_or(CalendarFileError::Date { row, text: written })?;
            if status.as_deref() == Some(PROJECTED) {
                first_projected = Some(first_projected.map_or(date.year(), |it: i32| it.min(date.year())));
            }
            if exceptions.insert(date, DayException { kind, name: name_vi }).is_some() {
                return Err(CalendarFileError::Twice { row, date });
            }
        }
        let year_of = |entry: Option<(&Date, _)>| entry.map(|(date, _)| date.year());
        let last = year_of(exceptions.last_key_value());
        let covered = year_of(exceptions.first_key_value()).zip(last);
        let announced_through = first_projected.map_or(last, |year| Some(year - 1));
        Ok(Self { exceptions, covered, announced_through })
    }

    /// The same calendar, the authority having decided `year` and no year after it. The data counts as complete up to
    /// then; years of data after it are projections.
    #[must_use]
    pub fn announced_through(mut self, year: i32) -> Self {
        self.covered = self.covered.map_or(Some((year, year)), |(first, last)| Some((first, last.max(year))));
        self.announced_through = Some(year);
        self
    }

    /// The same calendar with one exception added or replaced.
    #[must_use]
    pub fn with_exception(mut self, date: Date, kind: DayKind, name: impl Into<String>) -> Self {
        self.exceptions.insert(date, DayException { kind, name: name.into() });
        self
    }

    /// The same calendar without the exception of `date`. A holiday of fixed date in a year without data stays.
    #[must_use]
    pub fn without(mut self, date: Date) -> Self {
        self.exceptions.remove(&date);
        self
    }

    /// What `date` is, other than its weekday says: kind and name.
    pub fn exception(&self, date: Date) -> Option<(DayKind, &str)> {
        if let Some(DayException { kind, name }) = self.exceptions.get(&date) {
            return Some((*kind, name));
        }
        if self.covers(date.year()) {
            return None;
        }
        FIXED
            .iter()
            .find(|(month, day, _, since)| {
                date.month() == *month && date.day() == *day && date.year() >= *since
            })
            .map(|(_, _, name, _)| (DayKind::Holiday, *name))
    }

    /// All dated exceptions in order.
    pub fn exceptions(&self) -> impl Iterator<Item = (Date, &DayException)> {
        self.exceptions.iter().map(|(date, exception)| (*date, exception))
    }

    /// The file that [`Self::parse_csv`] reads as this calendar, but for years without any exception at either end.
    ///
    /// # Errors
    /// When a name can not be written as a cell, which no name of a calendar that was read is.
    pub fn to_csv(&self) -> Result<String, CalendarFileError> {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record(["date", "kind", "name_vi", "status"])?;
        for (date, DayException { kind, name }) in &self.exceptions {
            let status = if self.is_announced(date.year()) { "announced" } else { PROJECTED };
            file.serialize((date.to_string(), kind, name, status))?;
        }
        let bytes = file.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether the days off of `year` are decided rather than projected.
    pub fn is_announced(&self, year: i32) -> bool {
        self.covers(year) && self.announced_through.is_some_and(|last| year <= last)
    }

    /// The year that somebody has to keep by `today`, whose days off are not decided: this one, or from November on the
    /// next; and since how many whole weeks it lacks.
    pub fn lacking_on(&self, today: Date) -> Option<LackingYear> {
        let this = today.year();
        let next = (today.month() >= Month::November).then_some(this.saturating_add(1));
        let year = std::iter::once(this).chain(next).find(|it| !self.is_announced(*it))?;
        let since = Date::from_calendar_date(year.saturating_sub(1), Month::November, 1).ok()?;
        Some(LackingYear { year, weeks: (today - since).whole_weeks() })
    }

    /// An id of the content: equal for equal calendars, another after any change.
    pub fn version(&self) -> String {
        let mut hash = Fnv::default();
        for (date, exception) in &self.exceptions {
            hash.add(date.to_julian_day().to_le_bytes().as_slice());
            hash.add(&[exception.kind as u8]);
            hash.add(exception.name.as_bytes());
            hash.add(&[0xFF]);
        }
        let (first, last) = self.covered.unwrap_or_default();
        let announced = self.announced_through.unwrap_or_default();
        for year in [first, last, announced] {
            hash.add(year.to_le_bytes().as_slice());
        }
        format!("{announced}-{:016x}", hash.0)
    }

    fn covers(&self, year: i32) -> bool {
        self.covered.is_some_and(|(first, last)| first <= year && year <= last)
    }
}

/// The calendar that comes with the program: 2007 to 2030, announced through 2026.
pub fn shipped() -> DayCalendar {
    // The embedded file is read by a test, so the empty calendar is never what a build ships.
    DayCalendar::parse_csv(SHIPPED).unwrap_or_default().announced_through(2026)
}

const SHIPPED: &str = include_str!("../../../config/calendars/vn_holidays_2007_2030.csv");

/// FNV-1a: stable across builds, which the hasher of the standard library does not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_shipped_file_is_read_whole() {
        let days = DayCalendar::parse_csv(SHIPPED).unwrap();
        assert_eq!(days.exceptions().count(), 344);
        assert_eq!(days.announced_through(2026), shipped());
        assert!(shipped().is_announced(2026));
        assert!(!shipped().is_announced(2027));
        assert!(!shipped().is_announced(2006), "no data");
        assert!(shipped().announced_through(2031).is_announced(2031));
    }

    #[test]
    fn the_next_year_lacks_from_november_on() {
        let check = |days: &DayCalendar, today: Date, expected: Option<(i32, i64)>| {
            let lacks = days.lacking_on(today).map(|it| (it.year, it.weeks));
            assert_eq!(lacks, expected, "{today}");
        };
        let days = shipped();
        check(&days, date!(2026 - 10 - 31), None);
        check(&days, date!(2026 - 11 - 01), Some((2027, 0)));
        check(&days, date!(2026 - 11 - 07), Some((2027, 0)));
        check(&days, date!(2026 - 11 - 08), Some((2027, 1)));
        check(&days, date!(2027 - 01 - 03), Some((2027, 9)));
        let kept = days.announced_through(2027);
        check(&kept, date!(2027 - 01 - 03), None);
        check(&kept, date!(2027 - 12 - 01), Some((2028, 4)));
    }

    #[test]
    fn a_calendar_is_written_as_it_is_read() {
        for days in [shipped(), shipped().announced_through(2030)] {
            let read = DayCalendar::parse_csv(&days.to_csv().unwrap()).unwrap();
            assert_eq!(read, days);
            assert_eq!(read.version(), days.version());
        }
    }

    #[test]
    fn the_version_follows_the_content() {
        let changed = shipped().with_exception(date!(2026 - 12 - 31), DayKind::SubstitutedOff, "Nghỉ bão");
        assert_ne!(changed.version(), shipped().version());
        assert_eq!(changed.without(date!(2026 - 12 - 31)).version(), shipped().version());
    }

    #[test]
    fn beyond_the_data_only_holidays_of_fixed_date_are_known() {
        assert_eq!(
            shipped().exception(date!(2031 - 11 - 24)),
            Some((DayKind::Holiday, "Ngày Văn hóa Việt Nam"))
        );
        assert_eq!(shipped().exception(date!(2031 - 01 - 02)), None);
        assert_eq!(DayCalendar::default().exception(date!(2001 - 11 - 24)), None);
    }

    #[test]
    fn broken_files_are_refused() {
        for text in [
            "date,kind,name_vi\n2026-02-30,holiday,x\n",
            "date,kind,name_vi\n2026-02-03,party,x\n",
            "date,kind,name_vi\n2026-02-03,holiday,x\n2026-02-03,observed,x\n",
            "when\n2026-02-03\n",
        ] {
            assert!(DayCalendar::parse_csv(text).is_err(), "{text}");
        }
    }
}
