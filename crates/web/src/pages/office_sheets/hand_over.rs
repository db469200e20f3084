//! Danh sách bàn giao: what went to whom on a day, or goes when the counter closes.

use super::{Page, choices};
use crate::Site;
use crate::api::office_sheets::{HandOverAsked, lists_of, places};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::html;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::office_sheets::{HandedTo, WhatGoes};
use motcua_i18n::spoken_date;
use motcua_identity::Action;

#[derive(Template)]
#[template(path = "hand_over.html")]
struct HandOverPage {
    page: Page,
    agencies: Vec<(String, String, bool)>,
    code: String,
    name: String,
    day: String,
    days: String,
    waiting: bool,
    lists: Vec<List>,
}

struct List {
    code: String,
    name: String,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    number: String,
    procedure: String,
    applicant: String,
    papers: u32,
    note: String,
}

/// `GET /ban-giao`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<HandOverAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.hand-over-list", Some(&caller), "/viec-can-lam");
    let found = lists_of(&site, &caller, &asked).await?;
    let places = places(&site, &caller, Action::HandOver);
    let agency = site.context.province.agencies.get(found.agency);
    let built = HandOverPage {
        agencies: choices(&site, &places, Some(found.agency)),
        code: agency.map_or_else(String::new, |it| it.code.clone()),
        name: agency.map_or_else(String::new, |it| it.name.clone()),
        day: found.day.to_string(),
        days: spoken_date(page.locale, found.day),
        waiting: found.what == WhatGoes::Waiting,
        lists: found.by_receiver.into_iter().map(|it| list(&site, it)).collect(),
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

fn list(site: &Site, it: HandedTo) -> List {
    let line = |(id, it): (&motcua_kernel::DossierId, motcua_app::office_sheets::HandoverRow)| Line {
        id: id.to_string(),
        number: it.dossier,
        procedure: it.procedure,
        applicant: it.applicant,
        papers: it.papers,
        note: it.note.unwrap_or_default(),
    };
    let to = site.context.province.agencies.get(it.to);
    List {
        code: to.map_or_else(String::new, |it| it.code.clone()),
        name: it.list.to,
        lines: it.dossiers.iter().zip(it.list.rows).map(line).collect(),
    }
}
