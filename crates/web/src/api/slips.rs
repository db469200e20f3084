//! Sheets on paper: the slips of several dossiers printed together, and one sheet printed again with the reason for it.

use super::asked::Asked;
use super::docs::Docs;
use super::routes::route;
use super::{file_id, find, readable};
use crate::Site;
use crate::door::{Caller, Checked, Seen};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use motcua_app::sheets::{self, Again, Content, MOST_AT_ONCE, SlipOf};
use motcua_app::{Command, intake};
use motcua_dossier::Dossier;
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, FileId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("print_slips", "POST", "/api/v1/slips"),
        Needs::Permission(Action::AttachFile),
        || post(print),
        Docs::new(
            "Issue the slips of several dossiers; one that can not be printed is named and stops no other",
        )
        .takes::<SlipsWanted>()
        .gives::<SlipsPrinted>(200),
    ),
    route(
        ("show_slips", "GET", "/api/v1/slips"),
        Needs::Permission(Action::ViewPersonalData),
        || get(show),
        Docs::new("Sheets that were issued, in one PDF to print").gives_a_file(),
    )
    .asking(&["files"]),
    route(
        ("reprint_sheet", "POST", "/api/v1/dossiers/{id}/files/{file}/reprint"),
        Needs::Permission(Action::AttachFile),
        || post(reprint),
        Docs::new("Print an issued sheet again: the same file, or a copy that says so of a receipt of money")
            .takes::<ReprintWanted>()
            .gives::<SheetAgain>(201)
            .if_match()
            .once(),
    ),
];

/// Which slips are to be printed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlipsWanted {
    /// Ids of the dossiers, 100 at most.
    #[serde(default)]
    pub dossiers: Vec<Uuid>,
    /// All that this person received today and that were not printed yet, besides.
    #[serde(default)]
    pub rest_of_today: bool,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipsPrinted {
    /// Slips that were issued.
    pub printed: Vec<SlipPrinted>,
    /// Dossiers without one, each with the reason.
    pub refused: Vec<SlipRefused>,
    /// Where all that were issued lie in one file; none when there are none.
    pub document: Option<String>,
}

/// A slip that was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipPrinted {
    /// Its dossier.
    pub dossier: Uuid,
    /// The number of it.
    pub number: String,
    /// The file of the slip.
    pub file: Uuid,
}

/// A dossier whose slip was not printed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipRefused {
    /// Which, as it was named.
    pub dossier: String,
    /// Code of the reason.
    pub code: String,
}

/// Why a sheet is printed again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReprintWanted {
    /// In words.
    pub reason: String,
}

/// What is to be printed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetAgain {
    /// The file: that of the sheet itself, or of its copy.
    pub file: Uuid,
    /// How often the sheet was printed again by now.
    pub times: usize,
}

/// `POST /api/v1/slips`
pub async fn print(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: wanted, .. }: Checked<SlipsWanted>,
) -> Result<Json<SlipsPrinted>, Failure> {
    let mut ids: Vec<String> = wanted.dossiers.iter().map(Uuid::to_string).collect();
    if wanted.rest_of_today {
        ids.extend(rest_of_today(&site, &caller).await?);
    }
    let (printed, refused) = Box::pin(print_slips(&site, &caller, &ids)).await?;
    let files: Vec<FileId> = printed.iter().map(|(_, _, file)| *file).collect();
    let line = |(dossier, number, file): &(Dossier, String, FileId)| SlipPrinted {
        dossier: dossier.id.0,
        number: number.clone(),
        file: file.0,
    };
    let why = |(dossier, failure): &(String, Failure)| SlipRefused {
        dossier: dossier.clone(),
        code: failure.message.code.0.clone().into_owned(),
    };
    Ok(Json(SlipsPrinted {
        printed: printed.iter().map(line).collect(),
        refused: refused.iter().map(why).collect(),
        document: (!files.is_empty()).then(|| format!("/api/v1/slips?files={}", list(&files))),
    }))
}

/// `GET /api/v1/slips`
pub async fn show(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let bytes = joined(&site, &caller, asked.text("files").unwrap_or_default()).await?;
    Ok(([(CONTENT_TYPE, "application/pdf")], bytes).into_response())
}

