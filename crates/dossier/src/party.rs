//! Chủ hồ sơ, người nộp thay: who a person is, parsed at the door. Kept in an erasable row under the party's id, never in
//! an event; never shown whole to whoever holds no more than a number or a look-up code, and never written to a log.

use crate::signs::{is_seam, none_of_a_name, none_of_an_address};
use motcua_kernel::{PartyId, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SHORTEST_NAME: usize = 2;
const LONGEST_NAME: usize = 150;
const LONGEST_ADDRESS: usize = 300;

/// An applicant or helper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The id events refer to.
    pub id: PartyId,
    /// Họ và tên.
    pub name: PersonName,
    /// Số định danh cá nhân.
    pub national_id: Option<NationalId>,
    /// Số điện thoại.
    pub phone: Option<Phone>,
    /// Địa chỉ, at most 300 characters.
    pub address: Option<String>,
}

/// A party as typed or read from a card.
#[derive(Clone, Copy, Default)]
pub struct PartyInput<'a> {
    /// Họ và tên.
    pub name: &'a str,
    /// Số định danh cá nhân; empty as good as absent, like all that follow.
    pub national_id: Option<&'a str>,
    /// Số điện thoại.
    pub phone: Option<&'a str>,
    /// Địa chỉ.
    pub address: Option<&'a str>,
}

impl Party {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The first field that can not be so, of name, national id, phone and address in this order.
    pub fn parse(id: PartyId, input: PartyInput<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            id,
            name: PersonName::parse(input.name)?,
            national_id: filled(input.national_id).map(NationalId::parse).transpose()?,
            phone: filled(input.phone).map(Phone::parse).transpose()?,
            address: filled(input.address).map(address).transpose()?,
        })
    }
}

impl fmt::Debug for Party {
    /// Without the person, who has no place in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Party({})", self.id)
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|it| !it.is_empty())
}

fn address(text: &str) -> Result<String, Refusal> {
    let address = tidy(text);
    if address.chars().count() > LONGEST_ADDRESS {
        return Err(Refusal::new("dossier.address-invalid").with("most", LONGEST_ADDRESS).at("address"));
    }
    let other = none_of_an_address(&address);
    other.map_or(Ok(address), |it| Err(Refusal::new("dossier.address-sign").with("sign", it).at("address")))
}

/// Composed (NFC), trimmed, every run of white space one space, without what is never seen between words.
fn tidy(text: &str) -> String {
    text.nfc().filter(|it| !is_seam(*it)).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as people and organisations write it: 2 to 150 letters, digits, spaces and the signs of names (`signs`), with a
/// letter somewhere (`3A Logistics`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name; composed, trimmed, one space between words.
    ///
    /// # Errors
    /// `dossier.name-sign` with the first character that is none of a name; `dossier.name-invalid` when its length is none,
    /// it begins with another sign than a quotation mark, or has no letter.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let name = tidy(text);
        let length = name.chars().count();
        if let Some(sign) = none_of_a_name(&name) {
            return Err(Refusal::new("dossier.name-sign").with("sign", sign).at("name"));
        }
        let begins = |it: char| it.is_alphanumeric() || "\"“«".contains(it);
        let is_name = (SHORTEST_NAME..=LONGEST_NAME).contains(&length)
            && name.starts_with(begins)
            && name.contains(char::is_alphabetic);
        if is_name { Ok(Self(name)) } else { Err(Refusal::new("dossier.name-invalid").at("name")) }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words by which it is found, folded, each with a space before it: signs part words, as they do in a search.
    pub fn search_words(&self) -> String {
        words(&folded(&self.0)).fold(String::new(), |text, word| text + " " + word)
    }

    /// For whoever has only a look-up code: the first two words whole (one of a name of two, none of a name of one), of
    /// the others the first letter, or the two with which a Vietnamese sound is written (`Nguyễn Thị Ng*** Á***`).
    pub fn masked(&self) -> String {
        let words: Vec<&str> = self.0.split(' ').collect();
        let whole = words.len().saturating_sub(1).min(2);
        let shown = |(place, word): (usize, &&str)| {
            if place < whole { (*word).to_owned() } else { format!("{}***", beginning(word)) }
        };
        words.iter().enumerate().map(shown).collect::<Vec<_>>().join(" ")
    }
}

/// Small letters without Latin accents, `đ` as `d`.
///
/// The same as `motcua_i18n::fold`, which a rule crate may not use because it holds the words; a test keeps the two the
/// same.
pub(crate) fn folded(text: &str) -> String {
    let is_accent = |it: &char| matches!(it, '\u{300}'..='\u{36f}');
    let plain = |it: char| if it == 'đ' { 'd' } else { it };
    text.to_lowercase().nfd().filter(|it| !is_accent(it)).map(plain).collect()
}

/// The words of a text: letters, digits and the marks on them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric() && !is_combining_mark(it)).filter(|it| !it.is_empty())
}

