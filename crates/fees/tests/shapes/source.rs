//! The national list of 1,601 procedures, where it lies beside the tree, and the shape of each of its fee texts.
//!
//! The list is not ours to copy: it is read where it is, and nothing of its wording stands here but codes and amounts.

use flate2::read::GzDecoder;
use motcua_catalogue::import::{ImportedFee, read_fee};
use serde_json::Value;
use std::fs::File;
use std::io::{ErrorKind, Read, Write as _};

const SOURCE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tthc/tthc_local_1601.jsonl.gz");

/// One fee text of one channel.
pub struct FeeText {
    pub code: String,
    pub channel: String,
    pub text: String,
    pub shape: String,
}

/// Every fee text of the list; nothing, with a word about it, where the list is not there.
#[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the file")]
pub fn fee_texts() -> Option<Vec<FeeText>> {
    let file = match File::open(SOURCE) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound && std::env::var("CI").as_deref() != Ok("true") => {
            // Past the capture of the test runner, so that it is seen.
            let _ = writeln!(std::io::stderr(), "skipped: {SOURCE} is not here");
            return None;
        }
        Err(e) => panic!("{SOURCE}: {e}"),
    };
    let mut lines = String::new();
    GzDecoder::new(file).read_to_string(&mut lines).unwrap();
    Some(lines.lines().flat_map(texts_of).collect())
}

fn texts_of(line: &str) -> Vec<FeeText> {
    let procedure: Value = serde_json::from_str(line).unwrap();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for channel in procedure["channels"].as_array().unwrap() {
        for fee in channel["fees"].as_array().unwrap() {
            found.push(FeeText {
                code: text(&procedure["code"]),
                channel: text(&channel["channel"]),
                text: text(fee),
                shape: shape(fee.as_str().unwrap_or_default()),
            });
        }
    }
    found
}

/// What the importer makes of the text, and by what it would be counted.
pub fn shape(text: &str) -> String {
    let reading = read_fee(text);
    let flag = reading.flag().map_or_else(|| "stated".to_owned(), |it| it.to_string());
    let unit = match reading.value() {
        Some(ImportedFee::Amount { unit, .. }) => unit.clone(),
        Some(ImportedFee::Free { .. }) | None => None,
    };
    format!("{flag}: {}", counted(&text.to_lowercase(), unit.as_deref()))
}

fn counted(words: &str, unit: Option<&str>) -> &'static str {
    let has = |some: &[&str]| some.iter().any(|it| words.contains(it));
    if words.contains('%') {
        "a share of another fee"
    } else if has(&["- dưới"]) && has(&["trên"]) {
        "by size"
    } else if has(&[" x "]) && has(&["tối đa"]) {
        "a base and units up to a most"
    } else if has(&["/trang"]) {
        "for each page"
    } else if let Some(unit) = unit {
        kind_of_unit(&unit.to_lowercase())
    } else if words.contains('(') {
        "with words"
    } else {
        "alone"
    }
}

fn kind_of_unit(unit: &str) -> &'static str {
    let unit = unit.trim_start_matches(|it: char| it.is_ascii_digit() || it == ' ');
    let begins = |some: &[&str]| some.iter().any(|it| unit.starts_with(it));
    if begins(&["hồ sơ", "trường hợp"]) || (begins(&["lần"]) && !unit.contains('/')) {
        "for the application"
    } else if begins(&["giấy", "thẻ", "cchn", "chứng chỉ", "hộ chiếu", "gcn"]) || unit.ends_with("thẻ")
    {
        "for each paper issued"
    } else if begins(&["tờ khai"]) {
        "for each declaration"
    } else if begins(&["văn bản", "di chúc", "giao dịch", "hợp đồng", "bản"]) {
        "for each document"
    } else {
        "for each piece"
    }
}
