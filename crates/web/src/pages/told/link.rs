//! The pages behind the links of a mail: an address is one's own, or no more mail goes there. Looking changes nothing; one
//! press does. The press of a mail program comes without a page (RFC 8058).

use crate::Site;
use crate::door::{Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use motcua_app::AppError;
use motcua_app::notices::{self, Choice, LinkPurpose, ShownReach};

/// Neither a search engine nor another site learns anything from it.
pub(super) const PRIVATE: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer")),
];

#[derive(Template)]
#[template(path = "told_link.html")]
struct LinkPage {
    page: Page,
    /// The kind of the notice, and its sentence.
    kind: &'static str,
    said: String,
    /// Where each button is sent to, what it chooses, and its words.
    action: String,
    buttons: Vec<(&'static str, &'static str)>,
}

/// `GET /bao-tin/xac-nhan/{token}`
pub async fn verify_page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-verify", None, "/tra-cuu");
    let found = notices::open_link(&site.context, &token, LinkPurpose::Verify).await;
    if_alive(page, found, |page, link| {
        let said = page.t1("web.told-verify-ask", "address", address(&link.reach));
        asking(page, said, format!("/bao-tin/xac-nhan/{token}"), vec![("", "label.told-verify-button")])
    })
}

/// `POST /bao-tin/xac-nhan/{token}`
pub async fn verify(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-verify", None, "/tra-cuu");
    if_alive(page, notices::verify(&site.context, &token).await, |page, reach| {
        let said = page.t1("web.told-verified", "address", address(&reach));
        pressed(page, said)
    })
}

/// `GET /bao-tin/thoi/{token}`
pub async fn leave_page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/tra-cuu");
    let found = notices::open_link(&site.context, &token, LinkPurpose::Leave).await;
    if_alive(page, found, |page, link| {
        let said = page.t1("web.told-leave-ask", "address", address(&link.reach));
        let buttons = vec![
            (Choice::Important.code(), "label.told-leave-routine"),
            (Choice::Nothing.code(), "label.told-leave-all"),
        ];
        asking(page, said, format!("/bao-tin/thoi/{token}"), buttons)
    })
}

/// `POST /bao-tin/thoi/{token}`: with a choice from our page, without one from a mail program.
pub async fn leave(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.told-leave", None, "/tra-cuu");
    let choice = Choice::from_code(form.text("told")).unwrap_or(Choice::Important);
    if_alive(page, notices::leave(&site.context, &token, choice).await, |page, reach| {
        let key = if choice == Choice::Nothing { "web.told-left-all" } else { "web.told-left-routine" };
        let said = page.t1(key, "address", address(&reach));
        pressed(page, said)
    })
}

fn address(reach: &ShownReach) -> String {
    reach.masked.clone().unwrap_or_default()
}

/// What a link leads to; of one that is none, or one of before, the page says so.
pub fn if_alive<T>(
    page: Page,
    found: Result<T, AppError>,
    then: impl FnOnce(Page, T) -> Response,
) -> Result<Response, Failure> {
    match found {
        Ok(it) => Ok(then(page, it)),
        Err(AppError::NotFound) => {
            let said = page.t("web.link-dead");
            Ok(shown(StatusCode::NOT_FOUND, page, ("warn", said), (String::new(), Vec::new())))
        }
        Err(error) => Err(error.into()),
    }
}

/// A question, where its answer is sent to, and what can be pressed.
pub fn asking(
    page: Page,
    said: String,
    action: String,
    buttons: Vec<(&'static str, &'static str)>,
) -> Response {
    shown(StatusCode::OK, page, ("now", said), (action, buttons))
}

/// What came of a press, with nothing more to press.
pub fn pressed(page: Page, said: String) -> Response {
    shown(StatusCode::OK, page, ("ok", said), (String::new(), Vec::new()))
}

fn shown(
    status: StatusCode,
    page: Page,
    (kind, said): (&'static str, String),
    (action, buttons): (String, Vec<(&'static str, &'static str)>),
) -> Response {
    (PRIVATE, html(status, &LinkPage { page, kind, said, action, buttons })).into_response()
}
