//! What a printed sheet says and shows, read back by programs that know nothing of ours: poppler and zbar.

use motcua_forms::Pdf;
use std::path::Path;
use std::process::{Command, Output};

/// A PDF on disk for as long as it is looked at.
pub struct Printed(tempfile::TempDir);

impl Printed {
    pub fn new(pdf: &Pdf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sheet.pdf"), &pdf.bytes).unwrap();
        Self(folder)
    }

    /// The text in the order it was set; none where poppler is not installed.
    pub fn text(&self) -> Option<String> {
        self.run("pdftotext", &["-raw", "sheet.pdf", "-"])
    }

    /// The text of each page.
    pub fn pages(&self) -> Option<Vec<String>> {
        let text = self.text()?;
        Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
    }

    /// A line of the file's properties.
    pub fn property(&self, name: &str) -> Option<String> {
        let all = self.run("pdfinfo", &["sheet.pdf"])?;
        let line = all.lines().find_map(|it| it.strip_prefix(&format!("{name}:")));
        Some(line.unwrap_or_default().trim().to_owned())
    }

    /// What a scanner reads from the first page, printed with 300 dots an inch.
    pub fn scanned(&self) -> Option<Vec<String>> {
        self.run(
            "pdftoppm",
            &["-r", "300", "-png", "-f", "1", "-l", "1", "-singlefile", "sheet.pdf", "page"],
        )?;
        let found = self.run("zbarimg", &["-q", "--raw", "page.png"])?;
        Some(found.lines().map(str::to_owned).collect())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let Output { status, stdout, .. } = started(self.0.path(), program, arguments)?;
        assert!(status.success(), "{program}");
        Some(String::from_utf8(stdout).unwrap())
    }
}

#[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the programs")]
fn started(folder: &Path, program: &str, arguments: &[&str]) -> Option<Output> {
    match Command::new(program).args(arguments).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) if std::env::var("CI").as_deref() == Ok("true") => panic!("{program}: {error}"),
        Err(error) => {
            println!("skipped, {program} is not installed: {error}");
            None
        }
    }
}

/// Without white space and case: lines break where paper ends.
pub fn letters(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}
