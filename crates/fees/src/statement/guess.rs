//! The mapping that the titles of an export suggest: a proposal for a person, who sees it before anything is read by it.
//!
//! Guesses nothing where a column it needs has no title it knows.

use super::{AmountColumns, ColumnMapping};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Titles of the usual Vietnamese banks in both their languages, without accents, the likelier first.
const DATE: &[&str] = &[
    "ngay giao dich",
    "ngay gd",
    "transaction date",
    "tnx date",
    "ngay gio giao dich",
    "thoi gian giao dich",
    "ngay hach toan",
    "posting date",
    "ngay hieu luc",
    "effective date",
    "value date",
    "ngay phat sinh",
    "thoi gian",
    "ngay",
    "date",
];
const CREDIT: &[&str] =
    &["so tien ghi co", "phat sinh co", "ghi co", "credit amount", "credit", "tien vao", "ps co", "co"];
const DEBIT: &[&str] =
    &["so tien ghi no", "phat sinh no", "ghi no", "debit amount", "debit", "tien ra", "ps no", "no"];
const AMOUNT: &[&str] =
    &["so tien giao dich", "so tien gd", "so tien", "gia tri giao dich", "transaction amount", "amount"];
const DESCRIPTION: &[&str] = &[
    "noi dung chi tiet",
    "noi dung giao dich",
    "noi dung chuyen khoan",
    "noi dung",
    "dien giai",
    "mo ta giao dich",
    "mo ta",
    "chi tiet giao dich",
    "transactions in detail",
    "transaction details",
    "transaction detail",
    "description",
    "details",
    "remark",
    "remarks",
    "narrative",
];
const TRANSACTION: &[&str] = &[
    "so tham chieu",
    "ma giao dich",
    "ma gd",
    "so giao dich",
    "so but toan",
    "so chung tu",
    "so ct",
    "transaction number",
    "transaction no",
    "transaction id",
    "reference number",
    "reference no",
    "ref no",
    "reference",
    "doc no",
    "ma tham chieu",
];

/// The mapping suggested by `titles`; nothing when there is no column of dates, of amounts, or of descriptions. A title
/// in two languages (`Ngày GD/ Date`) is known by either.
pub fn guess_mapping(titles: &[String]) -> Option<ColumnMapping> {
    let parts: Vec<Vec<String>> = titles.iter().map(|it| parts(it)).collect();
    let column = |known: &[&str]| {
        known.iter().find_map(|name| parts.iter().position(|of| of.iter().any(|it| it == name)))
    };
    let amount = match (column(CREDIT), column(DEBIT)) {
        (Some(credit), Some(debit)) => AmountColumns::Split { credit, debit },
        (None, _) | (_, None) => AmountColumns::Signed { column: column(AMOUNT)? },
    };
    Some(ColumnMapping {
        date: column(DATE)?,
        amount,
        description: vec![column(DESCRIPTION)?],
        transaction: column(TRANSACTION),
    })
}

/// The wordings in a title, without accents, marks and a currency.
fn parts(title: &str) -> Vec<String> {
    let plain: String = title
        .to_lowercase()
        .nfd()
        .filter(|it| !is_combining_mark(*it))
        .map(|it| if it == 'đ' { 'd' } else { it })
        .collect();
    let wordings = plain.split(['/', '(', ')', '\n', '\r', '|', '[', ']']);
    wordings.map(words).filter(|it| !it.is_empty()).collect()
}

fn words(wording: &str) -> String {
    let words = wording.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty() && *it != "vnd");
    words.collect::<Vec<_>>().join(" ")
}
