//! The card of sheets on the page of a dossier: what can be made, what was issued.

use crate::Site;
use crate::api::sheets::{order, wanted_named};
use crate::api::{find, may_attach};
use crate::door::{Caller, Filled};
use crate::failure::Failure;
use crate::pages::{Page, names};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::sheets::{self, FormKind, Wanted};
use motcua_app::{Command, files};
use motcua_dossier::{Dossier, Entry, Issued};
use serde::Deserialize;

/// The sheets of a dossier as its page shows them.
pub struct Sheets {
    /// What can be made; empty for who may not.
    pub possible: Vec<Possible>,
    /// What was issued.
    pub issued: Vec<Line>,
    /// Whether what is made can be kept.
    pub kept: bool,
}

/// A sheet that can be made.
pub struct Possible {
    /// Where.
    pub address: String,
    /// The entry it is about, in its form.
    pub of: String,
    /// Its name.
    pub name: String,
    /// When that entry was, where there may be several.
    pub at: String,
    /// Whether it was issued as it is now: it can only be printed again.
    pub issued: bool,
}

/// A sheet that was issued.
pub struct Line {
    /// Its name.
    pub name: String,
    /// When, and its own number.
    pub about: String,
    /// Where its file is.
    pub file: String,
    /// Where it is proven.
    pub proof: String,
    /// Where it is printed again, for whoever may.
    pub again: Option<String>,
}

impl Sheets {
    /// Of a dossier with its history; what it can have for who may put files to it.
    pub fn of(site: &Site, page: &Page, caller: &Caller, dossier: &Dossier, history: &[Entry]) -> Self {
        let may = may_attach(site, caller, dossier);
        let possible = if may { sheets::possible(dossier, history) } else { Vec::new() };
        let line = |it: &Issued| Line {
            name: page.word("form", &it.sheet.form),
            about: [Some(page.moment(it.at)), it.sheet.number.clone(), reprinted(page, it)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            file: format!("/ho-so/{}/tep/{}", dossier.id, it.sheet.file),
            proof: format!("/kiem-chung/{}", it.sheet.file),
            again: may.then(|| format!("/ho-so/{}/tep/{}/in-lai", dossier.id, it.sheet.file)),
        };
        let at = |it: &Wanted| {
            let entry = it.of.and_then(|seq| history.iter().find(|entry| entry.seq == seq));
            entry.map_or_else(String::new, |entry| page.moment(entry.occurred))
        };
        let possible = possible.iter().map(|it| Possible {
            address: format!("/ho-so/{}/van-ban/{}", dossier.id, it.kind.code()),
            of: it.of.map_or_else(String::new, |seq| seq.to_string()),
            name: page.word("form", it.kind.code()),
            at: at(it),
            issued: sheets::was_issued(dossier, history, *it),
        });
        Self {
            possible: possible.collect(),
            issued: dossier.sheets.iter().map(line).collect(),
            kept: files::folder(&site.context).is_ok(),
        }
    }
}

/// How often it was printed again, if ever.
fn reprinted(page: &Page, issued: &Issued) -> Option<String> {
    let times = issued.reprints.len();
    (times > 0).then(|| page.t1("label.sheet-reprinted", "count", times))
}

/// What a preview is of.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
}

/// `GET /ho-so/{id}/van-ban/{form}`
pub async fn preview(
    State(site): State<Site>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let wanted = wanted_named(&form, &asked.of)?;
    let bytes = sheets::preview(&site.context, actor, &dossier, &order(&site, wanted)).await?;
    Ok(shown(wanted.kind, &names::number(&dossier), bytes))
}

/// `POST /ho-so/{id}/van-ban/{form}`
pub async fn issue(
    State(site): State<Site>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let wanted = wanted_named(&form, filled.text("of"))?;
    let command = Command { actor, dossier: dossier.id, seen: filled.seen()?, once: filled.once };
    let issued = sheets::issue(&site.context, command, &order(&site, wanted)).await?;
    if let Some(fault) = &issued.fault {
        tracing::error!(fault = ?fault.message, "a template of the province is wrong; the built-in form was used");
    }
    if issued.unsealed.is_some() {
        // The list of files says of it that it has no seal.
        return Ok(Redirect::to(&format!("/ho-so/{}#files", issued.dossier.id)).into_response());
    }
    Ok(Redirect::to(&format!("/ho-so/{}/tep/{}", issued.dossier.id, issued.file)).into_response())
}

/// A PDF to be looked at, under a name that says what it is.
fn shown(kind: FormKind, number: &str, bytes: Vec<u8>) -> Response {
    let number: String =
        number.chars().filter(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-')).collect();
    let name = format!("inline; filename=\"{}-{number}.pdf\"", kind.code());
    ([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}
