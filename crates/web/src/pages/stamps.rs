//! Cấp số, đóng dấu: the records clerk goes down the list of what was signed, types the numbers and sends them together.

use super::approvals::applicants;
use super::desk::{Agreed, Left, left, tail, why_not, wrong};
use super::{Page, html, names, person};
use crate::Site;
use crate::api::verbs::Number;
use crate::api::{find, perform};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::files::StoredFile;
use motcua_app::look::{self, DeskLine};
use motcua_app::routing::signed_files;
use motcua_dossier::{DeskTask, LegStatus, Outcome};
use motcua_identity::Action;
use motcua_kernel::{DossierId, LegNo};
use std::collections::BTreeMap;

const HERE: &str = "/dong-dau";
/// Lines of one page; what is numbered makes room for the next.
const LINES: u64 = 50;
/// What a records clerk does.
const STAMPED: (DeskTask, Action) = (DeskTask::Number, Action::NumberAndStamp);

/// The page and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person("stamps_page", "GET", HERE, &[], Needs::Permission(Action::NumberAndStamp), || get(page)),
    person("number_form", "POST", HERE, &[], Needs::Permission(Action::NumberAndStamp), || post(number)),
];

#[derive(Template)]
#[template(path = "stamps.html")]
struct Stamps {
    page: Page,
    rows: Vec<Row>,
    key: String,
    done: Vec<(String, String, String)>,
    problems: Vec<(String, String)>,
}

/// A result to number.
struct Row {
    id: String,
    /// As its field is called.
    version: String,
    address: String,
    tail: String,
    procedure: String,
    result: String,
    /// Whose; none where it must not be shown.
    applicant: Option<String>,
    left: Left,
    typed: String,
    /// Signed files that may be the result: id, name, whether it was chosen. Empty where there is none, or none that this
    /// person may know of.
    files: Vec<(String, String, bool)>,
    error: Option<String>,
}

/// What came of a form: done as address, number's end and words; problems by field; what was typed by row.
#[derive(Default)]
struct Came {
    done: Vec<(String, String, String)>,
    problems: Vec<(String, String)>,
    typed: BTreeMap<String, String>,
    /// The file that was chosen, by row.
    chosen: BTreeMap<String, String>,
}

/// `GET /dong-dau`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    shown(&site, reader, &caller, Came::default()).await
}

/// `POST /dong-dau`: each line that has a number; a line that is refused keeps no other from being done.
pub async fn number(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.place-stamps", Some(&caller), HERE);
    let typed = filled.below("number:").filter(|(_, number)| !number.is_empty());
    let typed: BTreeMap<String, String> =
        typed.map(|(row, number)| (row.to_owned(), number.to_owned())).collect();
    let chosen = filled.below("file:").filter(|(_, file)| !file.is_empty());
    let chosen: BTreeMap<String, String> =
        chosen.map(|(row, file)| (row.to_owned(), file.to_owned())).collect();
    let mut came = Came::default();
    if typed.is_empty() {
        came.problems.push((String::new(), page.t("web.stamp-none-typed")));
    }
    for (row, number) in typed {
        let agreed = Agreed::parse(&row).ok_or_else(wrong)?;
        let leg = agreed.leg.ok_or_else(wrong)?;
        let dossier = find(&site, &caller, &agreed.dossier.to_string()).await?;
        let file = chosen.get(&row).map(|it| it.parse()).transpose().map_err(|_| wrong())?;
        let verb = Number { leg: leg.0, number: number.clone(), file };
        match perform(&site, &caller, &dossier, verb, agreed.seen, filled.once_for(&row)).await {
            Ok(_) => came.done.push((
                format!("/ho-so/{}", dossier.id),
                tail(&names::number(&dossier)).to_owned(),
                format!("{}: {number}", page.t("label.stamped")),
            )),
            Err(failure) if failure.status.is_server_error() => return Err(failure),
            Err(failure) => {
                let words = why_not(&site, &page, failure).await?;
                came.problems.push((format!("number-{}-{leg}", dossier.id), words));
                came.typed.insert(row, number);
            }
        }
    }
    came.chosen = chosen;
    shown(&site, reader, &caller, came).await
}

async fn shown(site: &Site, reader: Reader, caller: &Caller, came: Came) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-stamps", Some(caller), HERE);
    let date = caller.now.date();
    let lines = look::waiting_for(&site.context, &caller.account, date, STAMPED, LINES).await?;
    let whose = applicants(site, caller, &lines).await?;
    let named = |it: &DeskLine| Some(whose.get(&it.row.applicant)?.as_ref()?.name.as_str().to_owned());
    let open = lines.iter().filter(|it| caller.reader_of_people(site, &it.dossier).is_some());
    let ids: Vec<DossierId> = open.map(|it| it.dossier.id).collect();
    let signed = signed_files(&site.context, &ids).await?;
    let shown = |it| Row {
        applicant: named(it),
        files: choices(it, &signed, &came),
        ..row(site, &page, caller, it, &came)
    };
    let rows = lines.iter().map(shown).collect();
    let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?.to_string();
    let status = if came.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(html(status, &Stamps { rows, key, done: came.done, problems: came.problems, page }))
}

/// A row as its fields are called.
fn version(line: &DeskLine) -> String {
    format!("{}.{}.{}.", line.dossier.id, line.dossier.seq, line.row.slot)
}

/// The signed files of a dossier, but the sheets that the house itself issued.
fn choices(line: &DeskLine, signed: &[StoredFile], came: &Came) -> Vec<(String, String, bool)> {
    let dossier = &line.dossier;
    let issued = |it: &StoredFile| dossier.has_sheet(it.id);
    let chosen = came.chosen.get(&version(line));
    let own = signed.iter().filter(|it| it.dossier == dossier.id && !issued(it));
    own.map(|it| (it.id.to_string(), it.name.clone(), chosen.is_some_and(|id| *id == it.id.to_string())))
        .collect()
}

fn row(site: &Site, page: &Page, caller: &Caller, line: &DeskLine, came: &Came) -> Row {
    let dossier = &line.dossier;
    let row = version(line);
    let id = format!("{}-{}", dossier.id, line.row.slot);
    let field = format!("number-{id}");
    let horizon = look::horizon(&site.context, line.row.agency, caller.now);
    Row {
        address: format!("/ho-so/{}", dossier.id),
        tail: tail(&names::number(dossier)).to_owned(),
        procedure: names::procedure(site, dossier),
        result: signed(site, page, line),
        applicant: None,
        files: Vec::new(),
        left: left(site, page, dossier, horizon.group(line.row.clock, line.row.due), caller.now),
        typed: came.typed.get(&row).cloned().unwrap_or_default(),
        error: came.problems.iter().find(|(it, _)| *it == field).map(|(_, words)| words.clone()),
        version: row,
        id,
    }
}

/// What was signed.
fn signed(site: &Site, page: &Page, line: &DeskLine) -> String {
    let dossier = &line.dossier;
    match dossier.leg(LegNo(line.row.slot)).map(|it| &it.status) {
        Some(LegStatus::Approved { outcome: Outcome::Granted { result, .. }, .. }) => {
            names::result(site, dossier, result)
        }
        Some(LegStatus::Approved { outcome: Outcome::Refused { .. }, .. }) => page.t("label.refusal"),
        Some(
            LegStatus::Waiting
            | LegStatus::Sent { .. }
            | LegStatus::Questioned { .. }
            | LegStatus::SentBack { .. }
            | LegStatus::Active { .. }
            | LegStatus::Proposed { .. }
            | LegStatus::Finished { .. },
        )
        | None => String::new(),
    }
}
