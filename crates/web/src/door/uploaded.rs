//! A form with a file: read whole, after the proof that it came from a page of this session.

use super::body::{PATIENCE, whole};
use super::form::{PROOF, check, proof_asked};
use crate::failure::Failure;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use motcua_kernel::Message;

/// The largest body with a file; what is read out of one is smaller.
pub const LARGEST: usize = 6 << 20;

/// Lets a route take a body with a file.
pub fn with_a_file() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST)
}

/// The file of a form, and its other fields.
#[derive(Debug)]
pub struct Uploaded {
    /// What the file is called.
    pub name: String,
    /// What is in it; nothing when none was chosen.
    pub bytes: Vec<u8>,
    fields: Vec<(String, String)>,
}

impl Uploaded {
    /// What was typed into `name`; empty when nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }
}

impl<S: Send + Sync> FromRequest<S> for Uploaded {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let wrong = || Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"));
        let proof = proof_asked(request.extensions());
        let (parts, body) = request.into_parts();
        let again = parts.clone();
        let body = whole(Request::from_parts(parts, body), state, PATIENCE).await?;
        let request = Request::from_parts(again, Body::from(body));
        let mut form = Multipart::from_request(request, state).await.map_err(|_| wrong())?;
        let mut uploaded = Self { name: String::new(), bytes: Vec::new(), fields: Vec::new() };
        while let Some(field) = form.next_field().await.map_err(|_| wrong())? {
            let field_name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|_| wrong())?;
            if let Some(name) = file_name {
                uploaded.name = name;
                uploaded.bytes = bytes.to_vec();
            } else {
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| wrong())?;
                uploaded.fields.push((field_name, text));
            }
        }
        if let Some(proof) = proof {
            check(&proof, uploaded.text(PROOF))?;
        }
        Ok(uploaded)
    }
}

/// A file sent by a program: the body as it is.
#[derive(Debug)]
pub struct SentFile(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for SentFile {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Ok(Self(whole(request, state, PATIENCE).await?.to_vec()))
    }
}