/// The first letter of a word, or two when they write one sound and the word goes on.
fn beginning(word: &str) -> String {
    const WRITTEN_WITH_TWO: [&str; 10] = ["ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"];
    let two: String = word.chars().take(2).collect();
    let goes_on = word.chars().nth(2).is_some();
    if goes_on && WRITTEN_WITH_TWO.contains(&two.to_lowercase().as_str()) {
        return two;
    }
    word.chars().take(1).collect()
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

impl TryFrom<String> for PersonName {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

/// Số định danh cá nhân: twelve digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NationalId(String);

impl NationalId {
    /// Reads a number; spaces between its groups are dropped.
    ///
    /// # Errors
    /// `dossier.national-id-invalid` unless it has exactly twelve digits.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let digits: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        if digits.len() == 12 && all_digits(&digits) {
            Ok(Self(digits))
        } else {
            Err(Refusal::new("dossier.national-id-invalid").at("national-id"))
        }
    }

    /// Its twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalId(***)")
    }
}

impl TryFrom<String> for NationalId {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<NationalId> for String {
    fn from(id: NationalId) -> Self {
        id.0
    }
}

/// A telephone number of Việt Nam as dialled inside it: 0 and nine or ten digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Reads `0912 345 678`, `0912.345.678` or `+84 912 345 678`, all three the same number.
    ///
    /// # Errors
    /// `dossier.phone-invalid` unless nine or ten digits follow the 0 or +84.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let bare: String = text.chars().filter(|it| !it.is_whitespace() && *it != '.').collect();
        let rest = bare.strip_prefix("+84").or_else(|| bare.strip_prefix('0'));
        match rest {
            Some(rest) if matches!(rest.len(), 9 | 10) && all_digits(rest) => Ok(Self(format!("0{rest}"))),
            Some(_) | None => Err(Refusal::new("dossier.phone-invalid").at("phone")),
        }
    }

    /// Its digits, from 0.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(***)")
    }
}

impl TryFrom<String> for Phone {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ID: PartyId = PartyId(Uuid::from_u128(6));

    fn said<T>(read: Result<T, Refusal>) -> (String, Option<String>) {
        let refusal = read.err().unwrap();
        (refusal.message.code.to_string(), refusal.field)
    }

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn a_name_is_written_one_way_however_it_was_typed() {
        let check = |typed: &str, kept: &str| assert_eq!(name(typed).as_str(), kept);
        check("Nguyễn Thị Ngọc Ánh", "Nguyễn Thị Ngọc Ánh");
        check("  Nguyễn\u{a0}Thị \t Ngọc  Ánh\n", "Nguyễn Thị Ngọc Ánh");
        check(&"Nguyễn Thị Ngọc Ánh".nfd().collect::<String>(), "Nguyễn Thị Ngọc Ánh");
        check("Y-Ngông Niê Kđăm", "Y-Ngông Niê Kđăm");
        check("O’Brien St. John", "O’Brien St. John");
        check("ស្រី សុខា", "ស្រី សុខា");
        check("Lý", "Lý");
        check("Công ty TNHH \"Á Đông\"", "Công ty TNHH \"Á Đông\"");
        check("“Á Đông” – chi nhánh 2", "“Á Đông” – chi nhánh 2");
        check("3A Logistics", "3A Logistics");
        check("ស្រី\u{200b} សុខា", "ស្រី សុខា");
        check(
            "Công ty TNHH 1 thành viên Hậu Giang (chi nhánh 2)",
            "Công ty TNHH 1 thành viên Hậu Giang (chi nhánh 2)",
        );
    }

    #[test]
    fn what_is_no_name_is_refused_at_its_field() {
        let check = |typed: &str| {
            assert_eq!(said(PersonName::parse(typed)), ("dossier.name-invalid".into(), Some("name".into())));
        };
        for typed in ["", " ", "A", "23 45", "- .", "--An", "+84", "\"\""] {
            check(typed);
        }
        check(&"a".repeat(151));
        assert!(PersonName::parse(&"á".repeat(150)).is_ok());
    }

    #[test]
    fn a_sign_that_no_name_and_no_address_has_is_said() {
        let sign = |refusal: Refusal| (refusal.message.code.to_string(), refusal.message.values[0].1.clone());
        let check = |typed: &str, wrong: &str| {
            let refusal = PersonName::parse(typed).unwrap_err();
            assert_eq!(sign(refusal), ("dossier.name-sign".to_owned(), wrong.to_owned()), "{typed}");
        };
        check("<b>An</b>", "<");
        check("an@b", "@");
        check("An\0h", "U+0000");
        check("An\u{202e}h", "U+202E");
        check("An 🏠", "🏠");
        let check = |typed: &str, wrong: &str| {
            let input = PartyInput { name: "Lý", address: Some(typed), ..PartyInput::default() };
            let refusal = Party::parse(ID, input).unwrap_err();
            assert_eq!(refusal.field.as_deref(), Some("address"));
            assert_eq!(sign(refusal), ("dossier.address-sign".to_owned(), wrong.to_owned()), "{typed}");
        };
        check("12 Trần Hưng Đạo 🏠", "🏠");
        check("12 \u{202e}Trần Hưng Đạo", "U+202E");
        check("12\0", "U+0000");
        for typed in ["Số 12/3 Ấp An Thành; tổ 5 – khu “B” #2 (hẻm 3½)", "ភូមិ\u{200b}ស្រី, សុខា"]
        {
            let input = PartyInput { name: "Lý", address: Some(typed), ..PartyInput::default() };
            let kept = Party::parse(ID, input).unwrap().address;
            assert_eq!(kept, Some(typed.replace('\u{200b}', "")));
        }
    }

