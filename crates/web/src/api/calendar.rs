//! The working calendar for those who keep it: what a change of it would move, and when festivals fall by the moon. Neither
//! moves or decides anything.

use super::asked::{Asked, bad};
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, words};
use axum::Json;
use axum::extract::State;
use motcua_app::upkeep::{Trial, recompute};
use motcua_calendar::lunar_days;
use motcua_identity::Scope;
use motcua_kernel::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

/// What would move if the lawful dates were worked out anew by the working calendar of today.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecomputeTrial {
    /// Dossiers looked at.
    pub dossiers: usize,
    /// Those whose lawful date would move.
    pub moved: Vec<MovedDocument>,
}

/// A date that would move.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedDocument {
    /// Number of the dossier.
    pub number: String,
    /// The lawful date.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// Festivals by the moon over Việt Nam. A suggestion, never law: the days off are decided each year.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoonDays {
    /// The year that begins with it.
    pub year: i32,
    /// Mùng một Tết.
    pub tet: String,
    /// Giỗ Tổ Hùng Vương.
    pub hung_kings: String,
    /// Always false.
    pub law: bool,
}

/// `GET /api/v1/calendar/recompute-trial`
pub async fn recompute_trial(
    State(site): State<Site>,
    caller: Caller,
) -> Result<Json<RecomputeTrial>, Failure> {
    Ok(Json(moving(&site, &caller).await?))
}

/// What would move, for those who keep the calendar of the whole province.
pub async fn moving(site: &Site, caller: &Caller) -> Result<RecomputeTrial, Failure> {
    let tree = &site.context.province.agencies;
    let roots = tree.iter().filter(|it| it.parent.is_none() && it.validity.holds_on(caller.now.date()));
    let mut may = Err(Failure::not_found());
    for root in roots {
        if may.is_err() {
            may = caller.actor(site, Scope::at(root.id)).map_err(Failure::from);
        }
    }
    may?;
    let report = recompute(&site.context, Trial::Only, &|_| ()).await?;
    let moved = report.moved.iter().map(|it| MovedDocument {
        number: it.number.to_string(),
        before: words::moment(it.before),
        after: words::moment(it.after),
    });
    Ok(RecomputeTrial { dossiers: report.dossiers, moved: moved.collect() })
}

/// `GET /api/v1/calendar/moon-days`
pub async fn moon_days(caller: Caller, asked: Asked) -> Result<Json<MoonDays>, Failure> {
    let wrong = || bad(Refusal::new("web.year-wrong").at("year"));
    let year = match asked.text("year") {
        Some(text) => text.parse().map_err(|_| wrong())?,
        None => caller.now.date().year() + 1,
    };
    suggested(year).map(Json).ok_or_else(wrong)
}

/// The suggestion for a year from 1900 to 2199.
pub fn suggested(year: i32) -> Option<MoonDays> {
    let days = lunar_days(year)?;
    Some(MoonDays { year, tet: days.tet.to_string(), hung_kings: days.hung_kings.to_string(), law: false })
}
