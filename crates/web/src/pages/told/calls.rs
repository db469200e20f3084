//! Gọi điện: whom the counter has to call, with the sentence to say.

use crate::Site;
use crate::api::calls::{call_end, own_counters, record_call};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::notices::{self, Call};
use motcua_dossier::Dossier;

pub(super) const HERE: &str = "/tiep-nhan/goi-dien";

#[derive(Template)]
#[template(path = "call_list.html")]
struct CallList {
    page: Page,
    count: u64,
    calls: Vec<Line>,
    done: bool,
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
) -> Result<Response, Failure> {
    show(&site, reader, &caller, false).await
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
    show(&site, reader, &caller, true).await
}

async fn show(site: &Site, reader: Reader, caller: &Caller, done: bool) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.call-list", Some(caller), "/tiep-nhan");
    let counters = own_counters(site, caller);
    let may_read = |dossier: &Dossier| caller.reader_of_people(site, dossier);
    let calls = notices::calls(&site.context, &counters, may_read).await?;
    let list = CallList {
        count: notices::count_calls(&site.context, &counters).await?,
        calls: calls.iter().map(|it| line(&page, it)).collect(),
        done,
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
