//! What a program has seen of a dossier: `If-Match` with the version of its `ETag`.

use crate::failure::Failure;
use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use motcua_kernel::Message;

/// The version in `If-Match`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen(pub u32);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let missing =
            || Failure::new(StatusCode::PRECONDITION_REQUIRED, Message::new("web.if-match-missing"));
        let value = parts.headers.get(IF_MATCH).ok_or_else(missing)?;
        let wrong =
            || Failure::new(StatusCode::BAD_REQUEST, Message::new("web.if-match-wrong")).at("if-match");
        version(value).map(Self).ok_or_else(wrong)
    }
}

/// `"7"`, a strong tag of one version.
fn version(value: &HeaderValue) -> Option<u32> {
    value.to_str().ok()?.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}
