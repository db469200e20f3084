//! Why a request was not done: kept as a value until `door::speak` puts it into words for a person or a program.

use crate::door::{BROKEN, STALE};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use motcua_app::AppError;
use motcua_dossier::By;
use motcua_kernel::{Instant, Message, Refusal, parse_instant};
use std::sync::Arc;

/// A request that was not done.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The class of the failure.
    pub status: StatusCode,
    /// What to tell.
    pub message: Message,
    /// The input it is about.
    pub field: Option<Box<str>>,
    /// The article that demands it.
    pub article: Option<Box<str>>,
    /// Who was first, when another person was.
    pub winner: Option<Box<Winner>>,
    /// Seconds after which it may be tried again.
    pub retry_after: Option<u32>,
    /// What the operator must see, with its sources.
    pub cause: Option<Arc<AppError>>,
}

/// Who changed it before, and when.
#[derive(Clone, Copy, Debug)]
pub struct Winner {
    /// Who.
    pub by: By,
    /// When.
    pub at: Instant,
}

impl Failure {
    /// A failure with the text `key`.
    pub const fn new(status: StatusCode, message: Message) -> Self {
        Self { status, message, field: None, article: None, winner: None, retry_after: None, cause: None }
    }

    /// No such thing, or none this person may know of.
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Message::new("web.not-found"))
    }

    /// Whether the form is to be shown again, with what was typed and what is wrong with it.
    pub fn is_about_what_was_sent(&self) -> bool {
        self.status == StatusCode::UNPROCESSABLE_ENTITY
    }

    /// To be tried again at the moment it names under `until`, counted from `now`.
    pub fn waiting_from(mut self, now: Instant) -> Self {
        let until = self.message.values.iter().find(|(name, _)| name == "until");
        if let Some(until) = until.and_then(|(_, moment)| parse_instant(moment)) {
            let micros = until.micros().saturating_sub(now.micros()).max(0);
            self.retry_after =
                Some(u32::try_from(micros / 1_000_000).map_or(u32::MAX, |it| it.saturating_add(1)));
        }
        self
    }

    /// Says in `headers` when it may be tried again, if it is known.
    pub fn say_when(&self, headers: &mut HeaderMap) {
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
    }

    /// About one input.
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into().into());
        self
    }

    /// About an input inside `place`; what is about no input stays so.
    pub fn within(mut self, place: &str) -> Self {
        self.field = self.field.map(|field| format!("{place}.{field}").into());
        self
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.message.code.0.as_ref();
        let status = match code {
            "identity.not-permitted"
            | "identity.token-not-for-this"
            | "identity.own-request"
            | "identity.no-leg"
            | "identity.purpose-missing"
            | "routing.other-agency" => StatusCode::FORBIDDEN,
            "identity.token-invalid"
            | "identity.token-expired"
            | "identity.token-revoked"
            | "identity.account-disabled"
            | "identity.login-wrong" => StatusCode::UNAUTHORIZED,
            "identity.login-wait" => StatusCode::TOO_MANY_REQUESTS,
            "files.too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            "files.scan-unavailable" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut failure = Self::new(status, refusal.message);
        failure.field = refusal.field.map(Into::into);
        failure.article = refusal.article.map(|it| it.into_owned().into());
        failure
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Refused(refusal) => refusal.into(),
            AppError::NotFound => Self::not_found(),
            AppError::Busy => {
                let mut failure = Self::new(StatusCode::SERVICE_UNAVAILABLE, Message::new("web.busy"));
                failure.retry_after = Some(1);
                failure
            }
            AppError::Stale { by, at } => {
                // A page says 409; `door::speak` makes it 412 for programs, which said what they had seen.
                let mut failure = Self::new(StatusCode::CONFLICT, STALE);
                failure.winner = Some(Box::new(Winner { by, at }));
                failure
            }
            AppError::Store(_)
            | AppError::Randomness(_)
            | AppError::Unwritable(_)
            | AppError::Files(_)
            | AppError::Secret(_) => {
                let mut failure = Self::new(StatusCode::INTERNAL_SERVER_ERROR, BROKEN);
                failure.cause = Some(Arc::new(error));
                failure
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
