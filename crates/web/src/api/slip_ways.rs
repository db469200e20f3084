//! What whoever reads at an address, or has the slip, says of how they are told, for programs. Nobody logs in.

use super::docs::Docs;
use super::reach::{choice, texts};
use super::routes::route;
use crate::Site;
use crate::door::Checked;
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::notices::{self, code_of};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_ways_of_slip", "GET", "/api/v1/status/{token}/ways"),
        Needs::Nothing,
        || get(ways_of_slip),
        Docs::new("Who is told of the dossiers of a slip, addresses masked").gives::<SlipWays>(200),
    ),
    route(
        ("choose_what_is_told", "POST", "/api/v1/status/{token}/ways/{way}"),
        Needs::Nothing,
        || post(choose),
        Docs::new("Choose what is told on one of the ways of a slip").takes::<WayChoice>().gives_nothing(),
    ),
    route(
        ("choose_texts", "POST", "/api/v1/status/{token}/ways/{way}/texts"),
        Needs::Nothing,
        || post(choose_texts),
        Docs::new("Choose by which messages one of the telephones of a slip is told: by SMS, or by Zalo")
            .takes::<TextsChoice>()
            .gives_nothing(),
    ),
    route(
        ("verify_address", "POST", "/api/v1/address-verifications"),
        Needs::Nothing,
        || post(verify),
        Docs::new("Say that an address is one's own, with the link that was sent there")
            .takes::<LinkToken>()
            .gives_nothing(),
    ),
    route(
        ("leave_notices", "POST", "/api/v1/unsubscriptions"),
        Needs::Nothing,
        || post(leave),
        Docs::new("Hear less or nothing any more, with the link of a message")
            .takes::<Leaving>()
            .gives_nothing(),
    ),
];

/// Who is told of the dossiers of a slip.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipWays {
    /// The ways, with the dossier of each.
    pub ways: Vec<SlipWay>,
}

/// A way of one of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipWay {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier: Uuid,
    /// `email`, `sms` or `zalo`.
    pub channel: &'static str,
    /// The address, masked.
    pub address: Option<String>,
    /// `all`, `important` or `nothing`.
    #[schema(value_type = String)]
    pub told: notices::Wants,
    /// `given`, `verified` or `off`.
    #[schema(value_type = String)]
    pub state: notices::ReachState,
    /// Whether it only takes what Zalo could not bring to the same telephone.
    pub stands_by: bool,
}

/// `GET /api/v1/status/{token}/ways`
pub async fn ways_of_slip(
    State(site): State<Site>,
    Path(token): Path<String>,
) -> Result<Json<SlipWays>, Failure> {
    let found = notices::ways_of_slip(&site.context, &token).await?;
    let ways = found.iter().flat_map(|(dossier, ways)| {
        ways.iter().map(|it| SlipWay {
            id: it.id,
            dossier: dossier.0,
            channel: code_of(it.way),
            address: it.masked.clone(),
            told: it.wants,
            state: it.state,
            stands_by: it.stands_by,
        })
    });
    Ok(Json(SlipWays { ways: ways.collect() }))
}

/// What is told from now on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayChoice {
    /// `all`, `important` or `nothing`.
    pub told: String,
}

/// `POST /api/v1/status/{token}/ways/{way}`
pub async fn choose(
    State(site): State<Site>,
    Path((token, way)): Path<(String, String)>,
    Checked { value: wanted, .. }: Checked<WayChoice>,
) -> Result<StatusCode, Failure> {
    let way = way.parse().map_err(|_| Failure::not_found())?;
    notices::choose(&site.context, &token, (way, choice(&wanted.told, "told")?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// By which messages a telephone is told from now on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextsChoice {
    /// `sms`, or `zalo` where the house sends there.
    pub texts: String,
}

/// `POST /api/v1/status/{token}/ways/{way}/texts`
pub async fn choose_texts(
    State(site): State<Site>,
    Path((token, way)): Path<(String, String)>,
    Checked { value: wanted, .. }: Checked<TextsChoice>,
) -> Result<StatusCode, Failure> {
    let way = way.parse().map_err(|_| Failure::not_found())?;
    notices::choose_texts(&site.context, &token, (way, texts(&wanted.texts, "texts")?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a link of a message says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// The last part of its address.
    pub token: String,
}

/// `POST /api/v1/address-verifications`
pub async fn verify(
    State(site): State<Site>,
    Checked { value: link, .. }: Checked<LinkToken>,
) -> Result<StatusCode, Failure> {
    notices::verify(&site.context, &link.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody leaves.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// The last part of the address of the link.
    pub token: String,
    /// What is still told: `important` or `nothing`.
    pub told: String,
}

/// `POST /api/v1/unsubscriptions`
pub async fn leave(
    State(site): State<Site>,
    Checked { value: leaving, .. }: Checked<Leaving>,
) -> Result<StatusCode, Failure> {
    notices::leave(&site.context, &leaving.token, choice(&leaving.told, "told")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
