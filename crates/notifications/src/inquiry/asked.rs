//! What a text asks: the code of the slip, or the number of a dossier, or both, however they are typed.

use motcua_dossier::{DossierNumber, Phone, SLIP_CODE_LETTERS, slip_code};
use motcua_i18n::{Locale, without_marks};

/// So much of a text is read; nobody types more to ask this.
const LONGEST: usize = 300;

/// Parts of the code of an agency in a number, at most: `000.01.45.G09`.
const MOST_AGENCY_PARTS: usize = 4;

/// How long such a part is at most.
const LONGEST_AGENCY_PART: usize = 4;

/// Words that are said before a code or a number, in plain letters.
const KEYWORDS: [&str; 24] = [
    "HS", "HOSO", "HO", "SO", "TC", "TRACUU", "TRA", "CUU", "MA", "TT", "TINH", "TRANG", "XEM", "HOI", "KT",
    "KIEM", "MHS", "MTC", "VA", "STATUS", "CASE", "CODE", "NO", "NUMBER",
];

/// Those of them that people write without a space before the code.
const GLUED: [&str; 8] = ["HOSO", "TRACUU", "HS", "TC", "MA", "TT", "MHS", "STATUS"];

/// What a text asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it may mean; empty when it asks nothing that can be answered. All of them have the same code or none, but where
    /// a code in parts may belong to the number.
    pub readings: Vec<Reading>,
    /// The language of the words around it.
    pub locale: Locale,
}

/// One way to read a text; it has a number or a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The number of a dossier.
    pub number: Option<DossierNumber>,
    /// A code as slips print it.
    pub code: Option<String>,
}

impl Asked {
    /// Reads what somebody typed: with or without a word before it, in small letters, with spaces or dots where the slip has
    /// hyphens, in the figures of Khmer or of wide letters. A text with several codes asks nothing, so that one text is one
    /// guess.
    pub fn read(text: &str) -> Self {
        let plain = plain(text);
        let parts: Vec<&str> = plain.split(' ').filter(|it| !it.is_empty()).collect();
        let numbers = numbers(&parts);
        let readings = if numbers.is_empty() {
            code(&parts).map(|code| Reading { number: None, code: Some(code) }).into_iter().collect()
        } else {
            let with_code = |(number, rest): (DossierNumber, Vec<&str>)| Reading {
                number: Some(number),
                code: code(&rest),
            };
            numbers.into_iter().map(with_code).collect()
        };
        Self { readings, locale: locale(text, &parts) }
    }
}

/// The telephone a text came from: `84912345678`, `+84 912 345 678`, `0912345678`. None for the name of a sender, and for a
/// number of another country.
pub fn phone_of(from: &str) -> Option<Phone> {
    let bare: String = from.chars().filter(|it| !" .-()".contains(*it)).collect();
    let rest = bare.strip_prefix("+84").or_else(|| bare.strip_prefix("0084"));
    let rest = rest.or_else(|| bare.strip_prefix("84").filter(|it| it.len() >= 9));
    Phone::parse(&rest.map_or_else(|| bare.clone(), |it| format!("+84{it}"))).ok()
}

/// Plain capital letters and digits, everything else a space; what is not seen goes.
fn plain(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let mut plain = String::with_capacity(short.len());
    for letter in without_marks(&short).chars() {
        match letter {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}' => {}
            // Wide letters, and the figures of Khmer.
            '\u{ff01}'..='\u{ff5e}' => plain.push(shifted(letter, 0xff01, '!')),
            '\u{17e0}'..='\u{17e9}' => plain.push(shifted(letter, 0x17e0, '0')),
            it if it.is_ascii_alphanumeric() => plain.push(it),
            _ => plain.push(' '),
        }
    }
    plain.make_ascii_uppercase();
    plain.replace(|it: char| !it.is_ascii_alphanumeric(), " ")
}

fn shifted(letter: char, from: u32, to: char) -> char {
    char::from_u32(u32::from(letter) - from + u32::from(to)).unwrap_or(' ')
}

fn locale(text: &str, parts: &[&str]) -> Locale {
    if text.chars().take(LONGEST).any(|it| ('\u{1780}'..='\u{17ff}').contains(&it)) {
        Locale::Km
    } else if parts.iter().any(|it| matches!(*it, "STATUS" | "CASE" | "CODE" | "NUMBER")) {
        Locale::En
    } else {
        Locale::Vi
    }
}

