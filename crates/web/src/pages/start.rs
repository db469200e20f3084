//! Trang đầu: where a dossier is looked up, and the way in for staff.

use super::{Page, html};
use crate::Site;
use crate::door::{Caller, Reader};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    page: Page,
}

/// `GET /`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
) -> Response {
    let caller = caller.map(|Extension(caller)| caller);
    let page = Page::new(&site, reader.locale, "label.start-title", caller.as_ref(), "/");
    html(StatusCode::OK, &StartPage { page })
}
