//! Visits that give no number, over the API: papers go home with a guidance slip, or are not received.

use super::docs::Docs;
use super::documents::DossierDocument;
use super::dossiers::created;
use super::filed::Filed;
use super::routes::route;
use super::verbs::AskedPaper;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use axum::extract::State;
use axum::response::Response;
use motcua_app::intake::{guide, not_receive};
use motcua_identity::{Action, Scope};
use serde::Deserialize;
use utoipa::ToSchema;

/// The routes of visits of assurance.
pub const ROUTES: &[Route] = &[
    route(
        ("guide", "POST", "/api/v1/guidances"),
        Needs::Permission(Action::Guide),
        || post(record_guidance),
        Docs::new("Record that papers went home with a guidance slip")
            .takes::<Guidance>()
            .gives::<DossierDocument>(201)
            .once(),
    ),
    route(
        ("not_receive", "POST", "/api/v1/refusals-at-counter"),
        Needs::Permission(Action::NotReceive),
        || post(record_refusal),
        Docs::new("Record that a filing was not received, and why")
            .takes::<RefusalAtCounter>()
            .gives::<DossierDocument>(201)
            .once(),
    ),
];

/// A visit with papers that are not complete.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    /// What was brought.
    pub filed: Filed,
    /// Everything that is lacking, each with its reason.
    pub items: Vec<AskedPaper>,
}

/// A visit that is refused.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalAtCounter {
    /// What was brought.
    pub filed: Filed,
    /// The written reason.
    pub reason: String,
}

/// `POST /api/v1/guidances`
async fn record_guidance(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: Guidance { filed, items }, once }: Checked<Guidance>,
) -> Result<Response, Failure> {
    let actor = caller.actor(&site, Scope::at(filed.receiving(&site)?))?;
    let submission = filed.submission(&site, once)?;
    let visit = guide(&site.context, actor, submission, AskedPaper::items(items)?).await?;
    Ok(created(&visit, &DossierDocument::of(&site, &visit)))
}

/// `POST /api/v1/refusals-at-counter`
async fn record_refusal(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: RefusalAtCounter { filed, reason }, once }: Checked<RefusalAtCounter>,
) -> Result<Response, Failure> {
    let actor = caller.actor(&site, Scope::at(filed.receiving(&site)?))?;
    let submission = filed.submission(&site, once)?;
    let visit = not_receive(&site.context, actor, submission, reason).await?;
    Ok(created(&visit, &DossierDocument::of(&site, &visit)))
}
