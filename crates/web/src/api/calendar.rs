//! The working calendar for those who keep it: what a change of it would move, and when festivals fall by the moon. Neither
//! moves or decides anything.

use super::asked::{Asked, bad};
use super::paper::FaultDocument;
use crate::door::{Caller, Reader, SentFile};
use crate::failure::Failure;
use crate::{Site, words};
use axum::extract::State;
use axum::{Extension, Json};
use motcua_app::admin::{DayDifference, Fault, preview_calendar};
use motcua_app::upkeep::{RecomputeReport, Trial, recompute};
use motcua_calendar::{DayException, lunar_days};
use motcua_i18n::{Locale, say};
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
    keeps_the_calendar(site, caller)?;
    Ok(RecomputeTrial::of(&recompute(&site.context, Trial::Only, &|_| ()).await?))
}

/// That `caller` keeps the calendar of the whole province.
fn keeps_the_calendar(site: &Site, caller: &Caller) -> Result<(), Failure> {
    let tree = &site.context.province.agencies;
    let roots = tree.iter().filter(|it| it.parent.is_none() && it.validity.holds_on(caller.now.date()));
    let mut may = Err(Failure::not_found());
    for root in roots {
        if may.is_err() {
            may = caller.actor(site, Scope::at(root.id)).map(|_| ()).map_err(Failure::from);
        }
    }
    may
}

impl RecomputeTrial {
    fn of(report: &RecomputeReport) -> Self {
        let moved = report.moved.iter().map(|it| MovedDocument {
            number: it.number.to_string(),
            before: words::moment(it.before),
            after: words::moment(it.after),
        });
        Self { dossiers: report.dossiers, moved: moved.collect() }
    }
}

/// What a file of days off would change. Nothing is kept: the operator puts `calendar` where `province.calendar` says.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarTrial {
    /// The years of the file.
    pub years: Vec<i32>,
    /// Days that would be of another kind or name.
    pub differences: Vec<DayDocument>,
    /// Everything that is wrong, by line.
    pub faults: Vec<FaultDocument>,
    /// Dates that would move.
    pub dates: RecomputeTrial,
    /// The whole calendar as it would be; absent while something is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}

/// A day that would be another.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayDocument {
    /// Which.
    pub date: String,
    /// What it is called now, if it is a day of its own.
    pub before: Option<String>,
    /// What it would be called.
    pub after: Option<String>,
}

/// `POST /api/v1/calendar/trials`
pub async fn trial_of_file(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    SentFile(bytes): SentFile,
) -> Result<Json<CalendarTrial>, Failure> {
    Ok(Json(tried(&site, &caller, reader.locale, &bytes).await?))
}

/// What a file would change, for those who keep the calendar of the whole province.
pub async fn tried(
    site: &Site,
    caller: &Caller,
    locale: Locale,
    bytes: &[u8],
) -> Result<CalendarTrial, Failure> {
    keeps_the_calendar(site, caller)?;
    let preview = preview_calendar(&site.context, bytes, &|_| ()).await?;
    let name = |it: &Option<DayException>| it.as_ref().map(|it| it.name.clone());
    let difference = |it: &DayDifference| DayDocument {
        date: it.date.to_string(),
        before: name(&it.before),
        after: name(&it.after),
    };
    let fault = |it: &Fault| FaultDocument {
        line: it.line,
        column: it.refusal.field.clone(),
        code: it.refusal.message.code.to_string(),
        detail: say(locale, &it.refusal.message),
    };
    let right = preview.faults.is_empty();
    Ok(CalendarTrial {
        years: preview.years.iter().copied().collect(),
        differences: preview.differences.iter().map(difference).collect(),
        faults: preview.faults.iter().map(fault).collect(),
        dates: RecomputeTrial::of(&preview.moved),
        calendar: right.then(|| preview.days.to_csv().unwrap_or_default()),
    })
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
