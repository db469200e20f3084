//! Every component in every state on one page: for eyes, and for the audits of the tests. Shown only in a made-up province.

use super::{Page, html};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

#[derive(Template)]
#[template(path = "components.html")]
struct Components {
    page: Page,
    faults: Vec<(&'static str, String)>,
    fault: Option<String>,
    none: Option<String>,
    states: Vec<(&'static str, String)>,
    lefts: Vec<(&'static str, String, u32)>,
    way: Vec<(&'static str, String, String)>,
    icons: [&'static str; 12],
}

/// `GET /dev/components`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
) -> Result<Response, Failure> {
    if site.settings.sample.is_none() {
        return Err(Failure::not_found());
    }
    let caller = caller.map(|Extension(caller)| caller);
    let page = Page::new(&site, reader.locale, "label.components-title", caller.as_ref(), "");
    let fault = page.t("app.words-unreadable");
    let state = |kind, table, name| (kind, page.word(table, name));
    let states = vec![
        state("ok", "status", "returned"),
        state("warn", "status", "result-ready"),
        state("late", "status", "stopped"),
        state("hold", "status", "suspended"),
        state("now", "status", "in-process"),
        state("neutral", "status", "withdrawn"),
    ];
    let left = |(kind, words): &(&'static str, String), used| (*kind, words.clone(), used);
    let lefts = states.iter().zip([35, 85, 100, 60]).map(|(state, used)| left(state, used)).collect();
    let step = |kind, state, name| (kind, page.word("step-state", state), page.word("desk-task", name));
    let way = vec![
        step("done", "finished", "accept"),
        step("now", "working", "work"),
        step("todo", "waiting", "return-result"),
    ];
    let icons = [
        "inbox",
        "file-plus",
        "scan-line",
        "search",
        "printer",
        "check",
        "clock",
        "triangle-alert",
        "pause",
        "calendar",
        "phone",
        "user",
    ];
    let faults = vec![("phone", fault.clone()), ("reason", fault.clone())];
    Ok(html(
        StatusCode::OK,
        &Components { faults, fault: Some(fault), none: None, states, lefts, way, icons, page },
    ))
}
