//! Tìm kiếm: what a person may have meant by what they typed, and how near a name comes to it.
//!
//! The same text may be the end of a number, an identity number, a telephone number or words of a name: all are asked.
//! Nothing here says who may see what is found.

use crate::party::{folded, words};
use crate::spelling::{Spelled, spelled};
use crate::{DossierNumber, NationalId, PersonName, Phone};
use motcua_kernel::Refusal;
use unicode_normalization::UnicodeNormalization;

const SHORTEST: usize = 2;
const LONGEST: usize = 150;
/// Fewer digits than these would be the end of too many numbers.
const FEWEST_DIGITS: usize = 3;
const MOST_WORDS: usize = 8;

/// What may be meant.
#[derive(Clone, PartialEq, Eq)]
pub struct Sought {
    /// A whole number.
    pub number: Option<DossierNumber>,
    /// The end of a number, read from its end.
    pub tail: Option<String>,
    /// Số định danh cá nhân.
    pub national_id: Option<NationalId>,
    /// Số điện thoại.
    pub phone: Option<Phone>,
    /// Beginnings of the words of a name, folded.
    pub words: Vec<String>,
    spelled: Vec<Spelled>,
}

/// How near a name comes to what was typed, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Every word and every mark.
    Same,
    /// Its words begin so, with these marks.
    BeginsSo,
    /// Only without marks.
    WithoutMarks,
}

impl Sought {
    /// Reads what was typed.
    ///
    /// # Errors
    /// `dossier.search-too-short` and `dossier.search-too-long`, at `q`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text: String = text.nfc().collect();
        let text = text.trim();
        if text.chars().count() > LONGEST {
            return Err(Refusal::new("dossier.search-too-long").with("most", LONGEST).at("q"));
        }
        let plain = folded(text);
        let found: Vec<String> = words(&plain).map(str::to_owned).take(MOST_WORDS).collect();
        if found.iter().map(|it| it.chars().count()).sum::<usize>() < SHORTEST {
            return Err(Refusal::new("dossier.search-too-short").with("least", SHORTEST).at("q"));
        }
        Ok(Self {
            number: text.parse().ok(),
            tail: tail(text),
            national_id: NationalId::parse(text).ok(),
            phone: Phone::parse(text).ok(),
            words: found,
            spelled: words(text).take(MOST_WORDS).map(spelled).collect(),
        })
    }

    /// How near `name` comes.
    pub fn likeness(&self, name: &PersonName) -> Likeness {
        let name: Vec<Spelled> = words(name.as_str()).map(spelled).collect();
        if name == self.spelled {
            return Likeness::Same;
        }
        let begins_so = |typed: &Spelled| name.iter().any(|word| begins(word, typed));
        if self.spelled.iter().all(begins_so) { Likeness::BeginsSo } else { Likeness::WithoutMarks }
    }
}

/// A word that is not typed to its end has perhaps not come to its tone yet.
fn begins(word: &Spelled, typed: &Spelled) -> bool {
    let unfinished = typed.tone == 0 && typed.letters.len() < word.letters.len();
    word.letters.starts_with(&typed.letters) && (typed.tone == word.tone || unfinished)
}

/// The end of a number as it was typed: digits, or a number of which the beginning is missing.
fn tail(text: &str) -> Option<String> {
    let of_a_number = |it: char| it.is_ascii_alphanumeric() || "-. ".contains(it);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let begins = text.chars().next().is_some_and(|it| it.is_ascii_digit() || it == 'H' || it == 'h');
    (digits >= FEWEST_DIGITS && begins && text.chars().all(of_a_number)).then(|| from_its_end(text))
}

/// A number read from its end, without the signs between its parts: what it ends with becomes a beginning.
pub fn number_tail(number: &DossierNumber) -> String {
    from_its_end(number.as_str())
}

fn from_its_end(text: &str) -> String {
    text.chars().rev().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect()
}

