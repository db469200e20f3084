//! A look at a dossier beside the list: what to know before opening it. A page without the frame, put into the list by a
//! script; whoever has none follows the link to the dossier.

use super::line::{Left, left};
use crate::Site;
use crate::api::find;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::dossier::clocks::{self, Clocked};
use crate::pages::names::{self, Paper};
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::accounts;
use motcua_app::look::{self, ReadingPlace};
use motcua_dossier::{By, DeskRow, Dossier, Entry, desk_rows};
use serde::Deserialize;

/// About which leg.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    leg: Option<u16>,
}

#[derive(Template)]
#[template(path = "desk_peek.html")]
struct Peek {
    page: Page,
    id: String,
    row: String,
    number: String,
    procedure: String,
    applicant: Option<String>,
    left: Left,
    way: Vec<Clocked>,
    papers: Vec<Paper>,
    note: Option<Note>,
}

/// The last words that somebody wrote.
struct Note {
    text: String,
    by: String,
    at: String,
}

/// `GET /viec-can-lam/xem/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let page = Page::new(&site, reader.locale, "label.dossier", Some(&caller), "");
    let history = look::history(&site.context, dossier.id).await?;
    let slot = asked.leg.unwrap_or_default();
    let (applicant, note) = match caller.reader_of_people(&site, &dossier) {
        Some(actor) => {
            let people = look::people_of(&site.context, actor, &dossier, ReadingPlace::WorkList).await?;
            let applicant = dossier.filing.as_ref().and_then(|it| people.get(&it.applicant)?.as_ref());
            let phone = applicant.and_then(|it| it.phone.as_ref()).map(|it| format!(", {}", it.as_str()));
            let named = applicant.map(|it| format!("{}{}", it.name.as_str(), phone.unwrap_or_default()));
            (named, last_note(&site, &page, &history).await?)
        }
        None => (None, None),
    };
    Ok(html(
        StatusCode::OK,
        &Peek {
            id: dossier.id.to_string(),
            row: format!("{}.{slot}", dossier.id),
            number: names::number(&dossier),
            procedure: names::procedure(&site, &dossier),
            applicant,
            left: left_of(&site, &page, &caller, &dossier),
            way: clocks::way(&site, &page, &dossier, &history, caller.now),
            papers: names::papers(&site, &dossier),
            note,
            page,
        },
    ))
}

/// As the list shows it.
fn left_of(site: &Site, page: &Page, caller: &Caller, dossier: &Dossier) -> Left {
    let rows: Vec<DeskRow> = desk_rows(dossier);
    let group = rows.first().map(|it| {
        let horizon = look::horizon(&site.context, it.agency, caller.now);
        horizon.group(it.clock, it.due)
    });
    left(site, page, dossier, group.unwrap_or(motcua_dossier::DeskGroup::Ready), caller.now)
}

async fn last_note(site: &Site, page: &Page, history: &[Entry]) -> Result<Option<Note>, Failure> {
    let said = look::said(&site.context, history).await?;
    let mut written = history.iter().zip(said).rev();
    let found = written.find_map(|(entry, said)| Some((entry, said.into_iter().find_map(|it| it.text)?)));
    let Some((entry, text)) = found else { return Ok(None) };
    let by = match entry.by {
        By::Officer(actor) => accounts::names(&site.context, &[actor.account]).await?.remove(&actor.account),
        By::Party { .. } => Some(page.t("label.by-party")),
        By::Rule => Some(page.t("label.by-rule")),
    };
    Ok(Some(Note { text, by: by.unwrap_or_default(), at: page.moment(entry.recorded) }))
}
