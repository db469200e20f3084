//! The last door on the way out: a failure becomes words, as a page or as `problem+json`, in the reader's language.
//!
//! Whatever goes wrong outside a handler (no such path, a body too large, a panic) comes past here as well.

use super::Caller;
use super::gate::{cookie, person, session};
use crate::failure::Failure;
use crate::pages::error_page;
use crate::pages::language::COOKIE_NAME as LANGUAGE;
use crate::{Site, words};
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use motcua_app::accounts;
use motcua_dossier::By;
use motcua_i18n::{Locale, say};
use motcua_kernel::Message;
use serde_json::{Map, Value, json};
use std::any::Any;
use std::error::Error;

/// Something broke; the number of the incident is given where it is logged.
pub const BROKEN: Message = Message::new("web.broken");
/// Another person was first; who and when is said where it is put into words.
pub const STALE: Message = Message::new("web.stale");

/// How the reader reads.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// In which language.
    pub locale: Locale,
    /// Whether a program reads.
    pub program: bool,
}

/// Puts what failed into words.
pub async fn speak(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let program = request.uri().path().starts_with("/api/");
    let reader = Reader { locale: locale(request.headers(), program), program };
    let visit = if program { None } else { session(request.headers()) };
    request.extensions_mut().insert(reader);
    let mut response = next.run(request).await;
    let said = response.headers().contains_key(CONTENT_TYPE)
        && response.extensions().get::<Failure>().is_none()
        && !is_plain_text(response.headers());
    if said || !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    let failure = response.extensions_mut().remove().unwrap_or_else(|| bare(response.status()));
    let caller = match (response.extensions_mut().remove(), visit) {
        // Where the gate was not come to, the page of the failure still is one of whoever is logged in.
        (None, Some(token)) => person(&site, token, None).await.ok().flatten(),
        (known, _) => known,
    };
    let mut worded = words_for(&site, reader, caller.as_ref(), failure).await;
    if let Some(allowed) = response.headers_mut().remove(ALLOW) {
        worded.headers_mut().insert(ALLOW, allowed);
    }
    worded
}

/// What a panic comes to; the panic itself has been printed by the hook.
#[expect(clippy::needless_pass_by_value, reason = "the layer calls it so")]
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let what = panic.downcast_ref::<String>().map(String::as_str);
    let what = what.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    tracing::error!(what, "a handler panicked");
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, BROKEN).into_response()
}

/// Answers of the framework are plain text or nothing.
fn is_plain_text(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/plain"))
}

fn bare(status: StatusCode) -> Failure {
    let key = match status {
        StatusCode::NOT_FOUND => "web.not-found",
        StatusCode::METHOD_NOT_ALLOWED => "web.method-not-allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "web.too-large",
        it if it.is_server_error() => "web.broken",
        _ => "web.not-understood",
    };
    Failure::new(status, Message::new(key))
}

async fn words_for(site: &Site, reader: Reader, caller: Option<&Caller>, mut failure: Failure) -> Response {
    if failure.winner.is_some() && reader.program {
        failure.status = StatusCode::PRECONDITION_FAILED;
    }
    let incident = failure.status.is_server_error().then(|| log(site, &failure));
    if let Some(incident) = &incident {
        failure.message = failure.message.with("incident", incident);
    }
    let winner = name_of_winner(site, &failure).await;
    if let (Some(name), Some(first)) = (&winner, &failure.winner) {
        failure.message = failure.message.with("by", name).with("at", first.at);
    }
    let mut response = if reader.program {
        problem(reader, &failure, winner, incident)
    } else {
        error_page(site, reader.locale, caller, &failure)
    };
    *response.status_mut() = failure.status;
    let headers = response.headers_mut();
    failure.say_when(headers);
    if failure.status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Written once, here, with everything below it.
fn log(site: &Site, failure: &Failure) -> String {
    let incident = site
        .context
        .ids
        .next(site.context.clock.now())
        .map_or_else(|_| "0".to_owned(), |id| id.simple().to_string().split_off(20));
    let mut chain = Vec::new();
    let mut source: Option<&dyn Error> = failure.cause.as_deref().map(|it| it as &dyn Error);
    while let Some(error) = source {
        chain.push(error.to_string());
        source = error.source();
    }
    tracing::error!(incident, causes = chain.join(": "), "a request failed");
    incident
}

async fn name_of_winner(site: &Site, failure: &Failure) -> Option<String> {
    let winner = failure.winner.as_deref()?;
    match winner.by {
        By::Officer(actor) => {
            let names = accounts::names(&site.context, &[actor.account]).await.ok()?;
            Some(names.get(&actor.account).cloned().unwrap_or_default())
        }
        By::Rule | By::Party { .. } => Some(String::new()),
    }
}

fn problem(reader: Reader, failure: &Failure, winner: Option<String>, incident: Option<String>) -> Response {
    let detail = say(reader.locale, &failure.message);
    let code = failure.message.code.0.as_ref();
    let mut body = Map::new();
    body.insert("type".into(), json!(format!("urn:motcua:problem:{code}")));
    body.insert("title".into(), json!(failure.status.canonical_reason().unwrap_or_default()));
    body.insert("status".into(), json!(failure.status.as_u16()));
    body.insert("code".into(), json!(code));
    body.insert("detail".into(), json!(detail));
    if let Some(field) = &failure.field {
        body.insert("errors".into(), json!([{ "field": field, "code": code, "detail": detail }]));
    }
    if let Some(article) = &failure.article {
        body.insert("article".into(), json!(article));
    }
    if let (Some(at), Some(name)) = (&failure.winner, winner) {
        let account = match at.by {
            By::Officer(actor) => json!(actor.account),
            By::Rule | By::Party { .. } => Value::Null,
        };
        body.insert("changed_by".into(), json!({ "account": account, "name": name }));
        body.insert("changed_at".into(), json!(words::moment(at.at)));
    }
    if let Some(incident) = incident {
        body.insert("incident".into(), json!(incident));
    }
    let mut response = Json(Value::Object(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// Programs say what they read; a person has chosen, or reads Vietnamese.
fn locale(headers: &HeaderMap, program: bool) -> Locale {
    let chosen =
        if program { accepted(headers) } else { cookie(headers, LANGUAGE).and_then(Locale::from_tag) };
    chosen.unwrap_or_default()
}

/// The first language of a program that we speak.
fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut tags = accepted.split(',').filter_map(|it| it.split([';', '-']).next());
    tags.find_map(|tag| Locale::from_tag(tag.trim()))
}
