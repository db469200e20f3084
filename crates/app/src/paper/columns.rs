//! The columns of the file. Their titles are the format: a file with them can be read, in whatever order they stand.

use motcua_kernel::Refusal;
use motcua_spreadsheet::{Row, Table};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in messages of programs, and the field a fault is at.
    pub code: &'static str,
    /// What stands on top of it.
    pub title: &'static str,
    /// Whether every row must fill it.
    pub required: bool,
    /// How a cell may look.
    pub example: &'static str,
}

/// Every column, in the order of the template.
pub const COLUMNS: [Column; 16] = [
    required("slip", "Số giấy biên nhận", "GB-1204/2026"),
    required("procedure", "Mã thủ tục", "1.001612"),
    optional("case", "Trường hợp giải quyết", "ca-nhan"),
    optional("channel", "Hình thức nộp", "trực tiếp"),
    required("received", "Ngày giờ tiếp nhận", "16/11/2026 09:10"),
    required("promised", "Ngày hẹn trả", "19/11/2026"),
    optional("lawful", "Hạn sau bổ sung, tạm dừng", ""),
    required("name", "Họ tên chủ hồ sơ", "Trần Thị Mẫu"),
    optional("national-id", "Số định danh", "092190000123"),
    optional("phone", "Điện thoại", "0912 345 678"),
    optional("address", "Địa chỉ", "Ấp 3, xã Kế Sách"),
    optional("at-legs", "Đang ở công đoạn", "2"),
    optional("answers", "Điều kiện có", ""),
    optional("quantities", "Số lượng", ""),
    optional("competent", "Mã cơ quan giải quyết", ""),
    optional("receipt", "Số biên lai đã thu", "BL 0004521"),
];

const fn required(code: &'static str, title: &'static str, example: &'static str) -> Column {
    Column { code, title, required: true, example }
}

const fn optional(code: &'static str, title: &'static str, example: &'static str) -> Column {
    Column { code, title, required: false, example }
}

/// The row that the template shows how to fill in.
pub fn example() -> Vec<String> {
    COLUMNS.iter().map(|it| it.example.to_owned()).collect()
}

/// Where each column stands in one file.
pub struct Places([Option<usize>; COLUMNS.len()]);

impl Places {
    /// Finds them by title or code.
    ///
    /// # Errors
    /// Refused when a required one is missing, or one is no column of ours.
    pub fn find(table: &Table) -> Result<Self, Refusal> {
        let places = COLUMNS.map(|it| table.column(&[it.title, it.code]));
        let missing: Vec<&str> = COLUMNS
            .iter()
            .zip(places)
            .filter(|(column, place)| column.required && place.is_none())
            .map(|(column, _)| column.title)
            .collect();
        if !missing.is_empty() {
            return Err(Refusal::new("app.paper-columns-missing").with("columns", missing.join(", ")));
        }
        let unknown =
            table.titles.iter().enumerate().find(|(at, it)| !it.is_empty() && !places.contains(&Some(*at)));
        match unknown {
            Some((_, title)) => Err(Refusal::new("app.paper-column-unknown").with("column", title)),
            None => Ok(Self(places)),
        }
    }

    /// The cell of `row` in the column with this code; empty where the file has no such column.
    pub fn cell<'a>(&self, row: &'a Row, code: &str) -> &'a str {
        let place = COLUMNS.iter().position(|it| it.code == code).and_then(|at| self.0[at]);
        place.map_or("", |at| row.cell(at))
    }
}
