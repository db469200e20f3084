//! The language of the pages: Vietnamese until a person chooses another. What the browser claims to prefer says little here,
//! where many a Vietnamese reader's browser speaks English.

use super::login::is_own_path;
use crate::Site;
use crate::failure::Failure;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{REFERER, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use motcua_i18n::Locale;

/// The name of its cookie.
pub const COOKIE_NAME: &str = "motcua_language";

/// `GET /ngon-ngu/{tag}`: back to where the link was.
pub async fn choose(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(tag): Path<String>,
) -> Result<Response, Failure> {
    let locale = Locale::from_tag(&tag).ok_or_else(Failure::not_found)?;
    let mut cookie = Cookie::new(COOKIE_NAME, locale.tag());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.settings.public_url.starts_with("https:"));
    cookie.make_permanent();
    let from = headers.get(REFERER).and_then(|it| it.to_str().ok()).and_then(path_of);
    Ok(([(SET_COOKIE, cookie.to_string())], Redirect::to(from.unwrap_or("/"))).into_response())
}

/// The path of an address, when it is one that may be gone to.
fn path_of(address: &str) -> Option<&str> {
    let (_, after) = address.split_once("://")?;
    after.find('/').map(|at| &after[at..]).filter(|path| is_own_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        assert_eq!(path_of("http://127.0.0.1:8080/tra-cuu?number=1"), Some("/tra-cuu?number=1"));
        assert_eq!(path_of("https://motcua.example"), None);
        assert_eq!(path_of("https://motcua.example//elsewhere.example/"), None);
        assert_eq!(path_of("nonsense"), None);
    }
}
