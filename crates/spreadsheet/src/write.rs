//! A table to be filled in: titles on top, every cell text, so that a spreadsheet program leaves a code its zeros.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// An xlsx with `titles` and `rows` on its first sheet, named `name`.
///
/// # Errors
/// When the name can not be that of a sheet or a cell is longer than a sheet can hold.
pub fn write(name: &str, titles: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name)?;
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_num_format("@").set_bold());
    for (column, title) in (0_u16..).zip(titles) {
        sheet.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, *title, &bold)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet.write_string_with_format(line, column, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?.autofit();
    book.save_to_buffer()
}
