//! The working calendar for those who keep it: the days that count, what a change of them would move, the change kept, and
//! when festivals fall by the moon, which decides nothing.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::paper::FaultDocument;
use super::routes::route;
use crate::door::{Caller, Reader, SentFile, with_a_file};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use motcua_app::admin::{
    CalendarKept, CalendarRevision, DayDifference, Fault, days_in_force, keep_calendar, kept_calendars,
    preview_calendar,
};
use motcua_app::upkeep::{RecomputeReport, Trial, recompute};
use motcua_calendar::{DayException, lunar_days};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Date, Refusal};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of calendars.
pub const ROUTES: &[Route] = &[
    route(
        ("try_recompute", "GET", "/api/v1/calendar/recompute-trial"),
        Needs::Permission(Action::ManageCalendar),
        || get(recompute_trial),
        Docs::new("Lawful dates that would move if they were worked out anew by the calendar of today")
            .gives::<RecomputeTrial>(200),
    ),
    route(
        ("try_calendar_file", "POST", "/api/v1/calendar/trials"),
        Needs::Permission(Action::ManageCalendar),
        || post(trial_of_file).layer(with_a_file()),
        Docs::new("What a file of days off and swapped days would change, of which nothing is kept")
            .takes_file()
            .gives::<CalendarTrial>(200),
    ),
    route(
        ("show_calendar", "GET", "/api/v1/calendar"),
        Needs::Permission(Action::ManageCalendar),
        || get(show),
        Docs::new("The days off and swapped days that count, and the changes that were kept")
            .gives::<CalendarDocument>(200),
    )
    .asking(&["year"]),
    route(
        ("keep_calendar", "POST", "/api/v1/calendar/revisions"),
        Needs::Permission(Action::ManageCalendar),
        || post(keep).layer(with_a_file()),
        Docs::new("Keep a file of days off and swapped days; the lawful dates of open dossiers follow it")
            .takes_file()
            .gives::<CalendarKeptDocument>(201),
    )
    .asking(&["ground", "revision"]),
    route(
        ("suggest_moon_days", "GET", "/api/v1/calendar/moon-days"),
        Needs::Permission(Action::ManageCalendar),
        || get(moon_days),
        Docs::new("Tết and the Hùng Kings' day by the moon: a suggestion, never law").gives::<MoonDays>(200),
    )
    .asking(&["year"]),
];

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
async fn recompute_trial(State(site): State<Site>, caller: Caller) -> Result<Json<RecomputeTrial>, Failure> {
    Ok(Json(moving(&site, &caller).await?))
}

/// What would move, for those who keep the calendar of the whole province.
pub async fn moving(site: &Site, caller: &Caller) -> Result<RecomputeTrial, Failure> {
    for_the_province(site, caller)?;
    Ok(RecomputeTrial::of(&recompute(&site.context, Trial::Only, &|_| ()).await?))
}

/// The actor who may do what this route does for the whole province: what is kept for all is kept by few.
pub fn for_the_province(site: &Site, caller: &Caller) -> Result<Actor, Failure> {
    let tree = &site.context.province.agencies;
    let roots = tree.iter().filter(|it| it.parent.is_none() && it.validity.holds_on(caller.now.date()));
    let mut may = Err(Failure::not_found());
    for root in roots {
        if may.is_err() {
            may = caller.actor(site, Scope::at(root.id)).map_err(Failure::from);
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

/// What a file of days off would change. Nothing is kept.
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
    /// The place of the calendar it was compared with.
    pub revision: i64,
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

impl DayDocument {
    fn of(difference: &DayDifference) -> Self {
        let name = |it: &Option<DayException>| it.as_ref().map(|it| it.name.clone());
        Self {
            date: difference.date.to_string(),
            before: name(&difference.before),
            after: name(&difference.after),
        }
    }
}

/// The calendar of days off as it counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDocument {
    /// Its place among those that were kept here; 0 for that of the files.
    pub revision: i64,
    /// Every day that is another than its weekday says, in the years that were asked for.
    pub days: Vec<ExceptionDocument>,
    /// The changes that were kept, the newest first.
    pub changes: Vec<ChangeDocument>,
}

/// A day that is another than its weekday says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExceptionDocument {
    /// Which.
    pub date: String,
    /// `holiday`, `observed`, `substituted_off` or `makeup_workday`.
    pub kind: String,
    /// What it is called.
    pub name: String,
}

/// A calendar that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeDocument {
    /// Its place.
    pub revision: i64,
    /// The decision it follows.
    pub ground: String,
    /// Id of the account that kept it.
    pub kept_by: Uuid,
    /// When.
    pub kept_at: String,
}

