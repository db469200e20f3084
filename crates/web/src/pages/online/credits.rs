//! Tiền qua cổng chờ xử lý: what came through the gateway and could not be booked, beside the bank's statement; and what
//! the gateway said lately, taken or not.

use crate::Site;
use crate::api::money::gateway::credit_booking;
use crate::api::money::statements::actor_at;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::pages::statements::{agencies, code_of};
use crate::pages::{Page, html, names, person};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::gateway::{
    self, CallbackRow, WaitingCredit, book_credit, latest_callbacks, settle_credit, waiting_credits,
};
use motcua_identity::Action;
use motcua_kernel::{Actor, Message, Refusal, Vnd};
use serde::Deserialize;

const HERE: &str = "/sao-ke/truc-tuyen";
const BOOKS: Needs = Needs::Permission(Action::RecordPayment);

/// The page and what its forms are sent to.
pub const ROUTES: &[Route] = &[
    person("gateway_credits_page", "GET", HERE, &["agency", "done"], BOOKS, || get(page)),
    person("book_credit_form", "POST", "/sao-ke/truc-tuyen/ghi-nhan", &[], BOOKS, || post(book)),
    person("settle_credit_form", "POST", "/sao-ke/truc-tuyen/xu-ly", &[], BOOKS, || post(settle)),
];

#[derive(Template)]
#[template(path = "gateway_credits.html")]
struct CreditsPage {
    page: Page,
    agency: String,
    code: String,
    agencies: Vec<(String, String, bool)>,
    /// Whether the house has a gateway.
    has_gateway: bool,
    credits: Vec<Credit>,
    answers: Vec<Answer>,
    done: bool,
    problem: Option<String>,
    /// Which credit the problem is about.
    about: String,
}

struct Credit {
    name: String,
    at: String,
    amount: Vnd,
    transaction: String,
    why: String,
    /// What was typed, else the number of its order.
    number: String,
    receipt: String,
    words: String,
}

struct Answer {
    at: String,
    times: u32,
    kind: &'static str,
    outcome: String,
    amount: Option<Vnd>,
    transaction: String,
    note: Option<String>,
}

/// What the page was led here with.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    #[serde(default)]
    agency: String,
    #[serde(default)]
    done: String,
}

/// What was refused, and what was typed.
#[derive(Default)]
struct Tried {
    problem: Option<Message>,
    about: String,
    number: String,
    receipt: String,
    words: String,
}

/// `GET /sao-ke/truc-tuyen`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(told): Query<Told>,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, told.agency.trim())?;
    let shown = shown(&site, reader, &caller, actor, (!told.done.is_empty(), Tried::default())).await?;
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /sao-ke/truc-tuyen/ghi-nhan`
async fn book(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, filled.text("agency"))?;
    let done = async {
        let receipt = match filled.text("receipt") {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::new("web.receipt-number-wrong").at("receipt"))?),
        };
        let wanted = credit_booking(filled.text("credit"), filled.text("number"), receipt)?;
        book_credit(&site.context, actor, &wanted).await.map(|_| ()).map_err(Failure::from)
    };
    let done = done.await;
    answered(&site, reader, &caller, actor, (done, &filled)).await
}

/// `POST /sao-ke/truc-tuyen/xu-ly`
async fn settle(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, filled.text("agency"))?;
    let done = settle_credit(&site.context, actor, filled.text("credit"), filled.text("words")).await;
    answered(&site, reader, &caller, actor, (done.map_err(Failure::from), &filled)).await
}

/// Back to the page; with what was typed where it was refused.
async fn answered(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    actor: Actor,
    (done, filled): (Result<(), Failure>, &Filled),
) -> Result<Response, Failure> {
    let failure = match done {
        Ok(()) => {
            let query = [("agency", code_of(site, actor.agency)), ("done", "1".to_owned())];
            let query = serde_html_form::to_string(query).unwrap_or_default();
            return Ok(Redirect::to(&format!("{HERE}?{query}")).into_response());
        }
        Err(failure) if failure.is_about_what_was_sent() => failure,
        Err(failure) => return Err(failure),
    };
    let typed = |name: &str| filled.text(name).to_owned();
    let tried = Tried {
        problem: Some(failure.message),
        about: typed("credit"),
        number: typed("number"),
        receipt: typed("receipt"),
        words: typed("words"),
    };
    let shown = shown(site, reader, caller, actor, (false, tried)).await?;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    actor: Actor,
    (done, tried): (bool, Tried),
) -> Result<CreditsPage, Failure> {
    let page = Page::new(site, reader.locale, "label.gateway-credits", Some(caller), "/sao-ke");
    let credits = waiting_credits(&site.context, actor.agency).await?;
    let answers = latest_callbacks(&site.context, actor.agency).await?;
    Ok(CreditsPage {
        agency: names::agency(site, actor.agency),
        code: code_of(site, actor.agency),
        agencies: agencies(site, caller, actor.agency),
        has_gateway: gateway::gateway(&site.context).is_ok(),
        credits: credits.iter().map(|it| credit(&page, it, &tried)).collect(),
        answers: answers.into_iter().map(|it| answer(&page, it)).collect(),
        done,
        problem: tried.problem.as_ref().map(|it| page.say(it)),
        about: tried.about,
        page,
    })
}

fn credit(page: &Page, it: &WaitingCredit, tried: &Tried) -> Credit {
    let is_tried = it.row.fingerprint == tried.about;
    let typed = |text: &String| if is_tried { text.clone() } else { String::new() };
    let named = it.number.as_ref().map(ToString::to_string).unwrap_or_default();
    Credit {
        name: it.row.fingerprint.clone(),
        at: page.moment(it.row.paid_at.unwrap_or(it.row.first_at)),
        amount: it.row.amount.unwrap_or(Vnd::ZERO),
        transaction: it.row.transaction.clone().unwrap_or_default(),
        why: page.word("gateway-outcome", it.row.why.as_deref().unwrap_or("waits")),
        number: if is_tried { tried.number.clone() } else { named },
        receipt: typed(&tried.receipt),
        words: typed(&tried.words),
    }
}

fn answer(page: &Page, it: CallbackRow) -> Answer {
    let kind = match it.outcome.as_str() {
        "paid" => "ok",
        "failed" => "neutral",
        _ if it.settled.is_some() => "ok",
        _ => "warn",
    };
    Answer {
        at: page.moment(it.last_at),
        times: it.times,
        kind,
        outcome: page.word("gateway-outcome", it.why.as_deref().unwrap_or(&it.outcome)),
        amount: it.amount,
        transaction: it.transaction.unwrap_or_default(),
        note: it.note,
    }
}
