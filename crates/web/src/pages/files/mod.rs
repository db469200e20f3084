//! Tệp của hồ sơ: the scans and documents of a dossier, those who may read them, and the form that puts more.
//!
//! The form is read piece by piece. Its fields stand before its files, so that what was typed is there again when a file
//! is refused; of several files of one form all are kept or none.

mod beside;
mod signatures;

pub use signatures::Signed;

use super::download::content_of;
use super::{Page, html, names, person};
use crate::Site;
use crate::api::{file_id, find, may_attach, purpose_of, readable};
use crate::door::{Caller, Part, Reader, StreamedForm, may_be_framed, with_large_files};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::files::{self, FileKind, FilePurpose, Kept, NewFile, Room, StoredFile};
use motcua_app::seals::SignatureCheck;
use motcua_app::{AppError, accounts, look, seals};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{FileId, Refusal};
use serde::Deserialize;

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person(
        "dossier_files_page",
        "GET",
        "/ho-so/{id}/tep",
        &[],
        Needs::Permission(Action::ViewPersonalData),
        || get(page),
    ),
    person(
        "attach_files_form",
        "POST",
        "/ho-so/{id}/tep",
        &[],
        Needs::Permission(Action::AttachFile),
        || post(attach).layer(with_large_files()),
    ),
    person(
        "dossier_file",
        "GET",
        "/ho-so/{id}/tep/{file}",
        &["save"],
        Needs::Permission(Action::ViewPersonalData),
        || get(show),
    ),
    person(
        "files_beside_page",
        "GET",
        "/ho-so/{id}/tep/doi-chieu",
        &["left", "right"],
        Needs::Permission(Action::ViewPersonalData),
        || get(beside::page),
    ),
    person(
        "remove_file_form",
        "POST",
        "/ho-so/{id}/tep/{file}/bo",
        &[],
        Needs::Permission(Action::AttachFile),
        || post(remove),
    ),
];

/// The files of a dossier as a page shows them, and the form for more.
pub struct Files {
    /// Id of the dossier.
    pub id: String,
    /// The files.
    pub lines: Vec<Line>,
    /// For those who may put more.
    pub form: Option<Form>,
    /// Whether there are two that can be looked at side by side.
    pub beside: bool,
}

/// A file.
pub struct Line {
    /// Where it is.
    pub address: String,
    /// Its name.
    pub name: String,
    /// The paper it is, or what else it is for.
    pub about: String,
    /// How its name ends.
    pub kind: &'static str,
    /// Its length in words.
    pub size: String,
    /// When it was put, and by whom.
    pub added: String,
    /// Whether browsers show it.
    pub shown: bool,
    /// What is said of its signatures.
    pub signed: Vec<Signed>,
    /// Whether it may be taken away: what the history names stays.
    pub stays: bool,
}

/// The form as it was filled in.
#[derive(Default)]
pub struct Form {
    /// Papers the case asks for: code, name, whether it is chosen.
    pub papers: Vec<(String, String, bool)>,
    /// Whether the result is chosen.
    pub result: bool,
    /// The name that was typed.
    pub note: String,
    /// Endings that browsers offer.
    pub accept: String,
    /// Kinds that are taken, as people read them.
    pub kinds: String,
    /// Megabytes of the largest file.
    pub most: u64,
    /// The same in bytes.
    pub most_bytes: u64,
    /// What was wrong with what was sent.
    pub problem: Option<String>,
}

