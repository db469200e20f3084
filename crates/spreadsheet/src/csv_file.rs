//! CSV as spreadsheet programs and databases write it: in UTF-8, separated by comma, semicolon or tab.

use crate::Table;
use motcua_kernel::Refusal;

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::new("spreadsheet.not-utf8"))?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text, read: 0, line: 1 };
    let rows = std::iter::from_fn(|| match reader.read_record(&mut record) {
        Ok(false) => None,
        Ok(true) => {
            let line = lines.line_at(record.position().map_or(0, csv::Position::byte));
            Some(Ok((line, record.iter().map(str::to_owned).collect())))
        }
        Err(error) => {
            let line = lines.line_at(error.position().map_or(0, csv::Position::byte));
            Some(Err(Refusal::new("spreadsheet.unreadable").with("line", line)))
        }
    });
    Table::from_rows(rows)
}

/// The separator that the titles have most of; the earlier one where two are even.
fn separator(text: &str) -> u8 {
    let titles = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| titles.bytes().filter(|it| *it == separator).count();
    let mut best = b',';
    for separator in [b';', b'\t'] {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    best
}

/// Counts lines as an editor does. The reader takes empty lines for a part of the row below them.
struct Lines<'a> {
    text: &'a str,
    read: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line on which the row that was read from byte `at` on begins; asked from top to bottom.
    fn line_at(&mut self, at: u64) -> u32 {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        for byte in self.text.bytes().skip(self.read) {
            if self.read >= at && byte != b'\n' && byte != b'\r' {
                break;
            }
            self.read += 1;
            self.line += u32::from(byte == b'\n');
        }
        self.line
    }
}
