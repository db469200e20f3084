//! Chuyển phiên bản: which running dossiers could go over to the version in force. A look changes nothing; who goes over is
//! proposed by one person and approved by another.

use super::docs::Docs;
use super::procedure_check::{Gap, gap};
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::catalogue::{
    LegChange, LegDifference, Provision, RebaseDifference, RebaseDone, RebaseLine, Running,
    confirm_rebase_of, propose_rebase_of, rebase_trial,
};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of going over to another version.
pub const ROUTES: &[Route] = &[
    route(
        ("try_rebase", "GET", "/api/v1/procedures/{code}/rebase"),
        Needs::Permission(Action::CheckCatalogue),
        || get(list),
        Docs::new(
            "Running dossiers under another version than the one in force, and what would change for each",
        )
        .gives::<RebaseTrial>(200),
    ),
    route(
        ("propose_rebase", "POST", "/api/v1/procedures/{code}/rebase-proposals"),
        Needs::Permission(Action::ProposeRebase),
        || post(propose),
        Docs::new(
            "Propose that running dossiers go over to the version in force, by a transitional provision",
        )
        .takes::<ProposedRebase>()
        .gives::<RebaseResult>(200),
    ),
    route(
        ("confirm_rebase", "POST", "/api/v1/procedures/{code}/rebase-approvals"),
        Needs::Permission(Action::ConfirmRebase),
        || post(approve),
        Docs::new("Approve what another person proposed: the dossiers go over")
            .takes::<ApprovedRebase>()
            .gives::<RebaseResult>(200),
    ),
];

/// The running dossiers of a procedure under another version than the one in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebaseTrial {
    /// First day of the version in force.
    pub since: String,
    /// Its legal documents, one of which must hold the transitional provision.
    pub legal_basis: Vec<String>,
    /// The dossiers, as far as one may ask.
    pub dossiers: Vec<RebaseItem>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebaseItem {
    /// Id of the dossier.
    pub dossier: Uuid,
    /// Its number.
    pub number: String,
    /// First day of the version it is under.
    pub under_since: Option<String>,
    /// Whether a proposal waits for another person.
    pub proposed: bool,
    /// Why it would stay; null when it could go over.
    pub refused: Option<Gap>,
    /// What would change; null when it would stay.
    pub difference: Option<DifferenceDocument>,
}

/// Old and new beside each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceDocument {
    /// The lawful date as it stands.
    pub lawful_before: String,
    /// The lawful date under the version in force.
    pub lawful_after: String,
    /// Legs that come, go or get another time.
    pub legs: Vec<LegDifferenceDocument>,
    /// Codes of papers only the version in force asks for: none of them is asked for (NĐ 63/2010 Điều 18(6)).
    pub papers_not_asked: Vec<String>,
}

/// A leg that is not as it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegDifferenceDocument {
    /// Its number.
    pub no: u16,
    /// What is done.
    pub name: String,
    /// `added`, `removed` or `budget`.
    pub change: &'static str,
    /// Its time as it was.
    pub before: Option<String>,
    /// Its time as it will be.
    pub after: Option<String>,
}

/// A transitional provision for the running dossiers of a procedure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposedRebase {
    /// Code of the legal document, one the version in force stands on.
    pub document: String,
    /// The article and what it says.
    pub provision: String,
    /// Ids of the dossiers; all that could go over, if absent.
    #[serde(default)]
    pub dossiers: Option<Vec<Uuid>>,
}

/// Which proposals are approved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovedRebase {
    /// Ids of the dossiers; all that are proposed, if absent.
    #[serde(default)]
    pub dossiers: Option<Vec<Uuid>>,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebaseResult {
    /// Numbers of the dossiers it was done to.
    pub done: Vec<String>,
    /// Those that stay, with the reason.
    pub left: Vec<LeftDocument>,
}

/// A dossier that stays as it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftDocument {
    /// Its number.
    pub number: String,
    /// Why.
    pub why: Gap,
}

/// `GET /api/v1/procedures/{code}/rebase`
async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<RebaseTrial>, Failure> {
    Ok(Json(tried(&site, &caller, &code).await?))
}

