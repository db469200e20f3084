//! A printed sheet as programs read it that know nothing of ours: poppler and zbar.

use motcua_forms::Document;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A PDF on disk for as long as it is looked at.
pub struct OnPaper(tempfile::TempDir);

impl OnPaper {
    pub fn new(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sheet.pdf"), pdf).unwrap();
        Self(folder)
    }

    /// The words of each page in the order they were set, their white space made one.
    pub fn pages(&self) -> Vec<String> {
        let text = ran(self.0.path(), "pdftotext", &["-raw", "sheet.pdf", "-"]);
        let pages = text.trim_end_matches('\u{c}').split('\u{c}');
        pages.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// What a scanner reads from a page, counted from 1, printed with 300 dots an inch.
    pub fn scanned(&self, page: usize) -> Vec<String> {
        let page = page.to_string();
        let drawn = ["-r", "300", "-png", "-f", &page, "-l", &page, "-singlefile", "sheet.pdf", "page"];
        ran(self.0.path(), "pdftoppm", &drawn);
        let read = ran(self.0.path(), "zbarimg", &["-q", "--raw", "page.png"]);
        read.lines().map(str::to_owned).collect()
    }

    /// Writes a picture of each page at its true size with 110 dots an inch: `name-1.png` and so on.
    pub fn drawn_into(&self, folder: &Path, name: &str) {
        let pages = self.pages().len();
        for page in 1..=pages {
            let (number, name) = (page.to_string(), format!("{name}-{page}"));
            let drawn =
                ["-r", "110", "-png", "-f", &number, "-l", &number, "-singlefile", "sheet.pdf", &name];
            ran(self.0.path(), "pdftoppm", &drawn);
            let picture = format!("{name}.png");
            ran(self.0.path(), "pngquant", &["--force", "--ext", ".png", "--strip", "16", &picture]);
            std::fs::copy(self.0.path().join(&picture), folder.join(&picture)).unwrap();
        }
    }
}

fn ran(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let out = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(out.status.success(), "{program}: {out:?}");
    String::from_utf8(out.stdout).unwrap()
}

/// Without white space and case: lines break where paper ends.
pub fn letters(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What a text lacks of what was told to a sheet: names, numbers, amounts and days, each as it must stand there.
pub fn lacking(text: &str, document: &Document) -> Vec<String> {
    let text = letters(text);
    let mut values = Vec::new();
    told("", &serde_json::to_value(&document.letterhead).unwrap(), &mut values);
    told("", &serde_json::to_value(&document.body).unwrap(), &mut values);
    values.extend(document.marks.lookup_code.clone());
    values.into_iter().filter(|it| !it.split('|').any(|it| text.contains(&letters(it)))).collect()
}

/// Each value as the sheet must show it; a day in digits or in words.
fn told(name: &str, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.replace('|', " ")),
        Value::Number(number) if ["amount", "given", "change"].contains(&name) => {
            into.push(grouped(number.as_i64().unwrap()));
        }
        Value::Array(values) => values.iter().for_each(|it| told(name, it, into)),
        Value::Object(fields) if fields.contains_key("short") => {
            let part = |name: &str| value[name].as_str().unwrap();
            let words = format!("ngày {} tháng {} năm {}", part("day"), part("month"), part("year"));
            into.push(format!("{}|{words}", part("short")));
        }
        Value::Object(fields) => {
            let drawn = ["payload", "online_url", "kind", "punctual", "one_stop_unit"];
            fields.iter().filter(|it| !drawn.contains(&it.0.as_str())).for_each(|it| told(it.0, it.1, into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `1.234.567`.
fn grouped(amount: i64) -> String {
    let digits = amount.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|it| std::str::from_utf8(it).unwrap()).collect();
    parts.join(".")
}
