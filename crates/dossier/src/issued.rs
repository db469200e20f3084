//! Văn bản đã phát hành: an official sheet that left the house, named by the sum of its bytes.

use motcua_kernel::{FileId, Instant};
use serde::{Deserialize, Serialize};

/// An official sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedSheet {
    /// Code of the form, `acceptance-slip`.
    pub form: String,
    /// Its name in the store of files.
    pub file: FileId,
    /// SHA-256 of its bytes, 64 digits.
    pub sha256: String,
    /// Its own number, where the form has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A sheet that was issued, with where it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The entry that recorded it.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// The sheet.
    pub sheet: IssuedSheet,
}
