//! Absences over the API: one's own, those of whom one gives work to, and those one covers.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_app::accounts::{self, Cover, CoverWanted};
use motcua_identity::Action;
use motcua_kernel::{AccountId, Date, Refusal, parse_date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of absences.
pub const ROUTES: &[Route] = &[
    route(
        ("list_covers", "GET", "/api/v1/covers"),
        Needs::Permission(Action::ViewDossierList),
        || get(list),
        Docs::new("One's own absences and those one covers, as far as they are not over")
            .gives::<CoverList>(200),
    ),
    route(
        ("enter_cover", "POST", "/api/v1/covers"),
        Needs::Permission(Action::ViewDossierList),
        || post(enter),
        Docs::new("Enter an absence of one's own: the deputy has one's roles on those days")
            .takes::<WantedCover>()
            .gives::<CoverDocument>(201),
    ),
    route(
        ("end_cover", "POST", "/api/v1/covers/end"),
        Needs::Permission(Action::ViewDossierList),
        || post(end),
        Docs::new("End a cover today, by either of the two").takes::<EndedCover>().gives_nothing(),
    ),
];

/// An absence to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedCover {
    /// Id of the account that is away, when it is not one's own: whoever gives it its work may say so.
    pub absent: Option<Uuid>,
    /// Id of the account that covers.
    pub deputy: Uuid,
    /// The first day, as `2026-12-01`.
    pub from: String,
    /// The last day.
    pub until: String,
}

/// A cover to end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndedCover {
    /// Id of the account that is away.
    pub absent: Uuid,
    /// Id of the account that covers.
    pub deputy: Uuid,
}

/// An absence that is entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverDocument {
    /// Id of the account that is away.
    pub absent: Uuid,
    /// Its name.
    pub absent_name: String,
    /// Id of the account that covers.
    pub deputy: Uuid,
    /// Its name.
    pub deputy_name: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
}

/// The absences that are not over.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverList {
    /// One's own, those of whom one gives work to, and those one covers.
    pub items: Vec<CoverDocument>,
}

/// `GET /api/v1/covers`
async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<CoverList>, Failure> {
    let covers = accounts::covers_of(&site.context, &caller.account).await?;
    Ok(Json(CoverList { items: covers.iter().map(document).collect() }))
}

/// `POST /api/v1/covers`
async fn enter(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<WantedCover>,
) -> Result<Response, Failure> {
    let date = |text: &str, field: &'static str| {
        parse_date(text).ok_or_else(|| Refusal::new("web.date-wrong").at(field))
    };
    let wanted = CoverWanted {
        absent: body.absent.map_or(caller.account.id, AccountId),
        deputy: AccountId(body.deputy),
        from: date(&body.from, "from")?,
        until: date(&body.until, "until")?,
    };
    let cover = accounts::cover(&site.context, &caller.account, wanted).await?;
    Ok((StatusCode::CREATED, Json(document(&cover))).into_response())
}

/// `POST /api/v1/covers/end`
async fn end(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<EndedCover>,
) -> Result<StatusCode, Failure> {
    let (absent, deputy) = (AccountId(body.absent), AccountId(body.deputy));
    accounts::end_cover(&site.context, &caller.account, absent, deputy).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn document(it: &Cover) -> CoverDocument {
    let last = it.validity.until.and_then(Date::previous_day).unwrap_or(it.validity.from);
    CoverDocument {
        absent: it.absent.0,
        absent_name: it.absent_name.clone(),
        deputy: it.deputy.0,
        deputy_name: it.deputy_name.clone(),
        from: it.validity.from.to_string(),
        until: last.to_string(),
    }
}