/// The numbers that the parts may be, each with what is left: the code of an agency may begin further left or right.
fn numbers<'a>(parts: &[&'a str]) -> Vec<(DossierNumber, Vec<&'a str>)> {
    for place in 1..parts.len() {
        let (Some(when), Some(serial)) = (parts.get(place), parts.get(place + 1)) else { continue };
        let first = (0..place).rev().take(MOST_AGENCY_PARTS).take_while(|it| is_of_agency(parts, *it)).last();
        let readings = first.map(|first| first..place).into_iter().flatten().filter_map(|from| {
            let agency = parts.get(from..place)?.join(".");
            let number = format!("{agency}-{when}-{serial}").parse().ok()?;
            let left = parts.get(..from)?.iter().chain(parts.get(place + 2..)?).copied();
            Some((number, left.collect()))
        });
        let readings: Vec<_> = readings.collect();
        if !readings.is_empty() {
            return readings;
        }
    }
    Vec::new()
}

/// A part of a code such as H13, 163 or G09: short, with a digit.
fn is_of_agency(parts: &[&str], place: usize) -> bool {
    let is_one = |it: &&str| it.len() <= LONGEST_AGENCY_PART && it.bytes().any(|it| it.is_ascii_digit());
    parts.get(place).is_some_and(is_one)
}

/// The one code among the parts.
fn code(parts: &[&str]) -> Option<String> {
    let is_word = |it: &&&str| KEYWORDS.contains(*it);
    let has_digit = |it: &&&str| it.bytes().any(|it| it.is_ascii_digit());
    let whole: Vec<&str> = parts.iter().filter(|it| is_code(it) && !is_word(it)).copied().collect();
    if whole.iter().any(|it| has_digit(&it)) {
        return only(whole.iter().filter(has_digit).copied());
    }
    let begin = parts.iter().take_while(is_word).count();
    let rest = parts.get(begin..).unwrap_or_default();
    let end = rest.len() - rest.iter().rev().take_while(is_word).count();
    let joined = rest.get(..end).unwrap_or_default().concat();
    if is_code(&joined) {
        return Some(slip_code(&joined));
    }
    if !whole.is_empty() {
        return only(whole.into_iter());
    }
    let after_word = |it: &&str| {
        let behind = |word: &&str| it.strip_prefix(word).filter(|rest| is_code(rest)).map(str::to_owned);
        GLUED.iter().find_map(behind)
    };
    let glued: Vec<String> = parts.iter().filter_map(&after_word).collect();
    only(glued.iter().map(String::as_str)).or_else(|| after_word(&joined.as_str()).map(|it| slip_code(&it)))
}

/// Six letters, of which none is a U: slips have no such letter.
fn is_code(text: &str) -> bool {
    text.len() == SLIP_CODE_LETTERS && text.bytes().all(|it| it.is_ascii_alphanumeric() && it != b'U')
}

