//! One's own address of mail, and what goes there.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{delete, get, put};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use motcua_app::notices::EmailAddress;
use motcua_app::staff_mail::{self, StaffMail, StaffMailState, Wishes};
use motcua_i18n::Locale;
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The routes of one's own mail.
pub const ROUTES: &[Route] = &[
    route(
        ("show_own_mail", "GET", "/api/v1/own-mail"),
        Needs::Account,
        || get(show),
        Docs::new("One's own address of mail, and what goes there").gives::<OwnMailDocument>(200),
    ),
    route(
        ("keep_own_mail", "PUT", "/api/v1/own-mail"),
        Needs::Account,
        || put(keep),
        Docs::new("Give an address of mail, which is asked whether it is one's own, and say what goes there")
            .takes::<WantedMail>()
            .gives::<OwnMailDocument>(200),
    ),
    route(
        ("forget_own_mail", "DELETE", "/api/v1/own-mail"),
        Needs::Account,
        || delete(forget),
        Docs::new("Forget one's own address of mail").gives_nothing(),
    ),
];

/// One's own address.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnMailDocument {
    /// The address.
    pub email: String,
    /// `given`, `verified` or `bad`.
    pub state: String,
    /// Whether the message of the morning goes there.
    pub morning: bool,
    /// Whether what was raised to one goes there.
    pub raised: bool,
}

/// What is to go where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedMail {
    /// The address.
    pub email: String,
    /// Whether the message of the morning goes there.
    pub morning: bool,
    /// Whether what was raised to one goes there.
    pub raised: bool,
}

/// `GET /api/v1/own-mail`
pub async fn show(State(site): State<Site>, caller: Caller) -> Result<Json<OwnMailDocument>, Failure> {
    let own = staff_mail::own(&site.context, caller.account.id).await?.ok_or_else(Failure::not_found)?;
    Ok(Json(document(own)))
}

/// `PUT /api/v1/own-mail`
pub async fn keep(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<WantedMail>,
) -> Result<Json<OwnMailDocument>, Failure> {
    let account = caller.account.id;
    staff_mail::give(&site.context, account, &address(&body.email)?, Locale::Vi).await?;
    let wishes = Wishes { morning: body.morning, raised: body.raised };
    Ok(Json(document(staff_mail::choose(&site.context, account, wishes).await?)))
}

/// `DELETE /api/v1/own-mail`
pub async fn forget(State(site): State<Site>, caller: Caller) -> Result<StatusCode, Failure> {
    staff_mail::forget(&site.context, caller.account.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The address as somebody typed it.
pub fn address(typed: &str) -> Result<EmailAddress, Refusal> {
    EmailAddress::parse(typed)
}

/// What is known of an address, as programs and texts write it.
pub const fn state_code(state: StaffMailState) -> &'static str {
    match state {
        StaffMailState::Given => "given",
        StaffMailState::Verified => "verified",
        StaffMailState::Bad => "bad",
    }
}

fn document(it: StaffMail) -> OwnMailDocument {
    let state = state_code(it.state).to_owned();
    OwnMailDocument { email: it.address, state, morning: it.morning, raised: it.raised }
}
