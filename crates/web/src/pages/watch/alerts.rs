//! Tin báo: the latest first, each one sentence with the dossier it is about.

use super::ALERTS;
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
pub use motcua_app::watch::sentence;
use motcua_app::watch::{self, AlertKind, Told};
use motcua_kernel::{Instant, Message};
use motcua_routing::TermKind;

#[derive(Template)]
#[template(path = "alerts.html")]
struct Alerts {
    page: Page,
    items: Vec<Item>,
    not_seen: usize,
    until: i64,
}

struct Item {
    words: String,
    tag: &'static str,
    seen: bool,
    raised: bool,
    at: String,
    by: Option<String>,
    dossier: Option<Of>,
}

/// The dossier of an alert; nothing to follow where this person may no longer know of it.
struct Of {
    address: String,
    number: String,
    procedure: String,
}

/// `GET /tin-bao`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.place-alerts", Some(&caller), ALERTS);
    let told = watch::told_to(&site.context, caller.account.id).await?;
    let until = told.iter().map(|it| it.at).max().unwrap_or(Instant::MIN).micros();
    let not_seen = told.iter().filter(|it| !it.seen).count();
    let items = told.iter().map(|it| item(&site, &page, &caller, it)).collect();
    Ok(html(StatusCode::OK, &Alerts { page, items, not_seen, until }))
}

/// `POST /tin-bao`: what the page showed is seen; what was said since is not.
pub async fn seen(State(site): State<Site>, caller: Caller, filled: Filled) -> Result<Response, Failure> {
    let wrong = || Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"));
    let until: i64 = filled.text("until").parse().map_err(|_| wrong())?;
    watch::mark_seen(&site.context, caller.account.id, Instant::from_micros(until)).await?;
    Ok(Redirect::to(ALERTS).into_response())
}

fn item(site: &Site, page: &Page, caller: &Caller, told: &Told) -> Item {
    let known = told.dossier.as_ref().filter(|it| caller.knows(site, it));
    Item {
        words: page.say(&sentence(told)),
        tag: tag(told.kind),
        seen: told.seen,
        raised: told.level > 0 && told.kind != AlertKind::Term(TermKind::NotCollected),
        at: page.moment(told.at),
        by: told.by.clone(),
        dossier: known.map(|it| Of {
            address: format!("/ho-so/{}", it.id),
            number: names::number(it),
            procedure: names::procedure(site, it),
        }),
    }
}

const fn tag(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Term(TermKind::Lawful | TermKind::Leg | TermKind::Reappointed)
        | AlertKind::NoSupplement
        | AlertKind::NoPayment
        | AlertKind::TokenEnds
        | AlertKind::PasswordEnds => "late",
        AlertKind::Term(
            TermKind::CounterHandover
            | TermKind::Acceptance
            | TermKind::SentBack
            | TermKind::LegSoon
            | TermKind::Approval
            | TermKind::LawfulSoon
            | TermKind::ReappointedSoon
            | TermKind::SupplementSoon
            | TermKind::PaymentSoon
            | TermKind::NotCollected,
        )
        | AlertKind::Reminder
        | AlertKind::ApologyToSign
        | AlertKind::CalendarMissing
        | AlertKind::TokenSoon
        | AlertKind::PasswordSoon
        | AlertKind::NobodyThere => "warn",
        AlertKind::Morning => "now",
    }
}
