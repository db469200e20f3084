//! What can be applied for, and where: the procedures in force and the agencies, as the public may read them.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::documents::AgencyDocument;
use super::page::{Page, page};
use super::routes::route;
use crate::Site;
use crate::failure::Failure;
use crate::methods::get;
use crate::offered::{Filter, level_named};
use crate::routes::{Needs, Route};
use crate::words::key_of;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::catalogue::services::services;
use motcua_app::catalogue::{Offer, offers};
use motcua_catalogue::{Procedure, ProcedureVersion};
use motcua_i18n::fold;
use motcua_kernel::{Date, Refusal};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The routes of the catalogue.
pub const ROUTES: &[Route] = &[
    route(
        ("list_procedures", "GET", "/api/v1/procedures"),
        Needs::Nothing,
        || get(procedures),
        Docs::new("Procedures in force; `agency` is a counter where they can be handed in")
            .gives::<ProcedureList>(200),
    )
    .asking(&["search", "field", "level", "agency", "after", "limit"]),
    route(
        ("show_procedure", "GET", "/api/v1/procedures/{code}"),
        Needs::Nothing,
        || get(procedure),
        Docs::new("A procedure as its version in force says").gives::<ProcedureDetail>(200),
    ),
    route(
        ("list_agencies", "GET", "/api/v1/agencies"),
        Needs::Nothing,
        || get(agencies),
        Docs::new("Agencies that exist today").gives::<AgencyList>(200),
    )
    .asking(&["search", "after", "limit"]),
];

/// One page of procedures in force, by code.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureList {
    /// The procedures.
    pub items: Vec<ProcedureItem>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

/// A procedure in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureItem {
    /// National code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Lĩnh vực.
    pub field: String,
    /// The levels on which it is decided: `province`, `district`, `commune`.
    pub levels: Vec<String>,
    /// Mức độ dịch vụ công trực tuyến, 1 to 4.
    pub service_level: u8,
}

/// A paper that people often came without in the last twelve months.
#[derive(Debug, Serialize, ToSchema)]
pub struct LackingPaper {
    /// Its name.
    pub name: String,
    /// In so many dossiers; never fewer than three.
    pub dossiers: usize,
}

/// A procedure with all that its version in force says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureDetail {
    /// National code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Lĩnh vực.
    pub field: String,
    /// Whether its title is kept out of messages and previews.
    pub sensitive: bool,
    /// Since when the version is in force.
    pub since: String,
    /// Until when, if that is known.
    pub until: Option<String>,
    /// Trình tự thực hiện.
    pub sequence: String,
    /// Đối tượng thực hiện.
    pub applicants: Vec<String>,
    /// Codes of the legal documents it stands on.
    pub legal_basis: Vec<String>,
    /// Yêu cầu, điều kiện, by place from 0.
    pub conditions: Vec<String>,
    /// What can come out: code and name.
    #[schema(value_type = Vec<Object>)]
    pub results: Value,
    /// Its cases: components in groups, limit and fees of each channel, the legs of the route. As the catalogue's files
    /// write them.
    #[schema(value_type = Vec<Object>)]
    pub cases: Value,
    /// The levels on which it is decided: `province`, `district`, `commune`.
    pub levels: Vec<String>,
    /// Mức độ dịch vụ công trực tuyến, 1 to 4.
    pub service_level: u8,
    /// The papers most often lacking, at most three.
    pub often_lacking: Vec<LackingPaper>,
}

/// One page of agencies, by code.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyList {
    /// The agencies.
    pub items: Vec<AgencyDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

impl Page for ProcedureList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

