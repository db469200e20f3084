//! The first sheet of an xlsx, each cell as the person saw it: a day as `24/11/2026`, a number without superfluous digits.
//!
//! An xlsx is a zip: what it would unpack to is added up before anything is unpacked.

use crate::Table;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use motcua_kernel::Refusal;
use std::io::Cursor;

/// The most an xlsx may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;
/// The most cells, empty ones included, that are laid out.
const MOST_CELLS: u64 = 2_000_000;

pub fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    must_not_burst(bytes)?;
    let broken = || Refusal::new("spreadsheet.not-xlsx");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| broken())?;
    let name = book.sheet_names().first().cloned().ok_or_else(broken)?;
    let cells = {
        let reader = book.worksheet_cells_reader(&name).map_err(|_| broken())?;
        let size = reader.dimensions();
        let wide = u64::from(size.end.1.saturating_sub(size.start.1)) + 1;
        wide * (u64::from(size.end.0.saturating_sub(size.start.0)) + 1)
    };
    if cells > MOST_CELLS {
        return Err(Refusal::new("spreadsheet.too-long").with("most", crate::MOST_ROWS));
    }
    let sheet = book.worksheet_range(&name).map_err(|_| broken())?;
    let (above, left) = sheet.start().unwrap_or_default();
    let rows = sheet.rows().zip(above.saturating_add(1)..).map(|(row, line)| {
        let before = std::iter::repeat_n(String::new(), usize::try_from(left).unwrap_or_default());
        Ok((line, before.chain(row.iter().map(seen)).collect()))
    });
    Table::from_rows(rows)
}

fn must_not_burst(bytes: &[u8]) -> Result<(), Refusal> {
    let broken = |_| Refusal::new("spreadsheet.not-xlsx");
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut unpacked = 0_u64;
    for at in 0..packed.len() {
        let size = packed.by_index_raw(at).map_err(broken)?.size();
        unpacked = unpacked.saturating_add(size);
    }
    if unpacked > MOST_UNPACKED {
        return Err(Refusal::new("spreadsheet.too-large").with("megabytes", MOST_UNPACKED >> 20));
    }
    Ok(())
}

fn seen(cell: &Data) -> String {
    if let Data::DateTime(moment) = cell
        && moment.is_datetime()
    {
        let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
        // Excel keeps a moment as a fraction of a day, whose last second is rounded one way or the other.
        let (hour, minute) = if second >= 59 { next_minute(hour, minute) } else { (hour, minute) };
        return if (hour, minute) == (0, 0) {
            format!("{day:02}/{month:02}/{year}")
        } else {
            format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}")
        };
    }
    cell.as_string().unwrap_or_else(|| cell.to_string())
}

const fn next_minute(hour: u8, minute: u8) -> (u8, u8) {
    match (hour, minute) {
        (23, 59) => (23, 59),
        (_, 59) => (hour + 1, 0),
        (..) => (hour, minute + 1),
    }
}
