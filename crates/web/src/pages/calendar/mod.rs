//! Lịch làm việc: the days off and swapped days of the province. A change is looked at with the dates it would move, then
//! kept with the decision it follows.
//!
//! Nothing is stored between the two steps: the form that keeps carries the rows, and they are judged anew.

mod rows;

use self::rows::{Row, Typed, columns_of, rows_of};
use super::download::xlsx;
use super::trials::read;
use super::{Page, html, person};
use crate::Site;
use crate::api::calendar::{
    CalendarTrial, MoonDays, RecomputeTrial, for_the_province, kept, moving, suggested, tried,
};
use crate::door::{Caller, Filled, Reader, Uploaded, with_a_file};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::admin::{CALENDAR_COLUMNS, days_in_force, kept_calendars};
use motcua_app::{accounts, paper};
use motcua_calendar::DayKind;
use motcua_identity::Action;
use motcua_kernel::Refusal;
use serde::Deserialize;

const HERE: &str = "/lich";
const KEEPS: Needs = Needs::Permission(Action::ManageCalendar);
const KINDS: [DayKind; 4] =
    [DayKind::Holiday, DayKind::Observed, DayKind::SubstitutedOff, DayKind::MakeupWorkday];

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("calendar_page", "GET", HERE, &["year", "trial"], KEEPS, || get(page)),
    person("try_calendar_file_form", "POST", HERE, &[], KEEPS, || post(look_at_file).layer(with_a_file())),
    person("try_calendar_form", "POST", "/lich/xem-truoc", &[], KEEPS, || post(look_at_rows)),
    person("keep_calendar_form", "POST", "/lich/ghi", &[], KEEPS, || post(keep)),
    person("calendar_template", "GET", "/lich/mau.xlsx", &[], KEEPS, || get(template)),
];

#[derive(Template)]
#[template(path = "calendar.html")]
struct Calendar {
    page: Page,
    year: i32,
    /// Codes and words of the kinds of days.
    kinds: Vec<(String, String)>,
    rows: Vec<Row>,
    moon: Option<MoonDays>,
    recomputed: Option<RecomputeTrial>,
    looked: Option<Looked>,
    kept: Option<Moved>,
    changes: Vec<Change>,
    ground: String,
    problems: Vec<(String, String)>,
}

/// A change that was looked at.
struct Looked {
    trial: CalendarTrial,
    /// The rows once more, for the form that keeps them.
    lines: String,
    /// The decision lacks.
    lacks: Option<String>,
}

/// A change that was kept just now.
struct Moved {
    days: usize,
    dossiers: usize,
    dates: Vec<(String, String, String)>,
}

/// A change that was kept before.
struct Change {
    at: String,
    who: String,
    ground: String,
}

/// Which year, and whether what would move is worked out.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    year: Option<String>,
    trial: Option<String>,
}

/// `GET /lich`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let year = match asked.year.as_deref().filter(|it| !it.is_empty()) {
        Some(text) => text.parse().map_err(|_| super::desk::query_wrong("year"))?,
        None => caller.now.date().year(),
    };
    let mut shown = blank(&site, reader, &caller, year).await?;
    if asked.trial.is_some() {
        shown.recomputed = Some(moving(&site, &caller).await?);
    }
    Ok(html(StatusCode::OK, &shown))
}

async fn blank(site: &Site, reader: Reader, caller: &Caller, year: i32) -> Result<Calendar, Failure> {
    for_the_province(site, caller)?;
    let page = Page::new(site, reader.locale, "label.place-calendar", Some(caller), HERE);
    let changes = kept_calendars(&site.context).await?;
    let who: Vec<_> = changes.iter().map(|it| it.kept_by).collect();
    let names = accounts::names(&site.context, &who).await?;
    let change = |it: &motcua_app::admin::CalendarRevision| Change {
        at: page.moment(it.kept_at),
        who: names.get(&it.kept_by).cloned().unwrap_or_default(),
        ground: it.ground.clone(),
    };
    let word = |kind: &DayKind| {
        let code = crate::words::key_of(kind, "");
        (code.clone(), page.word("day-kind", &code))
    };
    Ok(Calendar {
        year,
        kinds: KINDS.iter().map(word).collect(),
        rows: rows_of(days_in_force(&site.context), year),
        moon: suggested(year),
        recomputed: None,
        looked: None,
        kept: None,
        changes: changes.iter().map(change).collect(),
        ground: String::new(),
        problems: Vec::new(),
        page,
    })
}

