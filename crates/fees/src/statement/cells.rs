//! Cells of bank exports: amounts and dates as Vietnamese banks write them.
//!
//! A cell that can be read in two ways is not read.

use motcua_kernel::{Date, Vnd};
use time::Month;

/// `50000`, `1.234.567`, `1,234,567.00`, `+50,000 VND`, `-50.000 đ`, `(50.000)`; a fraction only where it is zero. A mark
/// before exactly three digits parts thousands, for the đồng has no smaller unit. An empty cell or a dash is zero.
pub fn amount(cell: &str) -> Option<Vnd> {
    let cell = without_currency(cell.trim());
    if matches!(cell, "" | "-" | "–") {
        return Some(Vnd::ZERO);
    }
    let bracketed = cell.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let (sign, number) = match (bracketed, cell.chars().next()) {
        (Some(inside), _) => (-1, inside),
        (None, Some('-' | '−')) => (-1, cell.trim_start_matches(['-', '−'])),
        (None, Some('+')) => (1, cell.trim_start_matches('+')),
        (None, _) => (1, cell),
    };
    whole(number.trim()).map(|it| Vnd(sign * it))
}

fn without_currency(cell: &str) -> &str {
    let names = ["VND", "VNĐ", "vnd", "vnđ", "đồng", "đ", "₫"];
    names.into_iter().find_map(|it| cell.strip_suffix(it)).unwrap_or(cell).trim_end()
}

fn whole(number: &str) -> Option<i64> {
    let (number, fraction) = fraction_apart(number);
    if fraction.bytes().any(|it| it != b'0') {
        return None;
    }
    let mark = number.chars().find(|it| !it.is_ascii_digit());
    let mut groups = number.split(mark.unwrap_or('.'));
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let marks_fit = mark.is_none_or(|it| matches!(it, '.' | ',' | ' ' | '\u{a0}'));
    let first_fits = !first.is_empty() && (!grouped || first.len() <= 3);
    let fits = marks_fit && first_fits && digits.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

/// `1,234.00` is a number and a fraction, `1.234` a number alone.
fn fraction_apart(number: &str) -> (&str, &str) {
    match number.rsplit_once(['.', ',']) {
        Some((whole, fraction)) if (1..=2).contains(&fraction.len()) => (whole, fraction),
        _ => (number, ""),
    }
}

/// `23/11/2026`, `23-11-2026`, `23.11.2026`, `2026-11-23`, with a time before or after; the day first.
pub fn date(cell: &str) -> Option<Date> {
    let mut words = cell.split([' ', 'T', '\u{a0}', '\n', '\r']).filter(|it| !it.is_empty());
    words.find_map(day)
}

/// Whether a cell of the date column belongs to a heading or a sum below the list.
pub fn is_no_date_at_all(cell: &str) -> bool {
    !cell.chars().any(|it| it.is_ascii_digit())
}

fn day(word: &str) -> Option<Date> {
    let mark = word.chars().find(|it| matches!(it, '/' | '-' | '.'))?;
    let mut parts = word.split(mark);
    let (first, month, last, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 || !year.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let month: u8 = month.parse().ok()?;
    Date::from_calendar_date(year.parse().ok()?, Month::try_from(month).ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn amounts_are_read_as_banks_write_them() {
        let check = |cell: &str, expected: Option<i64>| assert_eq!(amount(cell), expected.map(Vnd), "{cell}");
        for (cell, dong) in [
            ("50000", 50_000),
            ("+50000", 50_000),
            ("-50000", -50_000),
            ("− 50.000", -50_000),
            ("1.234.567", 1_234_567),
            ("1,234,567.00", 1_234_567),
            ("1.234.567,00", 1_234_567),
            ("1.234", 1_234),
            ("1,234", 1_234),
            ("1 234 567", 1_234_567),
            ("+ 50,000 VND", 50_000),
            ("(50.000)", -50_000),
            ("50.000 đ", 50_000),
            ("50000.0", 50_000),
            ("28.000 ₫", 28_000),
            ("", 0),
            (" - ", 0),
            ("0.00", 0),
        ] {
            check(cell, Some(dong));
        }
        let wrong = [
            "1.23",
            "1.234.56",
            "1,23,456",
            "1234.567",
            "1.234,567",
            "12a",
            "abc",
            "+",
            "1.2e6",
            "()",
            "99999999999999999999",
            ".500",
            "1..234",
        ];
        for cell in wrong {
            check(cell, None);
        }
    }

    #[test]
    fn dates_are_read_with_the_day_first_and_with_a_time() {
        let day = Some(date!(2026 - 11 - 03));
        for cell in [
            "03/11/2026",
            "3/11/2026",
            "03-11-2026",
            "03.11.2026",
            "2026-11-03",
            "2026-11-03T08:15:00",
            "03/11/2026 08:15:59",
            "08:15:59 03/11/2026",
            "03/11/2026\n5091-12345",
        ] {
            assert_eq!(super::date(cell), day, "{cell}");
        }
        for cell in ["", "11/13/2026", "30/02/2026", "03/11/26", "3 tháng 11", "/11/2026", "03/11"] {
            assert_eq!(super::date(cell), None, "{cell}");
        }
    }
}
