//! Who is told of the dossiers of a slip: for whoever has it. Addresses are shown in part only.

use super::link::PRIVATE;
use crate::Site;
use crate::api::reach::{choice, texts};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, write_to};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_app::notices::{self, Choice, ReachState, ShownReach, Texts, Way, WhyOff, code_of};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "told_ways.html")]
struct Ways {
    page: Page,
    token: String,
    lines: Vec<Line>,
    choices: Vec<(&'static str, String)>,
    saved: bool,
    /// Where they may ask by text.
    write_to: Vec<String>,
}

struct Line {
    id: String,
    way: String,
    masked: String,
    state: String,
    chosen: String,
    /// Whether there is anything to choose.
    open: bool,
    /// The other messages this telephone may be told by, and the words of the button.
    other: Option<(&'static str, &'static str)>,
}

/// `GET /tra-cuu/{token}/bao-tin`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    show(&site, reader, caller, (token, false)).await
}

/// `POST /tra-cuu/{token}/bao-tin`
pub async fn choose(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(token): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let way = form.text("way").parse().map_err(|_| Failure::not_found())?;
    notices::choose(&site.context, &token, (way, choice(form.text("told"), "told")?)).await?;
    show(&site, reader, caller, (token, true)).await
}

/// `POST /tra-cuu/{token}/bao-tin/kenh`
pub async fn choose_texts(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(token): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let way = form.text("way").parse().map_err(|_| Failure::not_found())?;
    notices::choose_texts(&site.context, &token, (way, texts(form.text("texts"), "texts")?)).await?;
    show(&site, reader, caller, (token, true)).await
}

async fn show(
    site: &Site,
    reader: Reader,
    caller: Option<Extension<Caller>>,
    (token, saved): (String, bool),
) -> Result<Response, Failure> {
    let found = notices::ways_of_slip(&site.context, &token).await?;
    let caller = caller.map(|Extension(caller)| caller);
    let page = Page::new(site, reader.locale, "label.told-choose", caller.as_ref(), "/tra-cuu");
    let mut seen = BTreeSet::new();
    // One visit may be several dossiers; each address is told once.
    let mut once = |it: &&ShownReach| seen.insert((it.party, it.way, it.masked.clone()));
    // Of a telephone the way that is used, and not the one beside it.
    let ways = found
        .iter()
        .flat_map(|(_, ways)| ways)
        .filter(|it| it.way != Way::Call && !it.stands_by && it.why_off != Some(WhyOff::Replaced));
    let lines = ways.filter(|it| once(it)).map(|it| line(site, &page, it)).collect();
    let choices = Choice::ALL.iter().map(|it| (it.code(), page.word("notice-wants", it.code()))).collect();
    let write_to = write_to::sentences(site, &page, None);
    let shown = Ways { page, token, lines, choices, saved, write_to };
    Ok((PRIVATE, html(StatusCode::OK, &shown)).into_response())
}

fn line(site: &Site, page: &Page, it: &ShownReach) -> Line {
    let asked = it.why_off == Some(WhyOff::Asked);
    let delivery = site.context.delivery();
    let other = match it.way {
        Way::Sms if site.context.offers_zalo() => Some((Texts::Zalo.code(), "label.told-take-zalo")),
        Way::Zalo if delivery.is_on("sms") => Some((Texts::Sms.code(), "label.told-take-sms")),
        Way::Email | Way::Sms | Way::Zalo | Way::Call => None,
    };
    Line {
        id: it.id.to_string(),
        way: page.word("notice-way", code_of(it.way)),
        masked: it.masked.clone().unwrap_or_default(),
        state: page.word("reach-state", &key_of(&it.state, "")),
        chosen: key_of(&it.wants, ""),
        open: it.state != ReachState::Off || asked,
        other: other.filter(|_| it.state != ReachState::Off),
    }
}
