//! Thanh toán trực tuyến: a citizen orders what is due with the token of the slip and nothing else, goes to the gateway,
//! and comes back to a page that says what the gateway signed. What a browser brings back is not asked.

pub mod credits;
pub mod trial;

use super::{Page, html, person};
use crate::Site;
use crate::api::money::gateway::{begun, order_named, pay_page};
use crate::door::{ClientAddress, Filled, Reader, cookie};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use motcua_app::money::gateway::{OrderIs, OrderLook, gateway, order};
use motcua_kernel::Message;

/// Remembers whose status page the order was made on, for the page of the order alone: its address, which the gateway
/// knows, must not lead there.
const COOKIE: &str = "motcua_slip";
/// Neither a search engine nor the gateway learns anything from it.
const PRIVATE: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer")),
];

/// The page and what leads to it.
pub const ROUTES: &[Route] = &[
    person("begin_online_payment_form", "POST", "/tra-cuu/{token}/thanh-toan", &[], Needs::Nothing, || {
        post(begin)
    }),
    person("online_payment_page", "GET", "/thanh-toan/{reference}", &[], Needs::Nothing, || get(page)),
    person("trial_gateway_page", "GET", "/cong-thu", trial::QUERY, Needs::Nothing, || get(trial::page)),
    person("trial_gateway_form", "POST", "/cong-thu", &[], Needs::Nothing, || post(trial::press)),
];

#[derive(Template)]
#[template(path = "online.html")]
struct OnlinePage {
    page: Page,
    look: OrderLook,
    /// The kind of the notice, and its sentences.
    kind: &'static str,
    said: Vec<String>,
    pay: Option<String>,
    /// Until when.
    until: String,
    /// The status page, for whoever came from there.
    back: Option<String>,
    trial: bool,
    /// Whether it may help to look again.
    again: bool,
}

/// `POST /tra-cuu/{token}/thanh-toan`
async fn begin(
    State(site): State<Site>,
    address: ClientAddress,
    Path(token): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let begun = begun(&site, address, &token, filled.text("number")).await?;
    let mut cookie = Cookie::new(COOKIE, token.to_ascii_uppercase());
    cookie.set_path("/thanh-toan");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.settings.public_url.starts_with("https:"));
    let to = Redirect::to(&format!("/thanh-toan/{}", begun.order.reference));
    Ok(([(SET_COOKIE, cookie.to_string())], to).into_response())
}

/// `GET /thanh-toan/{reference}`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    headers: HeaderMap,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    let look = order(&site.context, &order_named(&reference)?).await?;
    let page = Page::new(&site, reader.locale, "label.online-title", None, "/tra-cuu");
    let slip = look.token.as_deref().filter(|it| cookie(&headers, COOKIE) == Some(it));
    let (kind, said) = said(&page, &look);
    let shown = OnlinePage {
        kind,
        said,
        pay: pay_page(&site, &look)?,
        until: page.moment(look.order.expires),
        back: slip.map(|it| format!("/tra-cuu/{it}")),
        trial: gateway(&site.context).is_ok_and(|it| it.stand_in().is_some()),
        again: matches!(look.is, OrderIs::Waiting | OrderIs::Expired),
        look,
        page,
    };
    Ok((PRIVATE, html(StatusCode::OK, &shown)).into_response())
}

fn said(page: &Page, look: &OrderLook) -> (&'static str, Vec<String>) {
    let one = |key| page.say(&Message::new(key));
    let (kind, mut said) = match &look.is {
        OrderIs::Waiting => ("now", vec![one("web.online-waiting")]),
        OrderIs::Expired => ("warn", vec![one("web.online-expired")]),
        OrderIs::Failed => ("warn", vec![one("web.online-failed")]),
        OrderIs::NotOwed => ("ok", vec![one("web.online-not-owed")]),
        OrderIs::Looked => ("warn", vec![one("web.online-looked-at")]),
        OrderIs::Paid { at, receipt } => {
            let mut said = vec![
                page.say(&Message::new("web.online-paid").with("amount", look.order.amount).with("at", at)),
            ];
            if let Some(receipt) = receipt {
                said.push(page.say(&Message::new("web.online-receipt").with("receipt", receipt)));
            }
            ("ok", said)
        }
    };
    if look.more && look.is != OrderIs::Looked {
        said.push(one("web.online-more"));
    }
    (kind, said)
}
