//! A form or a body with large files: read piece by piece, never held whole, after the proof that it came from a page of
//! this session. Fields stand before files in our forms, so that what was typed is known when a file is refused.

use super::form::{Filled, PROOF, check, proof_asked};
use crate::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use futures_util::StreamExt;
use motcua_app::files::Arriving;
use motcua_identity::CsrfToken;
use motcua_kernel::Message;
use std::time::Duration;
use tokio::time::timeout;

/// A piece has this long to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// What was typed into one field is no larger.
const LONGEST_TEXT: usize = 64 * 1024;
/// So much of what nobody wants is still taken off the wire, so that the browser reads the answer.
const MOST_UNREAD: u64 = 1 << 30;

/// Lets a route take a body of any length; its handler counts.
pub fn with_large_files() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// A form that is read part by part.
pub struct StreamedForm {
    form: Multipart,
    proof: Option<CsrfToken>,
}

/// A part of it.
pub enum Part<'a> {
    /// What was typed.
    Text {
        /// Into which field.
        name: String,
        /// The words.
        words: String,
    },
    /// A file that was chosen.
    File(Box<FilePart<'a>>),
    /// Nothing for the handler: the proof, or a field of files into which none was put.
    Passed,
}

/// A file that comes in.
pub struct FilePart<'a> {
    /// The field it was put into.
    pub field_name: String,
    /// What it is called where it comes from.
    pub name: String,
    field: Field<'a>,
}

impl StreamedForm {
    /// The next part. Nothing but texts comes before the proof.
    ///
    /// # Errors
    /// When the form is broken or lacks the proof, or its sender falls silent.
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, Failure> {
        let next = timeout(PATIENCE, self.form.next_field()).await.map_err(|_| silent())?;
        let Some(field) = next.map_err(|_| wrong())? else {
            return if self.proof.is_none() { Ok(None) } else { Err(unproven()) };
        };
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            if self.proof.is_some() {
                return Err(unproven());
            }
            let chosen = !file_name.is_empty();
            return Ok(Some(if chosen {
                Part::File(Box::new(FilePart { field_name: name, name: file_name, field }))
            } else {
                Part::Passed
            }));
        }
        let words = text(field).await?;
        if name != PROOF {
            return Ok(Some(Part::Text { name, words: words.trim().to_owned() }));
        }
        if let Some(proof) = self.proof.take() {
            check(&proof, &words)?;
        }
        Ok(Some(Part::Passed))
    }

    /// Takes what is left off the wire, but for the texts in it keeps nothing.
    pub async fn rest(&mut self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        let mut unread = 0;
        while let Ok(Some(part)) = self.next().await {
            match part {
                Part::Text { name, words } => texts.push((name, words)),
                Part::Passed => {}
                Part::File(mut file) => {
                    if file.pass_over(&mut unread).await.is_err() {
                        break;
                    }
                }
            }
        }
        texts
    }
}

impl FilePart<'_> {
    /// Writes it where it belongs. What is refused is taken off the wire to its end.
    ///
    /// # Errors
    /// What the folder refuses; when the form is broken or its sender falls silent.
    pub async fn save_into(&mut self, arriving: &mut Arriving) -> Result<(), Failure> {
        while let Some(piece) = self.piece().await? {
            if let Err(error) = arriving.write(&piece).await {
                self.pass_over(&mut 0).await?;
                return Err(motcua_app::AppError::from(error).into());
            }
        }
        Ok(())
    }

    /// Hands out each piece and keeps none.
    ///
    /// # Errors
    /// When it is longer than `most` bytes, the form is broken or its sender falls silent.
    pub async fn each_piece(&mut self, most: u64, mut take: impl FnMut(&[u8])) -> Result<(), Failure> {
        let mut read = 0_u64;
        while let Some(piece) = self.piece().await? {
            read = read.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
            if read > most {
                return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Message::new("web.too-large")));
            }
            take(&piece);
        }
        Ok(())
    }

    async fn pass_over(&mut self, unread: &mut u64) -> Result<(), Failure> {
        while let Some(piece) = self.piece().await? {
            *unread = unread.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
            if *unread > MOST_UNREAD {
                return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Message::new("web.too-large")));
            }
        }
        Ok(())
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        timeout(PATIENCE, self.field.chunk()).await.map_err(|_| silent())?.map_err(|_| wrong())
    }
}

async fn text(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) =
        timeout(PATIENCE, field.chunk()).await.map_err(|_| silent())?.map_err(|_| wrong())?
    {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST_TEXT {
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Message::new("web.too-large")));
        }
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

impl<S: Send + Sync> FromRequest<S> for StreamedForm {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let proof = proof_asked(request.extensions());
        let form = Multipart::from_request(request, state).await.map_err(|_| wrong())?;
        Ok(Self { form, proof })
    }
}

/// A form that may have files in it, as the browser chose to send it.
pub enum Sent {
    /// Without.
    Whole(Filled),
    /// With room for files.
    Streamed(StreamedForm),
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/form-data") {
            return Filled::from_request(request, state).await.map(Self::Whole);
        }
        with_large_files().apply(&mut request);
        StreamedForm::from_request(request, state).await.map(Self::Streamed)
    }
}

/// The body of a program, as a file that comes in.
pub struct StreamedBody {
    length: Option<u64>,
    body: Body,
}

impl StreamedBody {
    /// Writes it where it belongs; one that says it is larger than `most` is not begun.
    ///
    /// # Errors
    /// What the folder refuses; when its sender falls silent.
    pub async fn save_into(self, arriving: &mut Arriving, most: u64) -> Result<(), Failure> {
        if self.length.is_some_and(|it| it > most) {
            return Err(motcua_app::files::too_large(most).into());
        }
        let mut pieces = self.body.into_data_stream();
        while let Some(piece) = timeout(PATIENCE, pieces.next()).await.map_err(|_| silent())? {
            let piece =
                piece.map_err(|_| Failure::new(StatusCode::BAD_REQUEST, Message::new("web.body-cut-off")))?;
            arriving.write(&piece).await.map_err(motcua_app::AppError::from)?;
        }
        Ok(())
    }
}

impl<S: Send + Sync> FromRequest<S> for StreamedBody {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
        Ok(Self { length, body: request.into_body() })
    }
}

fn wrong() -> Failure {
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"))
}

/// As with a form that is read whole: without the proof it is nobody's.
fn unproven() -> Failure {
    let mut failure = wrong();
    failure.status = StatusCode::FORBIDDEN;
    failure
}

fn silent() -> Failure {
    Failure::new(StatusCode::REQUEST_TIMEOUT, Message::new("web.body-cut-off"))
}
