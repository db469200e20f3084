//! Looking at dossiers over the API.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::documents::DossierDocument;
use super::page::{Page, page};
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::{Site, cursors};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use motcua_app::look::{self, DossiersWanted, ReadingPlace};
use motcua_dossier::{Dossier, Party};
use motcua_identity::Action;
use motcua_kernel::{BundleId, DossierId, Message, PartyId, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The routes of dossiers.
pub const ROUTES: &[Route] = &[
    route(
        ("list_dossiers", "GET", "/api/v1/dossiers"),
        Needs::Permission(Action::ViewDossierList),
        || get(list),
        Docs::new("Dossiers by receipt, the newest first").gives::<DossierList>(200),
    )
    .asking(&["receiving", "status", "from", "before", "slip", "after", "limit"]),
    route(
        ("show_dossier", "GET", "/api/v1/dossiers/{id}"),
        Needs::Permission(Action::ViewDossierList),
        || get(show),
        Docs::new("One dossier as it stands").gives::<DossierDocument>(200).tagged(),
    ),
    route(
        ("show_people", "GET", "/api/v1/dossiers/{id}/people"),
        Needs::Permission(Action::ViewPersonalData),
        || get(people),
        Docs::new("The people of a dossier; that they were read is kept").gives::<PeopleDocument>(200),
    ),
];

/// Every state of a dossier with a number, in the order of its life.
pub const STATUSES: [&str; 12] = [
    "received",
    "awaiting-predecessor",
    "in-process",
    "supplement-requested",
    "awaiting-payment",
    "suspended",
    "result-signed",
    "result-ready",
    "returned",
    "withdrawn",
    "stopped",
    "annulled",
];

/// `GET /api/v1/dossiers/{id}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let tag = tag(&dossier);
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    let is_this = |it: &str| it == "*" || it.trim_start_matches("W/") == tag;
    if known.flat_map(|it| it.split(',')).any(|it| is_this(it.trim())) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    Ok(with_tag(&site, &dossier))
}

/// The dossier with this id, if this caller may know of it.
pub async fn find(site: &Site, caller: &Caller, id: &str) -> Result<Dossier, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let dossier = look::dossier(&site.context, DossierId(id)).await?;
    if caller.knows(site, &dossier) { Ok(dossier) } else { Err(Failure::not_found()) }
}

/// A dossier with the version that is shown.
pub fn with_tag(site: &Site, dossier: &Dossier) -> Response {
    ([(ETAG, tag(dossier))], Json(DossierDocument::of(site, dossier))).into_response()
}

/// A dossier that is new, and where it is.
pub fn created(dossier: &Dossier, document: &impl Serialize) -> Response {
    let location = format!("/api/v1/dossiers/{}", dossier.id);
    (StatusCode::CREATED, [(LOCATION, location), (ETAG, tag(dossier))], Json(document)).into_response()
}

/// A bundle that is new, and where it is.
pub fn bundle_created(bundle: BundleId, document: &impl Serialize) -> Response {
    (StatusCode::CREATED, [(LOCATION, format!("/api/v1/bundles/{bundle}"))], Json(document)).into_response()
}

/// The `ETag` of a dossier: its version.
fn tag(dossier: &Dossier) -> String {
    format!("\"{}\"", dossier.seq)
}

/// One page of dossiers, the newest receipt first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierList {
    /// The dossiers.
    pub items: Vec<DossierDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

impl Page for DossierList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// `GET /api/v1/dossiers`
async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let status = asked.text("status");
    if status.is_some_and(|it| !STATUSES.contains(&it)) {
        return Err(bad(Refusal::new("web.status-unknown").at("status")));
    }
    let receiving = asked.agencies(&site, &caller, "receiving")?;
    if let Some(slip) = asked.text("slip") {
        let found = motcua_app::paper::by_slip(&site.context, &receiving, slip).await?;
        let items = found.iter().map(|it| DossierDocument::of(&site, it)).collect();
        return Ok(page(&asked, &DossierList { items, next: None }));
    }
    let wanted = DossiersWanted {
        receiving,
        statuses: status.map(str::to_owned).into_iter().collect(),
        from: asked.date("from")?,
        before: asked.date("before")?,
        after: asked.after_dossier()?,
        limit: u64::try_from(asked.limit()?).unwrap_or(1),
    };
    let found = look::dossiers(&site.context, &wanted).await?;
    let list = DossierList {
        items: found.dossiers.iter().map(|it| DossierDocument::of(&site, it)).collect(),
        next: found.next.map(cursors::of_dossier),
    };
    Ok(page(&asked, &list))
}

/// The people of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleDocument {
    /// Chủ hồ sơ; null when erased.
    pub applicant: Option<PersonDocument>,
    /// Người nộp thay; null when there is none, or erased.
    pub helper: Option<PersonDocument>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonDocument {
    /// Họ và tên.
    pub name: String,
    /// Số định danh cá nhân.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_id: Option<String>,
    /// Phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// `GET /api/v1/dossiers/{id}/people`
async fn people(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<PeopleDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let Some(reader) = caller.reader_of_people(&site, &dossier) else {
        return Err(Failure::new(StatusCode::FORBIDDEN, Message::new("identity.no-leg")));
    };
    let found = look::people_of(&site.context, reader, &dossier, ReadingPlace::Api).await?;
    let filing = dossier.filing.ok_or_else(Failure::not_found)?;
    Ok(Json(PeopleDocument {
        applicant: person(&found, filing.applicant),
        helper: filing.helper.and_then(|it| person(&found, it)),
    }))
}

/// A person as programs read them; nothing for one who was erased.
pub fn person(found: &BTreeMap<PartyId, Option<Party>>, id: PartyId) -> Option<PersonDocument> {
    let party = found.get(&id)?.as_ref()?;
    Some(PersonDocument {
        name: party.name.as_str().to_owned(),
        national_id: party.national_id.as_ref().map(|it| it.as_str().to_owned()),
        phone: party.phone.as_ref().map(|it| it.as_str().to_owned()),
        address: party.address.clone(),
    })
}
