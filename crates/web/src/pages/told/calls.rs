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
    people: Vec<Person>,
    done: bool,
    /// Where this page begins, so that it is shown again when a call is written down.
    after: String,
    first: Option<&'static str>,
    next: Option<String>,
}

/// Whoever is called once, for all that they are to be told.
struct Person {
    name: Option<String>,
    phone: Option<String>,
    first: Line,
    also: Vec<Line>,
}

impl Person {
    fn lines(&self) -> impl Iterator<Item = &Line> {
        std::iter::once(&self.first).chain(&self.also)
    }
}

/// One thing that somebody is to be told.
struct Line {
    id: String,
    dossier: String,
    number: String,
    kind: String,
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
    let end = call_end(form.text("outcome"))?;
    record_call(&site, &caller, &id, end).await?;
    for also in form.all("also") {
        let recorded = record_call(&site, &caller, also, end).await;
        // Somebody else may have told them of this one meanwhile.
        if recorded.as_ref().is_err_and(|it| !it.status.is_client_error()) {
            recorded?;
        }
    }
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
        people: people(&page, &found.calls),
        done,
        after: after.map(cursors::of_call).unwrap_or_default(),
        first: after.map(|_| HERE),
        next: found.next.map(|it| format!("{HERE}?after={}", cursors::of_call(it))),
        page,
    };
    Ok(html(StatusCode::OK, &list))
}

/// The calls of a page by whom they are to; in the order of the first of each. Without a telephone each stands alone.
fn people(page: &Page, calls: &[Call]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for it in calls {
        let line = line(page, it);
        let same =
            |known: &&mut Person| known.phone.is_some() && known.phone == it.phone && known.name == it.name;
        match people.iter_mut().find(same) {
            Some(known) => known.also.push(line),
            None => people.push(Person {
                name: it.name.clone(),
                phone: it.phone.clone(),
                first: line,
                also: Vec::new(),
            }),
        }
    }
    people
}

fn line(page: &Page, it: &Call) -> Line {
    Line {
        id: it.id.to_string(),
        dossier: it.dossier.to_string(),
        number: it.number.clone().unwrap_or_default(),
        kind: page.word("notice-kind", it.kind.code()),
        words: it.words.clone(),
        since: page.t1("label.call-since", "at", it.since),
        tries: (it.tries > 0).then(|| page.t1("label.call-tries", "count", it.tries)),
    }
}
