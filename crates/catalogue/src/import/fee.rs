//! Fee texts of the source: a head (`70,000 VNĐ`, `Miễn phí`) and a note in brackets that often says otherwise.
//!
//! The head alone is never trusted: where the note states another amount, a condition or another authority, the row is
//! flagged; where the head says nothing is owed and the note disagrees, no value is made at all.

use super::note_amount::{NoteAmount, note_amounts, thousands, unit_after};
use super::{FlagReason, Reading};
use motcua_kernel::Vnd;
use serde::Serialize;
use serde_json::Value;

/// Below this a stated amount is taken for a typing error.
const SMALLEST_BELIEVED: i64 = 1_000;

/// What a row says is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportedFee {
    /// An amount, for each unit where one is named.
    Amount {
        /// In đồng.
        amount: Vnd,
        /// What it is owed for (`Giấy chứng nhận`, `trang`), as written.
        unit: Option<String>,
        /// Text in the brackets.
        note: String,
    },
    /// Said to be free. Only ever inside [`Reading::Doubtful`]: the portal says so too where nobody entered the fee.
    Free {
        /// Whether someone checked it; false from an import.
        verified: bool,
        /// Text in the brackets.
        note: String,
    },
}

/// Reads a row that should be a text; any other JSON is kept as such.
pub(super) fn read_fee_value(row: &Value) -> Reading<ImportedFee> {
    match row {
        Value::String(text) => read_fee(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Reading::Flagged { verbatim: row.to_string(), why: FlagReason::WrongShape }
        }
    }
}

/// Reads a fee text.
pub fn read_fee(text: &str) -> Reading<ImportedFee> {
    let verbatim = text.to_owned();
    let (head, note) = head_and_note(text);
    let words = note.to_lowercase();
    let outcome = match head {
        "Không có thông tin" => Err(FlagReason::NoInformation),
        "Miễn phí" => free(note, &words, FlagReason::FreeUnverified),
        _ => amount(head, note, &words),
    };
    match outcome {
        Ok((value, None)) => Reading::Structured { value, verbatim },
        Ok((value, Some(why))) => Reading::Doubtful { value, verbatim, why },
        Err(why) => Reading::Flagged { verbatim, why },
    }
}

type Outcome = Result<(ImportedFee, Option<FlagReason>), FlagReason>;

fn head_and_note(text: &str) -> (&str, &str) {
    match text.split_once('(') {
        Some((head, note)) => {
            let note = note.trim_end();
            (head.trim(), note.strip_suffix(')').unwrap_or(note).trim())
        }
        None => (text.trim(), ""),
    }
}

fn free(note: &str, words: &str, unverified: FlagReason) -> Outcome {
    let exempt = says(words, &["miễn lệ phí", "miễn phí", "được miễn", "không thu"]);
    let no_charge = exempt || says(words, &["không quy định", "không được quy định"]);
    if says(words, &["không có thông tin", "chưa quy định"]) {
        Err(FlagReason::NoInformation)
    } else if set_by_the_province(words) {
        Err(FlagReason::LocalDecision)
    } else if !note_amounts(note).is_empty() {
        Err(FlagReason::AmountOnlyInNote)
    } else if !no_charge && says(words, &["phí", "thông tư", "quy định", "mức thu"]) {
        Err(FlagReason::ChargeInNote)
    } else if says(words, &["đối với", "cho người", "trường hợp", "nếu nộp"]) {
        Err(FlagReason::Conditional)
    } else {
        Ok((ImportedFee::Free { verified: false, note: note.to_owned() }, Some(unverified)))
    }
}

fn amount(head: &str, note: &str, words: &str) -> Outcome {
    let (number, currency) = head.split_once(char::is_whitespace).ok_or(FlagReason::Unreadable)?;
    let amount = thousands(number).ok_or(FlagReason::Unreadable)?;
    match currency.trim() {
        "VNĐ" | "VND" | "Việt Nam Đồng" | "đồng" => {}
        "USD" => return Err(FlagReason::ForeignCurrency),
        _ => return Err(FlagReason::Unreadable),
    }
    if amount == 0 {
        return free(note, words, FlagReason::ZeroAmount);
    }
    if amount < SMALLEST_BELIEVED {
        return Err(FlagReason::SuspiciouslySmall);
    }
    let stated = note_amounts(note);
    let doubt = doubt(amount, &stated, words);
    let value = ImportedFee::Amount { amount: Vnd(amount), unit: unit(note, &stated), note: note.to_owned() };
    Ok((value, doubt))
}

fn doubt(amount: i64, stated: &[NoteAmount], words: &str) -> Option<FlagReason> {
    if stated.iter().any(|it| it.dong != Some(amount)) {
        Some(FlagReason::AmountsDiffer)
    } else if set_by_the_province(words) {
        Some(FlagReason::LocalDecision)
    } else if says(words, &["từ ngày", "đến hết"]) {
        Some(FlagReason::Temporary)
    } else if says(words, &["miễn", "giảm", "%", "trường hợp", "không được quy định"]) {
        Some(FlagReason::Conditional)
    } else {
        None
    }
}

/// `/hồ sơ`, `đồng/lần`, or what follows the first amount in the note.
fn unit(note: &str, stated: &[NoteAmount]) -> Option<String> {
    let bare = note.trim_start_matches(['(', ' ']);
    match stated.first() {
        Some(first) => first.unit.clone(),
        None => unit_after(bare.strip_prefix("đồng").unwrap_or(bare)),
    }
}

fn set_by_the_province(words: &str) -> bool {
    let council = ["hội đồng nhân dân", "hđnd"];
    let committee = ["ủy ban nhân dân cấp tỉnh", "uỷ ban nhân dân cấp tỉnh", "ubnd cấp tỉnh", "ubnd tỉnh"];
    says(words, &council) || (says(words, &committee) && words.contains("quy định"))
}

