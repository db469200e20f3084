//! People and papers as they stand on several forms.

use motcua_kernel::Vnd;
use serde::Serialize;

/// A person or organisation as forms name them. Each field that is not known is a dotted line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Họ và tên, or the name of the organisation.
    pub name: String,
    /// Địa chỉ.
    pub address: Option<String>,
    /// Số điện thoại.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Số định danh, CMND, hộ chiếu, or the code of the enterprise.
    pub id_number: Option<String>,
}

/// Kính gửi: whom a letter goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Addressee {
    /// Họ và tên, or the name of the organisation.
    pub name: String,
    /// Địa chỉ.
    pub address: Option<String>,
    /// Số điện thoại.
    pub phone: Option<String>,
}

/// Whom to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfficerContact {
    /// Họ và tên.
    pub name: Option<String>,
    /// Số điện thoại.
    pub phone: Option<String>,
}

/// Who signs for the agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signatory {
    /// In whose name: `TM. ỦY BAN NHÂN DÂN`, `KT. GIÁM ĐỐC`.
    pub capacity: Option<String>,
    /// Chức vụ.
    pub title: Option<String>,
    /// Họ và tên.
    pub name: Option<String>,
}

/// A paper of a dossier, with how many of it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperRow {
    /// Tên giấy tờ.
    pub name: String,
    /// Số bản chính.
    pub originals: u32,
    /// Số bản sao.
    pub copies: u32,
    /// Ghi chú: shown only, filed electronically, …
    pub note: Option<String>,
}

/// A paper that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedPaper {
    /// Tên giấy tờ, as the procedure names it (NĐ 63/2010 Điều 18(6): no paper beyond the published ones).
    pub name: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản chứng thực.
    pub certified: u32,
    /// Bản photo.
    pub photocopies: u32,
    /// What is wrong with it or how it is to be made.
    pub note: Option<String>,
}

/// An amount and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyLine {
    /// Phí, lệ phí, or what else it is.
    pub name: String,
    /// In whole đồng.
    pub amount: Vnd,
}
