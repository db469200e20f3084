//! Two versions of a procedure, and what the later says otherwise.

use super::{HERE, VersionLink, links, number};
use crate::Site;
use crate::api::versions::{by_age, compared};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_catalogue::{Difference, ProcedureVersion};
use serde::Deserialize;

/// Parts that have a word; lists among them.
#[cfg(test)]
pub const PARTS: [&str; 51] = [
    "after",
    "agency",
    "amount",
    "answer",
    "applicants",
    "basis",
    "brackets",
    "budget",
    "by",
    "cap",
    "cases",
    "channels",
    "collector",
    "components",
    "conditions",
    "confirmed",
    "copies",
    "cut_off",
    "decided",
    "decision",
    "due",
    "each",
    "evidence",
    "exemptions",
    "fees",
    "form",
    "ground",
    "is",
    "kind",
    "legal_basis",
    "limit",
    "name",
    "one_of",
    "originals",
    "percent",
    "posted",
    "price",
    "publication",
    "question",
    "required",
    "results",
    "role",
    "route",
    "sequence",
    "share",
    "steps",
    "suffix",
    "tiers",
    "unit",
    "up_to",
    "when",
];

#[derive(Template)]
#[template(path = "procedure_compare.html")]
struct ComparePage {
    page: Page,
    code: String,
    name: String,
    before: Vec<VersionLink>,
    after: Vec<VersionLink>,
    lines: Vec<Line>,
}

/// Something that is said otherwise.
pub struct Line {
    /// Where.
    pub place: String,
    /// Which part.
    pub part: String,
    /// What was said.
    pub before: Option<String>,
    /// What is said.
    pub after: Option<String>,
}

/// Which two.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    from: Option<String>,
    to: Option<String>,
}

/// `GET /danh-muc/{code}/so-sanh`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let all = by_age(&site, &code);
    let last = all.len();
    if last == 0 {
        return Err(Failure::not_found());
    }
    let chosen = |text: Option<&str>, otherwise: usize| match text.filter(|it| !it.is_empty()) {
        Some(text) => number(text).filter(|it| (1..=last).contains(it)).ok_or_else(Failure::not_found),
        None => Ok(otherwise),
    };
    let to = chosen(asked.to.as_deref(), last)?;
    let from = chosen(asked.from.as_deref(), to.saturating_sub(1).max(1))?;
    let (version, found) = compared(&site, &code, from, to)?;
    let page = Page::new(&site, reader.locale, "label.compare-versions", Some(&caller), HERE);
    let lines = found.into_iter().map(|it| line(&page, version, it)).collect();
    let (before, after) = (links(&page, &all, from - 1), links(&page, &all, to - 1));
    let name = version.name.clone();
    Ok(html(StatusCode::OK, &ComparePage { page, code, name, before, after, lines }))
}

/// The words of a place: the name of the case, what stands between, and the part.
pub fn line(page: &Page, version: &ProcedureVersion, difference: Difference) -> Line {
    let mut place = difference.place;
    // Where the item of a list itself is named, its list is the part.
    let part = place.pop().unwrap_or_default();
    let word = |it: &str| page.word_if("version-part", it);
    let part = word(&part).unwrap_or_else(|| {
        let list = place.pop().unwrap_or_default();
        format!("{} {part}", word(&list).unwrap_or(list))
    });
    let mut words = Vec::new();
    let mut parts = place.iter();
    while let Some(it) = parts.next() {
        let item = if it == "cases" {
            parts.next().map(|code| version.case(code).map_or_else(|| code.clone(), |it| it.name.clone()))
        } else {
            word(it).or_else(|| Some(it.clone()).filter(|it| it.parse::<u16>().is_err()))
        };
        words.extend(item);
    }
    Line { place: words.join(" › "), part, before: difference.before, after: difference.after }
}
