//! Cổng thanh toán over the API: order what is due, look an order up, take what the gateway says, and what waits for a
//! person. The pages ask the same functions.

use super::statements::{actor_at, booking};
use crate::Site;
use crate::api::DossierDocument;
use crate::api::asked::Asked;
use crate::door::{Caller, Checked, ClientAddress, SentFile, look_up_allowed};
use crate::failure::Failure;
use crate::words::moment;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::money::gateway::{
    self, Begun, CallbackFault, CallbackRow, Came, CreditBooking, OrderIs, OrderLook, OrderReference, Taken,
    WaitingCredit, Waits,
};
use motcua_kernel::{Message, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest answer of a gateway in bytes.
pub const LONGEST_ANSWER: usize = 4_096;

/// What is to be paid.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedOrder {
    /// The number of the dossier, where the slip has several.
    #[serde(default)]
    pub number: Option<String>,
}

/// An order, and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderDocument {
    /// Its name.
    pub reference: String,
    /// The number of the dossier.
    pub number: String,
    /// In whole đồng.
    pub amount: i64,
    /// Until when it may be paid.
    pub expires: String,
    /// `waiting`, `failed`, `expired`, `not-owed`, `paid` or `looked-at`: money came and a person looks at it.
    pub is: &'static str,
    /// Where it is paid, while it may be.
    pub pay: Option<String>,
    /// The receipt, once it is paid.
    pub receipt: Option<String>,
}

/// What became of an answer of the gateway.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenDocument {
    /// `paid`, `failed` or `kept` for a person.
    pub outcome: &'static str,
    /// Why it is kept.
    pub why: Option<&'static str>,
    /// Whether it had come before.
    pub repeated: bool,
}

/// What waits for a person, or the latest answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct GatewayList {
    /// Credits with the oldest first; answers with the latest first.
    pub items: Vec<AnswerDocument>,
}

/// An answer of the gateway, with what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerDocument {
    /// Its name for good.
    pub credit: String,
    /// When it came first.
    pub at: String,
    /// How often it came.
    pub times: u32,
    /// `paid`, `failed`, `waits`, `wrong-signature`, `unreadable` or `other-merchant`.
    pub outcome: String,
    /// Why it waits.
    pub why: Option<String>,
    /// The order it names.
    pub order: Option<String>,
    /// The number of the gateway.
    pub transaction: Option<String>,
    /// In whole đồng.
    pub amount: Option<i64>,
    /// The number of the dossier it was ordered for, for credits.
    pub number: Option<String>,
    /// What a person said became of it.
    pub note: Option<String>,
}

/// A credit to be booked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedCreditBooking {
    /// Which.
    pub credit: String,
    /// Number of the dossier.
    pub number: String,
    /// The number on the pre-printed receipt that is given for it.
    #[serde(default)]
    pub receipt: Option<u32>,
}

/// What became of a credit otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedSettlement {
    /// Which.
    pub credit: String,
    /// In words.
    pub words: String,
}

/// `POST /api/v1/status/{token}/online-payments`
pub async fn begin(
    State(site): State<Site>,
    address: ClientAddress,
    Path(token): Path<String>,
    Checked { value: body, .. }: Checked<WantedOrder>,
) -> Result<(StatusCode, Json<OrderDocument>), Failure> {
    let begun = begun(&site, address, &token, body.number.as_deref().unwrap_or_default()).await?;
    let look = gateway::order(&site.context, &begun.order.reference).await?;
    Ok((StatusCode::CREATED, Json(order_document(&site, &look)?)))
}

/// `GET /api/v1/online-payments/{reference}`
pub async fn show(
    State(site): State<Site>,
    Path(reference): Path<String>,
) -> Result<Json<OrderDocument>, Failure> {
    let look = gateway::order(&site.context, &order_named(&reference)?).await?;
    Ok(Json(order_document(&site, &look)?))
}

/// `POST /api/v1/gateway/callbacks`: public, believed by its signature alone.
pub async fn take(
    State(site): State<Site>,
    address: ClientAddress,
    SentFile(body): SentFile,
) -> Result<Json<TakenDocument>, Failure> {
    let Taken { came, repeated } = taken(&site, address, &body).await?;
    let (outcome, why) = match came {
        Came::Paid => ("paid", None),
        Came::Failed => ("failed", None),
        Came::Waits(why) => ("kept", why.map(Waits::name)),
    };
    Ok(Json(TakenDocument { outcome, why, repeated }))
}

/// `GET /api/v1/gateway/credits`
pub async fn credits(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<GatewayList>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let waiting = gateway::waiting_credits(&site.context, actor.agency).await?;
    let document = |it: &WaitingCredit| AnswerDocument {
        number: it.number.as_ref().map(ToString::to_string),
        ..answer(&it.row)
    };
    Ok(Json(GatewayList { items: waiting.iter().map(document).collect() }))
}

