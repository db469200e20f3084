//! A form of a page: its fields as they were typed, after the proof that it came from a page of this session.

use super::body::{PATIENCE, whole};
use super::checked::request_hash;
use super::{Caller, CurrentRoute, Via};
use crate::failure::Failure;
use crate::routes::Needs;
use axum::extract::{FromRequest, Request};
use axum::http::{Extensions, StatusCode};
use motcua_app::Once;
use motcua_identity::CsrfToken;
use motcua_kernel::Message;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// Hidden fields of every form: the proof, the key of this sending, the version that was shown.
pub const PROOF: &str = "proof";
const KEY: &str = "key";
const VERSION: &str = "version";

/// A form as it was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    fields: Vec<(String, String)>,
    /// The version of the dossier that the page showed.
    pub seen: Option<u32>,
    /// The key of this sending.
    pub once: Option<Once>,
}

impl Filled {
    /// Of fields whose proof was looked at, sent to `path`.
    ///
    /// # Errors
    /// When the version in it is none.
    pub fn of(path: &str, mut fields: Vec<(String, String)>) -> Result<Self, Failure> {
        let key = take(&mut fields, KEY).filter(|it| !it.is_empty());
        let seen = take(&mut fields, VERSION).map(|it| it.parse().map_err(|_| wrong())).transpose()?;
        let asked = serde_html_form::to_string(&fields).unwrap_or_default();
        let once = key.map(|key| Once {
            key: Sha256::digest(key.as_bytes()).into(),
            request: request_hash(path, asked.as_bytes()),
        });
        Ok(Self { fields, seen, once })
    }

    /// What was typed into `name`; empty when nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// What was typed into `name`, to the last space.
    pub fn exact(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// Fields whose name starts with `prefix`, with the rest of their name.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.fields.iter().filter_map(move |(field, value)| Some((field.strip_prefix(prefix)?, value.trim())))
    }

    /// The whole form as a value.
    ///
    /// # Errors
    /// When a field is missing, unknown or cannot be read.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let text = serde_html_form::to_string(&self.fields).unwrap_or_default();
        serde_html_form::from_str(&text)
            .map_err(|_| Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong")))
    }

    /// The key of this sending for one `part` of what it asks, when it asks for several things.
    pub fn once_for(&self, part: &str) -> Option<Once> {
        let of = |bytes: [u8; 32]| Sha256::new().chain_update(bytes).chain_update(part).finalize().into();
        self.once.map(|it| Once { key: of(it.key), request: of(it.request) })
    }

    /// The version of the dossier that the page showed.
    ///
    /// # Errors
    /// When the form does not say.
    pub fn seen(&self) -> Result<u32, Failure> {
        self.seen.ok_or_else(wrong)
    }
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let path = request.uri().path().to_owned();
        let proof = proof_asked(request.extensions());
        let body = whole(request, state, PATIENCE).await?;
        read(&path, &body, proof.as_ref())
    }
}

/// The proof of the session. A form that is open to everybody has none: whoever sends it may be logged in or not.
pub fn proof_asked(of: &Extensions) -> Option<CsrfToken> {
    if of.get::<CurrentRoute>().is_some_and(|it| it.0.needs == Needs::Nothing) {
        return None;
    }
    match &of.get::<Caller>()?.via {
        Via::Session(token) => Some(token.csrf()),
        Via::Token(_) => None,
    }
}

/// That a form came from a page of this session.
pub fn check(proof: &CsrfToken, given: &str) -> Result<(), Failure> {
    proof.check(given).map_err(|refusal| {
        let mut failure = Failure::from(refusal);
        failure.status = StatusCode::FORBIDDEN;
        failure
    })
}

fn read(path: &str, body: &[u8], proof: Option<&CsrfToken>) -> Result<Filled, Failure> {
    let mut fields: Vec<(String, String)> = serde_html_form::from_bytes(body).map_err(|_| wrong())?;
    let given = take(&mut fields, PROOF);
    if let Some(proof) = proof {
        check(proof, given.as_deref().unwrap_or_default())?;
    }
    Filled::of(path, fields)
}

fn take(fields: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = fields.iter().position(|(field, _)| field == name)?;
    Some(fields.remove(at).1)
}

fn wrong() -> Failure {
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"))
}