/// The dossiers that could go over, of the counters where the caller may ask.
pub async fn tried(site: &Site, caller: &Caller, code: &str) -> Result<RebaseTrial, Failure> {
    let seen = |it: Running| caller.actor(site, Scope::at(it.receiving)).is_ok();
    let report = rebase_trial(&site.context, code, seen).await?;
    Ok(RebaseTrial {
        since: report.to.validity.from.to_string(),
        legal_basis: report.to.legal_basis.clone(),
        dossiers: report.lines.iter().map(|it| item(site, it)).collect(),
    })
}

/// `POST /api/v1/procedures/{code}/rebase-proposals`
async fn propose(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    sent: Checked<ProposedRebase>,
) -> Result<Json<RebaseResult>, Failure> {
    let ProposedRebase { document, provision, dossiers } = sent.value;
    let provision = Provision { document, words: provision };
    Ok(Json(proposed(&site, &caller, &code, &provision, dossiers.as_deref()).await?))
}

/// Proposes it for `dossiers`, or for all.
pub async fn proposed(
    site: &Site,
    caller: &Caller,
    code: &str,
    provision: &Provision,
    dossiers: Option<&[Uuid]>,
) -> Result<RebaseResult, Failure> {
    let acting = |it: Running| acting(site, caller, dossiers, it);
    Ok(result(&propose_rebase_of(&site.context, code, provision, acting).await?))
}

/// `POST /api/v1/procedures/{code}/rebase-approvals`
async fn approve(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    sent: Checked<ApprovedRebase>,
) -> Result<Json<RebaseResult>, Failure> {
    Ok(Json(approved(&site, &caller, &code, sent.value.dossiers.as_deref()).await?))
}

/// Approves the proposals for `dossiers`, or all.
pub async fn approved(
    site: &Site,
    caller: &Caller,
    code: &str,
    dossiers: Option<&[Uuid]>,
) -> Result<RebaseResult, Failure> {
    let acting = |it: Running| acting(site, caller, dossiers, it);
    Ok(result(&confirm_rebase_of(&site.context, code, acting).await?))
}

/// As whom the caller acts on a dossier; nobody where it is not meant or not known to them.
fn acting(
    site: &Site,
    caller: &Caller,
    dossiers: Option<&[Uuid]>,
    it: Running,
) -> Result<Option<Actor>, Refusal> {
    if dossiers.is_some_and(|all| !all.contains(&it.dossier.0)) {
        return Ok(None);
    }
    let scope = Scope { requested_by: it.proposed_by, ..Scope::at(it.receiving) };
    match caller.actor(site, scope) {
        Ok(actor) => Ok(Some(actor)),
        Err(refusal) if refusal.message.code.0 == "identity.own-request" => Err(refusal),
        Err(_) => Ok(None),
    }
}

fn item(site: &Site, it: &RebaseLine) -> RebaseItem {
    let version = site.context.province.catalogue.version(it.from);
    RebaseItem {
        dossier: it.dossier.0,
        number: it.number.to_string(),
        under_since: version.map(|it| it.validity.from.to_string()),
        proposed: it.proposal.is_some(),
        refused: it.outcome.as_ref().err().map(gap),
        difference: it.outcome.as_ref().ok().map(difference),
    }
}

fn difference(it: &RebaseDifference) -> DifferenceDocument {
    DifferenceDocument {
        lawful_before: words::moment(it.lawful_before),
        lawful_after: words::moment(it.lawful_after),
        legs: it.legs.iter().map(leg_difference).collect(),
        papers_not_asked: it.papers_not_asked.clone(),
    }
}

fn leg_difference(it: &LegDifference) -> LegDifferenceDocument {
    let (change, before, after) = match &it.change {
        LegChange::Added { budget } => ("added", None, Some(budget.in_words())),
        LegChange::Removed => ("removed", None, None),
        LegChange::Budget { before, after } => ("budget", Some(before.in_words()), Some(after.in_words())),
    };
    LegDifferenceDocument { no: it.no.0, name: it.name.clone(), change, before, after }
}

fn result(done: &RebaseDone) -> RebaseResult {
    let left =
        done.left.iter().map(|(number, why)| LeftDocument { number: number.to_string(), why: gap(why) });
    RebaseResult { done: done.done.iter().map(ToString::to_string).collect(), left: left.collect() }
}
