//! Numbers as people write them: dots between thousands and a comma before fractions, in English the other way round.

use super::super::names::NOTHING;
use motcua_i18n::Locale;

/// A whole number.
pub fn whole(locale: Locale, number: usize) -> String {
    let digits = number.to_string();
    let between = if locale == Locale::En { ',' } else { '.' };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

/// Tenths, with one digit behind the comma; a dash for nothing.
pub fn tenths(locale: Locale, number: Option<i64>) -> String {
    let Some(number) = number else { return NOTHING.to_owned() };
    let comma = if locale == Locale::En { '.' } else { ',' };
    format!("{}{comma}{}", number / 10, (number % 10).abs())
}

/// Hundredths of days, shown in tenths.
pub fn days(locale: Locale, hundredths: Option<i64>) -> String {
    tenths(locale, hundredths.map(|it| (it + 5) / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, vietnamese) in [(0, "0"), (999, "999"), (5_723, "5.723"), (1_234_567, "1.234.567")] {
            assert_eq!(whole(Locale::Vi, number), vietnamese);
        }
        assert_eq!(whole(Locale::En, 5_723), "5,723");
        assert_eq!(
            (tenths(Locale::Vi, Some(941)), tenths(Locale::En, Some(941))),
            ("94,1".into(), "94.1".into())
        );
        assert_eq!((days(Locale::Vi, Some(475)), days(Locale::Vi, None)), ("4,8".into(), "–".into()));
    }
}
