//! What a scanner at the counter reads: the QR of an ID card, or a slip of the house.
//!
//! Scanners type like a keyboard, so an input method for Vietnamese that is switched on may change what they type. What
//! looks changed is named field by field and handed on as it came: whoever stands there sees the card and puts it right.
//! The order of the fields (số CCCD, số CMND cũ, họ tên, ngày sinh, giới tính, nơi thường trú, ngày cấp) is that of the
//! cards of 2021 and later as read at counters; unverified against a published standard.

use crate::{DossierNumber, NationalId, PersonName};
use motcua_kernel::{Date, Refusal};
use time::Month;
use unicode_normalization::UnicodeNormalization;

const LONGEST_SCAN: usize = 1_000;
/// Up to the address; newer cards add fields behind the day of issue.
const FEWEST_FIELDS: usize = 6;

/// What was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// The QR of an ID card.
    Card(Box<IdCard>),
    /// Mã số hồ sơ on a slip.
    Number(DossierNumber),
    /// The token of a slip's QR.
    Token(String),
}

/// An ID card as it was read; nothing of it is lost, what can not be so is among the `doubts`.
#[derive(Clone, PartialEq, Eq)]
pub struct IdCard {
    /// Số định danh cá nhân.
    pub national_id: String,
    /// Số chứng minh nhân dân cũ; empty when the card has none.
    pub former_id: String,
    /// Họ và tên.
    pub name: String,
    /// Ngày sinh.
    pub born: Option<Date>,
    /// Giới tính, as the card says it.
    pub sex: String,
    /// Nơi thường trú.
    pub address: String,
    /// Ngày cấp.
    pub issued: Option<Date>,
    /// The fields that were not read as a card has them.
    pub doubts: Vec<CardField>,
}

/// A field of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardField {
    /// Số định danh cá nhân.
    NationalId,
    /// Họ và tên.
    Name,
    /// Ngày sinh.
    Born,
    /// Nơi thường trú.
    Address,
    /// Ngày cấp.
    Issued,
}

impl CardField {
    /// Its name in forms and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NationalId => "national-id",
            Self::Name => "name",
            Self::Born => "born",
            Self::Address => "address",
            Self::Issued => "issued",
        }
    }
}

impl Scan {
    /// Reads what a scanner typed.
    ///
    /// # Errors
    /// `dossier.scan-unreadable` when it is neither a card nor a slip, `dossier.scan-too-long` when no scanner types so much.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if text.chars().count() > LONGEST_SCAN {
            return Err(Refusal::new("dossier.scan-too-long").with("most", LONGEST_SCAN).at("scan"));
        }
        if let Some(card) = IdCard::read(text) {
            return Ok(Self::Card(Box::new(card)));
        }
        if let Some(token) = token(text) {
            return Ok(Self::Token(token.to_owned()));
        }
        let number = text.parse().map(Self::Number);
        number.map_err(|_| Refusal::new("dossier.scan-unreadable").at("scan"))
    }
}

/// The token in the address of a status page.
fn token(text: &str) -> Option<&str> {
    let (_, token) = text.split_once("/tra-cuu/")?;
    let is_token = !token.is_empty() && token.chars().all(|it| it.is_ascii_alphanumeric());
    is_token.then_some(token)
}

impl std::fmt::Debug for IdCard {
    /// Without the person, who has no place in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdCard(doubts: {:?})", self.doubts)
    }
}

impl IdCard {
    /// The card in `text`, if it has the fields of one.
    fn read(text: &str) -> Option<Self> {
        // The bar of a keyboard set to another country arrives as a tilde.
        let mark = if text.contains('|') { '|' } else { '~' };
        let fields: Vec<String> = text.split(mark).map(plain).collect();
        let [national_id, former_id, name, born, sex, address, rest @ ..] = fields.as_slice() else {
            return None;
        };
        if fields.len() < FEWEST_FIELDS {
            return None;
        }
        let issued = rest.first().map_or("", String::as_str);
        let mut card = Self {
            national_id: national_id.clone(),
            former_id: former_id.clone(),
            name: name.clone(),
            born: day(born),
            sex: sex.clone(),
            address: address.clone(),
            issued: day(issued),
            doubts: Vec::new(),
        };
        card.doubts = card.found_doubts(born, issued);
        Some(card)
    }

    fn found_doubts(&self, born: &str, issued: &str) -> Vec<CardField> {
        let all_plain = has_no_accents(&self.name, &self.address);
        let doubtful = [
            (CardField::NationalId, NationalId::parse(&self.national_id).is_err()),
            (CardField::Name, all_plain || is_damaged_name(&self.name)),
            (CardField::Born, day(born).is_none() && !is_year(born)),
            (CardField::Address, all_plain || has_replacement(&self.address)),
            (CardField::Issued, !issued.is_empty() && day(issued).is_none()),
        ];
        doubtful.into_iter().filter(|(_, it)| *it).map(|(field, _)| field).collect()
    }
}

/// Composed, without control characters, every run of white space one space.
fn plain(field: &str) -> String {
    let readable: String = field.nfc().map(|it| if it.is_control() { ' ' } else { it }).collect();
    readable.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `ddmmyyyy`.
fn day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let day = text.get(0..2)?.parse().ok()?;
    let month = Month::try_from(text.get(2..4)?.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text.get(4..8)?.parse().ok()?, month, day).ok()
}

/// Of people who know only the year they were born in.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit())
}

fn has_replacement(text: &str) -> bool {
    text.contains(['\u{fffd}', '?', '□'])
}

