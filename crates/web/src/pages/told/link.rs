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
    Ok(match found {
        Ok(link) => {
            let said = page.t1("web.told-verify-ask", "address", address(&link.reach));
            let buttons = vec![("", "label.told-verify-button")];
            shown(StatusCode::OK, page, ("now", said), (format!("/bao-tin/xac-nhan/{token}"), buttons))
        }
        Err(AppError::NotFound) => dead(page),
        Err(error) => return Err(error.into()),
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
    Ok(match notices::verify(&site.context, &token).await {
        Ok(reach) => {
            let said = page.t1("web.told-verified", "address", address(&reach));
            pressed(page, said)
        }
        Err(AppError::NotFound) => dead(page),
        Err(error) => return Err(error.into()),
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
    Ok(match found {
        Ok(link) => {
            let said = page.t1("web.told-leave-ask", "address", address(&link.reach));
            let buttons = vec![
                (Choice::Important.code(), "label.told-leave-routine"),
                (Choice::Nothing.code(), "label.told-leave-all"),
            ];
            shown(StatusCode::OK, page, ("now", said), (format!("/bao-tin/thoi/{token}"), buttons))
        }
        Err(AppError::NotFound) => dead(page),
        Err(error) => return Err(error.into()),
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
    Ok(match notices::leave(&site.context, &token, choice).await {
        Ok(reach) => {
            let key = if choice == Choice::Nothing { "web.told-left-all" } else { "web.told-left-routine" };
            let said = page.t1(key, "address", address(&reach));
            pressed(page, said)
        }
        Err(AppError::NotFound) => dead(page),
        Err(error) => return Err(error.into()),
    })
}

fn address(reach: &ShownReach) -> String {
    reach.masked.clone().unwrap_or_default()
}

/// It is no link, or one of before.
pub fn dead(page: Page) -> Response {
    let said = page.t("web.link-dead");
    shown(StatusCode::NOT_FOUND, page, ("warn", said), (String::new(), Vec::new()))
}

/// What came of a press, with nothing more to press.
pub fn pressed(page: Page, said: String) -> Response {
    shown(StatusCode::OK, page, ("ok", said), (String::new(), Vec::new()))
}

/// The sentence, and what can be pressed.
pub fn shown(
    status: StatusCode,
    page: Page,
    (kind, said): (&'static str, String),
    (action, buttons): (String, Vec<(&'static str, &'static str)>),
) -> Response {
    (PRIVATE, html(status, &LinkPage { page, kind, said, action, buttons })).into_response()
}
