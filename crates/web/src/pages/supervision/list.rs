//! The dossiers behind a figure: exactly as many as it says, each with number, procedure, agency, times and reason.

use super::super::figures::{Row, Teller};
use super::super::names;
use super::super::{Page, html};
use super::asked::{Asked, View};
use super::numbers::whole;
use super::period;
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::figures::rows_of;
use motcua_app::figures::supervision::Slice;
use motcua_kernel::{DossierId, Message};

/// Rows of one page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "supervision_list.html")]
struct List {
    page: Page,
    /// What is listed, in words.
    heading: String,
    count: usize,
    /// The same as people write it.
    counted: String,
    /// Which of them, each in words.
    of: Vec<String>,
    as_of: String,
    back: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// `GET /dieu-hanh/ho-so`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = View::open(&site, &caller, &asked).await?;
    let (slice, at) = (asked.slice()?, asked.page()?);
    let page = Page::new(&site, reader.locale, "label.place-supervision", Some(&caller), "/dieu-hanh");
    let found = view.behind(&slice);
    let shown: Vec<DossierId> = found.iter().skip(ROWS.saturating_mul(at - 1)).take(ROWS).copied().collect();
    let rows = rows_of(&site.context, &shown, view.until()).await?;
    let teller = Teller { site: &site, page: &page };
    let template = List {
        heading: page.word("figure-kind", slice.what.key()),
        count: found.len(),
        counted: page.t1("label.dossiers-of-figure", "count", whole(page.locale, found.len())),
        of: described(&site, &page, &view, &slice),
        as_of: page.t1("label.as-of", "at", view.until()),
        back: view.address("/dieu-hanh"),
        rows: rows.iter().map(|it| teller.row(it)).collect(),
        first: (at > 1).then(|| view.list(&slice, 1)),
        next: (ROWS.saturating_mul(at) < found.len()).then(|| view.list(&slice, at + 1)),
        page: page.clone(),
    };
    Ok(html(StatusCode::OK, &template))
}

/// What narrows the list down, in words.
fn described(site: &Site, page: &Page, view: &View<'_>, slice: &Slice) -> Vec<String> {
    let month = slice.month.map(|it| {
        page.say(&Message::new("label.month-of").with("month", it.number()).with("year", it.year()))
    });
    let day = |day: u8| page.word("weekday-short", &day.to_string());
    let mut words = vec![view.agency.name.clone(), month.unwrap_or_else(|| period(page, view))];
    words.extend((!view.field.is_empty()).then(|| view.field.clone()));
    words.extend(slice.competent.map(|it| page.t1("label.solved-by", "agency", names::agency(site, it))));
    words.extend(slice.remaining.map(|it| page.word("remaining", it.key())));
    let known = slice.hour.filter(|(weekday, _)| (1..=7).contains(weekday));
    words.extend(known.map(|(weekday, hour)| format!("{} {hour}h", day(weekday))));
    words.extend(slice.days.map(|it| page.t1("label.days-of", "days", it)));
    words.extend(slice.step.as_ref().map(|it| format!("{} ({})", it.name, names::agency(site, it.agency))));
    words
}
