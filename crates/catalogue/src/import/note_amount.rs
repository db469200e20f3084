//! Amounts inside a fee's note: `70.000 đồng/Giấy chứng nhận`, `40.000đồng/lần`, `02 triệu đồng`, `230.000/lần`.

/// An amount in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteAmount {
    /// In đồng; `None` when it is foreign or no whole number.
    pub dong: Option<i64>,
    /// What it is owed for, after the slash.
    pub unit: Option<String>,
}

/// All amounts in the note, in order.
pub(super) fn note_amounts(note: &str) -> Vec<NoteAmount> {
    let mut found = Vec::new();
    let (mut rest, mut before) = (note, None);
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_digit() || before.is_some_and(char::is_alphanumeric) {
            before = Some(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (number, after) = rest.split_at(number_length(rest));
        found.extend(amount_at(number, after));
        (rest, before) = (after, Some('0'));
    }
    found
}

/// `1,000,000`, `70.000` and `5000`; the groups after the first mark have three digits.
pub(super) fn thousands(number: &str) -> Option<i64> {
    let mut groups = number.split(['.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|it| it.len() == 3));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let only_digits = number.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    (grouped && only_digits).then(|| digits.parse().ok()).flatten()
}

/// What is counted, after a slash; up to the first mark or the beginning of prose.
pub(super) fn unit_after(text: &str) -> Option<String> {
    let text = text.trim_start().strip_prefix('/')?;
    let marks = text.find(['.', ';', ',', '(', ')', ':']);
    let prose = [" kể từ", " theo "].into_iter().filter_map(|it| text.find(it));
    let end = marks.into_iter().chain(prose).min().unwrap_or(text.len());
    let unit = text[..end].trim();
    (!unit.is_empty()).then(|| unit.to_owned())
}

fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mark = |at: usize| matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1);
    (0..bytes.len()).find(|&at| !digit(at) && !mark(at)).unwrap_or(bytes.len())
}

fn amount_at(number: &str, after: &str) -> Option<NoteAmount> {
    let spaced = after.trim_start();
    if spaced.starts_with("USD") {
        return Some(NoteAmount { dong: None, unit: None });
    }
    let (spaced, times) = match spaced.strip_prefix("triệu") {
        Some(rest) => (rest.trim_start(), 1_000_000),
        None => (spaced, 1),
    };
    let dong = || thousands(number)?.checked_mul(times);
    if let Some(rest) = after_currency(spaced) {
        return Some(NoteAmount { dong: dong(), unit: unit_after(rest) });
    }
    let grouped = number.contains(['.', ',']) && thousands(number).is_some();
    (grouped && after.starts_with('/')).then(|| NoteAmount { dong: dong(), unit: unit_after(after) })
}

fn after_currency(text: &str) -> Option<&str> {
    ["đồng", "Đồng", "VNĐ", "vnđ", "VND", "vnd", "đ", "Đ"]
        .into_iter()
        .find_map(|name| text.strip_prefix(name).filter(|rest| !rest.starts_with(char::is_alphabetic)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_notes_are_found() {
        let check = |note: &str, expected: &[(Option<i64>, Option<&str>)]| {
            let found = note_amounts(note);
            let found: Vec<_> = found.iter().map(|it| (it.dong, it.unit.as_deref())).collect();
            assert_eq!(found, expected, "{note}");
        };
        check("70.000 đồng/Giấy chứng nhận.", &[(Some(70_000), Some("Giấy chứng nhận"))]);
        check("20.000 vnđ / tờ khai", &[(Some(20_000), Some("tờ khai"))]);
        check("20.000Đ/tờ khai", &[(Some(20_000), Some("tờ khai"))]);
        check(
            "mới 40.000đồng/lần; lại 20.000 đồng/lần.",
            &[(Some(40_000), Some("lần")), (Some(20_000), Some("lần"))],
        );
        check("+ 02 triệu đồng/Giấy chứng nhận.", &[(Some(2_000_000), Some("Giấy chứng nhận"))]);
        check("thú y: 230.000/lần", &[(Some(230_000), Some("lần"))]);
        check("100.000 đồng/01 lần cấp", &[(Some(100_000), Some("01 lần cấp"))]);
        check("25.000 đồng/hồ sơ kể từ ngày 01/7/2025", &[(Some(25_000), Some("hồ sơ"))]);
        check("thu 5000 đồng", &[(Some(5_000), None)]);
        check("50USD/chuyến bay", &[(None, None)]);
        check("2.5 triệu đồng", &[(None, None)]);
        check("99999999999999999999 đồng", &[(None, None)]);
        check("Điều 3 đối với Thông tư 47/2019/TT-BTC ngày 05/8/2019, điểm 1", &[]);
    }
}
