//! What people send: files of spreadsheet programs and databases, and files that are something else.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_spreadsheet::{MOST_BYTES, MOST_ROWS, Table, read, write};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn check(bytes: &[u8], titles: &[&str], rows: &[(u32, &[&str])]) {
    let table = read(bytes).unwrap();
    assert_eq!(table.titles, titles);
    let found: Vec<(u32, Vec<&str>)> =
        table.rows.iter().map(|it| (it.line, it.cells.iter().map(String::as_str).collect())).collect();
    let wanted: Vec<(u32, Vec<&str>)> = rows.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
    assert_eq!(found, wanted);
}

fn check_refused(bytes: &[u8], code: &str) {
    assert_eq!(read(bytes).unwrap_err().message.code.0, code);
}

#[test]
fn csv_is_read_whatever_separates_its_cells() {
    for separator in [",", ";", "\t"] {
        let text =
            ["Mã", "Tên"].join(separator) + "\r\n" + &["1.001193", "Đặng  Thị\u{a0}Hường "].join(separator);
        check(text.as_bytes(), &["Mã", "Tên"], &[(2, &["1.001193", "Đặng Thị Hường"])]);
    }
}

#[test]
fn lines_are_those_of_the_file_and_empty_ones_are_no_rows() {
    let text = "\u{feff}\nMã,Tên\n\na,\"hai\ndòng\"\n,,\nb,c\n";
    check(text.as_bytes(), &["Mã", "Tên"], &[(4, &["a", "hai dòng"]), (7, &["b", "c"])]);
}

#[test]
fn a_short_row_has_empty_cells() {
    let table = read("a,b,c\n1\n".as_bytes()).unwrap();
    assert_eq!(table.rows[0].cell(2), "");
    assert_eq!(table.column(&["  B "]), Some(1));
    assert_eq!(table.column(&["d"]), None);
}

#[test]
fn an_excel_cell_is_what_the_person_saw() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (day, moment) =
        (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("dd/mm/yyyy hh:mm"));
    sheet.write_string(1, 1, "Mã").unwrap().write_string(1, 2, "Ngày").unwrap();
    for (line, (hour, minute)) in (2_u32..).zip([(0, 0), (7, 30), (10, 29), (13, 41), (23, 59)]) {
        let at = ExcelDateTime::from_ymd(2026, 11, 9).unwrap().and_hms(hour, minute, 0).unwrap();
        sheet.write_datetime_with_format(line, 2, &at, if hour == 0 { &day } else { &moment }).unwrap();
    }
    sheet.write_number(2, 1, 1.001_193).unwrap().write_number(3, 1, 92_198_000_123_f64).unwrap();
    sheet.write_boolean(4, 1, true).unwrap().write_number(5, 1, 2.0).unwrap();
    check(
        &book.save_to_buffer().unwrap(),
        &["", "Mã", "Ngày"],
        &[
            (3, &["", "1.001193", "09/11/2026"]),
            (4, &["", "92198000123", "09/11/2026 07:30"]),
            (5, &["", "true", "09/11/2026 10:29"]),
            (6, &["", "2", "09/11/2026 13:41"]),
            (7, &["", "", "09/11/2026 23:59"]),
        ],
    );
}

#[test]
fn what_is_written_reads_the_same() {
    let rows = vec![vec!["2.000800".to_owned(), "0912345678".to_owned()]];
    let bytes = write("Hồ sơ giấy", &["Mã", "Điện thoại"], &rows).unwrap();
    let Table { titles, rows: found } = read(&bytes).unwrap();
    assert_eq!(titles, ["Mã", "Điện thoại"]);
    assert_eq!(found[0].cells, rows[0]);
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    check_refused(b"", "spreadsheet.empty");
    check_refused(b" \n ,, \n", "spreadsheet.empty");
    check_refused(b"M\xe3,T\xean\n", "spreadsheet.not-utf8");
    check_refused(b"PK\x03\x04 and then nothing of a zip", "spreadsheet.not-xlsx");
    check_refused(b"a,b\n1,2,3\n", "spreadsheet.cell-without-title");
    check_refused("a\n\0\n".as_bytes(), "spreadsheet.unreadable");
    check_refused(&b"a".repeat(MOST_BYTES + 1), "spreadsheet.too-large");
    check_refused(format!("a\n{}", "x".repeat(2_001)).as_bytes(), "spreadsheet.cell-too-long");
    check_refused(
        "a,".repeat(65).trim_end_matches(',').replace("a,", "a,b").as_bytes(),
        "spreadsheet.too-wide",
    );
    check_refused(("a\n".to_owned() + &"b\n".repeat(MOST_ROWS + 1)).as_bytes(), "spreadsheet.too-long");
}

#[test]
fn a_zip_that_would_burst_is_not_unpacked() {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..65 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "it is small: {}", bytes.len());
    check_refused(&bytes, "spreadsheet.too-large");
}
