//! In giấy tiếp nhận hàng loạt: the slips of the dossiers that were chosen on a list, or of all of today that have none yet;
//! what came of each is told, and those that were printed lie in one file.

use crate::Site;
use crate::api::slips::{joined, list, print_slips, rest_of_today};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::why_not;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "slips_printed.html")]
struct SlipsPrinted {
    page: Page,
    /// Address, number and procedure of each dossier whose slip was printed.
    printed: Vec<(String, String, String)>,
    /// Each other, and why not.
    refused: Vec<(String, String)>,
    /// The names of the files as the address has them.
    files: String,
    /// The list one came from.
    back: &'static str,
    /// What is told when nothing was to be done.
    nothing: Option<&'static str>,
}

/// `POST /tiep-nhan/hom-nay/giay`
pub async fn issue(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.slips-printed", Some(&caller), "/tiep-nhan");
    let rest = filled.text("which") == "rest";
    let ids: Vec<String> = if rest {
        rest_of_today(&site, &caller).await?
    } else {
        filled.all("dossier").map(str::to_owned).collect()
    };
    let nothing = match (ids.is_empty(), rest) {
        (false, _) => None,
        (true, true) => Some("web.slips-none-left"),
        (true, false) => Some("web.slips-nothing-chosen"),
    };
    let (printed, failed) = Box::pin(print_slips(&site, &caller, &ids)).await?;
    let mut refused = Vec::with_capacity(failed.len());
    for (dossier, failure) in failed {
        refused.push((dossier, why_not(&site, &page, failure).await?));
    }
    let files: Vec<_> = printed.iter().map(|(_, _, file)| *file).collect();
    let line = |(dossier, number, _): &(motcua_dossier::Dossier, String, _)| {
        (format!("/ho-so/{}", dossier.id), number.clone(), names::procedure(&site, dossier))
    };
    let status = if files.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let done = SlipsPrinted {
        printed: printed.iter().map(line).collect(),
        refused,
        files: list(&files),
        back: if filled.text("from") == "desk" { "/viec-can-lam" } else { "/tiep-nhan/hom-nay" },
        nothing,
        page,
    };
    Ok(html(status, &done))
}

/// Which sheets are wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    files: String,
}

/// `GET /tiep-nhan/hom-nay/giay`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    if wanted.files.is_empty() {
        return Err(Failure::not_found());
    }
    let bytes = joined(&site, &caller, &wanted.files).await?;
    let name = "inline; filename=\"giay-tiep-nhan.pdf\"";
    Ok(([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
