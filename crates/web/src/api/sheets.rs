//! Official sheets over the API: what a dossier can have and what was issued, one to look at, one to issue, and the proof of
//! one.

use super::docs::Docs;
use super::routes::route;
use super::signatures::SignaturesDocument;
use super::slips::content;
use super::{file_id, find};
use crate::door::{Caller, Checked, Seen};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use motcua_app::sheets::{self, FormKind, Order, Wanted};
use motcua_app::{Command, look};
use motcua_dossier::Issued;
use motcua_identity::Action;
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_sheets", "GET", "/api/v1/dossiers/{id}/sheets"),
        Needs::Permission(Action::ViewDossierList),
        || get(list),
        Docs::new("The official sheets a dossier can have, and those that were issued")
            .gives::<SheetList>(200),
    ),
    route(
        ("issue_sheet", "POST", "/api/v1/dossiers/{id}/sheets"),
        Needs::Permission(Action::AttachFile),
        || post(issue),
        Docs::new("Issue an official sheet: it is made, kept, and its sum written into the history")
            .takes::<WantedSheet>()
            .gives::<SheetDocument>(201)
            .if_match()
            .once(),
    ),
    route(
        ("preview_sheet", "GET", "/api/v1/dossiers/{id}/sheets/{form}"),
        Needs::Permission(Action::AttachFile),
        || get(preview),
        Docs::new("A sheet as PDF as it would be issued now; nothing is kept").gives_a_file(),
    ),
    route(
        ("prove_sheet", "GET", "/api/v1/proofs/{file}"),
        Needs::Nothing,
        || get(prove),
        Docs::new("What was issued under this name, when and by which agency; its sum tells the file")
            .gives::<ProofDocument>(200),
    ),
];

/// The sheets of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetList {
    /// What it can have as it stands.
    pub possible: Vec<PossibleSheet>,
    /// What was issued, the oldest first.
    pub issued: Vec<SheetDocument>,
}

/// A sheet that can be made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PossibleSheet {
    /// Its form, `acceptance-slip`.
    pub form: &'static str,
    /// The number of the entry it is about, where there may be several.
    pub of: Option<u32>,
    /// Whether it was issued as it is now, and can only be printed again.
    pub issued: bool,
}

/// A sheet that was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetDocument {
    /// Its form.
    pub form: String,
    /// Its file, among the files of the dossier.
    pub file: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its own number.
    pub number: Option<String>,
    /// When.
    pub at: String,
    /// How often it was printed again.
    pub reprints: usize,
    /// Why it has no seal of the organisation, told once to whoever issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsealed: Option<String>,
}

/// A sheet to issue.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedSheet {
    /// Its form.
    pub form: String,
    /// The number of the entry it is about.
    #[serde(default)]
    pub of: Option<u32>,
}

/// What is proven of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProofDocument {
    /// The sheet.
    pub sheet: SheetDocument,
    /// Which copy of an issued sheet it is, from 1; none for the sheet itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<u32>,
    /// The number of its dossier.
    pub dossier: Option<String>,
    /// The agency that issued it.
    pub agency: Option<String>,
    /// Whether the history of the dossier still says so, unbroken.
    pub holds: bool,
    /// What was found of its seal when it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signatures: Option<SignaturesDocument>,
}

/// `GET /api/v1/dossiers/{id}/sheets`
pub async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SheetList>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let history = look::history(&site.context, dossier.id).await?;
    let possible = sheets::possible(&dossier, &history);
    let possible = possible.iter().map(|it| PossibleSheet {
        form: it.kind.code(),
        of: it.of,
        issued: sheets::was_issued(&dossier, &history, *it),
    });
    Ok(Json(SheetList {
        possible: possible.collect(),
        issued: dossier.sheets.iter().map(document).collect(),
    }))
}

/// `POST /api/v1/dossiers/{id}/sheets`
pub async fn issue(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Seen(seen): Seen,
    Checked { value: body, once }: Checked<WantedSheet>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let kind = FormKind::named(&body.form).ok_or_else(unknown)?;
    let command = Command { actor, dossier: dossier.id, seen, once };
    let issued = sheets::issue(&site.context, command, &order(&site, Wanted { kind, of: body.of })).await?;
    let sheet = issued.dossier.sheets.iter().find(|it| it.sheet.file == issued.file);
    let mut sheet = sheet.map(document).ok_or_else(Failure::not_found)?;
    sheet.unsealed = issued.unsealed.map(|it| it.message.code.0.into_owned());
    let location = format!("/api/v1/dossiers/{}/files/{}", issued.dossier.id, sheet.file);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(sheet)).into_response())
}

/// `GET /api/v1/dossiers/{id}/sheets/{form}`
pub async fn preview(
    State(site): State<Site>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let wanted = wanted_named(&form, "")?;
    let history = look::history(&site.context, dossier.id).await?;
    let all = sheets::possible(&dossier, &history);
    // Of several the last one.
    let wanted = all.into_iter().rev().find(|it| it.kind == wanted.kind).unwrap_or(wanted);
    let bytes = sheets::preview(&site.context, actor, &dossier, &order(&site, wanted)).await?;
    Ok(([(CONTENT_TYPE, "application/pdf")], bytes).into_response())
}

/// `GET /api/v1/proofs/{file}`
pub async fn prove(
    State(site): State<Site>,
    Path(file): Path<String>,
) -> Result<Json<ProofDocument>, Failure> {
    let found = sheets::proof(&site.context, file_id(&file)?).await?;
    let agency = found.agency.and_then(|it| site.context.province.agencies.get(it));
    Ok(Json(ProofDocument {
        sheet: document(&found.issued),
        copy: found.copy,
        dossier: found.number.clone(),
        agency: agency.map(|it| it.name.clone()),
        holds: found.holds,
        signatures: found.sealed.as_ref().map(SignaturesDocument::of),
    }))
}

/// The sheet with these names.
pub fn wanted_named(form: &str, of: &str) -> Result<Wanted, Failure> {
    let kind = FormKind::named(form).ok_or_else(Failure::not_found)?;
    let of = if of.is_empty() { None } else { Some(of.parse().map_err(|_| unknown())?) };
    Ok(Wanted { kind, of })
}

/// The order for it, of this site.
pub fn order(site: &Site, wanted: Wanted) -> Order {
    Order { wanted, site: site.settings.public_url.clone(), content: content(site) }
}

fn unknown() -> Failure {
    Refusal::new("app.sheet-not-possible").at("form").into()
}

fn document(it: &Issued) -> SheetDocument {
    SheetDocument {
        form: it.sheet.form.clone(),
        file: it.sheet.file.0,
        sha256: it.sheet.sha256.clone(),
        number: it.sheet.number.clone(),
        at: words::moment(it.at),
        reprints: it.reprints.len(),
        unsealed: None,
    }
}
