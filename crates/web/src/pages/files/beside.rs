//! Two files of a dossier side by side, to compare a paper with another: each side says which file it shows.

use super::Signed;
use crate::Site;
use crate::api::{file_id, readable};
use crate::door::{Caller, Reader, may_frame};
use crate::failure::Failure;
use crate::pages::desk::query_wrong;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::files::{self, FileKind, FilePurpose, StoredFile};
use motcua_app::seals;
use motcua_dossier::Dossier;
use motcua_kernel::FileId;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "dossier_beside.html")]
struct Beside {
    page: Page,
    id: String,
    number: String,
    procedure: String,
    sides: Vec<Half>,
}

/// One half of the page.
struct Half {
    /// As the address names it.
    name: &'static str,
    label: &'static str,
    /// Every file it could show: id, what it is, whether it is this one.
    files: Vec<(String, String, bool)>,
    shown: Option<Shown>,
}

struct Shown {
    address: String,
    name: String,
    is_picture: bool,
    signed: Vec<Signed>,
}

/// Which files are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    left: Option<String>,
    right: Option<String>,
}

/// `GET /ho-so/{id}/tep/doi-chieu`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (dossier, _) = readable(&site, &caller, &id).await?;
    let page = Page::new(&site, reader.locale, "label.files-beside", Some(&caller), "/viec-can-lam");
    let mut found = files::of_dossier(&site.context, &dossier).await?;
    found.retain(|it| kind(it).is_some_and(FileKind::is_shown_by_browsers));
    let pick = |asked: Option<&String>, name: &'static str, usual: usize| match asked {
        Some(id) => {
            let id = file_id(id).map_err(|_| query_wrong(name))?;
            found.iter().find(|it| it.id == id).map(Some).ok_or_else(Failure::not_found)
        }
        None => Ok(found.get(usual)),
    };
    let left = pick(asked.left.as_ref(), "left", 0)?;
    let right = pick(asked.right.as_ref(), "right", 1)?;
    let shown: Vec<FileId> = [left, right].into_iter().flatten().map(|it| it.id).collect();
    let checks = seals::of_files(&site.context, &shown).await?;
    let half = |name, label, file: Option<&StoredFile>| Half {
        name,
        label,
        files: found.iter().map(|it| option(&site, &page, &dossier, it, file)).collect(),
        shown: file.map(|it| Shown {
            address: format!("/ho-so/{}/tep/{}", dossier.id, it.id),
            name: it.name.clone(),
            is_picture: it.media_type.starts_with("image/"),
            signed: checks.get(&it.id).map_or_else(Vec::new, |it| Signed::all(&page, it)),
        }),
    };
    let shown = Beside {
        sides: vec![half("left", "label.on-the-left", left), half("right", "label.on-the-right", right)],
        id: dossier.id.to_string(),
        number: names::number(&dossier),
        procedure: names::procedure(&site, &dossier),
        page: page.clone(),
    };
    Ok(may_frame(html(StatusCode::OK, &shown)))
}

fn kind(file: &StoredFile) -> Option<FileKind> {
    FileKind::of_media_type(&file.media_type)
}

fn option(
    site: &Site,
    page: &Page,
    dossier: &Dossier,
    file: &StoredFile,
    shown: Option<&StoredFile>,
) -> (String, String, bool) {
    let what = match &file.purpose {
        FilePurpose::Component { code } => names::paper(site, dossier, code),
        FilePurpose::Result => page.t("label.file-result"),
        FilePurpose::Other => page.t("label.file-other"),
    };
    (file.id.to_string(), format!("{} · {what}", file.name), shown.is_some_and(|it| it.id == file.id))
}