#[derive(Template)]
#[template(path = "dossier_files_page.html")]
struct FilesPage {
    page: Page,
    number: String,
    procedure: String,
    files: Files,
    problems: Vec<(&'static str, String)>,
}

/// What was typed besides the files.
#[derive(Default)]
struct Typed {
    paper: String,
    name: String,
}

impl Files {
    /// The files of a dossier, for one who may read them; `page` gives the language.
    pub async fn of(site: &Site, page: &Page, caller: &Caller, dossier: &Dossier) -> Result<Self, Failure> {
        let found = files::of_dossier(&site.context, dossier).await?;
        let mut who: Vec<_> = found.iter().map(|it| it.added_by).collect();
        who.sort();
        who.dedup();
        let people = accounts::names(&site.context, &who).await?;
        let ids: Vec<FileId> = found.iter().map(|it| it.id).collect();
        let checks = seals::of_files(&site.context, &ids).await?;
        let numbered = files::numbered(&look::history(&site.context, dossier.id).await?);
        let issued = |it: &StoredFile| dossier.has_sheet(it.id);
        let line = |it: &StoredFile| {
            let kind = FileKind::of_media_type(&it.media_type);
            Line {
                address: format!("/ho-so/{}/tep/{}", dossier.id, it.id),
                name: it.name.clone(),
                about: match &it.purpose {
                    _ if numbered == Some(it.id) => page.t("label.file-numbered"),
                    FilePurpose::Component { code } => names::paper(site, dossier, code),
                    FilePurpose::Result => page.t("label.file-result"),
                    FilePurpose::Other => page.t("label.file-other"),
                },
                signed: signed(site, page, checks.get(&it.id), issued(it)),
                stays: issued(it) || numbered == Some(it.id),
                kind: kind.and_then(|it| it.endings().first()).copied().unwrap_or_default(),
                size: size(page, it.bytes),
                added: format!(
                    "{} · {}",
                    page.moment(it.added_at),
                    people.get(&it.added_by).map_or(names::NOTHING, String::as_str)
                ),
                shown: kind.is_some_and(FileKind::is_shown_by_browsers),
            }
        };
        let may = may_attach(site, caller, dossier) && files::folder(&site.context).is_ok();
        let lines: Vec<Line> = found.iter().map(line).collect();
        Ok(Self {
            id: dossier.id.to_string(),
            beside: lines.iter().filter(|it| it.shown).count() > 1,
            lines,
            form: may.then(|| form(site, dossier, &Typed::default())),
        })
    }
}

/// What is said of the signatures of a file; of an issued sheet also that it has none, where the house has a seal.
fn signed(site: &Site, page: &Page, check: Option<&SignatureCheck>, is_issued: bool) -> Vec<Signed> {
    let said = check.map_or_else(Vec::new, |it| Signed::all(page, it));
    if said.is_empty() && is_issued && site.context.seals() {
        return vec![Signed::note(page.t("web.sheet-unsealed"))];
    }
    said
}

fn form(site: &Site, dossier: &Dossier, typed: &Typed) -> Form {
    let case = names::case(site, dossier);
    let asked = case.into_iter().flat_map(|it| &it.components).flat_map(|it| &it.components);
    let folder = files::folder(&site.context);
    let most_bytes = folder.as_ref().map_or(0, |it| it.most_bytes());
    let kinds = folder.map_or(&[][..], files::FileStore::kinds);
    Form {
        papers: asked.map(|it| (it.code.clone(), it.name.clone(), it.code == typed.paper)).collect(),
        result: typed.paper == RESULT,
        note: typed.name.clone(),
        accept: accepted(kinds),
        kinds: FileKind::listed(kinds),
        most: most_bytes / 1_000_000,
        most_bytes,
        problem: None,
    }
}

/// Names of these kinds as browsers want them.
pub fn accepted(kinds: &[FileKind]) -> String {
    let endings = kinds.iter().flat_map(|it| it.endings()).map(|it| format!(".{it}"));
    endings.collect::<Vec<_>>().join(",")
}

/// What the list of papers says for the result of the dossier; no component has a code with a colon.
const RESULT: &str = ":result";

/// `GET /ho-so/{id}/tep`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (dossier, _) = readable(&site, &caller, &id).await?;
    Ok(html(StatusCode::OK, &files_page(&site, reader, &caller, &dossier).await?))
}

