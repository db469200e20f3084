//! Chạy thử: what keeps a procedure from being announced, and the clock of each leg of a dossier that would be received.
//! A look, which changes nothing.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::catalogue::{Walk, WalkedLeg, Way, dry_run, unstaffed};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Instant, Refusal, parse_instant};
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of checking a procedure.
pub const ROUTES: &[Route] = &[route(
    ("check_procedure", "GET", "/api/v1/procedures/{code}/check"),
    Needs::Permission(Action::CheckCatalogue),
    || get(check),
    Docs::new("What keeps a procedure from being announced, and the clock of each leg of a dossier of it")
        .gives::<ProcedureCheck>(200),
)
.asking(&["counter", "at"])];

/// What keeps something from being done, and what to do about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gap {
    /// Code of the text.
    pub code: String,
    /// In words, in Vietnamese.
    pub text: String,
    /// What it is about.
    pub field: Option<String>,
    /// The article that demands it.
    pub article: Option<String>,
}

/// What a look at a procedure found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureCheck {
    /// Name of the version in force.
    pub name: String,
    /// What it lacks: parts, routes, budgets, papers, fees, people.
    pub gaps: Vec<Gap>,
    /// A dossier of each case and channel, from receipt to hand-out.
    pub walks: Vec<WalkDocument>,
}

/// A dossier that would be received.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkDocument {
    /// Code of the case.
    pub case: String,
    /// Its name.
    pub name: String,
    /// The channel.
    pub channel: &'static str,
    /// Why it can not be received; null when it can.
    pub refused: Option<Gap>,
    /// Where it would go; null when it can not be received.
    pub way: Option<WayDocument>,
}

/// Its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayDocument {
    /// The date the slip would say.
    pub due: String,
    /// Why, in Vietnamese.
    pub explanation: String,
    /// The clock of each leg.
    pub legs: Vec<WalkedLegDocument>,
    /// Working minutes between the end of the last leg and the date.
    pub minutes_to_spare: i64,
}

/// A leg and its clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkedLegDocument {
    /// Its number.
    pub no: u16,
    /// What is done.
    pub name: String,
    /// Name of its agency.
    pub agency: String,
    /// When it begins if every leg before it takes its full time.
    pub begins: String,
    /// When it should be finished.
    pub ends: String,
    /// Working minutes of its agency in between.
    pub working_minutes: i64,
}

/// `GET /api/v1/procedures/{code}/check`
async fn check(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Json<ProcedureCheck>, Failure> {
    let at = match asked.text("at") {
        Some(text) => parse_instant(text).ok_or_else(|| bad(Refusal::new("web.moment-wrong").at("at")))?,
        None => caller.now,
    };
    let counter = asked.text("counter").unwrap_or_default();
    Ok(Json(checked(&site, &caller, &code, counter, at).await?))
}

/// The look at a procedure from `counter`, of whoever may look there.
pub async fn checked(
    site: &Site,
    caller: &Caller,
    code: &str,
    counter: &str,
    at: Instant,
) -> Result<ProcedureCheck, Failure> {
    let context = &site.context;
    let no_counter = || bad(Refusal::new("app.agency-not-in-force").at("counter"));
    let place = context.province.agencies.by_code(counter, at.date()).ok_or_else(no_counter)?;
    caller.actor(site, Scope::at(place.id))?;
    let found = dry_run(&context.province, code, counter, at)?;
    let people = unstaffed(context, code, counter, at).await?;
    Ok(ProcedureCheck {
        name: found.name,
        gaps: found.gaps.iter().chain(&people).map(gap).collect(),
        walks: found.walks.iter().map(walk).collect(),
    })
}

/// A refusal as programs read it.
pub fn gap(refusal: &Refusal) -> Gap {
    Gap {
        code: refusal.message.code.to_string(),
        text: say(Locale::Vi, &refusal.message),
        field: refusal.field.as_deref().map(str::to_owned),
        article: refusal.article.as_deref().map(str::to_owned),
    }
}

fn walk(it: &Walk) -> WalkDocument {
    WalkDocument {
        case: it.case.clone(),
        name: it.name.clone(),
        channel: it.channel.code(),
        refused: it.way.as_ref().err().map(gap),
        way: it.way.as_ref().ok().map(way),
    }
}

fn way(it: &Way) -> WayDocument {
    let leg = |it: &WalkedLeg| WalkedLegDocument {
        no: it.plan.no.0,
        name: it.plan.name.clone(),
        agency: it.agency.clone(),
        begins: words::moment(it.begins),
        ends: words::moment(it.plan.planned_end),
        working_minutes: it.minutes,
    };
    WayDocument {
        due: words::moment(it.due),
        explanation: it.explanation.sentence(),
        legs: it.legs.iter().map(leg).collect(),
        minutes_to_spare: it.to_spare,
    }
}
