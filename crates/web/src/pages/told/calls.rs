//! Gọi điện: whom the counter has to call, with the sentence to say.

use crate::api::Asked;
use crate::api::calls::{call_end, own_counters, record_call};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use crate::{Site, cursors};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::notices::{self, Call, CallPlace};
use motcua_dossier::Dossier;

pub(super) const HERE: &str = "/tiep-nhan/goi-dien";
/// As many as one page shows.
const MOST: u64 = 50;

#[derive(Template)]
#[template(path = "call_list.html")]
struct CallList {
    page: Page,
    count: u64,
    calls: Vec<Line>,
    done: bool,
    /// Where this page begins, so that it is shown again when a call is written down.
    after: String,
    first: Option<&'static str>,
    next: Option<String>,
}

struct Line {
    id: String,
    dossier: String,
    number: String,
    kind: String,
    name: Option<String>,
    phone: Option<String>,
    words: String,
    since: String,
    tries: Option<String>,
}

/// `GET /tiep-nhan/goi-dien`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    asked: Asked,
) -> Result<Response, Failure> {
    show(&site, reader, &caller, (asked.after(cursors::call)?, false)).await
}

/// `POST /tiep-nhan/goi-dien/{id}`
pub async fn end(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    record_call(&site, &caller, &id, call_end(form.text("outcome"))?).await?;
    show(&site, reader, &caller, (cursors::call(form.text("after")), true)).await
}

async fn show(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    (after, done): (Option<CallPlace>, bool),
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.call-list", Some(caller), "/tiep-nhan");
    let counters = own_counters(site, caller);
    let may_read = |dossier: &Dossier| caller.reader_of_people(site, dossier);
    let read = async |after| notices::calls(&site.context, &counters, (after, MOST), may_read).await;
    let mut after = after;
    let mut found = read(after).await?;
    if found.calls.is_empty() && after.is_some() {
        after = None;
        found = read(after).await?;
    }
    let list = CallList {
        count: notices::count_calls(&site.context, &counters).await?,
        calls: found.calls.iter().map(|it| line(&page, it)).collect(),
        done,
        after: after.map(cursors::of_call).unwrap_or_default(),
        first: after.map(|_| HERE),
        next: found.next.map(|it| format!("{HERE}?after={}", cursors::of_call(it))),
        page,
    };
    Ok(html(StatusCode::OK, &list))
}

fn line(page: &Page, it: &Call) -> Line {
    Line {
        id: it.id.to_string(),
        dossier: it.dossier.to_string(),
        number: it.number.clone().unwrap_or_default(),
        kind: page.word("notice-kind", it.kind.code()),
        name: it.name.clone(),
        phone: it.phone.clone(),
        words: it.words.clone(),
        since: page.t1("label.call-since", "at", it.since),
        tries: (it.tries > 0).then(|| page.t1("label.call-tries", "count", it.tries)),
    }
}
