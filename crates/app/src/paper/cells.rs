//! What people write in a cell, read as they mean it. Spreadsheet programs drop zeros at both ends; they are put back.

use motcua_calendar::WorkingCalendar;
use motcua_catalogue::Channel;
use motcua_kernel::{Date, Instant, LegNo, parse_instant};
use std::collections::{BTreeMap, BTreeSet};
use time::Time;
use time::macros::format_description;

/// A day, with a time where one was written: `16/11/2026 09:10`, `16/11/2026`, `2026-11-16 09:10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// To the minute.
    Moment(Instant),
    /// A day only.
    Day(Date),
}

impl When {
    pub fn read(text: &str) -> Option<Self> {
        let (day, clock) = match text.split_once([' ', 'T']) {
            Some((day, clock)) => (day, Some(clock)),
            None => (text, None),
        };
        let date = read_date(day)?;
        match clock {
            None => Some(Self::Day(date)),
            Some(clock) => {
                let clock = clock.replace(['h', 'H', 'g'], ":");
                let clock = clock.trim_end_matches(':');
                let clock = if clock.contains(':') { clock.to_owned() } else { format!("{clock}:00") };
                parse_instant(&format!("{date}T{clock}")).map(Self::Moment)
            }
        }
    }

    /// A day without a time begins when the office opens.
    pub fn as_receipt(self, calendar: &WorkingCalendar) -> Instant {
        match self {
            Self::Moment(at) => at,
            Self::Day(date) => calendar.opening(date).unwrap_or(Instant::local(date, Time::MIDNIGHT)),
        }
    }

    /// A day without a time ends when the office closes.
    pub fn as_due(self, calendar: &WorkingCalendar) -> Instant {
        match self {
            Self::Moment(at) => at,
            Self::Day(date) => calendar.end_of_promise(date),
        }
    }
}

/// `6/11/2026`, `06-11-2026`, `2026-11-06`.
pub fn read_date(text: &str) -> Option<Date> {
    let text = text.replace(['.', '-'], "/");
    let as_written = format_description!("[day padding:none]/[month padding:none]/[year]");
    let iso = format_description!("[year]/[month padding:none]/[day padding:none]");
    Date::parse(&text, as_written).or_else(|_| Date::parse(&text, iso)).ok()
}

/// `1.001612`, which a spreadsheet may have made `1.0016` of `1.001600`.
pub fn procedure_code(text: &str) -> String {
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(['.', ',']) {
        Some((whole, rest)) if whole.len() == 1 && digits(whole) && digits(rest) && rest.len() <= 6 => {
            format!("{whole}.{rest:0<6}")
        }
        Some(_) | None => text.to_owned(),
    }
}

/// Digits as long as `length` but for a zero in front.
pub fn with_zero(text: &str, length: usize) -> String {
    let bare: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let lacks_one = bare.len() + 1 == length && bare.bytes().all(|it| it.is_ascii_digit());
    if lacks_one { format!("0{bare}") } else { text.to_owned() }
}

/// How the person filed; at the counter when nothing is written.
pub fn channel(text: &str) -> Option<Channel> {
    match text.to_lowercase().as_str() {
        "" | "counter" | "trực tiếp" | "1" => Some(Channel::Counter),
        "online" | "trực tuyến" | "2" => Some(Channel::Online),
        "postal" | "bưu chính" | "bưu chính công ích" | "3" => Some(Channel::Postal),
        _ => None,
    }
}

/// Numbers of legs: `2` or `2; 3`.
pub fn legs(text: &str) -> Option<BTreeSet<LegNo>> {
    words(text).map(|it| it.parse().ok().map(LegNo)).collect()
}

/// Codes of what is so: `co-nghia-vu-tai-chinh`.
pub fn answers(text: &str) -> BTreeMap<String, bool> {
    words(text).map(|it| (it.to_owned(), true)).collect()
}

/// Codes and numbers: `trich-luc=3`.
pub fn quantities(text: &str) -> Option<BTreeMap<String, u32>> {
    words(text)
        .map(|it| {
            let (code, count) = it.split_once(['=', ':'])?;
            Some((code.trim().to_owned(), count.trim().parse().ok()?))
        })
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',']).map(str::trim).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, time};

    #[test]
    fn days_and_moments_are_read_as_they_are_written_here() {
        let day = Some(When::Day(date!(2026 - 11 - 06)));
        for text in ["06/11/2026", "6/11/2026", "06-11-2026", "6.11.2026", "2026-11-06"] {
            assert_eq!(When::read(text), day, "{text}");
        }
        let moment = Some(When::Moment(Instant::local(date!(2026 - 11 - 06), time!(09:05))));
        for text in ["06/11/2026 09:05", "6/11/2026 9h05", "2026-11-06T09:05", "06/11/2026 9g05"] {
            assert_eq!(When::read(text), moment, "{text}");
        }
        let full = Some(When::Moment(Instant::local(date!(2026 - 11 - 06), time!(9:00))));
        assert_eq!(When::read("06/11/2026 9h"), full);
        for text in ["", "31/02/2026", "06/13/2026", "06/11/26", "hôm qua", "06/11/2026 25:00"] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }

    #[test]
    fn zeros_that_a_spreadsheet_dropped_are_put_back() {
        for (text, code) in
            [("1.001612", "1.001612"), ("2.0008", "2.000800"), ("2,0008", "2.000800"), ("KT-01", "KT-01")]
        {
            assert_eq!(procedure_code(text), code);
        }
        assert_eq!(with_zero("92190000123", 12), "092190000123");
        assert_eq!(with_zero("912 345 678", 10), "0912345678");
        assert_eq!(with_zero("9219000012", 12), "9219000012");
    }

    #[test]
    fn lists_are_read_with_either_separator() {
        assert_eq!(legs("2; 3"), Some(BTreeSet::from([LegNo(2), LegNo(3)])));
        assert_eq!((legs(""), legs("hai")), (Some(BTreeSet::new()), None));
        assert_eq!(quantities("trich-luc=3"), Some(BTreeMap::from([("trich-luc".to_owned(), 3)])));
        assert_eq!(quantities("trich-luc"), None);
        assert_eq!(answers("a, b").len(), 2);
    }
}
