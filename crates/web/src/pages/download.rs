//! A file to take home, instead of a page.

use crate::words::XLSX;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// An xlsx that is saved under `name`.
pub fn xlsx(name: &str, bytes: Vec<u8>) -> Response {
    let saved_as = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, saved_as)], bytes).into_response()
}
