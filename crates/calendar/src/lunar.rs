//! Âm lịch: when Tết and the Hùng Kings' day fall by the moon over Việt Nam (UTC+7), as a suggestion for a year that the
//! Prime Minister has not decided yet.
//!
//! Never law: no date of a dossier is counted with it. New moon and solar longitude after Jean Meeus, *Astronomical
//! Algorithms*, with the terms that move a result by minutes; the rules of months after Hồ Ngọc Đức.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the moon keeps no whole numbers; nothing here is time at work or money"
)]

use std::f64::consts::PI;
use time::Date;

/// Days from noon of 1 January 4713 BC to 1 January 1900, where the numbering of new moons begins.
const FIRST_NEW_MOON: f64 = 2_415_021.076_998_695;
const MONTH: f64 = 29.530_588_853;
const HOURS_EAST: f64 = 7.0;

/// The first day of the lunar year that begins in `year` (Tết Nguyên Đán), and its tenth day of the third month (Giỗ Tổ
/// Hùng Vương); nothing for years the arithmetic does not reach (before 1900, after 2199).
pub fn lunar_days(year: i32) -> Option<LunarDays> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    Some(LunarDays { tet: date(month_begin(year, 1)?)?, hung_kings: date(month_begin(year, 3)? + 9)? })
}

/// Days of the lunar calendar on which the country rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDays {
    /// Mùng một Tết.
    pub tet: Date,
    /// Mùng mười tháng ba.
    pub hung_kings: Date,
}

fn date(julian_day: i64) -> Option<Date> {
    Date::from_julian_day(i32::try_from(julian_day).ok()?).ok()
}

/// Julian day on which month `month` (1 to 9, no leap month) of lunar `year` begins.
fn month_begin(year: i32, month: i64) -> Option<i64> {
    let before = eleventh_month(year - 1)?;
    let next = eleventh_month(year)?;
    let first = ((before as f64 - FIRST_NEW_MOON) / MONTH + 0.5).floor();
    let mut after = month + 1;
    // Thirteen months between two winter solstices: one of them is a leap month, and those behind it move on.
    if next - before > 365 && after >= leap_month(first) {
        after += 1;
    }
    Some(new_moon(first + after as f64))
}

/// Julian day on which the month of the winter solstice of `year` begins.
fn eleventh_month(year: i32) -> Option<i64> {
    let last_day = Date::from_calendar_date(year, time::Month::December, 31).ok()?;
    let moon = ((f64::from(last_day.to_julian_day()) - 2_415_021.0) / MONTH).floor();
    let begin = new_moon(moon);
    Some(if solar_term(begin) >= 9 { new_moon(moon - 1.0) } else { begin })
}

/// Which month after the eleventh is the leap month: the first in which the sun enters no principal term.
fn leap_month(first: f64) -> i64 {
    let term = |index: i64| solar_term(new_moon(first + index as f64));
    (1..14).find(|index| term(*index) == term(*index + 1)).unwrap_or(14)
}

/// Julian day, in Việt Nam, of the new moon with this number since 1900.
fn new_moon(number: f64) -> i64 {
    let t = number / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let degrees = PI / 180.0;
    let mean = 2_415_020.759_33 + 29.530_588_68 * number + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * ((166.56 + 132.87 * t - 0.009_173 * t2) * degrees).sin();
    let sun = (359.2242 + 29.105_356_08 * number - 0.000_033_3 * t2 - 0.000_003_47 * t3) * degrees;
    let moon = (306.0253 + 385.816_918_06 * number + 0.010_730_6 * t2 + 0.000_012_36 * t3) * degrees;
    let node = (21.2964 + 390.670_506_46 * number - 0.001_652_8 * t2 - 0.000_002_39 * t3) * degrees;
    let moved = (0.1734 - 0.000_393 * t) * sun.sin() + 0.0021 * (2.0 * sun).sin() - 0.4068 * moon.sin()
        + 0.0161 * (2.0 * moon).sin()
        - 0.0004 * (3.0 * moon).sin()
        + 0.0104 * (2.0 * node).sin()
        - 0.0051 * (sun + moon).sin()
        - 0.0074 * (sun - moon).sin()
        + 0.0004 * (2.0 * node + sun).sin()
        - 0.0004 * (2.0 * node - sun).sin()
        - 0.0006 * (2.0 * node + moon).sin()
        + 0.0010 * (2.0 * node - moon).sin()
        + 0.0005 * (2.0 * moon + sun).sin();
    // The earth turns more slowly than the clock of the heavens.
    let delay = -0.000_278 + 0.000_265 * t + 0.000_262 * t2;
    (mean + moved - delay + 0.5 + HOURS_EAST / 24.0).floor() as i64
}

/// In which of the twelve principal terms the sun stands at the beginning of a day in Việt Nam; 0 begins at the spring
/// equinox, 9 at the winter solstice.
fn solar_term(julian_day: i64) -> i64 {
    let t = (julian_day as f64 - 2_451_545.5 - HOURS_EAST / 24.0) / 36_525.0;
    let t2 = t * t;
    let degrees = PI / 180.0;
    let anomaly = (357.529_10 + 35_999.050_30 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2) * degrees;
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.914_600 - 0.004_817 * t - 0.000_014 * t2) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_290 * (3.0 * anomaly).sin();
    ((mean + centre).rem_euclid(360.0) / 30.0).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn years_beyond_the_arithmetic_have_no_suggestion() {
        assert_eq!(lunar_days(1899), None);
        assert_eq!(lunar_days(2200), None);
        assert_eq!(lunar_days(2026).unwrap().tet, date!(2026 - 02 - 17));
    }
}
