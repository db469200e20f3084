//! Dates as Vietnamese officials write them.

use motcua_kernel::Date;

const WEEKDAYS: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];

/// Weekday and date: `thứ Ba 24/11/2026`.
pub fn long_date(date: Date) -> String {
    let place = usize::from(date.weekday().number_days_from_monday());
    let weekday = WEEKDAYS.get(place).copied().unwrap_or_default();
    format!("{weekday} {:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_date;

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