/// The key by which lists of people are sorted: given name, then family and middle names; letters in the order of the
/// Vietnamese alphabet, and by their tones only where the letters are the same.
pub fn name_order(name: &PersonName) -> String {
    let mut parts: Vec<Spelled> = words(name.as_str()).map(spelled).collect();
    if let Some(given) = parts.pop() {
        parts.insert(0, given);
    }
    let letters: Vec<&str> = parts.iter().map(|it| it.letters.as_str()).collect();
    let tones: String = parts.iter().map(|it| char::from(b'0' + it.tone)).collect();
    format!("{}\u{1}{tones}", letters.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(text: &str) -> Sought {
        Sought::parse(text).ok().unwrap()
    }

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn a_name_is_asked_for_word_by_word_without_marks() {
        for (typed, asked) in [
            ("nguyen van a", &["nguyen", "van", "a"][..]),
            ("Nguyễn Văn Á", &["nguyen", "van", "a"]),
            ("đặng  thị HƯỜNG", &["dang", "thi", "huong"]),
            ("trần đình đức", &["tran", "dinh", "duc"]),
            ("hòa", &["hoa"]),
            ("hoà", &["hoa"]),
            ("Y-Ngông", &["y", "ngong"]),
            ("ស្រី សុខា", &["ស្រី", "សុខា"]),
        ] {
            assert_eq!(sought(typed).words, asked, "{typed}");
        }
    }

    #[test]
    fn digits_may_be_several_things() {
        let found = sought("092 185 001 234");
        assert!(found.national_id.is_some() && found.phone.is_none());
        assert_eq!(found.tail.as_deref(), Some("432100581290"));
        assert!(sought("0912.345.678").phone.is_some());
        assert_eq!(sought("0123").tail.as_deref(), Some("3210"));
        assert_eq!(sought("261124-0001").tail.as_deref(), Some("1000421162"));
        let whole = sought("h13.163.01-261124-0001");
        assert_eq!(whole.number.unwrap().as_str(), "H13.163.01-261124-0001");
        for typed in ["12", "a1234", "nguyen 1234", "hoa"] {
            assert_eq!(sought(typed).tail, None, "{typed}");
        }
    }

    #[test]
    fn what_is_too_short_or_too_long_is_refused() {
        let code = |text: &str| Sought::parse(text).err().unwrap().message.code.to_string();
        for typed in ["", " ", "a", "-.", "'"] {
            assert_eq!(code(typed), "dossier.search-too-short", "{typed}");
        }
        assert_eq!(code(&"a".repeat(151)), "dossier.search-too-long");
        assert_eq!(sought(&"a b ".repeat(30)).words.len(), MOST_WORDS);
    }

    #[test]
    fn marks_that_were_typed_count() {
        let check = |typed: &str, found: &str, likeness| {
            assert_eq!(sought(typed).likeness(&name(found)), likeness, "{typed} {found}");
        };
        check("Ưng", "Ưng", Likeness::Same);
        check("Ưng", "Ung", Likeness::WithoutMarks);
        check("ung", "Ung", Likeness::Same);
        check("ung", "Ưng", Likeness::WithoutMarks);
        check("hoà", "Hòa", Likeness::Same);
        check("ngu", "Nguyễn Văn Á", Likeness::BeginsSo);
        check("nguyê", "Nguyễn Văn Á", Likeness::BeginsSo);
        check("văn nguyễn", "Nguyễn Văn Á", Likeness::BeginsSo);
        check("đức", "Trần Đình Đức", Likeness::BeginsSo);
        check("duc", "Trần Đình Đức", Likeness::WithoutMarks);
        check("ឧត្ដម", "ឧត្ដម", Likeness::Same);
    }

    #[test]
    fn people_are_sorted_by_given_name_in_the_order_of_the_alphabet() {
        let sorted = "An Ăn Ân Ba Bà Bả Bã Bá Bạ Da Đa On Ôn Ơn Ung Ưng";
        let expected: Vec<PersonName> = sorted.split(' ').map(|it| name(&format!("Lê {it}"))).collect();
        let mut found = expected.clone();
        found.reverse();
        found.sort_by_key(name_order);
        assert_eq!(found, expected);
        assert!(name_order(&name("Đặng Văn An")) > name_order(&name("Đàm Văn An")));
        assert!(name_order(&name("Võ An")) < name_order(&name("An Bình")));
    }
}