/// What was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarKeptDocument {
    /// Its place among those that were kept.
    pub revision: i64,
    /// Days that are of another kind or name now.
    pub differences: Vec<DayDocument>,
    /// Dates that have moved.
    pub dates: RecomputeTrial,
}

/// `GET /api/v1/calendar`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<CalendarDocument>, Failure> {
    let wrong = || bad(Refusal::new("web.year-wrong").at("year"));
    let year: Option<i32> = asked.text("year").map(|it| it.parse().map_err(|_| wrong())).transpose()?;
    for_the_province(&site, &caller)?;
    let days =
        days_in_force(&site.context).exceptions().filter(|(date, _)| year.is_none_or(|it| it == date.year()));
    let day = |(date, it): (Date, &DayException)| ExceptionDocument {
        date: date.to_string(),
        kind: words::key_of(&it.kind, ""),
        name: it.name.clone(),
    };
    let change = |it: &CalendarRevision| ChangeDocument {
        revision: it.position,
        ground: it.ground.clone(),
        kept_by: it.kept_by.0,
        kept_at: words::moment(it.kept_at),
    };
    Ok(Json(CalendarDocument {
        revision: site.context.province.calendar_revision,
        days: days.map(day).collect(),
        changes: kept_calendars(&site.context).await?.iter().map(change).collect(),
    }))
}

/// `POST /api/v1/calendar/revisions`
async fn keep(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
    SentFile(bytes): SentFile,
) -> Result<(StatusCode, Json<CalendarKeptDocument>), Failure> {
    let wrong = || bad(Refusal::new("web.query-wrong").with("name", "revision").at("revision"));
    let seen = asked.text("revision").and_then(|it| it.parse().ok()).ok_or_else(wrong)?;
    let kept = kept(&site, &caller, (&bytes, asked.text("ground").unwrap_or_default(), seen)).await?;
    let document = CalendarKeptDocument {
        revision: kept.position,
        differences: kept.differences.iter().map(DayDocument::of).collect(),
        dates: RecomputeTrial::of(&kept.moved),
    };
    Ok((StatusCode::CREATED, Json(document)))
}

/// Keeps the calendar of a file, for those who keep the calendar of the whole province.
pub async fn kept(site: &Site, caller: &Caller, file: (&[u8], &str, i64)) -> Result<CalendarKept, Failure> {
    let actor = for_the_province(site, caller)?;
    Ok(keep_calendar(&site.context, actor, file, &|_| ()).await?)
}

/// `POST /api/v1/calendar/trials`
async fn trial_of_file(
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
    for_the_province(site, caller)?;
    let preview = preview_calendar(&site.context, bytes, &|_| ()).await?;
    let fault = |it: &Fault| FaultDocument {
        line: it.line,
        column: it.refusal.field.clone(),
        code: it.refusal.message.code.to_string(),
        detail: say(locale, &it.refusal.message),
    };
    let right = preview.faults.is_empty();
    Ok(CalendarTrial {
        years: preview.years.iter().copied().collect(),
        differences: preview.differences.iter().map(DayDocument::of).collect(),
        faults: preview.faults.iter().map(fault).collect(),
        dates: RecomputeTrial::of(&preview.moved),
        revision: site.context.province.calendar_revision,
        calendar: right.then(|| preview.days.to_csv().unwrap_or_default()),
    })
}

/// `GET /api/v1/calendar/moon-days`
async fn moon_days(caller: Caller, asked: Asked) -> Result<Json<MoonDays>, Failure> {
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