/// `GET /api/v1/gateway/callbacks`
pub async fn latest(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<GatewayList>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let latest = gateway::latest_callbacks(&site.context, actor.agency).await?;
    Ok(Json(GatewayList { items: latest.iter().map(answer).collect() }))
}

/// `POST /api/v1/gateway/credits/bookings`
pub async fn book(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
    Checked { value: body, .. }: Checked<WantedCreditBooking>,
) -> Result<Json<DossierDocument>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let wanted = credit_booking(&body.credit, &body.number, body.receipt)?;
    let dossier = gateway::book_credit(&site.context, actor, &wanted).await?;
    Ok(Json(DossierDocument::of(&site, &dossier)))
}

/// `POST /api/v1/gateway/credits/settlements`
pub async fn settle(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
    Checked { value: body, .. }: Checked<WantedSettlement>,
) -> Result<StatusCode, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    gateway::settle_credit(&site.context, actor, &body.credit, &body.words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An order for the dossier of a slip, by whoever has the token; an address may ask only so often.
pub async fn begun(site: &Site, address: ClientAddress, token: &str, number: &str) -> Result<Begun, Failure> {
    look_up_allowed(site, address)?;
    let number = match number.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| Failure::not_found())?),
    };
    Ok(gateway::begin_order(&site.context, token, number.as_ref()).await?)
}

/// What the gateway says, when it says it. Whoever else says something may do so only so often, so that nobody fills the
/// log; the gateway itself may come as often as it likes.
pub async fn taken(site: &Site, address: ClientAddress, body: &[u8]) -> Result<Taken, Failure> {
    let said = std::str::from_utf8(body).map_err(|_| CallbackFault::Unreadable);
    let read = gateway::gateway(&site.context)?;
    match said.and_then(|it| read.read(it)) {
        Ok(callback) => Ok(gateway::take_callback(&site.context, &callback).await?),
        Err(fault) => {
            look_up_allowed(site, address)?;
            gateway::note_refused(&site.context, body, fault).await?;
            Err(match fault {
                CallbackFault::Unreadable => {
                    Failure::new(StatusCode::BAD_REQUEST, Message::new("web.gateway-unreadable"))
                }
                CallbackFault::WrongSignature => {
                    Failure::new(StatusCode::FORBIDDEN, Message::new("web.gateway-signature-wrong"))
                }
                CallbackFault::OtherMerchant => {
                    Failure::new(StatusCode::FORBIDDEN, Message::new("web.gateway-other-merchant"))
                }
            })
        }
    }
}

/// The name of an order, as it stands in an address.
pub fn order_named(text: &str) -> Result<OrderReference, Failure> {
    text.parse().map_err(|()| Failure::not_found())
}

/// Where an order is paid now, if it may be.
pub fn pay_page(site: &Site, look: &OrderLook) -> Result<Option<String>, Failure> {
    match look.is {
        OrderIs::Waiting | OrderIs::Failed => {}
        OrderIs::Expired | OrderIs::NotOwed | OrderIs::Paid { .. } | OrderIs::Looked => return Ok(None),
    }
    if site.context.clock.now() > look.order.expires {
        return Ok(None);
    }
    let back = format!("{}/thanh-toan/{}", site.settings.public_url, look.order.reference);
    Ok(Some(gateway::gateway(&site.context)?.page_of(&look.order, back, look.number.to_string())))
}

/// A credit to be booked, as it was typed.
pub fn credit_booking(credit: &str, number: &str, receipt: Option<u32>) -> Result<CreditBooking, Refusal> {
    let line = booking(credit, number, receipt)?;
    Ok(CreditBooking { credit: credit.to_owned(), number: line.number, receipt })
}

fn order_document(site: &Site, look: &OrderLook) -> Result<OrderDocument, Failure> {
    let (is, receipt) = match &look.is {
        OrderIs::Waiting => ("waiting", None),
        OrderIs::Expired => ("expired", None),
        OrderIs::Failed => ("failed", None),
        OrderIs::NotOwed => ("not-owed", None),
        OrderIs::Paid { receipt, .. } => ("paid", receipt.clone()),
        OrderIs::Looked => ("looked-at", None),
    };
    let whole =
        |it: String| if it.starts_with('/') { format!("{}{it}", site.settings.public_url) } else { it };
    Ok(OrderDocument {
        reference: look.order.reference.to_string(),
        number: look.number.to_string(),
        amount: look.order.amount.0,
        expires: moment(look.order.expires),
        is,
        pay: pay_page(site, look)?.map(whole),
        receipt,
    })
}

fn answer(row: &CallbackRow) -> AnswerDocument {
    AnswerDocument {
        credit: row.fingerprint.clone(),
        at: moment(row.first_at),
        times: row.times,
        outcome: row.outcome.clone(),
        why: row.why.clone(),
        order: row.order.clone(),
        transaction: row.transaction.clone(),
        amount: row.amount.map(|it| it.0),
        number: None,
        note: row.note.clone(),
    }
}
