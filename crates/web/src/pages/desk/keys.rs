//! Phím tắt: which keys there are, and whether those without Ctrl or Alt are on; kept in a cookie of this browser, since
//! whoever dictates or types with a stick has them go off by mistake (WCAG 2.1.4).

use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};

/// The cookie, which the script of the keys reads too.
const COOKIE_NAME: &str = "motcua_keys";
const OFF: &str = "off";

#[derive(Template)]
#[template(path = "keys.html")]
struct Keys {
    page: Page,
    off: bool,
}

/// `GET /phim-tat`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    headers: HeaderMap,
) -> Response {
    let page = Page::new(&site, reader.locale, "label.keys", Some(&caller), "/phim-tat");
    html(StatusCode::OK, &Keys { off: are_off(&headers), page })
}

/// `POST /phim-tat`
pub async fn switch(State(site): State<Site>, filled: Filled) -> Response {
    let mut cookie = Cookie::new(COOKIE_NAME, if filled.text("keys") == OFF { OFF } else { "on" });
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.settings.public_url.starts_with("https:"));
    cookie.make_permanent();
    ([(SET_COOKIE, cookie.to_string())], Redirect::to("/phim-tat")).into_response()
}

fn are_off(headers: &HeaderMap) -> bool {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(';'));
    pairs.filter_map(|it| it.trim().split_once('=')).any(|pair| pair == (COOKIE_NAME, OFF))
}
