//! Cơ quan: where to hand in, and every other agency by its name.

use super::{levels_of_today, page_number};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::offered::level_named;
use crate::pages::{Page, html};
use crate::words::{key_of, shortened};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_i18n::fold;
use motcua_identity::Contact;
use motcua_kernel::{Agency, AgencyKind, Level};
use serde::Deserialize;

const ON_A_PAGE: usize = 30;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    level: String,
    page: String,
}

#[derive(Template)]
#[template(path = "public/agencies.html")]
struct List<'a> {
    page: Page,
    q: String,
    level: String,
    levels: Vec<(String, String)>,
    problems_found: Vec<(&'static str, String)>,
    lines: Vec<Line<'a>>,
    count: String,
    first: Option<String>,
    next: Option<String>,
}

/// An agency in the list.
struct Line<'a> {
    agency: &'a Agency,
    kind: String,
    level: String,
    contact: Option<&'a Contact>,
}

impl<'a> Line<'a> {
    fn of(site: &'a Site, page: &Page, agency: &'a Agency) -> Self {
        Self {
            kind: page.word("agency-kind", &key_of(&agency.kind, "")),
            level: page.word("agency-level", &key_of(&agency.level, "")),
            contact: site.context.province.contacts.get(&agency.id),
            agency,
        }
    }
}

/// `GET /co-quan`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Query(asked): Query<Asked>,
) -> Response {
    let caller = caller.map(|Extension(caller)| caller);
    let page = Page::new(&site, reader.locale, "label.agencies", caller.as_ref(), "/co-quan");
    let (q, typed) = (shortened(asked.q.trim()), shortened(asked.level.trim()));
    let mut problems = Vec::new();
    let level = level_named(&typed);
    if level.is_none() && !typed.is_empty() {
        problems.push(("level", page.t1("web.service-level-unknown", "level", &typed)));
    }
    let number = page_number(asked.page.trim());
    if number.is_none() {
        problems.push(("", page.t1("web.page-unknown", "page", shortened(asked.page.trim()))));
    }
    let number = number.unwrap_or(1);
    let found = if problems.is_empty() { found(&site, &q, level) } else { Vec::new() };
    let begin = (number - 1).saturating_mul(ON_A_PAGE);
    let more = begin.saturating_add(ON_A_PAGE) < found.len();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let named = |it: &Level| {
        let key = key_of(it, "");
        let words = page.word("agency-level", &key);
        (key, words)
    };
    let list = List {
        lines: found.iter().skip(begin).take(ON_A_PAGE).map(|it| Line::of(&site, &page, it)).collect(),
        count: page.t1("label.agencies-found", "count", found.len()),
        first: (number > 1).then(|| address(&q, &typed, 1)),
        next: more.then(|| address(&q, &typed, number + 1)),
        levels: levels_of_today(&site).iter().map(named).collect(),
        level: typed,
        problems_found: problems,
        q,
        page,
    };
    html(status, &list)
}

/// The agencies of today that have every word; without words the counters. Those of the province first, then by name.
fn found<'a>(site: &'a Site, q: &str, level: Option<Level>) -> Vec<&'a Agency> {
    let today = site.context.clock.now().date();
    let words = fold(q);
    let fits = |it: &&Agency| {
        let about = fold(&format!("{} {}", it.code, it.name));
        let named = words.split(' ').all(|word| about.contains(word));
        let wanted = if words.is_empty() { it.kind == AgencyKind::OneStopUnit } else { named };
        it.validity.holds_on(today) && level.is_none_or(|level| it.level == level) && wanted
    };
    let mut found: Vec<&Agency> = site.context.province.agencies.iter().filter(fits).collect();
    found.sort_by_cached_key(|it| (it.level, it.kind != AgencyKind::OneStopUnit, fold(&it.name)));
    found
}

fn address(q: &str, level: &str, page: usize) -> String {
    let number = page.to_string();
    let pairs = [("q", q), ("level", level), ("page", if page > 1 { &number } else { "" })];
    let said: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, it)| !it.is_empty()).collect();
    let query = serde_html_form::to_string(said).unwrap_or_default();
    if query.is_empty() { "/co-quan".to_owned() } else { format!("/co-quan?{query}") }
}
