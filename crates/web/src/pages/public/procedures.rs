//! Thủ tục: the list of services in force, searched and narrowed; everything asked stands in the address.

use super::{Line, levels_of_today, page_number};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::offered::{Filter, find, level_named};
use crate::pages::{Page, html};
use crate::words::{key_of, shortened};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::catalogue::offers;
use motcua_app::catalogue::services::{counters, services};
use motcua_i18n::fold;
use motcua_kernel::{Agency, Date, Level};
use serde::Deserialize;
use std::collections::BTreeSet;

const ON_A_PAGE: usize = 20;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    field: String,
    level: String,
    agency: String,
    page: String,
}

#[derive(Template)]
#[template(path = "public/procedures.html")]
struct List<'a> {
    page: Page,
    asked: &'a Asked,
    problems_found: Vec<(&'static str, String)>,
    fields: Vec<&'a str>,
    levels: Vec<(String, String)>,
    agencies: Vec<(&'a str, &'a str)>,
    lines: Vec<Line<'a>>,
    near: bool,
    /// What was found, in words.
    count: String,
    first: Option<String>,
    next: Option<String>,
    narrowed: bool,
}

impl Asked {
    fn trimmed(self) -> Self {
        let short = |it: String| shortened(it.trim());
        Self {
            q: short(self.q),
            field: self.field.trim().to_owned(),
            level: short(self.level),
            agency: short(self.agency),
            page: short(self.page),
        }
    }

    /// The address of a page of this list.
    fn address(&self, page: usize) -> String {
        let number = page.to_string();
        let pairs = [
            ("q", self.q.as_str()),
            ("field", &self.field),
            ("level", &self.level),
            ("agency", &self.agency),
            ("page", if page > 1 { &number } else { "" }),
        ];
        let said: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, it)| !it.is_empty()).collect();
        match serde_html_form::to_string(said) {
            Ok(query) if !query.is_empty() => format!("/thu-tuc?{query}"),
            Ok(_) | Err(_) => "/thu-tuc".to_owned(),
        }
    }
}

/// `GET /thu-tuc`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let asked = asked.trimmed();
    let caller = caller.map(|Extension(caller)| caller);
    let today = site.context.clock.now().date();
    let offers = offers(&site.context).await?;
    let page = Page::new(&site, reader.locale, "label.services", caller.as_ref(), "/thu-tuc");
    let fields = fields(&site, today);
    let counters = counters(&site.context.province, today);
    let read = Read::of(&page, &asked, &fields, &counters);
    let filter = Filter { field: read.field, level: read.level, counter: read.counter };
    let found = find(&site, &offers, &filter, &asked.q, today);
    let wrong = !read.problems.is_empty();
    let all = if wrong { 0 } else { found.hits.len() };
    let begin = (read.page - 1).saturating_mul(ON_A_PAGE);
    let shown = found.hits.iter().take(all).skip(begin).take(ON_A_PAGE);
    let lines: Vec<Line<'_>> = shown.map(|it| Line::of(&page, it, offers.get(&it.procedure.code))).collect();
    let next = (begin.saturating_add(ON_A_PAGE) < all).then(|| asked.address(read.page + 1));
    let level = |it: &Level| {
        let key = key_of(it, "");
        let words = page.word("agency-level", &key);
        (key, words)
    };
    let list = List {
        levels: levels_of_today(&site).iter().map(level).collect(),
        agencies: counters.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect(),
        count: page.t1("label.services-found", "count", all),
        first: (read.page > 1).then(|| asked.address(1)),
        narrowed: [&asked.field, &asked.level, &asked.agency].into_iter().any(|it| !it.is_empty()),
        near: found.near && !asked.q.is_empty(),
        problems_found: read.problems,
        asked: &asked,
        fields,
        lines,
        next,
        page,
    };
    Ok(html(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &list))
}

/// What was asked, understood.
struct Read<'a> {
    field: Option<&'a str>,
    level: Option<Level>,
    counter: Option<&'a Agency>,
    page: usize,
    problems: Vec<(&'static str, String)>,
}

impl<'a> Read<'a> {
    fn of(page: &Page, asked: &'a Asked, fields: &[&str], counters: &[&'a Agency]) -> Self {
        let mut problems = Vec::new();
        let some = |text: &'a String| Some(text.as_str()).filter(|it| !it.is_empty());
        let field = some(&asked.field);
        if field.is_some_and(|it| !fields.contains(&it)) {
            problems.push(("field", page.t1("web.service-field-unknown", "field", shortened(&asked.field))));
        }
        let level = some(&asked.level).and_then(level_named);
        if level.is_none() && !asked.level.is_empty() {
            problems.push(("level", page.t1("web.service-level-unknown", "level", &asked.level)));
        }
        let counter =
            some(&asked.agency).and_then(|code| counters.iter().find(|it| it.code == code).copied());
        if counter.is_none() && !asked.agency.is_empty() {
            problems.push(("agency", page.t1("web.agency-unknown", "code", &asked.agency)));
        }
        let number = page_number(&asked.page);
        if number.is_none() {
            problems.push(("", page.t1("web.page-unknown", "page", &asked.page)));
        }
        Self { field, level, counter, page: number.unwrap_or(1), problems }
    }
}

/// The fields of the services in force.
pub fn fields(site: &Site, today: Date) -> Vec<&str> {
    let fields: BTreeSet<&str> =
        services(&site.context.province, today).map(|it| it.procedure.field.as_str()).collect();
    let mut fields: Vec<&str> = fields.into_iter().collect();
    fields.sort_by_cached_key(|it| fold(it));
    fields
}
