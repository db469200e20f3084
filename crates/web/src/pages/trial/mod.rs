//! Tin nhắn thử: the telephones and the mailbox of a demo, newest first, as citizens would see them. Nobody gets anything of
//! it. Whether a message arrived is said through the door that a gateway comes through.

mod texting;

use super::{Page, html, person};
use crate::Site;
use crate::api::texts::received;
use crate::door::{ClientAddress, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::delivery::{Arrival, Mail, Phones, Receipt, Tray};
use motcua_kernel::Message;
use serde::Deserialize;
use texting::Typed;

const HERE: &str = "/tin-nhan-thu";
/// So many of each are shown.
const SHOWN: usize = 50;

/// The page and what its forms are sent to.
pub const ROUTES: &[Route] = &[
    person("trial_messages_page", "GET", HERE, &["done"], Needs::Nothing, || get(page)),
    person("trial_receipt_form", "POST", HERE, &[], Needs::Nothing, || post(tell)),
    person("trial_text_form", "POST", texting::HERE, &[], Needs::Nothing, || post(texting::send)),
];

#[derive(Template)]
#[template(path = "trial_messages.html")]
struct TrialPage {
    page: Page,
    texts: Vec<PhoneText>,
    mails: Vec<BoxMail>,
    /// What was just done, in words.
    done: Option<String>,
    /// What is typed to be sent to the house; none without telephones.
    typed: Option<Typed>,
    channels: Vec<(&'static str, String)>,
    /// What is wrong with it.
    fault: Option<String>,
}

struct PhoneText {
    channel: String,
    to: String,
    from: String,
    at: String,
    id: String,
    text: Vec<Piece>,
}

struct BoxMail {
    at: String,
    to: String,
    subject: String,
    text: Vec<Piece>,
    html: Option<String>,
    attachments: Vec<String>,
    unsubscribe: Option<String>,
}

/// Words, or an address of this house that can be followed.
struct Piece {
    words: String,
    leads: Option<String>,
}

/// What the page was led here with.
#[derive(Debug, Default, Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
}

/// `GET /tin-nhan-thu`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Query(told): Query<Told>,
) -> Result<Response, Failure> {
    let done = match told.done.as_str() {
        "" => None,
        "asked" => Some("web.trial-text-sent"),
        "silent" => Some("web.trial-text-silent"),
        _ => Some("web.trial-receipt-told"),
    };
    shown(&site, reader, (StatusCode::OK, done), Typed::default(), None)
}

fn shown(
    site: &Site,
    reader: Reader,
    (status, done): (StatusCode, Option<&'static str>),
    typed: Typed,
    fault: Option<&Message>,
) -> Result<Response, Failure> {
    let delivery = site.context.delivery();
    let (phones, mails) = (delivery.texts.phones(), delivery.mail.tray());
    if phones.is_none() && mails.is_none() {
        return Err(Failure::not_found());
    }
    let page = Page::new(site, reader.locale, "label.trial-messages", None, "");
    let arrivals = phones.map(Phones::arrivals).unwrap_or_default();
    let written = mails.map(Tray::taken).unwrap_or_default();
    let own = &site.settings.public_url;
    let shown = TrialPage {
        texts: arrivals.into_iter().rev().take(SHOWN).map(|it| phone_text(&page, own, it)).collect(),
        mails: written.into_iter().rev().take(SHOWN).map(|it| box_mail(&page, own, it)).collect(),
        done: done.map(|it| page.t(it)),
        typed: phones.map(|_| typed),
        channels: ["sms", "zalo"].map(|it| (it, page.word("notice-way", it))).into(),
        fault: fault.map(|it| page.say(it)),
        page,
    };
    Ok(html(status, &shown))
}

/// `POST /tin-nhan-thu`: the gateway says whether a message arrived.
async fn tell(State(site): State<Site>, address: ClientAddress, filled: Filled) -> Result<Response, Failure> {
    let phones = site.context.delivery().texts.phones().ok_or_else(Failure::not_found)?;
    let arrival = phones.arrivals().into_iter().find(|it| it.id == filled.text("id"));
    let arrival = arrival.ok_or_else(Failure::not_found)?;
    let delivered = match filled.text("press") {
        "delivered" => Some(true),
        "failed" => Some(false),
        _ => return Err(Failure::not_found()),
    };
    let said = phones.receipt(&Receipt { their_id: arrival.their_id(), delivered });
    let signed = |name: &str| name.eq_ignore_ascii_case(Phones::HEADER).then(|| said.signature.clone());
    received(&site, address, &arrival.channel, signed, said.body.as_bytes()).await?;
    Ok(Redirect::to("/tin-nhan-thu?done=1").into_response())
}

fn phone_text(page: &Page, own: &str, it: Arrival) -> PhoneText {
    PhoneText {
        channel: page.word("notice-way", &it.channel),
        at: it.made().map(|at| page.moment(at)).unwrap_or_default(),
        text: pieces(own, &it.text),
        to: it.to,
        from: it.from,
        id: it.id,
    }
}

fn box_mail(page: &Page, own: &str, it: Mail) -> BoxMail {
    let to = it.to_name.map_or_else(|| it.to.clone(), |name| format!("{name} <{}>", it.to));
    BoxMail {
        at: page.moment(it.at),
        to,
        subject: it.subject,
        text: pieces(own, &it.text),
        html: it.html,
        attachments: it
            .attachments
            .iter()
            .map(|it| format!("{} ({} kB)", it.name, it.bytes.len().div_ceil(1000)))
            .collect(),
        unsubscribe: it.unsubscribe.and_then(|it| path_of(own, &it)),
    }
}

/// The text, with what leads into this house as something to follow.
fn pieces(own: &str, text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        let bare = word.trim_end_matches(['.', ',', ')', ';']);
        let rest = part.strip_prefix(bare).unwrap_or_default();
        match path_of(own, bare) {
            Some(path) => {
                all.push(Piece { words: bare.to_owned(), leads: Some(path) });
                all.push(Piece { words: rest.to_owned(), leads: None });
            }
            None => all.push(Piece { words: part.to_owned(), leads: None }),
        }
    }
    all
}

fn path_of(own: &str, address: &str) -> Option<String> {
    address.strip_prefix(own).filter(|it| it.starts_with('/')).map(str::to_owned)
}
