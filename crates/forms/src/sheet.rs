//! What every official sheet carries whatever it says: who issues it, its number, its codes. Nothing here is of one form.

use crate::Day;
use serde::Serialize;

/// The head of a sheet. What is not known is printed as a dotted line to write on, never invented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letterhead {
    /// The agency above: `ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ`; none where there is none.
    pub above: Option<String>,
    /// Who issues: the agency or its one-stop unit, `TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG`.
    pub unit: String,
    /// Địa danh, before the date.
    pub place: Option<String>,
    /// The day it is issued; also the date in the properties of the file.
    pub date: Day,
    /// Số, with its suffix as the office writes it: `125/TNHS`.
    pub number: Option<String>,
    /// Mã hồ sơ, of a sheet that belongs to one dossier.
    pub dossier: Option<String>,
}

/// The codes of a sheet, and whether it is a real one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The address of the dossier's status, as a QR code; it holds a token nobody can guess (TT 01/2018 Điều 16(2)d).
    pub status_url: Option<String>,
    /// The code that opens the status together with the number.
    pub lookup_code: Option<String>,
    /// What the scanner of the counter reads, as Code 128: printable ASCII, usually the dossier's number.
    pub barcode: Option<String>,
    /// The address that proves the sheet, as a QR code.
    pub proof_url: Option<String>,
    /// Bản in lại lần …: which copy of an issued sheet it is; none for the sheet itself.
    pub reprint: Option<u32>,
    /// What stands on the sheet.
    pub content: Content,
}

/// What a sheet says: facts, or made-up data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// What happened.
    Real,
    /// Made up: each page says DỮ LIỆU MẪU.
    Sample,
}

impl Marks {
    /// A sheet without any code.
    pub const fn none(content: Content) -> Self {
        Self { status_url: None, lookup_code: None, barcode: None, proof_url: None, reprint: None, content }
    }
}
