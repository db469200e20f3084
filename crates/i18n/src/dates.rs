//! Dates as Vietnamese officials write them, and with the weekdays of the other languages.

use crate::Locale;
use motcua_kernel::{Date, parse_date, parse_instant};
use std::borrow::Cow;

const WEEKDAYS: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];

const KHMER_WEEKDAYS: [&str; 7] = ["ថ្ងៃចន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ", "ថ្ងៃព្រហស្បតិ៍", "ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ"];

/// Weekday and date: `thứ Ba 24/11/2026`.
pub fn long_date(date: Date) -> String {
    on_weekday(&WEEKDAYS, date)
}

/// Weekday and date as the readers of `locale` write them, kept on one line: `thứ Ba 24/11/2026`,
/// `ថ្ងៃអង្គារ 24/11/2026`, `Tuesday 24 November 2026`. The Khmer one keeps the figures that are printed on the paper.
pub fn spoken_date(locale: Locale, date: Date) -> String {
    let spoken = match locale {
        Locale::Vi => long_date(date),
        Locale::Km => on_weekday(&KHMER_WEEKDAYS, date),
        Locale::En => format!("{} {} {} {}", date.weekday(), date.day(), date.month(), date.year()),
    };
    spoken.replace(' ', "\u{a0}")
}

fn on_weekday(weekdays: &[&str; 7], date: Date) -> String {
    let place = usize::from(date.weekday().number_days_from_monday());
    let weekday = weekdays.get(place).copied().unwrap_or_default();
    format!("{weekday} {}", short_date(date))
}

/// A value that the rules wrote as an ISO date or a moment: `24/11/2026`, `08:05, 24/11/2026`; others as they are.
pub(crate) fn as_people_write(value: &str) -> Cow<'_, str> {
    if let Some(date) = parse_date(value) {
        return Cow::Owned(short_date(date));
    }
    match parse_instant(value) {
        Some(moment) => {
            let time = moment.time();
            let date = short_date(moment.date());
            Cow::Owned(format!("{:02}:{:02}, {date}", time.hour(), time.minute()))
        }
        None => Cow::Borrowed(value),
    }
}

fn short_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_spoken_in_the_language_of_the_reader() {
        let date = parse_date("2026-11-24").unwrap();
        assert_eq!(spoken_date(Locale::Vi, date), "thứ\u{a0}Ba\u{a0}24/11/2026");
        assert_eq!(spoken_date(Locale::Km, date), "ថ្ងៃអង្គារ\u{a0}24/11/2026");
        assert_eq!(spoken_date(Locale::En, date), "Tuesday\u{a0}24\u{a0}November\u{a0}2026");
    }

    #[test]
    fn each_weekday_has_its_name() {
        for (date, text) in [
            ("2026-11-23", "thứ Hai 23/11/2026"),
            ("2026-11-24", "thứ Ba 24/11/2026"),
            ("2026-11-25", "thứ Tư 25/11/2026"),
            ("2026-11-26", "thứ Năm 26/11/2026"),
            ("2026-11-27", "thứ Sáu 27/11/2026"),
            ("2026-11-28", "thứ Bảy 28/11/2026"),
            ("2012-01-01", "Chủ nhật 01/01/2012"),
        ] {
            assert_eq!(long_date(parse_date(date).unwrap()), text);
        }
    }
}
