//! One agency as the public may know it: how it is reached, when it is open, what is handed in or done there; and, for its
//! administrator, how it is reached from now on.

use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, put};
use crate::routes::{Needs, Route};
use crate::words::key_of;
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::admin::keep_contact;
use motcua_app::catalogue::services::of_agency;
use motcua_identity::{Action, Contact, ContactInput, Scope};
use motcua_kernel::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The routes of an agency.
pub const ROUTES: &[Route] = &[
    route(
        ("show_agency", "GET", "/api/v1/agencies/{code}"),
        Needs::Nothing,
        || get(show),
        Docs::new("One agency: how it is reached, its hours and its procedures").gives::<AgencyDetail>(200),
    ),
    route(
        ("keep_agency_contact", "PUT", "/api/v1/agencies/{code}/contact"),
        Needs::Permission(Action::ManageAgencies),
        || put(keep),
        Docs::new("Say how an agency is reached, instead of what is known of it")
            .takes::<ContactWanted>()
            .gives::<ContactKept>(200),
    ),
];

/// The days whose hours are told.
const DAYS: usize = 7;

/// An agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyDetail {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `one-stop-unit`, `peoples-committee`, `department`, `division` or `vertical`.
    pub kind: String,
    /// `province`, `district` or `commune`.
    pub level: String,
    /// Code of the agency above it.
    pub above: Option<String>,
    /// How it is reached; null when that is not known.
    pub contact: Option<ContactDocument>,
    /// The place of that among what was kept here; 0 while it is as the files of the province say.
    pub contact_revision: i64,
    /// When its counter receives, today and the six days after.
    pub hours: Vec<DayHours>,
    /// Codes of the procedures that are handed in there, or, of another agency, in which it has a part.
    pub procedures: Vec<String>,
}

/// How people reach an agency; what is not known is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactDocument {
    /// Địa chỉ.
    pub address: Option<String>,
    /// Điện thoại.
    pub phone: Option<String>,
    /// Thư điện tử.
    pub email: Option<String>,
    /// Where petitions are sent.
    pub petitions: Option<String>,
    /// What each window is for.
    pub windows: Vec<String>,
    /// False when all of this is a sample.
    pub verified: bool,
}

impl ContactDocument {
    fn of(contact: &Contact) -> Self {
        Self {
            address: contact.address.clone(),
            phone: contact.phone.clone(),
            email: contact.email.clone(),
            petitions: contact.petitions.clone(),
            windows: contact.windows.clone(),
            verified: contact.verified,
        }
    }
}

/// How an agency is reached from now on; what is not said is not known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactWanted {
    /// Địa chỉ.
    #[serde(default)]
    pub address: String,
    /// Điện thoại.
    #[serde(default)]
    pub phone: String,
    /// Thư điện tử.
    #[serde(default)]
    pub email: String,
    /// Where petitions are sent.
    #[serde(default)]
    pub petitions: String,
    /// What each window is for.
    #[serde(default)]
    pub windows: Vec<String>,
    /// Whether all of this was seen at the agency.
    pub verified: bool,
    /// `contact_revision` of what it replaces.
    pub revision: i64,
}

/// What was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactKept {
    /// Its place, for the next change.
    pub contact_revision: i64,
}

/// The hours of one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayHours {
    /// The day.
    pub date: String,
    /// `07:00-11:30`; none on a day off.
    pub sessions: Vec<String>,
}

/// `GET /api/v1/agencies/{code}`
async fn show(State(site): State<Site>, Path(code): Path<String>) -> Result<Json<AgencyDetail>, Failure> {
    let today = site.context.clock.now().date();
    let province = &site.context.province;
    let agency = province.agencies.by_code(&code, today).ok_or_else(Failure::not_found)?;
    let contact = province.contacts.get(&agency.id).map(ContactDocument::of);
    let calendar = province.calendars.of(agency.id);
    let hours = |date: Date| DayHours {
        date: date.to_string(),
        sessions: calendar.reception_sessions(date).iter().map(ToString::to_string).collect(),
    };
    let above = agency.parent.and_then(|it| province.agencies.get(it));
    Ok(Json(AgencyDetail {
        code: agency.code.clone(),
        name: agency.name.clone(),
        kind: key_of(&agency.kind, ""),
        level: key_of(&agency.level, ""),
        above: above.map(|it| it.code.clone()),
        contact,
        contact_revision: province.contact_places.get(&agency.id).copied().unwrap_or_default(),
        hours: std::iter::successors(Some(today), |it| it.next_day()).take(DAYS).map(hours).collect(),
        procedures: of_agency(province, agency, today).map(|it| it.procedure.code.clone()).collect(),
    }))
}

/// `PUT /api/v1/agencies/{code}/contact`
async fn keep(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    Checked { value: wanted, .. }: Checked<ContactWanted>,
) -> Result<Json<ContactKept>, Failure> {
    let agency = site.context.province.agencies.by_code(&code, caller.now.date());
    let agency = agency.ok_or_else(Failure::not_found)?;
    let actor = caller.actor(&site, Scope::at(agency.id))?;
    let typed = ContactInput {
        address: wanted.address,
        phone: wanted.phone,
        email: wanted.email,
        petitions: wanted.petitions,
        windows: wanted.windows,
        verified: wanted.verified,
    };
    let kept = keep_contact(&site.context, actor, (agency.id, wanted.revision), &typed).await?;
    Ok(Json(ContactKept { contact_revision: kept }))
}