impl Page for AgencyList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// `GET /api/v1/procedures`
async fn procedures(State(site): State<Site>, asked: Asked) -> Result<Response, Failure> {
    let today = site.context.clock.now().date();
    let offers = offers(&site.context).await?;
    let level_wrong =
        |level: &str| bad(Refusal::new("web.service-level-unknown").with("level", level).at("level"));
    let level = asked.text("level").map(|it| level_named(it).ok_or_else(|| level_wrong(it))).transpose()?;
    let counter = asked.agency(&site, "agency")?;
    let counter = counter.and_then(|it| site.context.province.agencies.get(it));
    let filter = Filter { field: asked.text("field"), level, counter };
    let wanted = services(&site.context.province, today).filter(|it| filter.fits(&site, &offers, it, today));
    let in_force = wanted.map(|it| ProcedureItem {
        code: it.procedure.code.clone(),
        name: it.version.name.clone(),
        field: it.procedure.field.clone(),
        levels: levels(offers.get(&it.procedure.code)),
        service_level: it.version.service_level().number(),
    });
    let (items, next) = some(&asked, in_force, |it| (&it.code, &it.name))?;
    Ok(page(&asked, &ProcedureList { items, next }))
}

/// `GET /api/v1/procedures/{code}`
async fn procedure(
    State(site): State<Site>,
    Path(code): Path<String>,
) -> Result<Json<ProcedureDetail>, Failure> {
    let today = site.context.clock.now().date();
    let catalogue = &site.context.province.catalogue;
    let procedure = catalogue.procedure(&code).ok_or_else(Failure::not_found)?;
    let version = catalogue.version_on(&code, today).ok_or_else(Failure::not_found)?;
    let offers = offers(&site.context).await?;
    Ok(Json(detail(procedure, version, offers.get(&code))))
}

/// `GET /api/v1/agencies`
async fn agencies(State(site): State<Site>, asked: Asked) -> Result<Response, Failure> {
    let today = site.context.clock.now().date();
    let tree = &site.context.province.agencies;
    let mut there: Vec<AgencyDocument> = tree
        .iter()
        .filter(|it| it.validity.holds_on(today))
        .map(|it| AgencyDocument { code: it.code.clone(), name: it.name.clone() })
        .collect();
    there.sort_by(|one, other| one.code.cmp(&other.code));
    let (items, next) = some(&asked, there.into_iter(), |it| (&it.code, &it.name))?;
    Ok(page(&asked, &AgencyList { items, next }))
}

/// Of `all`, sorted by code, those behind `after` in whose code or name every word of `search` is found.
fn some<T>(
    asked: &Asked,
    all: impl Iterator<Item = T>,
    code_and_name: impl Fn(&T) -> (&str, &str),
) -> Result<(Vec<T>, Option<String>), Failure> {
    let limit = asked.limit()?;
    let after = asked.text("after").unwrap_or_default();
    let search = fold(asked.text("search").unwrap_or_default());
    let fits = |item: &T| {
        let (code, name) = code_and_name(item);
        let text = fold(&format!("{code} {name}"));
        code > after && search.split(' ').all(|word| text.contains(word))
    };
    let mut items: Vec<T> = all.filter(fits).take(limit + 1).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|it| code_and_name(it).0.to_owned());
    Ok((items, next))
}

fn levels(offer: Option<&Offer>) -> Vec<String> {
    offer.iter().flat_map(|it| &it.levels).map(|it| key_of(it, "")).collect()
}

fn detail(procedure: &Procedure, version: &ProcedureVersion, offer: Option<&Offer>) -> ProcedureDetail {
    let lacking = offer.iter().flat_map(|it| &it.lacking);
    ProcedureDetail {
        code: procedure.code.clone(),
        name: version.name.clone(),
        field: procedure.field.clone(),
        sensitive: procedure.sensitive,
        since: version.validity.from.to_string(),
        until: version.validity.until.as_ref().map(Date::to_string),
        sequence: version.sequence.clone(),
        applicants: version.applicants.clone(),
        legal_basis: version.legal_basis.clone(),
        conditions: version.conditions.clone(),
        results: json!(version.results),
        cases: json!(version.cases),
        levels: levels(offer),
        service_level: version.service_level().number(),
        often_lacking: lacking
            .map(|it| LackingPaper { name: it.name.clone(), dossiers: it.dossiers })
            .collect(),
    }
}