fn says(words: &str, any: &[&str]) -> bool {
    any.iter().any(|it| words.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use FlagReason as Why;

    enum Expected {
        Clean(i64, Option<&'static str>),
        Doubtful(i64, Option<&'static str>, Why),
        Free(Why),
        Kept(Why),
    }
    use Expected::{Clean, Doubtful, Free, Kept};

    fn check(text: &str, expected: &Expected) {
        let reading = read_fee(text);
        assert_eq!(reading.verbatim(), text);
        let value = reading.value().map(|fee| match fee {
            ImportedFee::Amount { amount, unit, .. } => Some((amount.0, unit.clone())),
            ImportedFee::Free { verified, .. } => {
                assert!(!verified, "{text}");
                None
            }
        });
        let expected = match expected {
            Clean(amount, unit) => (Some(Some((*amount, unit.map(str::to_owned)))), None),
            Doubtful(amount, unit, why) => (Some(Some((*amount, unit.map(str::to_owned)))), Some(*why)),
            Free(why) => (Some(None), Some(*why)),
            Kept(why) => (None, Some(*why)),
        };
        assert_eq!((value, reading.flag()), expected, "{text}");
    }

    #[test]
    fn stated_amounts_are_structured() {
        for (text, amount, unit) in [
            ("500,000 Việt Nam Đồng", 500_000, None),
            ("70,000 VNĐ (70.000 đồng/Giấy chứng nhận.)", 70_000, Some("Giấy chứng nhận")),
            ("10,000 Việt Nam Đồng (/khẩu-chiếc.)", 10_000, Some("khẩu-chiếc")),
            ("2,000 Việt Nam Đồng (/trang)", 2_000, Some("trang")),
            ("2,000,000 VNĐ (đồng/lần)", 2_000_000, Some("lần")),
            ("100,000 VNĐ (Phí Thẩm tra, thẩm định: 100.000 đồng/lần)", 100_000, Some("lần")),
            ("5,000,000 VNĐ (theo quy định tại Thông tư số 10/2024/TT-BTC ngày 05/02/2024)", 5_000_000, None),
        ] {
            check(text, &Clean(amount, unit));
        }
    }

    #[test]
    fn amounts_the_note_speaks_against_are_doubtful() {
        check(
            "50,000 VNĐ ((áp dụng mức phí 25.000 đồng/hồ sơ kể từ ngày 01/7/2025))",
            &Doubtful(50_000, Some("hồ sơ"), Why::AmountsDiffer),
        );
        check(
            "50,000 Việt Nam Đồng (0.000đ/giấy thông hành)",
            &Doubtful(50_000, Some("giấy thông hành"), Why::AmountsDiffer),
        );
        check(
            "8,000 VNĐ (8.000 đồng/Văn bản xác nhận. Miễn lệ phí cho người khuyết tật)",
            &Doubtful(8_000, Some("Văn bản xác nhận"), Why::Conditional),
        );
        check(
            "40,000 Việt Nam Đồng (40.000đ/giấy thông hành (áp dụng đến hết ngày 31/12/2024))",
            &Doubtful(40_000, Some("giấy thông hành"), Why::Temporary),
        );
        check(
            "150,000 Việt Nam Đồng (- Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định)",
            &Doubtful(150_000, None, Why::LocalDecision),
        );
    }

    #[test]
    fn what_is_said_to_be_free_is_never_taken_as_checked() {
        for text in ["Miễn phí", "Miễn phí (Không)", "Miễn phí (Không quy định.)", "Miễn phí (Miễn lệ phí)"]
        {
            check(text, &Free(Why::FreeUnverified));
        }
        check("0 VNĐ", &Free(Why::ZeroAmount));
        check("Miễn phí (do HĐND tỉnh quy định)", &Kept(Why::LocalDecision));
        check("Miễn phí (do Ủy ban nhân dân cấp tỉnh quy định.)", &Kept(Why::LocalDecision));
        check("Miễn phí (Đánh giá lần đầu 32.000.000 đồng/lần)", &Kept(Why::AmountOnlyInNote));
        check(
            "0 VNĐ (Phí công bố: 100.000 đồng/lần (Thông tư số 47/2019/TT-BTC))",
            &Kept(Why::AmountOnlyInNote),
        );
        check("Miễn phí (Theo quy định của Luật phí và lệ phí)", &Kept(Why::ChargeInNote));
        check("Miễn phí (Miễn lệ phí cho người khuyết tật.)", &Kept(Why::Conditional));
        check(
            "Miễn phí (Thông tư số 64/2025/TT-BTC quy định mức thu, miễn một số khoản phí, lệ phí)",
            &Kept(Why::ChargeInNote),
        );
        check("0 VNĐ (đối với phương tiện quá cảnh đường thuỷ)", &Kept(Why::Conditional));
        check("Miễn phí (Chưa quy định.)", &Kept(Why::NoInformation));
    }

    #[test]
    fn what_is_no_amount_is_kept() {
        check("Không có thông tin (1)", &Kept(Why::NoInformation));
        for text in ["5 VNĐ", "50 VNĐ (50.000đ/giấy)", "1 Việt Nam Đồng", "500 VNĐ"] {
            check(text, &Kept(Why::SuspiciouslySmall));
        }
        check("10 USD (/bản)", &Kept(Why::ForeignCurrency));
        for text in ["", "(", "theo quy định", "-5 VNĐ", "70,00 VNĐ", "7e3 VNĐ", "70,000 EUR"] {
            check(text, &Kept(Why::Unreadable));
        }
    }
}
