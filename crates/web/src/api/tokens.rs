//! Tokens of programs.

use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::named;
use super::routes::route;
use crate::door::{Caller, Checked, ClientAddress};
use crate::failure::Failure;
use crate::methods::{delete, get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_app::accounts::{Origin, TokenWanted, issue_token, my_tokens, revoke_token};
use motcua_identity::Action;
use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of tokens of programs.
pub const ROUTES: &[Route] = &[
    route(
        ("issue_token", "POST", "/api/v1/tokens"),
        Needs::Nothing,
        || post(issue),
        Docs::new("A token for a program, for a login name and its password")
            .takes::<Wanted>()
            .gives::<Issued>(201),
    ),
    route(
        ("list_tokens", "GET", "/api/v1/tokens"),
        Needs::Account,
        || get(list),
        Docs::new("One's own tokens").gives::<TokenList>(200),
    ),
    route(
        ("revoke_token", "DELETE", "/api/v1/tokens/{id}"),
        Needs::Account,
        || delete(revoke),
        Docs::new("End a token of one's own").gives_nothing(),
    ),
];

/// What a program asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Login name.
    pub login: String,
    /// Password.
    pub password: String,
    /// What the person calls the token.
    pub name: String,
    /// For how many days it counts, at most 366.
    pub days: u32,
    /// Code of the agency at which it counts, with everything below.
    pub agency: String,
    /// What for; everything the account may do when empty.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub actions: BTreeSet<Action>,
}

/// A token, told once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Issued {
    /// Its id, by which it is revoked.
    pub id: Uuid,
    /// What goes behind `Authorization: Bearer`.
    pub token: String,
    /// Until when it counts.
    pub expires: String,
}

/// `POST /api/v1/tokens`
async fn issue(
    State(site): State<Site>,
    ClientAddress(address): ClientAddress,
    Checked { value: wanted, .. }: Checked<Wanted>,
) -> Result<Response, Failure> {
    let at = named::agency(&site.context, &wanted.agency, "agency")?;
    let token = TokenWanted { name: wanted.name, days: wanted.days, agency: at, actions: wanted.actions };
    let address = address.to_string();
    let origin = Origin { address: &address };
    let issued = issue_token(&site.context, origin, &wanted.login, &wanted.password, token)
        .await
        .map_err(|error| Failure::from(error).waiting_from(site.context.clock.now()))?;
    let expires = from_seconds(issued.claims.exp);
    let answer = Issued { id: issued.claims.jti, token: issued.token, expires: words::moment(expires) };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// The tokens of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenList {
    /// Each that was ever issued, revoked ones too.
    pub items: Vec<TokenItem>,
}

/// A token; what goes behind `Authorization` was told once.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenItem {
    /// Its id, by which it is revoked.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The agency at which it counts, with everything below.
    pub agency: AgencyDocument,
    /// What for.
    pub actions: Vec<String>,
    /// When it was issued.
    pub issued: String,
    /// Until when it counts.
    pub expires: String,
    /// When it was revoked; null when it was not.
    pub revoked: Option<String>,
}

/// `GET /api/v1/tokens`
async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<TokenList>, Failure> {
    let tokens = my_tokens(&site.context, caller.account.id).await?;
    let items = tokens.into_iter().map(|it| TokenItem {
        id: it.claims.jti,
        name: it.name,
        agency: agency(&site, it.claims.agency),
        actions: it.claims.actions.iter().map(ToString::to_string).collect(),
        issued: words::moment(from_seconds(it.claims.iat)),
        expires: words::moment(from_seconds(it.claims.exp)),
        revoked: it.revoked.map(words::moment),
    });
    Ok(Json(TokenList { items: items.collect() }))
}

const fn from_seconds(seconds: i64) -> Instant {
    Instant::from_micros(seconds.saturating_mul(1_000_000))
}

/// `DELETE /api/v1/tokens/{id}`
async fn revoke(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    revoke_token(&site.context, caller.account.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
