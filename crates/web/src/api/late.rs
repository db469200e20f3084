//! Nhập bù over the API: the leave of a head, and the paper slip of a filing that is entered by it.

use super::asked::Asked;
use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use motcua_app::Context;
use motcua_app::intake::{self, LateEntryAsked, LateSlip, PaperSlip, PermitUsed};
use motcua_dossier::LateGround;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Instant, LateEntryPermitId, Refusal, parse_date, parse_instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of slips of an outage.
pub const ROUTES: &[Route] = &[
    route(
        ("permit_late_entry", "POST", "/api/v1/late-entry-permits"),
        Needs::Permission(Action::PermitLateEntry),
        || post(permit),
        Docs::new("Give leave to enter late what a counter received on paper")
            .takes::<WantedPermit>()
            .gives::<PermitDocument>(201),
    ),
    route(
        ("list_late_entry_permits", "GET", "/api/v1/late-entry-permits"),
        Needs::Permission(Action::Receive),
        || get(permits),
        Docs::new("The leaves to enter late of an agency, the newest first").gives::<PermitList>(200),
    )
    .asking(&["agency"]),
];

/// A paper slip that is entered late.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledLate {
    /// The leave by which it is entered.
    pub permit: String,
    /// Number of the slip.
    pub slip: String,
    /// When it was written (`2026-11-26T14:05`).
    pub received: String,
    /// The return date on it, or its moment; the one the rules give when absent.
    #[serde(default)]
    pub promised: Option<String>,
}

impl FiledLate {
    /// As the use cases take it; a return date without a time ends when the counter of `receiving` closes.
    ///
    /// # Errors
    /// When a moment can not be read or no leave is named.
    pub fn read(&self, context: &Context, receiving: AgencyId) -> Result<LateSlip, Refusal> {
        let permit: Uuid =
            self.permit.parse().map_err(|_| Refusal::new("app.late-permit-unknown").at("late.permit"))?;
        let promised = self.promised.as_deref().filter(|it| !it.trim().is_empty());
        let read = |text: &str| {
            let calendar = context.province.calendars.of(receiving);
            let by_day = parse_date(text).map(|date| calendar.end_of_promise(date));
            let wrong = || Refusal::new("web.moment-wrong").at("late.promised");
            by_day.or_else(|| parse_instant(text)).ok_or_else(wrong)
        };
        let slip = PaperSlip {
            number: self.slip.clone(),
            received: self.received_at()?,
            promised: promised.map(read).transpose()?,
        };
        Ok(LateSlip { permit: LateEntryPermitId(permit), slip })
    }

    /// When the slip was written.
    ///
    /// # Errors
    /// When that is no moment.
    pub fn received_at(&self) -> Result<Instant, Refusal> {
        parse_instant(self.received.trim())
            .ok_or_else(|| Refusal::new("web.late-received-wrong").at("late.received"))
    }
}

/// A leave to enter late, as it is asked for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedPermit {
    /// Code of the agency whose counter received on paper.
    pub agency: String,
    /// `outage` or `outside-office`.
    #[schema(value_type = String)]
    pub ground: LateGround,
    /// Why, in words.
    pub reason: String,
    /// The first moment of receipt on paper.
    pub from: String,
    /// The last one.
    pub until: String,
    /// How many slips were written.
    pub slips: u32,
    /// Until when they may be entered.
    pub enter_by: String,
}

impl WantedPermit {
    /// As the rule takes it.
    ///
    /// # Errors
    /// When a moment can not be read.
    pub fn asked(self) -> Result<LateEntryAsked, Refusal> {
        let moment = |text: &str, field: &'static str| {
            parse_instant(text.trim()).ok_or_else(|| Refusal::new("web.moment-wrong").at(field))
        };
        Ok(LateEntryAsked {
            from: moment(&self.from, "from")?,
            until: moment(&self.until, "until")?,
            enter_by: moment(&self.enter_by, "enter-by")?,
            ground: self.ground,
            reason: self.reason,
            slips: self.slips,
        })
    }
}

/// A leave to enter late.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitDocument {
    /// Its id, which each slip entered by it names.
    pub id: Uuid,
    /// Whose counter.
    pub agency: AgencyDocument,
    /// `outage` or `outside-office`.
    pub ground: String,
    /// Why.
    pub reason: String,
    /// The first moment of receipt on paper.
    pub from: String,
    /// The last one.
    pub until: String,
    /// How many slips were written.
    pub slips: u32,
    /// How many of them were entered.
    pub entered: u32,
    /// Until when they may be entered.
    pub enter_by: String,
    /// When it was given.
    pub granted: String,
}

impl PermitDocument {
    fn of(site: &Site, used: &PermitUsed) -> Self {
        let permit = &used.permit;
        Self {
            id: permit.id.0,
            agency: agency(site, permit.agency),
            ground: words::key_of(&permit.ground, ""),
            reason: permit.reason.clone(),
            from: words::moment(permit.from),
            until: words::moment(permit.until),
            slips: permit.slips,
            entered: used.entered,
            enter_by: words::moment(permit.enter_by),
            granted: words::moment(permit.granted),
        }
    }
}

/// The leaves of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitList {
    /// The newest first.
    pub items: Vec<PermitDocument>,
}

/// `POST /api/v1/late-entry-permits`
async fn permit(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: wanted, .. }: Checked<WantedPermit>,
) -> Result<(StatusCode, Json<PermitDocument>), Failure> {
    let agency = super::named::agency(&site.context, &wanted.agency, "agency")?;
    let actor = caller.actor(&site, Scope::at(agency))?;
    let permit = intake::permit_late_entry(&site.context, actor, &wanted.asked()?).await?;
    Ok((StatusCode::CREATED, Json(PermitDocument::of(&site, &PermitUsed { permit, entered: 0 }))))
}

/// `GET /api/v1/late-entry-permits`
async fn permits(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<PermitList>, Failure> {
    let missing = || Refusal::new("web.field-missing").with("name", "agency").at("agency");
    let agency = asked.agency(&site, "agency")?.ok_or_else(missing)?;
    caller.actor(&site, Scope::at(agency))?;
    let permits = intake::permits_of(&site.context, agency).await?;
    Ok(Json(PermitList { items: permits.iter().map(|it| PermitDocument::of(&site, it)).collect() }))
}
