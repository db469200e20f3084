//! A file to take home, instead of a page.

use crate::words::XLSX;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use motcua_app::files::{FileError, FileKind, Reading, StoredFile};
use std::fmt::Write;

/// An xlsx that is saved under `name`.
pub fn xlsx(name: &str, bytes: Vec<u8>) -> Response {
    let saved_as = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, saved_as)], bytes).into_response()
}

/// A PDF to be looked at, under a name that says what it is.
pub fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let shown_as = format!("inline; filename=\"{name}.pdf\"");
    ([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, shown_as)], bytes).into_response()
}

/// A file as an answer, piece by piece: shown where every browser can, else saved under its name.
pub fn content_of(file: &StoredFile, bytes: Reading, save: bool) -> Response {
    let shown =
        !save && FileKind::of_media_type(&file.media_type).is_some_and(FileKind::is_shown_by_browsers);
    let pieces = stream::try_unfold(bytes, async |mut bytes: Reading| {
        let piece = bytes.next().await.inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "a file can not be read to its end");
        })?;
        Ok::<_, FileError>(piece.map(|piece| (piece, bytes)))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&file.media_type) {
        headers.insert(CONTENT_TYPE, kind);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(file.bytes));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&file.name, shown)) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// RFC 6266: the whole name in percent signs, and one in ASCII for what can not read them.
fn disposition(name: &str, shown: bool) -> String {
    let plain: String = name.chars().map(|it| if is_plain(it) { it } else { '_' }).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    let how = if shown { "inline" } else { "attachment" };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn is_plain(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, ' ' | '.' | '-' | '_' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_said_in_a_header_without_leaving_it() {
        assert_eq!(
            disposition("Đơn \"1\".pdf", true),
            "inline; filename=\"__n _1_.pdf\"; filename*=UTF-8''%C4%90%C6%A1n%20%221%22.pdf"
        );
        assert!(disposition("a.docx", false).starts_with("attachment; "));
    }
}
