//! Kiểm chứng: what was issued, when and by which agency; and whether the file somebody holds is that one, byte for byte.
//! Nothing of the file is kept, and no person is named.

use crate::Site;
use crate::api::file_id;
use crate::door::{Caller, Part, Reader, StreamedForm};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::sheets::{Proof, proof};
use sha2::{Digest, Sha256};

/// More than this is no sheet of ours.
const MOST_BYTES: u64 = 50_000_000;

#[derive(Template)]
#[template(path = "prove.html")]
struct ProofPage {
    page: Page,
    file: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    holds: bool,
    /// What came of the comparison, if one was asked for.
    compared: Option<bool>,
    problem: Option<String>,
}

/// `GET /kiem-chung/{file}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let found = proof(&site.context, file_id(&file)?).await?;
    let caller = caller.map(|it| it.0);
    Ok(shown(&site, reader, caller.as_ref(), &found, (None, None)))
}

/// `POST /kiem-chung/{file}`
pub async fn compare(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(file): Path<String>,
    mut form: StreamedForm,
) -> Result<Response, Failure> {
    let found = proof(&site.context, file_id(&file)?).await?;
    let caller = caller.map(|it| it.0);
    let mut sum = None;
    while let Some(part) = form.next().await? {
        if let Part::File(mut file) = part {
            let mut digest = Sha256::new();
            file.each_piece(MOST_BYTES, |piece| digest.update(piece)).await?;
            sum = Some(digest.finalize());
        }
    }
    let told = match sum {
        Some(sum) => (Some(found.is_of(&sum)), None),
        None => (None, Some("web.proof-no-file")),
    };
    Ok(shown(&site, reader, caller.as_ref(), &found, told))
}

fn shown(
    site: &Site,
    reader: Reader,
    caller: Option<&Caller>,
    found: &Proof,
    (compared, problem): (Option<bool>, Option<&'static str>),
) -> Response {
    let page = Page::new(site, reader.locale, "label.proof-title", caller, "/kiem-chung");
    let sheet = &found.issued.sheet;
    let mut facts = vec![("label.proof-issued", page.moment(found.issued.at))];
    if let Some(agency) = found.agency {
        facts.push(("label.proof-agency", names::agency(site, agency)));
    }
    facts.extend(found.number.clone().map(|it| ("label.number", it)));
    facts.extend(sheet.number.clone().map(|it| ("label.proof-number", it)));
    facts.push(("label.proof-sum", sheet.sha256.clone()));
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let built = ProofPage {
        file: sheet.file.to_string(),
        name: page.word("form", &sheet.form),
        facts,
        holds: found.holds,
        compared,
        problem: problem.map(|it| page.t(it)),
        page,
    };
    html(status, &built)
}
