//! The files of a dossier over the API: what there is, one of them, one more, and one less.

use super::asked::Asked;
use super::docs::Docs;
use super::find;
use super::routes::route;
use super::signatures::SignaturesDocument;
use crate::door::{Caller, StreamedBody, with_large_files};
use crate::failure::Failure;
use crate::methods::{delete, get, post};
use crate::pages::content_of;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use motcua_app::files::{self, FilePurpose, NewFile, StoredFile};
use motcua_app::seals::{self, SignatureCheck};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{Actor, FileId, Refusal};
use serde::Serialize;
use std::fmt::Write;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of files.
pub const ROUTES: &[Route] = &[
    route(
        ("list_files", "GET", "/api/v1/dossiers/{id}/files"),
        Needs::Permission(Action::ViewPersonalData),
        || get(list),
        Docs::new("The files of a dossier, the oldest first").gives::<FileList>(200),
    ),
    route(
        ("attach_file", "POST", "/api/v1/dossiers/{id}/files"),
        Needs::Permission(Action::AttachFile),
        || post(add).layer(with_large_files()),
        Docs::new("Put a file to a dossier: the body is the file; what it is, its bytes say")
            .takes_any_file()
            .gives::<FileDocument>(201),
    )
    .asking(&["name", "component", "purpose"]),
    route(
        ("show_file", "GET", "/api/v1/dossiers/{id}/files/{file}"),
        Needs::Permission(Action::ViewPersonalData),
        || get(show),
        Docs::new("A file of a dossier; that it was read is kept").gives_a_file(),
    ),
    route(
        ("remove_file", "DELETE", "/api/v1/dossiers/{id}/files/{file}"),
        Needs::Permission(Action::AttachFile),
        || delete(remove),
        Docs::new("Take a file away that was put wrongly; that it was there is kept").gives_nothing(),
    ),
];

/// The files of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileList {
    /// The files, the oldest first.
    pub items: Vec<FileDocument>,
}

/// What is known of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileDocument {
    /// Its id.
    pub id: Uuid,
    /// As it is shown.
    pub name: String,
    /// What it is, by its bytes.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// `component`, `result` or `other`.
    pub purpose: &'static str,
    /// Code of the paper it is, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// Id of the account that put it.
    pub added_by: Uuid,
    /// When.
    pub added_at: String,
    /// What was found of its signatures, where it is a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signatures: Option<SignaturesDocument>,
}

impl FileDocument {
    fn of(file: &StoredFile, check: Option<&SignatureCheck>) -> Self {
        let (purpose, component) = match &file.purpose {
            FilePurpose::Component { code } => ("component", Some(code.clone())),
            FilePurpose::Result => ("result", None),
            FilePurpose::Other => ("other", None),
        };
        Self {
            id: file.id.0,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: hexadecimal(&file.sha256),
            purpose,
            component,
            added_by: file.added_by.0,
            added_at: words::moment(file.added_at),
            signatures: check.map(SignaturesDocument::of),
        }
    }
}

async fn documents(site: &Site, files: &[StoredFile]) -> Result<Vec<FileDocument>, Failure> {
    let ids: Vec<FileId> = files.iter().map(|it| it.id).collect();
    let checks = seals::of_files(&site.context, &ids).await?;
    Ok(files.iter().map(|it| FileDocument::of(it, checks.get(&it.id))).collect())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `GET /api/v1/dossiers/{id}/files`
async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<FileList>, Failure> {
    let (dossier, _) = readable(&site, &caller, &id).await?;
    let found = files::of_dossier(&site.context, &dossier).await?;
    Ok(Json(FileList { items: documents(&site, &found).await? }))
}

/// `GET /api/v1/dossiers/{id}/files/{file}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (dossier, reader) = readable(&site, &caller, &id).await?;
    let (file, bytes) = files::open(&site.context, reader, &dossier, file_id(&file)?).await?;
    Ok(content_of(&file, bytes, true))
}

/// `POST /api/v1/dossiers/{id}/files`
async fn add(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
    body: StreamedBody,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let purpose =
        purpose_of(asked.text("component").unwrap_or_default(), asked.text("purpose").unwrap_or_default())?;
    let most = files::folder(&site.context)?.most_bytes();
    let mut arriving = files::receive(&site.context).await?;
    body.save_into(&mut arriving, most).await?;
    let kept = arriving.keep().await.map_err(motcua_app::AppError::from)?;
    let new = NewFile { kept, name: asked.text("name").unwrap_or_default().to_owned(), purpose };
    let added = files::add(&site.context, actor, &dossier, vec![new]).await?;
    let Some(document) = documents(&site, &added).await?.into_iter().next() else {
        return Err(Failure::not_found());
    };
    let location = format!("/api/v1/dossiers/{}/files/{}", dossier.id, document.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(document)).into_response())
}

/// `DELETE /api/v1/dossiers/{id}/files/{file}`
async fn remove(
    State(site): State<Site>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    files::remove(&site.context, actor, &dossier, file_id(&file)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A dossier with somebody who may read its files; for all others there is none.
pub async fn readable(site: &Site, caller: &Caller, id: &str) -> Result<(Dossier, Actor), Failure> {
    let dossier = find(site, caller, id).await?;
    let reader = caller.reader_of_people(site, &dossier).ok_or_else(Failure::not_found)?;
    Ok((dossier, reader))
}

/// The id of a file in an address.
pub fn file_id(text: &str) -> Result<FileId, Failure> {
    text.parse().map(FileId).map_err(|_| Failure::not_found())
}

/// What a file is for, from a component's code and a word.
pub fn purpose_of(component: &str, purpose: &str) -> Result<FilePurpose, Failure> {
    match (component, purpose) {
        ("", "" | "other") => Ok(FilePurpose::Other),
        ("", "result") => Ok(FilePurpose::Result),
        (code, "" | "component") if !code.is_empty() => Ok(FilePurpose::Component { code: code.to_owned() }),
        _ => Err(Refusal::new("web.file-purpose").at("purpose").into()),
    }
}

/// Whether this person may put files to the dossier.
pub fn may_attach(site: &Site, caller: &Caller, dossier: &Dossier) -> bool {
    let acting = Caller { action: Some(Action::AttachFile), ..caller.clone() };
    acting.actor_on(site, dossier, None, None).is_ok()
}
