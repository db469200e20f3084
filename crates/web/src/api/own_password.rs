//! One's own password over the API. It is asked for by name and password, as a token is: whoever must choose another one
//! first has no token yet.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{Checked, ClientAddress};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use axum::extract::State;
use axum::http::StatusCode;
use motcua_app::accounts::{Origin, change_own_password};
use serde::Deserialize;
use utoipa::ToSchema;

/// The route of one's own password.
pub const ROUTES: &[Route] = &[route(
    ("change_own_password", "POST", "/api/v1/own-password"),
    Needs::Nothing,
    || post(change),
    Docs::new("Another password in the place of one's own, for a login name and the present one; every session of it ends")
        .takes::<PasswordChange>()
        .gives_nothing(),
)];

/// One's own password, and what takes its place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// Login name.
    pub login: String,
    /// The present password.
    pub old: String,
    /// The new one: at least 12 characters, without the login name.
    pub new: String,
}

/// `POST /api/v1/own-password`
async fn change(
    State(site): State<Site>,
    ClientAddress(address): ClientAddress,
    Checked { value: asked, .. }: Checked<PasswordChange>,
) -> Result<StatusCode, Failure> {
    let address = address.to_string();
    let passwords = (asked.old.as_str(), asked.new.as_str());
    change_own_password(&site.context, Origin { address: &address }, &asked.login, passwords, None)
        .await
        .map_err(|error| Failure::from(error).waiting_from(site.context.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
