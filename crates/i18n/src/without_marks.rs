//! Vietnamese without its marks, for telephones and gateways that know only plain letters. Case and sense stay.

use unicode_normalization::UnicodeNormalization;

/// `text` in plain letters: `Đã có kết quả` becomes `Da co ket qua`, and what printers make of signs becomes what a
/// telephone has: quotation marks, dashes, dots, spaces, the sign of the đồng.
///
/// Only the marks of Latin (U+0300 to U+036F) go: a Khmer text is left as it is.
pub fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfd().filter(|it| !matches!(it, '\u{300}'..='\u{36f}')) {
        match letter {
            'đ' | '₫' => plain.push('d'),
            'Đ' => plain.push('D'),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '–' | '—' | '‑' | '−' | '·' | '•' => plain.push('-'),
            '…' => plain.push_str("..."),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => plain.push(' '),
            '\u{200b}' | '\u{feff}' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_case_and_loses_its_marks() {
        for (marked, plain) in [
            ("Hồ sơ ĐÃ có kết quả", "Ho so DA co ket qua"),
            ("thứ\u{a0}Hai 30/11/2026 – 28.000 ₫", "thu Hai 30/11/2026 - 28.000 d"),
            ("“Ưng”…", "\"Ung\"..."),
            ("ភាសាខ្មែរ", "ភាសាខ្មែរ"),
            ("", ""),
        ] {
            assert_eq!(without_marks(marked), plain);
        }
    }
}
