//! Cổng thanh toán thử: the page of a gateway where no money moves, in a house that has no other. It answers as a gateway
//! does, signed, through the same door; what can go wrong has a button of its own.

use crate::Site;
use crate::api::money::gateway::taken;
use crate::door::{ClientAddress, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::gateway::{GatewaySecret, PayRequest, TrialPress, gateway, trial_callbacks};

/// What an order carries.
pub const QUERY: &[&str] =
    &["version", "merchant", "order", "amount", "expires", "return", "about", "signature"];

#[derive(Template)]
#[template(path = "trial_gateway.html")]
struct TrialPage {
    page: Page,
    asked: PayRequest,
    until: String,
    /// The order as it was sent, for the form.
    request: String,
    /// Name and words.
    presses: Vec<(&'static str, String)>,
}

/// `GET /cong-thu`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let request = query.unwrap_or_default();
    let asked = asked(stand_in(&site)?, &request)?;
    let page = Page::new(&site, reader.locale, "label.trial-gateway", None, "/tra-cuu");
    let until = page.moment(asked.expires);
    let presses = TrialPress::ALL.map(|it| (it.name(), page.word("trial-press", it.name())));
    Ok(html(StatusCode::OK, &TrialPage { until, asked, request, presses: presses.into(), page }))
}

/// `POST /cong-thu`
pub async fn press(
    State(site): State<Site>,
    address: ClientAddress,
    filled: Filled,
) -> Result<Response, Failure> {
    let secret = stand_in(&site)?;
    let asked = asked(secret, filled.exact("request"))?;
    let press = TrialPress::named(filled.text("press")).ok_or_else(Failure::not_found)?;
    for body in trial_callbacks(secret, &asked, press, site.context.clock.now()) {
        match taken(&site, address, body.as_bytes()).await {
            Ok(_) => {}
            // As a gateway it is told, and can do nothing about it.
            Err(failure) if failure.status.is_client_error() => {}
            Err(failure) => return Err(failure),
        }
    }
    // It was signed here, so it leads here.
    let own = asked.back.strip_prefix(&site.settings.public_url).unwrap_or(&asked.back);
    Ok(Redirect::to(own).into_response())
}

fn stand_in(site: &Site) -> Result<&GatewaySecret, Failure> {
    gateway(&site.context)?.stand_in().ok_or_else(Failure::not_found)
}

fn asked(secret: &GatewaySecret, request: &str) -> Result<PayRequest, Failure> {
    PayRequest::read(secret, request).map_err(|_| Failure::not_found())
}
