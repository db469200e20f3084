//! Điều hành: what a supervisor looks at each morning. The finding first, then the figures; behind each number is the
//! list of its dossiers. Never who an applicant is.

mod asked;
mod drawn;
mod file;
mod list;
mod numbers;
mod sections;

pub use asked::{Asked, LIST, VIEW, View};

use super::figures::{Choice, choices};
use super::{Page, html};
use crate::Site;
use crate::charts::Link;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Audience, Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use drawn::Drawn;
use motcua_identity::Action;
use motcua_kernel::{Date, Message};
use sections::{Chart, Figure, LeagueRow, Leftover, MonthLine, Shown};

/// The page, the list behind its figures, and the figures as a file.
pub const ROUTES: &[Route] = &[
    route("supervision_page", "/dieu-hanh", asked::VIEW, || get(page)),
    route("supervision_file", "/dieu-hanh/so-lieu.csv", asked::VIEW, || get(file::csv)),
    route("supervised_dossiers_page", "/dieu-hanh/ho-so", asked::LIST, || get(list::page)),
];

const fn route(
    name: &'static str,
    path: &'static str,
    query: &'static [&'static str],
    handler: fn() -> axum::routing::MethodRouter<Site>,
) -> Route {
    Route {
        name,
        method: "GET",
        path,
        query,
        needs: Needs::Permission(Action::ViewFigures),
        audience: Audience::Person,
        handler,
        docs: None,
    }
}

#[derive(Template)]
#[template(path = "supervision.html")]
struct Supervision {
    page: Page,
    agencies: Vec<Choice>,
    fields: Vec<(String, bool)>,
    from: Date,
    before: Date,
    target: u32,
    /// What is shown, in words: the agency, the period, the field.
    chosen: (String, String, Option<String>),
    csv: String,
    as_of: String,
    nothing: bool,
    finding: (String, Option<Link>),
    kpis: Vec<Figure>,
    counts: Vec<(String, Link)>,
    agencies_chart: Chart,
    steps_chart: Chart,
    remaining_chart: Chart,
    leftovers: Vec<Leftover>,
    hours_chart: Chart,
    days_chart: Chart,
    trend_chart: Chart,
    months: Vec<MonthLine>,
    league: Vec<LeagueRow>,
}

/// The period of a view in words.
fn period(page: &Page, view: &View<'_>) -> String {
    page.say(&Message::new("label.period-of").with("from", view.from).with("before", view.before))
}

/// `GET /dieu-hanh`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = View::open(&site, &caller, &asked).await?;
    let page = Page::new(&site, reader.locale, "label.place-supervision", Some(&caller), "/dieu-hanh");
    let figures = view.overview();
    let shown = Shown { site: &site, page: &page, view: &view, figures: &figures };
    let drawn = Drawn { shown: &shown };
    let template = Supervision {
        agencies: choices(&site.context.province.agencies, &view.watched, view.agency, caller.now.date()),
        fields: view.fields().iter().map(|it| (it.clone(), *it == view.field)).collect(),
        from: view.from,
        before: view.before,
        target: view.target,
        chosen: (
            view.agency.name.clone(),
            period(&page, &view),
            Some(view.field.clone()).filter(|it| !it.is_empty()),
        ),
        csv: view.address("/dieu-hanh/so-lieu.csv"),
        as_of: page.t1("label.as-of", "at", view.until()),
        nothing: view.is_empty(),
        finding: shown.finding(),
        kpis: shown.kpis(),
        counts: shown.counts(),
        agencies_chart: drawn.agencies(),
        steps_chart: drawn.steps(),
        remaining_chart: drawn.remaining(),
        leftovers: shown.leftovers(),
        hours_chart: drawn.hours(),
        days_chart: drawn.days(),
        trend_chart: drawn.trend(),
        months: shown.months(),
        league: shown.league(),
        page: page.clone(),
    };
    Ok(html(StatusCode::OK, &template))
}
