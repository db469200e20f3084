//! A JSON body as a value: known fields only, each with its type; and the key under which it may be sent again.

use super::body::{PATIENCE, whole};
use crate::failure::Failure;
use crate::words::shortened;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use motcua_app::Once;
use motcua_kernel::Message;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

const LONGEST_KEY: usize = 255;

/// A body that could be read.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What was sent.
    pub value: T,
    /// The key of the request, when it has one.
    pub once: Option<Once>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Checked<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let is_json = parts.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).is_some_and(|it| {
            it.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        let path = parts.uri.path().to_owned();
        let headers = parts.headers.clone();
        let body = whole(Request::from_parts(parts, body), state, PATIENCE).await?;
        if !is_json && !body.is_empty() {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Message::new("web.not-json")));
        }
        let text: &[u8] = if body.is_empty() { b"{}" } else { &body };
        Ok(Self { value: parse(text)?, once: once(&headers, &path, &body)? })
    }
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = shortened(&error.path().to_string());
        let failure = wrong(error.inner());
        if path == "." { failure } else { failure.at(path) }
    })?;
    reader.end().map_err(|error| wrong(&error))?;
    Ok(value)
}

fn wrong(error: &serde_json::Error) -> Failure {
    if error.is_data() {
        let said = error.to_string();
        let code = if said.starts_with("unknown field") {
            "web.field-unknown"
        } else if said.starts_with("missing field") {
            "web.field-missing"
        } else {
            "web.field-wrong"
        };
        let name = shortened(said.split('`').nth(1).unwrap_or_default());
        let failure = Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new(code).with("name", &name));
        return if code == "web.field-wrong" || name.is_empty() { failure } else { failure.at(name) };
    }
    let message =
        Message::new("web.json-malformed").with("line", error.line()).with("column", error.column());
    Failure::new(StatusCode::BAD_REQUEST, message)
}

fn once(headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Option<Once>, Failure> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.as_bytes();
    if key.is_empty() || key.len() > LONGEST_KEY {
        let message = Message::new("web.key-wrong").with("most", LONGEST_KEY);
        return Err(Failure::new(StatusCode::BAD_REQUEST, message).at("idempotency-key"));
    }
    Ok(Some(Once { key: Sha256::digest(key).into(), request: request_hash(path, body) }))
}

/// What a request asks, in 32 bytes.
pub fn request_hash(path: &str, body: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(path.as_bytes()).chain_update([0]).chain_update(body).finalize().into()
}