/// `POST /api/v1/dossiers/{id}/files/{file}/reprint`
pub async fn reprint(
    State(site): State<Site>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
    Seen(seen): Seen,
    Checked { value: wanted, once }: Checked<ReprintWanted>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let actor = caller.actor_on(&site, &dossier, None, None)?;
    let command = Command { actor, dossier: dossier.id, seen, once };
    let issued = file_id(&file)?;
    let (dossier, file) =
        sheets::reprint(&site.context, command, again(&site, issued, wanted.reason)).await?;
    let times = dossier.sheet(issued).map_or(0, |it| it.reprints.len());
    let location = format!("/api/v1/dossiers/{}/files/{file}", dossier.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(SheetAgain { file: file.0, times }))
        .into_response())
}

/// The order to print a sheet of this site again.
pub fn again(site: &Site, file: FileId, reason: String) -> Again {
    Again { file, reason, site: site.settings.public_url.clone(), content: content(site) }
}

/// Whether this site holds made-up data.
pub fn content(site: &Site) -> Content {
    if site.settings.sample.is_some() { Content::Sample } else { Content::Real }
}

/// Ids of what this person received today whose slip was never printed.
pub async fn rest_of_today(site: &Site, caller: &Caller) -> Result<Vec<String>, Failure> {
    let today = caller.now.date();
    let receives = |agency| caller.actor_for(site, Action::Receive, Scope::at(agency)).is_ok();
    let counters: Vec<_> =
        caller.account.grants_on(today).map(|it| it.agency).filter(|it| receives(*it)).collect();
    let found = intake::received_by(&site.context, caller.account.id, &counters, today).await?;
    Ok(found.iter().filter(|it| sheets::without_slip(it)).map(|it| it.id.to_string()).collect())
}

type Printed = Vec<(Dossier, String, FileId)>;
type Refused = Vec<(String, Failure)>;

/// Issues the slip of each, where this person may put files; the others with why not.
pub async fn print_slips(
    site: &Site,
    caller: &Caller,
    ids: &[String],
) -> Result<(Printed, Refused), Failure> {
    if ids.len() > MOST_AT_ONCE {
        return Err(Refusal::new("app.sheets-at-once").with("most", MOST_AT_ONCE).into());
    }
    let (mut chosen, mut refused): (Vec<(Actor, Dossier)>, Refused) = (Vec::new(), Vec::new());
    for id in ids.iter().collect::<BTreeSet<_>>() {
        match may_print(site, caller, id).await {
            Ok(it) => chosen.push(it),
            Err(failure) if failure.status.is_server_error() => return Err(failure),
            Err(failure) => refused.push((id.clone(), failure)),
        }
    }
    chosen.sort_by_key(|(_, it)| it.reception.as_ref().map(|it| it.number.to_string()));
    let dossiers: Vec<Dossier> = chosen.iter().map(|(_, it)| it.clone()).collect();
    let place = (site.settings.public_url.as_str(), content(site));
    let slips = Box::pin(sheets::issue_slips(&site.context, chosen, place)).await;
    let mut printed = Vec::new();
    for (dossier, SlipOf { number, slip, .. }) in dossiers.into_iter().zip(slips) {
        match slip {
            Ok(file) => printed.push((dossier, number, file)),
            Err(error) => refused.push((number, Failure::from(error))),
        }
    }
    Ok((printed, refused))
}

async fn may_print(site: &Site, caller: &Caller, id: &str) -> Result<(Actor, Dossier), Failure> {
    let dossier = find(site, caller, id).await?;
    let acting = Caller { action: Some(Action::AttachFile), ..caller.clone() };
    Ok((acting.actor_on(site, &dossier, None, None)?, dossier))
}

/// Names of files as an address has them.
pub fn list(files: &[FileId]) -> String {
    files.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The sheets with these files in one, for whoever may read each.
pub async fn joined(site: &Site, caller: &Caller, files: &str) -> Result<Vec<u8>, Failure> {
    let mut chosen = Vec::new();
    for name in files.split(',').filter(|it| !it.is_empty()).take(MOST_AT_ONCE.saturating_add(1)) {
        let file = file_id(name)?;
        let dossier = sheets::dossier_with(&site.context, file).await?;
        let (dossier, reader) = readable(site, caller, &dossier.to_string()).await?;
        chosen.push((reader, dossier, file));
    }
    let day = motcua_i18n::long_date(caller.now.date());
    Ok(sheets::joined(&site.context, chosen, day).await?)
}
