//! What gateways of text messages say of their own accord: receipts of what arrived and texts that people sent, believed by
//! their signature alone; and the stand-in of a demo, which is asked here as a gateway is asked elsewhere.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{ClientAddress, SentFile, look_up_allowed};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use motcua_app::delivery::{GatewayFault, Phones};
use motcua_app::{inquiries, notices};
use motcua_kernel::Message;
use serde::Serialize;
use utoipa::ToSchema;

/// The longest receipt in bytes, and the longest message to the stand-in.
const LONGEST: usize = 16_384;

/// The ways that texts come.
const CHANNELS: [&str; 2] = ["sms", "zalo"];

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("take_text_receipt", "POST", "/api/v1/texts/receipts/{channel}"),
        Needs::Nothing,
        || post(take_receipt).layer(DefaultBodyLimit::max(LONGEST)),
        Docs::new(
            "What a gateway of texts says of a message it took over, in its own form and with its signature; said again it \
             changes nothing",
        )
        .takes_any_file()
        .gives::<TakenReceipt>(200),
    ),
    route(
        ("take_text", "POST", "/api/v1/texts/inbound/{channel}"),
        Needs::Nothing,
        || post(take_text).layer(DefaultBodyLimit::max(LONGEST)),
        Docs::new(
            "A text that somebody sent to ask for a dossier, in the form of its gateway and with its signature; it is answered \
             by a text, and said again it is not answered twice",
        )
        .takes_any_file()
        .gives::<TakenText>(200),
    ),
    route(
        ("take_trial_text", "POST", "/api/v1/texts/trial"),
        Needs::Nothing,
        || post(take_trial).layer(DefaultBodyLimit::max(LONGEST)),
        Docs::new("The stand-in of a gateway of texts, in a demo that has no other")
            .takes_any_file()
            .gives::<TrialAnswer>(200),
    ),
];

/// What became of a receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenReceipt {
    /// Whether the message is one of this house.
    pub known: bool,
}

/// What became of a text that somebody sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenText {
    /// Whether it is answered: not when it is no text, when it had come before, when its
    /// sender asks too often or when it came from no telephone.
    pub answered: bool,
}

/// What the stand-in answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialAnswer {
    /// `0` when it was taken, `busy` or `no-such-number`.
    pub code: String,
    /// The name of the message there.
    pub id: Option<String>,
}

/// `POST /api/v1/texts/receipts/{channel}`
async fn take_receipt(
    State(site): State<Site>,
    address: ClientAddress,
    Path(channel): Path<String>,
    headers: HeaderMap,
    SentFile(body): SentFile,
) -> Result<Json<TakenReceipt>, Failure> {
    let signed = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let known = received(&site, address, &channel, signed, &body).await?;
    Ok(Json(TakenReceipt { known }))
}

/// A receipt that came from a gateway. Whoever else says something may do so only so often.
pub async fn received(
    site: &Site,
    address: ClientAddress,
    channel: &str,
    signed: impl Fn(&str) -> Option<String>,
    body: &[u8],
) -> Result<bool, Failure> {
    let gateway = site.context.delivery().texts.gateway(channel).ok_or_else(Failure::not_found)?;
    let receipt = match gateway.receipt(signed, body) {
        Ok(receipt) => receipt,
        Err(fault) => return Err(not_believed(site, address, channel, fault)),
    };
    let Some(delivered) = receipt.delivered else { return Ok(true) };
    Ok(notices::receipt(&site.context, channel, &receipt.their_id, delivered).await?)
}

/// `POST /api/v1/texts/inbound/{channel}`
async fn take_text(
    State(site): State<Site>,
    address: ClientAddress,
    Path(channel): Path<String>,
    headers: HeaderMap,
    SentFile(body): SentFile,
) -> Result<Json<TakenText>, Failure> {
    let signed = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let answered = came(&site, address, &channel, signed, &body).await?;
    Ok(Json(TakenText { answered }))
}

/// A text that came from a gateway.
pub async fn came(
    site: &Site,
    address: ClientAddress,
    channel: &str,
    signed: impl Fn(&str) -> Option<String>,
    body: &[u8],
) -> Result<bool, Failure> {
    let channel = CHANNELS.into_iter().find(|it| *it == channel).ok_or_else(Failure::not_found)?;
    let gateway = site.context.delivery().texts.gateway(channel).ok_or_else(Failure::not_found)?;
    match gateway.incoming(signed, body) {
        Ok(Some(text)) => Ok(inquiries::come(&site.context, channel, &text).await?),
        Ok(None) => {
            tracing::info!(channel, "a gateway posted what is no text, and it is not answered");
            Ok(false)
        }
        Err(fault) => Err(not_believed(site, address, channel, fault)),
    }
}

/// Whoever says something and is no gateway may do so only so often.
fn not_believed(site: &Site, address: ClientAddress, channel: &str, fault: GatewayFault) -> Failure {
    if let Err(failure) = look_up_allowed(site, address) {
        return failure;
    }
    tracing::warn!(channel, ?fault, "what was posted as a gateway of texts is not believed");
    match fault {
        GatewayFault::Unreadable => {
            Failure::new(StatusCode::BAD_REQUEST, Message::new("web.text-receipt-unreadable"))
        }
        GatewayFault::WrongSignature => {
            Failure::new(StatusCode::FORBIDDEN, Message::new("web.text-signature-wrong"))
        }
        GatewayFault::NotPosted => Failure::not_found(),
    }
}

/// `POST /api/v1/texts/trial`
async fn take_trial(
    State(site): State<Site>,
    headers: HeaderMap,
    SentFile(body): SentFile,
) -> Result<Response, Failure> {
    let phones = site.context.delivery().texts.phones().ok_or_else(Failure::not_found)?;
    let signature = headers.get(Phones::HEADER).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let answer = phones.take(signature, &body).await;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_REQUEST);
    Ok((status, [(CONTENT_TYPE, "application/json")], answer.body).into_response())
}
