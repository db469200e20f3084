//! Before the form: which procedure, and which of its cases.

use super::{HERE, Site};
use crate::door::{Caller, Reader};
use crate::pages::{Page, html};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_catalogue::{Procedure, ProcedureGroup, ProcedureVersion};
use motcua_i18n::fold;

#[derive(Template)]
#[template(path = "counter_procedures.html")]
struct Procedures<'a> {
    page: Page,
    asked: &'a str,
    groups: Vec<&'a ProcedureGroup>,
    found: Vec<(&'a Procedure, &'a ProcedureVersion)>,
}

#[derive(Template)]
#[template(path = "counter_cases.html")]
struct Cases<'a> {
    page: Page,
    procedure: &'a Procedure,
    version: &'a ProcedureVersion,
}

/// The procedures in force whose code, name and field have every word of `asked`, with or without its accents.
pub fn procedure(site: &Site, reader: Reader, caller: &Caller, asked: &str) -> Response {
    let catalogue = &site.context.province.catalogue;
    let words = fold(asked);
    let wanted = |(procedure, version): &(&Procedure, &ProcedureVersion)| {
        let about = fold(&format!("{} {} {}", procedure.code, version.name, procedure.field));
        words.split(' ').all(|word| about.contains(word))
    };
    let in_force = catalogue
        .procedures()
        .filter_map(|it| Some((it, catalogue.version_on(&it.code, caller.now.date())?)));
    let mut found: Vec<_> = in_force.filter(wanted).collect();
    found.sort_by_cached_key(|(procedure, _)| (fold(&procedure.field), procedure.code.as_str()));
    let of_group = |it: &&ProcedureGroup| {
        let about = fold(&format!("{} {} {}", it.code, it.name, it.field));
        it.in_force_on(caller.now.date()) && words.split(' ').all(|word| about.contains(word))
    };
    let groups = site.context.province.groups.iter().filter(of_group).collect();
    let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
    html(StatusCode::OK, &Procedures { page, asked, groups, found })
}

/// The cases of a procedure.
pub fn case(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    procedure: &Procedure,
    version: &ProcedureVersion,
) -> Response {
    let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
    html(StatusCode::OK, &Cases { page, procedure, version })
}