/// The code, where all are the same one.
fn only<'a>(mut all: impl Iterator<Item = &'a str>) -> Option<String> {
    let first = slip_code(all.next()?);
    all.all(|it| slip_code(it) == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `number code`, one of them `-` where it is not said; all readings, parted by `|`.
    fn read(text: &str) -> String {
        let said = |it: &Reading| {
            let number = it.number.as_ref().map_or("-", DossierNumber::as_str);
            format!("{number} {}", it.code.as_deref().unwrap_or("-"))
        };
        Asked::read(text).readings.iter().map(said).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in [
            "K7M2PX",
            "k7m2px",
            " k7m 2px ",
            "K7M-2PX",
            "K7M.2PX",
            "k 7 m 2 p x",
            "HS K7M2PX",
            "hs k7m2px",
            "HSK7M2PX",
            "hs k7m 2px",
            "Hồ sơ K7M2PX",
            "HOSO K7M2PX",
            "tra cứu K7M2PX",
            "TRACUUK7M2PX",
            "TC: K7M2PX.",
            "mã tra cứu: K7M2PX",
            "Cho tôi hỏi hồ sơ mã K7M2PX đến đâu rồi ạ?",
            "K7M2PX hồ sơ",
            "K7M2PX k7m2px",
            "\u{202e}HS\u{200b} K7M\u{200b}2PX",
            "ＨＳ Ｋ７Ｍ２ＰＸ",
            "“K7M2PX”",
            "H\u{1ed3} s\u{1a1}\u{a0}K7M2PX\r\n",
            "STATUS K7M2PX",
            "សំណុំរឿង K៧M២PX",
            "KLM K7M2PX",
        ] {
            assert_eq!(read(text), "- K7M2PX", "{text:?}");
        }
        assert_eq!(
            read("hs o1il23"),
            "- 011123",
            "letters that slips do not have are the digits they look like"
        );
        assert_eq!(read("HS KMTPXW"), "- KMTPXW", "a code may have no digit");
    }

    #[test]
    fn a_number_is_read_in_every_form_it_was_ever_printed() {
        for (text, expected) in [
            ("H13.163.01-261116-0001 K7M2PX", "H13.163.01-261116-0001 K7M2PX"),
            ("h13.163.01-261116-0001 k7m2px", "H13.163.01-261116-0001 K7M2PX"),
            ("HS H13.163.01-261116-0001", "H13.163.01-261116-0001 -"),
            ("HS K7M2PX, H13.15-261116-0001", "H13.15-261116-0001 K7M2PX"),
            ("H51.12-2012-7 K7M2PX", "H51.12-2012-7 K7M2PX"),
            ("mã hồ sơ H13.15–261116–0001 mã tra cứu K7M2PX", "H13.15-261116-0001 K7M2PX"),
        ] {
            let first = read(text).split('|').next().unwrap().to_owned();
            assert_eq!(first, expected, "{text:?}");
        }
        for text in ["000.00.15.H13-180701-0001", "000 00 15 h13 180701 0001", "000.00.15.H13.180701.0001"] {
            assert!(
                read(text).split('|').any(|it| it == "000.00.15.H13-180701-0001 -"),
                "{text}: {}",
                read(text)
            );
        }
        let halves = read("K7M 2PX H13.15-261116-0001");
        assert!(halves.split('|').any(|it| it == "H13.15-261116-0001 K7M2PX"), "{halves}");
    }

    #[test]
    fn what_asks_nothing_is_read_as_nothing() {
        for text in [
            "",
            " ",
            "?",
            "HS",
            "tra cứu",
            "xin chào",
            "0001",
            "K7M2P",
            "K7M2PXX",
            "K7M2PX 9GS1HR",
            "TRACUU",
            "QUYNHU",
            "12345678901234567890",
            "😀😀😀",
            "HS K7M2PX T8N3QY",
            &"K7M2PX ABCDE1 ".repeat(10),
        ] {
            assert_eq!(read(text), "", "{text:?}");
        }
    }

    #[test]
    fn the_words_around_it_say_the_language() {
        for (text, locale) in [
            ("HS K7M2PX", Locale::Vi),
            ("K7M2PX", Locale::Vi),
            ("status K7M2PX", Locale::En),
            ("សំណុំរឿង K7M2PX", Locale::Km),
        ] {
            assert_eq!(Asked::read(text).locale, locale, "{text}");
        }
    }

    #[test]
    fn a_telephone_is_one_however_a_gateway_writes_it() {
        for from in ["84912345678", "+84912345678", "0912345678", "+84 912.345.678", "0084912345678"] {
            assert_eq!(phone_of(from).unwrap().as_str(), "0912345678", "{from}");
        }
        for from in ["VIETTEL", "", "9029", "+855 12 345 678", "84", "0912345678901234"] {
            assert_eq!(phone_of(from), None, "{from}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_one_text_is_a_guess_of_few(text in "\\PC{0,500}") {
            let asked = Asked::read(&text);
            prop_assert!(asked.readings.len() <= MOST_AGENCY_PARTS);
            prop_assert!(asked.readings.iter().all(|it| it.number.is_some() || it.code.is_some()));
        }

        #[test]
        fn a_code_survives_its_way(code in "[0-9A-HJKMNP-TV-Z]{6}", word in "(HS |hs|Hồ sơ |tra cứu: |)", end in "(| .|\n| ạ)") {
            prop_assume!(!KEYWORDS.contains(&code.as_str()));
            let text = format!("{word}{}{end}", code.to_lowercase());
            let read = Asked::read(&text);
            prop_assert_eq!(read.readings, vec![Reading { number: None, code: Some(code) }]);
        }
    }
}