/// `POST /lich/xem-truoc`
async fn look_at_rows(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let year = form.text("year").parse().map_err(|_| super::desk::query_wrong("year"))?;
    let mut shown = blank(&site, reader, &caller, year).await?;
    let mut typed = Typed::of(&form);
    let lines = typed.lines();
    let looked = tried(&site, &caller, reader.locale, lines.as_bytes()).await;
    match looked {
        Ok(trial) if trial.faults.is_empty() => {
            shown.rows = typed.rows;
            Ok(looked_at(shown, trial, lines))
        }
        Ok(trial) => {
            for fault in &trial.faults {
                let field = typed.blame(fault.line, fault.column.as_deref(), &fault.detail);
                shown.problems.push((field, fault.detail.clone()));
            }
            shown.rows = typed.rows;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => {
            shown.rows = typed.rows;
            refused(shown, failure, "days")
        }
    }
}

/// `POST /lich`
async fn look_at_file(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Uploaded,
) -> Result<Response, Failure> {
    let mut shown = blank(&site, reader, &caller, caller.now.date().year()).await?;
    let looked = async {
        if form.bytes.is_empty() {
            return Err(Failure::from(Refusal::new("web.file-missing")));
        }
        tried(&site, &caller, reader.locale, &form.bytes).await
    };
    match looked.await {
        Ok(trial) if trial.faults.is_empty() => {
            let lines = columns_of(trial.calendar.as_deref().unwrap_or_default(), &trial.years);
            if let Some(year) = trial.years.first() {
                shown = blank(&site, reader, &caller, *year).await?;
            }
            Ok(looked_at(shown, trial, lines))
        }
        Ok(trial) => {
            let said = |line: u32, words: &str| format!("{} {line}: {words}", shown.page.t("label.line"));
            shown.problems =
                trial.faults.iter().map(|it| ("file".to_owned(), said(it.line, &it.detail))).collect();
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => refused(shown, failure, "file"),
    }
}

fn looked_at(mut shown: Calendar, trial: CalendarTrial, lines: String) -> Response {
    shown.looked = Some(Looked { trial, lines, lacks: None });
    html(StatusCode::OK, &shown)
}

fn refused(mut shown: Calendar, failure: Failure, field: &str) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    shown.problems.push((field.to_owned(), shown.page.say(&failure.message)));
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

/// `POST /lich/ghi`
async fn keep(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let (lines, ground) = (form.exact("rows"), form.text("ground"));
    let seen = form.text("revision").parse().map_err(|_| super::desk::query_wrong("revision"))?;
    let year = form.text("year").parse().unwrap_or_else(|_| caller.now.date().year());
    match kept(&site, &caller, (lines.as_bytes(), ground, seen)).await {
        Ok(done) => {
            let fresh = site.refreshed().await?;
            let mut shown = blank(&fresh, reader, &caller, year).await?;
            let moved = done.moved.moved.iter();
            shown.kept = Some(Moved {
                days: done.differences.len(),
                dossiers: done.moved.dossiers,
                dates: moved
                    .map(|it| {
                        (it.number.to_string(), shown.page.moment(it.before), shown.page.moment(it.after))
                    })
                    .collect(),
            });
            Ok(html(StatusCode::OK, &shown))
        }
        Err(failure) if failure.is_about_what_was_sent() => {
            let mut shown = blank(&site, reader, &caller, year).await?;
            let words = shown.page.say(&failure.message);
            let about = failure.field.as_deref().unwrap_or("days").to_owned();
            let trial = tried(&site, &caller, reader.locale, lines.as_bytes()).await?;
            ground.clone_into(&mut shown.ground);
            let lacks = (about == "ground").then(|| words.clone());
            shown.problems.push((about, words));
            shown.looked = Some(Looked { trial, lines: lines.to_owned(), lacks });
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}

/// `GET /lich/mau.xlsx`
async fn template() -> Result<Response, Failure> {
    let titles: Vec<&str> = CALENDAR_COLUMNS.iter().map(|it| it.title).collect();
    let row = CALENDAR_COLUMNS.iter().map(|it| it.example.to_owned()).collect();
    let bytes = paper::table("Lịch nghỉ", &titles, row)?;
    Ok(xlsx("lich-nghi.xlsx", bytes))
}
