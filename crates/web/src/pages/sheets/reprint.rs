//! In lại: the page that asks why an issued sheet is printed once more, and leads to what is to be printed.

use crate::Site;
use crate::api::slips::again;
use crate::api::{file_id, find};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::Command;
use motcua_app::sheets::{self, FormKind};
use motcua_dossier::Dossier;
use motcua_kernel::FileId;

#[derive(Template)]
#[template(path = "reprint.html")]
struct ReprintPage {
    page: Page,
    id: String,
    file: String,
    number: String,
    name: String,
    about: String,
    hint: String,
    version: u32,
    reason: String,
    problem: Option<String>,
}

/// `GET /ho-so/{id}/tep/{file}/in-lai`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    caller.actor_on(&site, &dossier, None, None)?;
    asked(&site, reader, &caller, (&dossier, file_id(&file)?), (String::new(), None))
}

/// `POST /ho-so/{id}/tep/{file}/in-lai`
pub async fn reprint(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let issued = file_id(&file)?;
    let command = Command { actor, dossier: dossier.id, seen: filled.seen()?, once: filled.once };
    let reason = filled.text("reason").to_owned();
    match sheets::reprint(&site.context, command, again(&site, issued, reason.clone())).await {
        Ok((dossier, file)) => Ok(Redirect::to(&format!("/ho-so/{}/tep/{file}", dossier.id)).into_response()),
        Err(error) => {
            let failure = Failure::from(error);
            if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
                return Err(failure);
            }
            asked(&site, reader, &caller, (&dossier, issued), (reason, Some(failure)))
        }
    }
}

fn asked(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    (dossier, file): (&Dossier, FileId),
    (reason, failure): (String, Option<Failure>),
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.sheet-reprint-title", Some(caller), "/ho-so");
    let issued = dossier.sheet(file).ok_or_else(Failure::not_found)?;
    let place = issued.reprints.len().saturating_add(1);
    let hint = if issued.sheet.form == FormKind::MoneyReceipt.code() {
        page.t1("web.reprint-hint-money", "place", place)
    } else {
        page.t("web.reprint-hint")
    };
    let about = [Some(page.moment(issued.at)), issued.sheet.number.clone()];
    let status = if failure.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let built = ReprintPage {
        id: dossier.id.to_string(),
        file: file.to_string(),
        number: names::number(dossier),
        name: page.word("form", &issued.sheet.form),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        hint,
        version: dossier.seq,
        reason,
        problem: failure.map(|it| page.say(&it.message)),
        page,
    };
    Ok(html(status, &built))
}
