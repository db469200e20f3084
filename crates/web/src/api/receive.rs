//! Receiving over the API.

use super::docs::Docs;
use super::documents::DossierDocument;
use super::dossiers::created;
use super::filed::Filed;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use axum::extract::State;
use axum::response::Response;
use motcua_app::intake::receive_at_counter;
use motcua_identity::{Action, Scope};
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of receiving at a counter.
pub const ROUTES: &[Route] = &[route(
    ("receive_at_counter", "POST", "/api/v1/dossiers"),
    Needs::Permission(Action::Receive),
    || post(receive),
    Docs::new("Receive a dossier at a counter").takes::<Filed>().gives::<Received>(201).once(),
)];

/// A reception, and what the person is given.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// The dossier.
    pub dossier: DossierDocument,
    /// Token of its status page.
    pub token: String,
    /// The code to type beside the number.
    pub look_up_code: String,
    /// Address of its status page.
    pub status_url: String,
    /// Why the date is what it is, in one sentence.
    pub explanation: String,
}

/// `POST /api/v1/dossiers`
async fn receive(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: filed, once }: Checked<Filed>,
) -> Result<Response, Failure> {
    let receiving = filed.receiving(&site)?;
    let actor = caller.actor(&site, Scope::at(receiving))?;
    let submission = filed.submission(&site, once)?;
    let receipt = receive_at_counter(&site.context, actor, submission).await?;
    let received = Received {
        dossier: DossierDocument::of(&site, &receipt.dossier),
        status_url: format!("{}/tra-cuu/{}", site.settings.public_url, receipt.look_up.token),
        token: receipt.look_up.token,
        look_up_code: receipt.look_up.code,
        explanation: receipt.explanation.sentence(),
    };
    Ok(created(&receipt.dossier, &received))
}