    #[test]
    fn a_name_is_found_by_the_same_key_everywhere() {
        for typed in ["Nguyễn Thị Ngọc Ánh", "Đặng Thị Hường", "TRẦN ĐÌNH ĐỨC", "Ưng Hoà", "ស្រី សុខា", "İpek"]
        {
            assert_eq!(folded(name(typed).as_str()), motcua_i18n::fold(typed), "{typed}");
        }
        assert_eq!(folded("Đặng Thị Hường"), "dang thi huong");
    }

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        let check = |typed: &str, words: &str| assert_eq!(name(typed).search_words(), words);
        check("Đặng Thị Hường", " dang thi huong");
        check("Y-Ngông Niê Kđăm", " y ngong nie kdam");
        check("Công ty TNHH Hậu Giang (chi nhánh 2)", " cong ty tnhh hau giang chi nhanh 2");
        check("ស្រី សុខា", " ស្រី សុខា");
    }

    #[test]
    fn whoever_has_only_a_code_sees_a_masked_name() {
        let check = |typed: &str, shown: &str| assert_eq!(name(typed).masked(), shown);
        check("Nguyễn Thị Ngọc Ánh", "Nguyễn Thị Ng*** Á***");
        check("Nguyễn Văn An", "Nguyễn Văn A***");
        check("Trần Quốc", "Trần Qu***");
        check("Lê Ý", "Lê Ý***");
        check("Khánh", "Kh***");
        check("Võ Tá Gi", "Võ Tá G***");
        check("TRẦN ĐÌNH THÁI", "TRẦN ĐÌNH TH***");
    }

    #[test]
    fn a_national_id_has_twelve_digits() {
        assert_eq!(NationalId::parse(" 092 185 001234 ").unwrap().as_str(), "092185001234");
        for typed in ["", "09218500123", "0921850012345", "09218500123a", "092-185-001234", "٠٩٢١٨٥"] {
            let field = Some("national-id".into());
            assert_eq!(said(NationalId::parse(typed)), ("dossier.national-id-invalid".into(), field));
        }
    }

    #[test]
    fn a_phone_is_the_same_however_it_was_typed() {
        for typed in ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 912.345.678"] {
            assert_eq!(Phone::parse(typed).unwrap().as_str(), "0912345678");
        }
        assert_eq!(Phone::parse("0292 3812 345").unwrap().as_str(), "02923812345");
        for typed in
            ["", "0", "091234567", "091234567890", "912345678", "+85512345678", "0912-345-678", "+84"]
        {
            assert_eq!(said(Phone::parse(typed)), ("dossier.phone-invalid".into(), Some("phone".into())));
        }
    }

    #[test]
    fn a_party_needs_a_name_and_what_is_empty_is_absent() {
        let input = PartyInput {
            name: "Nguyễn Văn An",
            national_id: Some(" "),
            phone: Some(""),
            address: Some("\n"),
        };
        let party = Party::parse(ID, input).unwrap();
        assert_eq!((party.national_id, party.phone, party.address), (None, None, None));

        let address = |text| Party::parse(ID, PartyInput { address: Some(text), ..input });
        let lines = address("12 Trần Hưng Đạo\r\nphường Ninh Kiều").unwrap();
        assert_eq!(lines.address.as_deref(), Some("12 Trần Hưng Đạo phường Ninh Kiều"));
        let refused = ("dossier.address-invalid".to_owned(), Some("address".to_owned()));
        assert_eq!(said(address(&"x".repeat(301))), refused);
    }

    #[test]
    fn a_stored_party_is_parsed_again_and_a_broken_one_is_not_read() {
        let input = PartyInput {
            name: "Trần Thị Bé",
            national_id: Some("092185001234"),
            phone: Some("+84912345678"),
            address: Some("Ninh Kiều"),
        };
        let party = Party::parse(ID, input).unwrap();
        let stored = serde_json::to_string(&party).unwrap();
        assert_eq!(serde_json::from_str::<Party>(&stored).unwrap(), party);
        assert!(serde_json::from_str::<Party>(&stored.replace("092185001234", "12")).is_err());
    }

    #[test]
    fn a_log_shows_nobody() {
        let input =
            PartyInput { name: "Trần Thị Bé", phone: Some("0912345678"), ..PartyInput::default() };
        let party = Party::parse(ID, input).unwrap();
        let shown = format!("{party:?} {:?} {:?}", party.name, party.phone);
        assert!(!shown.contains("Bé") && !shown.contains("0912"), "{shown}");
    }
}
