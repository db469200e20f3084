//! Kiểm chứng: what was issued, when and by which agency; and whether the file somebody holds is that one, byte for byte.
//! Nothing of the file is kept, and no person is named.

use crate::Site;
use crate::api::file_id;
use crate::door::{Caller, Part, Reader, StreamedForm};
use crate::failure::Failure;
use crate::pages::files::Signed;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::seals::{self, SignatureCheck};
use motcua_app::sheets::{Proof, proof};
use sha2::{Digest, Sha256};

/// More than this is no sheet of ours.
const MOST_BYTES: u64 = 50_000_000;
/// Signatures are looked at only in what whoever comes along may make us hold.
const MOST_HELD: usize = 2_000_000;

#[derive(Template)]
#[template(path = "prove.html")]
struct ProofPage {
    page: Page,
    file: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    holds: bool,
    /// What is said of its seal; nothing where it has none.
    sealed: Vec<Signed>,
    /// What came of the comparison, if one was asked for.
    compared: Option<bool>,
    /// What is said of the signatures of the file that was compared.
    dropped: Vec<Signed>,
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
    Ok(shown(&site, reader, caller.as_ref(), &found, &Told::default()))
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
    let mut told = Told { problem: Some("web.proof-no-file"), ..Told::default() };
    while let Some(part) = form.next().await? {
        if let Part::File(mut file) = part {
            let (mut digest, mut held) = (Sha256::new(), Some(Vec::new()));
            let take = |piece: &[u8]| {
                digest.update(piece);
                held = held.take().filter(|it: &Vec<u8>| it.len() + piece.len() <= MOST_HELD);
                if let Some(held) = &mut held {
                    held.extend_from_slice(piece);
                }
            };
            file.each_piece(MOST_BYTES, take).await?;
            let same = Some(found.is_of(&digest.finalize()));
            let looked_at = match held {
                Some(pdf) => Some(seals::look_at(&site.context, pdf).await),
                None => None,
            };
            told = Told { same, found: looked_at, problem: None };
        }
    }
    Ok(shown(&site, reader, caller.as_ref(), &found, &told))
}

/// What came of a comparison.
#[derive(Default)]
struct Told {
    /// Whether the file is the sheet, byte for byte.
    same: Option<bool>,
    /// What was found of its signatures; nothing where it was too large to be held.
    found: Option<SignatureCheck>,
    problem: Option<&'static str>,
}

impl Told {
    /// In words: signatures, or that there are none, or that nobody looked.
    fn signatures(&self, page: &Page) -> Vec<Signed> {
        match &self.found {
            None if self.same.is_none() => Vec::new(),
            None => vec![Signed::note(page.t("web.proof-signatures-not-read"))],
            Some(check) => {
                let said = Signed::all(page, check);
                if said.is_empty() { vec![Signed::note(page.t("web.proof-no-signatures"))] } else { said }
            }
        }
    }
}

fn shown(site: &Site, reader: Reader, caller: Option<&Caller>, found: &Proof, told: &Told) -> Response {
    let page = Page::new(site, reader.locale, "label.proof-title", caller, "/kiem-chung");
    let sheet = &found.issued.sheet;
    let mut facts = vec![("label.proof-issued", page.moment(found.issued.at))];
    if let Some(agency) = found.agency {
        facts.push(("label.proof-agency", names::agency(site, agency)));
    }
    facts.extend(found.copy.map(|it| ("label.proof-copy", it.to_string())));
    facts.extend(found.number.clone().map(|it| ("label.number", it)));
    facts.extend(sheet.number.clone().map(|it| ("label.proof-number", it)));
    facts.push(("label.proof-sum", sheet.sha256.clone()));
    let status = if told.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let built = ProofPage {
        file: sheet.file.to_string(),
        name: page.word("form", &sheet.form),
        facts,
        holds: found.holds,
        sealed: found.sealed.as_ref().map_or_else(Vec::new, |it| Signed::all(&page, it)),
        compared: told.same,
        dropped: told.signatures(&page),
        problem: told.problem.map(|it| page.t(it)),
        page,
    };
    html(status, &built)
}
