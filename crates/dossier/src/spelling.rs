//! How a Vietnamese word is spelled: its letters, and the tone that is on one of them. `hòa` and `hoà` are the same word,
//! `Ưng` and `Ung` are not.

use unicode_normalization::UnicodeNormalization;

/// Huyền, hỏi, ngã, sắc, nặng, in the order of dictionaries.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A word taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Small letters, each with what stands for its quality: `a0`, `a1` (ă), `a2` (â), `d1` (đ).
    pub letters: String,
    /// 0 for ngang, else the place of the tone in the order of dictionaries.
    pub tone: u8,
}

/// Takes a word apart.
pub fn spelled(word: &str) -> Spelled {
    let mut letters = String::with_capacity(word.len() * 2);
    let mut tone = 0;
    for letter in word.to_lowercase().nfd() {
        if let Some(place) = TONES.iter().position(|it| *it == letter) {
            tone = u8::try_from(place + 1).unwrap_or_default();
            continue;
        }
        let quality = match letter {
            '\u{306}' => '1',
            '\u{302}' => '2',
            '\u{31b}' => '3',
            'đ' => {
                letters.push_str("d1");
                continue;
            }
            _ => {
                letters.push(letter);
                letters.push('0');
                continue;
            }
        };
        letters.pop();
        letters.push(quality);
    }
    Spelled { letters, tone }
}