/// A name with a digit is VNI that was not taken up; doubled vowels and d, and the letters that write a tone or a hook, are
/// Telex that was not.
fn is_damaged_name(name: &str) -> bool {
    let small = name.to_lowercase();
    let telex = ["aa", "ee", "oo", "dd", "aw", "ow", "uw"].iter().any(|it| small.contains(it));
    let word_ends = small.split(' ').any(|word| word.len() > 2 && word.ends_with(['s', 'f', 'r', 'x', 'j']));
    PersonName::parse(name).is_err()
        || has_replacement(name)
        || name.chars().any(|it| it.is_ascii_digit())
        || telex
        || word_ends
}

/// Four words or more without one accent: Vietnamese names and places have them.
fn has_no_accents(name: &str, address: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    words(name) + words(address) >= 4 && name.is_ascii() && address.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str =
        "092185001234|361234567|Nguyễn Thị Ngọc Ánh|12081985|Nữ|Ấp An Thành, Kế Sách, Cần Thơ|25042021";

    fn card(text: &str) -> IdCard {
        match Scan::read(text) {
            Ok(Scan::Card(card)) => *card,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn doubts(text: &str) -> Vec<&'static str> {
        card(text).doubts.into_iter().map(CardField::code).collect()
    }

    #[test]
    fn a_card_is_read_whole() {
        let card = card(WHOLE);
        assert_eq!(card.national_id, "092185001234");
        assert_eq!(card.former_id, "361234567");
        assert_eq!(card.name, "Nguyễn Thị Ngọc Ánh");
        assert_eq!(card.born, Some(time::macros::date!(1985 - 08 - 12)));
        assert_eq!((card.sex.as_str(), card.address.as_str()), ("Nữ", "Ấp An Thành, Kế Sách, Cần Thơ"));
        assert_eq!(card.issued, Some(time::macros::date!(2021 - 04 - 25)));
        assert_eq!(card.doubts, []);
    }

    #[test]
    fn cards_differ_and_are_read_all_the_same() {
        let fine = |text: &str| assert_eq!(doubts(text), [""; 0], "{text}");
        fine("092185001234||Lê Ý|1950|Nam|Ấp 2, Kế Sách|");
        fine("092185001234||Lê Ý|01011950|Nam|Ấp 2, Kế Sách");
        fine(&format!("{WHOLE}|||Nguyễn Văn Bảy|Trần Thị Út"));
        fine(&format!("  {WHOLE}\r\n"));
        fine(&WHOLE.replace('|', "~"));
        fine(&WHOLE.nfd().collect::<String>());
        fine(&WHOLE.replace("Nguyễn Thị Ngọc Ánh", "Y Ngông Niê Kđăm"));
        fine(&WHOLE.replace("Nguyễn Thị Ngọc Ánh", "Thạch Sơn"));
    }

    #[test]
    fn what_an_input_method_did_is_named_and_nothing_is_lost() {
        let check = |from: &str, to: &str, expected: &[&str]| {
            let scan = WHOLE.replace(from, to);
            assert_eq!(doubts(&scan), expected, "{scan}");
            let card = card(&scan);
            let kept = format!("{}{}{}", card.national_id, card.name, card.address);
            assert!(to.chars().count() == 8 || kept.contains(to), "{kept} lost {to}");
        };
        check("092185001234", "o92185oo1234", &["national-id"]);
        check("092185001234", "09218500123", &["national-id"]);
        check("Nguyễn Thị Ngọc Ánh", "Nguye6n4 Thi5 Ngo5c A1nh", &["name"]);
        check("Nguyễn Thị Ngọc Ánh", "Nguyeenx Thij Ngocj Asnh", &["name"]);
        check("Nguyễn Thị Ngọc Ánh", "Nguy\u{fffd}n Th\u{fffd} Ng\u{fffd}c \u{fffd}nh", &["name"]);
        check("Nguyễn Thị Ngọc Ánh", "Nguy?n Th? Ng?c ?nh", &["name"]);
        check("Ấp An Thành, Kế Sách, Cần Thơ", "?p An Th?nh, K? S?ch", &["address"]);
        check("12081985", "l2o8l985", &["born"]);
        check("12081985", "31021985", &["born"]);
        check("25042021", "2504202á", &["issued"]);
        let bare = "092185001234||Nguyen Thi Ngoc Anh|12081985|Nu|Ap An Thanh, Ke Sach, Can Tho|25042021";
        assert_eq!(doubts(bare), ["name", "address"]);
    }

    #[test]
    fn a_slip_is_known_by_its_number_or_its_address() {
        let number = "H13.163.01-261124-0001";
        assert_eq!(Scan::read(&format!(" {number}\n")), Ok(Scan::Number(number.parse().unwrap())));
        assert_eq!(Scan::read(&number.to_lowercase()), Ok(Scan::Number(number.parse().unwrap())));
        let token = "7Q0Z1X";
        assert_eq!(Scan::read("http://motcua.test/tra-cuu/7Q0Z1X"), Ok(Scan::Token(token.to_owned())));
    }

    #[test]
    fn anything_else_is_said_to_be_unreadable() {
        let code = |text: &str| Scan::read(text).unwrap_err().message.code.to_string();
        for text in ["", "8934567890123", "a|b|c", "http://example.test/", "/tra-cuu/<b>", "\0\0"] {
            assert_eq!(code(text), "dossier.scan-unreadable", "{text}");
        }
        assert_eq!(code(&"9".repeat(1_001)), "dossier.scan-too-long");
        assert_eq!(card(&format!("{}|||||", "9".repeat(900))).doubts.len(), 3);
    }
}
