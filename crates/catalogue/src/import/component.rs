//! Document rows of the source: often papers, sometimes advice, headings or pieces of a sentence the crawl cut in two.
//!
//! Only what is clearly no paper goes without a value; a name that merely looks wrong stays, flagged.

use super::{FlagReason, Reading};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// More of one paper than this was never meant; the source then has digits of a date in the number.
const MOST_BELIEVED: u64 = 9;

/// A paper of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedComponent {
    /// Heading above it.
    pub group: Option<String>,
    /// Name, without space around it.
    pub name: String,
    /// Bản chính.
    pub originals: u16,
    /// Bản sao.
    pub copies: u16,
    /// Whether the dossier is incomplete without it; false when the name ends with `(nếu có)`.
    pub required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    group: Option<String>,
    name: Option<String>,
    originals: u64,
    copies: u64,
}

/// Reads a row; its verbatim form is JSON.
pub(super) fn read_component(row: &Value) -> Reading<ImportedComponent> {
    let verbatim = row.to_string();
    let read = Row::deserialize(row).map_err(|_| FlagReason::WrongShape).and_then(component);
    match read {
        Ok((value, None)) => Reading::Structured { value, verbatim },
        Ok((value, Some(why))) => Reading::Doubtful { value, verbatim, why },
        Err(why) => Reading::Flagged { verbatim, why },
    }
}

fn component(row: Row) -> Result<(ImportedComponent, Option<FlagReason>), FlagReason> {
    let name = row.name.unwrap_or_default().trim().to_owned();
    if !name.chars().any(char::is_alphanumeric) {
        return Err(FlagReason::EmptyName);
    }
    if row.originals == 0 && row.copies == 0 {
        return Err(FlagReason::NoCount);
    }
    if row.originals.max(row.copies) > MOST_BELIEVED {
        return Err(FlagReason::ImplausibleCount);
    }
    if is_remark(&name) || row.group.as_deref().is_some_and(is_remark) {
        return Err(FlagReason::Remark);
    }
    if is_fragment(&name) {
        return Err(FlagReason::Fragment);
    }
    let count = |number: u64| u16::try_from(number).map_err(|_| FlagReason::ImplausibleCount);
    let (originals, copies) = (count(row.originals)?, count(row.copies)?);
    let required = !ends_optional(&name);
    let doubt = doubt(&name, required);
    Ok((ImportedComponent { group: row.group, name, originals, copies, required }, doubt))
}

fn doubt(name: &str, required: bool) -> Option<FlagReason> {
    if breaks_off(name) {
        Some(FlagReason::NameCut)
    } else if ends_with_file_name(name) {
        Some(FlagReason::FileNameInName)
    } else if required && name.to_lowercase().contains("nếu có") {
        Some(FlagReason::PerhapsOptional)
    } else {
        None
    }
}

fn is_remark(text: &str) -> bool {
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase().starts_with("lưu ý")
}

/// A name begins with a capital, a digit or a mark of a list; `a)`, `đ)` and `iv.` number a list too.
fn is_fragment(name: &str) -> bool {
    let Some(first) = name.chars().next() else { return true };
    if [';', ',', ')', '.', ':'].contains(&first) {
        return true;
    }
    let label_end = name.find([')', '.', '/', '-']).filter(|&at| name[..at].chars().count() <= 4);
    let labelled = label_end.is_some_and(|at| !name[..at].contains(' '));
    first.is_lowercase() && !labelled
}

fn breaks_off(name: &str) -> bool {
    let open = name.chars().fold(0_u32, |open, c| match c {
        '(' => open.saturating_add(1),
        ')' => open.saturating_sub(1),
        _ => open,
    });
    open > 0 || name.ends_with(['/', ',', ':']) || name.ends_with(" số")
}

fn ends_with_file_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|it| ["doc", "docx", "pdf", "xls", "xlsx", "rar", "zip", "rtf"].contains(&it.as_str()))
}

fn ends_optional(name: &str) -> bool {
    name.to_lowercase().trim_end_matches(['.', ';', ',', ' ']).ends_with("(nếu có)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use FlagReason as Why;
    use serde_json::json;

    fn check(row: &Value, value: Option<bool>, flag: Option<Why>) {
        let reading = read_component(row);
        assert_eq!(&serde_json::from_str::<Value>(reading.verbatim()).unwrap(), row);
        assert_eq!((reading.value().map(|it| it.required), reading.flag()), (value, flag), "{row}");
    }

    #[test]
    fn papers_are_structured_and_doubtful_names_stay() {
        let named = |name: &str| json!({ "group": null, "name": name, "originals": 1, "copies": 0 });
        for name in ["Tờ khai", "a) Đơn đề nghị;", "đ) Hợp đồng", "iv. Biên bản", "+ Tờ khai", "01 bản sao"]
        {
            check(&named(name), Some(true), None);
        }
        check(&named("Văn bản ủy quyền (nếu có)."), Some(false), None);
        check(&named("Giấy tờ có dấu (nếu có) của cơ quan"), Some(true), Some(Why::PerhapsOptional));
        check(&named("Giấy phép xây dựng ("), Some(true), Some(Why::NameCut));
        check(&named("h) Giấy phép xuất khẩu:"), Some(true), Some(Why::NameCut));
        check(&named("Tờ khaiMẫu số 02.docx"), Some(true), Some(Why::FileNameInName));
    }

    #[test]
    fn what_is_no_paper_is_kept() {
        let counted = |name: &str, originals: i64, copies: i64| json!({ "group": null, "name": name, "originals": originals, "copies": copies });
        check(&counted("", 1, 0), None, Some(Why::EmptyName));
        check(&counted(" ; ", 1, 0), None, Some(Why::EmptyName));
        check(&counted("Tờ khai", 0, 0), None, Some(Why::NoCount));
        check(&counted("Thông tư ngày 01/01/", 20261, 1), None, Some(Why::ImplausibleCount));
        check(&counted("* Lưu ý: nộp trực tiếp", 1, 0), None, Some(Why::Remark));
        check(&counted("hoặc", 1, 0), None, Some(Why::Fragment));
        check(&counted("; Trường hợp khác", 1, 0), None, Some(Why::Fragment));
        check(&counted("Tờ khai", -1, 0), None, Some(Why::WrongShape));
        check(&json!("Tờ khai"), None, Some(Why::WrongShape));
        check(
            &json!({ "name": "Tờ khai", "originals": 1, "copies": 0, "x": 1 }),
            None,
            Some(Why::WrongShape),
        );
    }
}
