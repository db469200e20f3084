//! Texts of people made fit for paper: one spelling of each letter, nothing invisible that turns a line around, and a box
//! for what the fonts lack. A letter is never left out silently, and nothing here reads a text as markup.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// What stands where a letter is missing from the fonts.
const BOX: char = '□';

/// `value` with every text in it made printable; `has` says whether the fonts draw a letter.
pub(crate) fn printable(value: Value, has: &impl Fn(char) -> bool) -> Value {
    match value {
        Value::String(text) => Value::String(printable_text(&text, has)),
        Value::Array(values) => Value::Array(values.into_iter().map(|it| printable(it, has)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, it)| (name, printable(it, has))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn printable_text(text: &str, has: &impl Fn(char) -> bool) -> String {
    let kept = text.nfc().filter(|it| !is_invisible(*it));
    kept.map(|it| match it {
        '\n' => '\n',
        '\t' | '\u{A0}' | '\u{2028}' | '\u{2029}' => ' ',
        letter if has(letter) => letter,
        _ => BOX,
    })
    .collect()
}

/// Controls, marks that turn the direction of writing, joiners and variation selectors.
fn is_invisible(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
        || matches!(
            letter,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: &str) {
        assert_eq!(printable_text(text, &|it| it < '\u{2000}'), printed, "{text:?}");
    }

    #[test]
    fn letters_are_spelled_one_way() {
        check("Nguye\u{302}\u{303}n Thi\u{323}", "Nguyễn Thị");
    }

    #[test]
    fn nothing_invisible_turns_a_line_around() {
        check("Lê\u{202E} Văn\u{200F} A\u{0}\u{7}", "Lê Văn A");
        check("hai\tcột", "hai cột");
        check("hai\ndòng", "hai\ndòng");
    }

    #[test]
    fn a_letter_without_a_glyph_is_a_box_and_never_lost() {
        check("A \u{1F600}\u{FE0F} B", "A □ B");
    }

    #[test]
    fn markup_is_text() {
        check("#let x = $1$ *đậm* <script> \\ _", "#let x = $1$ *đậm* <script> \\ _");
    }
}
