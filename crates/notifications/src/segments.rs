//! How many messages a short text is paid as: the letters of GSM 03.38, or UCS-2 as soon as one of them is another.

/// In which letters a text goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The 7-bit letters: 160 in one message, 153 in each of several.
    Gsm7,
    /// Everything else: 70 in one message, 67 in each of several.
    Ucs2,
}

/// A short text as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// In which letters.
    pub encoding: Encoding,
    /// How many units of them: a letter of the extension table and a letter beyond U+FFFF are two.
    pub units: usize,
    /// How many messages.
    pub count: usize,
}

const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                     abcdefghijklmnopqrstuvwxyzäöñüà";

const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How `text` is sent. A letter that takes two units is never cut in two.
pub fn segments(text: &str) -> Segments {
    let gsm: Option<Vec<usize>> = text.chars().map(gsm_units).collect();
    let (encoding, units, one, several) = match gsm {
        Some(units) => (Encoding::Gsm7, units, 160, 153),
        None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
    };
    let total: usize = units.iter().sum();
    let count = if total <= one { usize::from(total > 0) } else { parts(&units, several) };
    Segments { encoding, units: total, count }
}

fn gsm_units(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else if EXTENSION.contains(letter) {
        Some(2)
    } else {
        None
    }
}

fn parts(units: &[usize], room: usize) -> usize {
    let mut count = 1;
    let mut used = 0;
    for wide in units {
        if used + wide > room {
            count += 1;
            used = 0;
        }
        used += wide;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_basic_table_has_its_127_letters() {
        assert_eq!(BASIC.chars().count(), 127, "128 places, one of them the escape");
        assert_eq!(EXTENSION.chars().count(), 10);
    }

    #[test]
    fn a_text_is_counted_as_it_is_paid() {
        for (text, encoding, units, count) in [
            (String::new(), Encoding::Gsm7, 0, 0),
            ("a".repeat(160), Encoding::Gsm7, 160, 1),
            ("a".repeat(161), Encoding::Gsm7, 161, 2),
            ("a".repeat(306), Encoding::Gsm7, 306, 2),
            ("a".repeat(307), Encoding::Gsm7, 307, 3),
            ("€".repeat(80), Encoding::Gsm7, 160, 1),
            (format!("{}{}", "a".repeat(152), "€".repeat(5)), Encoding::Gsm7, 162, 2),
            // 153 leave one unit free, into which the second half of a € does not go.
            (format!("{}€{}", "a".repeat(152), "a".repeat(152)), Encoding::Gsm7, 306, 3),
            ("ế".repeat(70), Encoding::Ucs2, 70, 1),
            ("ế".repeat(71), Encoding::Ucs2, 71, 2),
            ("ខ".repeat(134), Encoding::Ucs2, 134, 2),
            ("😀".repeat(35), Encoding::Ucs2, 70, 1),
            ("😀".repeat(67), Encoding::Ucs2, 134, 3),
        ] {
            assert_eq!(segments(&text), Segments { encoding, units, count }, "{text}");
        }
    }

    proptest! {
        #[test]
        fn more_text_is_never_fewer_messages(text in "\\PC{0,400}", more in "\\PC{0,20}") {
            let (short, long) = (segments(&text), segments(&format!("{text}{more}")));
            prop_assert!(short.count <= long.count);
            let room = if short.encoding == Encoding::Gsm7 { 153 } else { 67 };
            prop_assert!(short.count <= short.units.div_ceil(room - 1).max(1));
            let most = if short.count > 1 { short.count * room } else { 160 };
            prop_assert!(short.units <= most);
            prop_assert_eq!(short.count == 0, text.is_empty());
        }

        #[test]
        fn without_marks_vietnamese_goes_in_seven_bits(text in "[a-zA-ZđĐăâêôơưÀ-ỹ0-9 .,:/-]{0,200}") {
            let plain = motcua_i18n::without_marks(&text);
            let vietnamese = text.chars().all(|it| it.is_ascii() || "đĐ".contains(it) || ('\u{1ea0}'..='\u{1ef9}').contains(&it));
            prop_assert!(!vietnamese || segments(&plain).encoding == Encoding::Gsm7, "{plain}");
        }
    }
}
