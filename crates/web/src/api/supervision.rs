//! The figures of supervision over the API, and the dossiers behind each: the same as on the page, of the same minute.

use super::docs::Docs;
use super::documents::{AgencyDocument, DossierDocument, agency};
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::pages::supervision::{Asked, LIST, VIEW, View};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Query, State};
use motcua_app::figures::rows_of;
use motcua_app::figures::supervision::{AgencyRow, MonthRow, Share, StepRow, What};
use motcua_identity::Action;
use motcua_kernel::DossierId;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The routes of supervision.
pub const ROUTES: &[Route] = &[
    route(
        ("show_supervision", "GET", "/api/v1/supervision"),
        Needs::Permission(Action::ViewFigures),
        || get(figures),
        Docs::new(
            "The figures of an agency and all below it in a period, each the number of dossiers in a list",
        )
        .gives::<SupervisionDocument>(200),
    )
    .asking(VIEW),
    route(
        ("list_supervised_dossiers", "GET", "/api/v1/supervision/dossiers"),
        Needs::Permission(Action::ViewFigures),
        || get(dossiers),
        Docs::new("The dossiers behind a figure, as many as it says").gives::<SupervisedList>(200),
    )
    .asking(LIST),
];

/// Dossiers of one page of a list.
const ITEMS: usize = 50;

/// The figures of an agency and all below it, in a period. Days are working days, in hundredths.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisionDocument {
    /// As known at this moment.
    pub until: String,
    /// The first day of the period.
    pub from: String,
    /// The first day after it.
    pub before: String,
    /// Whose dossiers.
    pub agency: AgencyDocument,
    /// Lĩnh vực; empty for all.
    pub field: String,
    /// How many of each kind, by what `show` says of a list.
    pub counts: BTreeMap<String, usize>,
    /// Early and on time of those solved.
    pub in_deadline: ShareDocument,
    /// Median of the days used on those solved; null of none.
    pub median_days: Option<i64>,
    /// Open ones by what they have left, by what `left` says of a list.
    pub remaining: BTreeMap<String, usize>,
    /// Agencies that solved something.
    pub agencies: Vec<AgencyShareDocument>,
    /// Steps that were finished.
    pub steps: Vec<StepDocument>,
    /// Received by hour and day of the week.
    pub hours: Vec<HourDocument>,
    /// Solved by begun working days; the last stands for all beyond it.
    pub days: BTreeMap<String, usize>,
    /// The last months.
    pub months: Vec<MonthDocument>,
}

/// So many of so many.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareDocument {
    /// Of them.
    pub part: usize,
    /// All.
    pub of: usize,
    /// In tenths of a per cent; null of none.
    pub permille: Option<usize>,
}

/// An agency that must solve dossiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyShareDocument {
    /// Which.
    pub agency: AgencyDocument,
    /// Early and on time of those solved.
    pub in_deadline: ShareDocument,
    /// Solved late.
    pub late: usize,
    /// Mean of the days used on those solved.
    pub mean_days: Option<i64>,
}

/// A step of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepDocument {
    /// Whose.
    pub agency: AgencyDocument,
    /// Its name.
    pub name: String,
    /// Over its norm, of all on which it was finished.
    pub over: ShareDocument,
    /// Mean of the days used.
    pub used_days: i64,
    /// Mean of the days allowed.
    pub allowed_days: i64,
}

/// An hour of a day of the week.
#[derive(Debug, Serialize, ToSchema)]
pub struct HourDocument {
    /// 1 is Monday.
    pub weekday: u8,
    /// From 0.
    pub hour: u8,
    /// Received in it.
    pub count: usize,
}

/// A month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthDocument {
    /// `2026-11`.
    pub month: String,
    /// Received in it.
    pub received: usize,
    /// Early and on time of those solved in it.
    pub in_deadline: ShareDocument,
}

/// The dossiers behind a figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisedList {
    /// As known at this moment.
    pub until: String,
    /// How many there are: what the figure says.
    pub found: usize,
    /// One page of them.
    pub items: Vec<SupervisedDocument>,
    /// The next page; null after the last.
    pub next: Option<usize>,
}

/// A dossier behind a figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisedDocument {
    /// The dossier, without its people.
    pub dossier: DossierDocument,
    /// Working minutes of the offices.
    pub office_minutes: i64,
    /// Working minutes of delay.
    pub late_minutes: i64,
}

/// `GET /api/v1/supervision`
async fn figures(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<SupervisionDocument>, Failure> {
    let view = View::open(&site, &caller, &asked).await?;
    let figures = view.overview();
    let hours = figures.hours.iter();
    Ok(Json(SupervisionDocument {
        until: words::moment(view.until()),
        from: view.from.to_string(),
        before: view.before.to_string(),
        agency: agency(&site, view.agency.id),
        field: view.field.clone(),
        counts: What::ALL.into_iter().map(|it| (it.key().to_owned(), figures.count(it))).collect(),
        in_deadline: share(figures.in_deadline()),
        median_days: figures.median_days,
        remaining: figures.remaining.iter().map(|(left, count)| (left.key().to_owned(), *count)).collect(),
        agencies: figures.agencies.iter().map(|it| of_agency(&site, it)).collect(),
        steps: figures.steps.iter().map(|it| of_step(&site, it)).collect(),
        hours: hours.map(|it| HourDocument { weekday: it.weekday, hour: it.hour, count: it.count }).collect(),
        days: figures.days.iter().map(|(days, count)| (days.to_string(), *count)).collect(),
        months: figures.months.iter().map(of_month).collect(),
    }))
}

/// `GET /api/v1/supervision/dossiers`
async fn dossiers(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<SupervisedList>, Failure> {
    let view = View::open(&site, &caller, &asked).await?;
    let (slice, page) = (asked.slice()?, asked.page()?);
    let found = view.behind(&slice);
    let shown: Vec<DossierId> =
        found.iter().skip(ITEMS.saturating_mul(page - 1)).take(ITEMS).copied().collect();
    let rows = rows_of(&site.context, &shown, view.until()).await?;
    let items = rows.iter().map(|it| SupervisedDocument {
        dossier: DossierDocument::of(&site, &it.dossier),
        office_minutes: it.times.main_line.office_minutes(),
        late_minutes: it.times.lateness.total_minutes,
    });
    Ok(Json(SupervisedList {
        until: words::moment(view.until()),
        found: found.len(),
        items: items.collect(),
        next: (ITEMS.saturating_mul(page) < found.len()).then(|| page + 1),
    }))
}

const fn share(share: Share) -> ShareDocument {
    ShareDocument { part: share.part, of: share.of, permille: share.permille() }
}

fn of_agency(site: &Site, row: &AgencyRow) -> AgencyShareDocument {
    AgencyShareDocument {
        agency: agency(site, row.agency),
        in_deadline: share(row.in_deadline),
        late: row.late,
        mean_days: row.mean_days,
    }
}

fn of_step(site: &Site, row: &StepRow) -> StepDocument {
    StepDocument {
        agency: agency(site, row.step.agency),
        name: row.step.name.clone(),
        over: share(row.over),
        used_days: row.used_days,
        allowed_days: row.allowed_days,
    }
}

fn of_month(row: &MonthRow) -> MonthDocument {
    MonthDocument {
        month: row.month.to_string(),
        received: row.received,
        in_deadline: share(row.in_deadline),
    }
}