async fn files_page(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<FilesPage, Failure> {
    let page = Page::new(site, reader.locale, "label.files", Some(caller), "/viec-can-lam");
    let files = Files::of(site, &page, caller, dossier).await?;
    Ok(FilesPage {
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        files,
        problems: Vec::new(),
        page,
    })
}

/// `POST /ho-so/{id}/tep`
async fn attach(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    mut sent: StreamedForm,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let (mut typed, mut kept) = (Typed::default(), Vec::new());
    let room = files::room(&site.context, &dossier).await?;
    let taken = take_in((&site, room), &mut sent, &mut typed, &mut kept).await;
    let done = async {
        taken?;
        if kept.is_empty() {
            return Err(Refusal::new("web.file-missing").at("file").into());
        }
        let new = new_files(std::mem::take(&mut kept), &typed)?;
        Ok::<_, Failure>(files::add(&site.context, actor, &dossier, new).await?)
    };
    let Err(failure) = done.await else {
        return Ok(Redirect::to(&format!("/ho-so/{}#files", dossier.id)).into_response());
    };
    for (file, _) in kept {
        files::folder(&site.context)?.remove(file.id).await.map_err(AppError::from)?;
    }
    for (name, words) in sent.rest().await {
        typed.put(&name, words);
    }
    if !is_told_beside_the_form(failure.status) {
        return Err(failure);
    }
    let mut shown = files_page(&site, reader, &caller, &dossier).await?;
    let words = shown.page.say(&failure.message);
    let mut again = form(&site, &dossier, &typed);
    again.problem = Some(words.clone());
    shown.problems = vec![("file", words)];
    shown.files.form = Some(again);
    Ok(html(failure.status, &shown))
}

fn is_told_beside_the_form(status: StatusCode) -> bool {
    [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::PAYLOAD_TOO_LARGE,
        // While the scanner is away what was typed is there to be sent again.
        StatusCode::SERVICE_UNAVAILABLE,
    ]
    .contains(&status)
}

impl Typed {
    fn put(&mut self, name: &str, words: String) {
        match name {
            "paper" => self.paper = words,
            "name" => self.name = words,
            _ => {}
        }
    }
}

/// Reads the form to its end, or to the first file that is refused.
async fn take_in(
    (site, mut room): (&Site, Room),
    sent: &mut StreamedForm,
    typed: &mut Typed,
    kept: &mut Vec<(Kept, String)>,
) -> Result<(), Failure> {
    while let Some(part) = sent.next().await? {
        match part {
            Part::Text { name, words } => typed.put(&name, words),
            Part::File(mut file) => {
                let mut arriving = files::receive(&site.context).await?;
                file.save_into(&mut arriving).await?;
                let whole = arriving.keep().await.map_err(AppError::from)?;
                let bytes = whole.bytes;
                kept.push((whole, file.name));
                room.take(bytes)?;
            }
            Part::Passed => {}
        }
    }
    Ok(())
}

/// The files with what they are for; the name that was typed is for a file that comes alone.
fn new_files(kept: Vec<(Kept, String)>, typed: &Typed) -> Result<Vec<NewFile>, Failure> {
    let purpose =
        if typed.paper == RESULT { purpose_of("", "result")? } else { purpose_of(&typed.paper, "")? };
    let alone = kept.len() == 1;
    let new = kept.into_iter().map(|(kept, sent)| NewFile {
        kept,
        name: if alone && !typed.name.is_empty() { typed.name.clone() } else { sent },
        purpose: purpose.clone(),
    });
    Ok(new.collect())
}

/// Whether a file is saved rather than shown.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    save: Option<String>,
}

/// `GET /ho-so/{id}/tep/{file}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let (dossier, reader) = readable(&site, &caller, &id).await?;
    let (file, bytes) = files::open(&site.context, reader, &dossier, file_id(&file)?).await?;
    Ok(may_be_framed(content_of(&file, bytes, wanted.save.is_some())))
}

/// `POST /ho-so/{id}/tep/{file}/bo`
async fn remove(
    State(site): State<Site>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
    _form: crate::door::Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    files::remove(&site.context, actor, &dossier, file_id(&file)?).await?;
    Ok(Redirect::to(&format!("/ho-so/{}/tep", dossier.id)).into_response())
}

/// A length as people read it, to one decimal place.
pub fn size(page: &Page, bytes: u64) -> String {
    let (unit, name) = if bytes >= 1_000_000 { (1_000_000, "MB") } else { (1_000, "KB") };
    let tenths = (bytes.saturating_mul(10) + unit / 2) / unit;
    let comma = if page.locale == motcua_i18n::Locale::En { '.' } else { ',' };
    match tenths {
        0..10 => format!("1 {name}"),
        _ if tenths.is_multiple_of(10) => format!("{} {name}", tenths / 10),
        _ => format!("{}{comma}{} {name}", tenths / 10, tenths % 10),
    }
}
