//! Tables that people fill in elsewhere, as rows of text: CSV as any program writes it, and the first sheet of an xlsx.
//!
//! What a cell means is the business of whoever reads it; here a cell is what the person saw. A file that would fill the
//! memory is refused before it is unpacked, and a table is read whole or not at all.

mod csv_file;
mod excel_file;
mod table;
mod write;

pub use table::{Row, Table};
pub use write::write;

use motcua_kernel::Refusal;

/// The most bytes a file may have.
pub const MOST_BYTES: usize = 5 << 20;
/// The most rows below the titles.
pub const MOST_ROWS: usize = 5_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 64;
/// The most characters of one cell.
const LONGEST_CELL: usize = 2_000;

/// The table in the bytes of a file, told apart by how the file begins: its first row that is not empty holds the titles,
/// rows without a cell are left out, and every cell is trimmed.
///
/// # Errors
/// Refused when it is too large, is neither CSV in UTF-8 nor xlsx, or has no titles.
pub fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new("spreadsheet.too-large").with("megabytes", MOST_BYTES >> 20));
    }
    if bytes.starts_with(b"PK") { excel_file::read(bytes) } else { csv_file::read(bytes) }
}
