//! Trang đầu: what do you need, where is your dossier, how does it work.

use super::Line;
use super::procedures::fields;
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::catalogue::offers;
use motcua_app::catalogue::services::{Service, services};

const MOST_USED: usize = 6;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    page: Page,
    used: Vec<Line<'a>>,
    fields: Vec<(&'a str, usize)>,
    all: usize,
}

/// `GET /`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
) -> Result<Response, Failure> {
    let caller = caller.map(|Extension(caller)| caller);
    let today = site.context.clock.now().date();
    let page = Page::new(&site, reader.locale, "label.start-title", caller.as_ref(), "/");
    let offers = offers(&site.context).await?;
    let open: Vec<Service<'_>> = services(&site.context.province, today).collect();
    let used = offers.most_used().into_iter().take(MOST_USED).filter_map(|offer| {
        let service = open.iter().find(|it| it.procedure.code == offer.code)?;
        Some(Line::of(&page, service, Some(offer)))
    });
    let count = |field: &&str| open.iter().filter(|it| it.procedure.field == *field).count();
    let start = StartPage {
        used: used.collect(),
        fields: fields(&site, today).into_iter().map(|it| (it, count(&it))).collect(),
        all: open.len(),
        page,
    };
    Ok(html(StatusCode::OK, &start))
}
