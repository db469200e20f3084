//! Đăng nhập, đăng xuất.

use super::page::first_place;
use super::{Page, html};
use crate::Site;
use crate::door::{COOKIE_NAME, Caller, ClientAddress, Filled, Reader, Via};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use motcua_app::accounts::{self, Origin};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    page: Page,
    login: &'a str,
    next: &'a str,
    error: Option<String>,
    sample: Option<&'a crate::Sample>,
    /// Whether what is sent can be looked at here.
    messages: bool,
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// `GET /dang-nhap`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Query(next): Query<Next>,
) -> Response {
    show(&site, reader, StatusCode::OK, "", &next.next, None)
}

/// `POST /dang-nhap`
pub async fn log_in(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    ClientAddress(address): ClientAddress,
    Query(next): Query<Next>,
    form: Filled,
) -> Result<Response, Failure> {
    let (login, password) = (form.text("login"), form.exact("password"));
    let address = address.to_string();
    let logged_in = match accounts::log_in(&site.context, Origin { address: &address }, login, password).await
    {
        Ok(logged_in) => logged_in,
        Err(error @ motcua_app::AppError::Refused(_)) => {
            let failure = Failure::from(error).waiting_from(site.context.clock.now());
            let words = motcua_i18n::say(reader.locale, &failure.message);
            let mut shown = show(&site, reader, failure.status, login, &next.next, Some(words));
            failure.say_when(shown.headers_mut());
            return Ok(shown);
        }
        Err(error) => return Err(error.into()),
    };
    let cookie = cookie(&site, logged_in.token.reveal());
    let to = if is_own_path(&next.next) {
        next.next.as_str()
    } else {
        first_place(&logged_in.account, site.context.clock.now().date())
    };
    Ok(([(SET_COOKIE, cookie.to_string())], Redirect::to(to)).into_response())
}

/// `POST /dang-xuat`
pub async fn log_out(State(site): State<Site>, caller: Caller, _form: Filled) -> Result<Response, Failure> {
    if let Via::Session(token) = &caller.via {
        accounts::log_out(&site.context, token).await?;
    }
    let mut cookie = cookie(&site, String::new());
    cookie.make_removal();
    Ok(([(SET_COOKIE, cookie.to_string())], Redirect::to("/dang-nhap")).into_response())
}

fn show(
    site: &Site,
    reader: Reader,
    status: StatusCode,
    login: &str,
    next: &str,
    error: Option<String>,
) -> Response {
    let page = Page::new(site, reader.locale, "label.login-title", None, "");
    let next = if is_own_path(next) { next } else { "" };
    let messages = site.context.delivery().mail.tray().is_some();
    html(status, &LoginPage { page, login, next, error, sample: site.settings.sample.as_ref(), messages })
}

/// A path of this site and not of another that a link could lead to. Browsers read `\` as `/` and leave out tabs.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|it: char| it == '\\' || it.is_control())
}

fn cookie(site: &Site, value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(COOKIE_NAME, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.settings.public_url.starts_with("https:"));
    cookie
}
