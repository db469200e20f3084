//! Who read who the people of a dossier are: for those who watch over it. The people themselves are not named.

use super::asked::Asked;
use super::docs::Docs;
use super::page::{Page, page};
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::extract::{Path, State};
use axum::response::Response;
use motcua_app::look::{self, LoggedReading, ReadingPage};
use motcua_identity::Action;
use motcua_kernel::DossierId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of who read what.
pub const ROUTES: &[Route] = &[route(
    ("list_readings", "GET", "/api/v1/dossiers/{id}/readings"),
    Needs::Permission(Action::ViewAuditLog),
    || get(list),
    Docs::new("Who read who the people of a dossier are, the newest first").gives::<ReadingList>(200),
)
.asking(&["after", "limit"])];

/// One page of readings, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingList {
    /// The readings.
    pub items: Vec<ReadingDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

impl Page for ReadingList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// Somebody was shown the people of the dossier; at most one a person and minute.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingDocument {
    /// When.
    pub at: String,
    /// Id of the account that was shown them.
    pub account: Uuid,
    /// Name of the person.
    pub name: String,
    /// Where: `api`, `dossier-page`, `receipt`, `slip`, `work-list`, `search`.
    pub place: String,
}

/// `GET /api/v1/dossiers/{id}/readings`
async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let dossier = look::dossier(&site.context, DossierId(id)).await?;
    // Who watches over the log need not be one who works with dossiers.
    if !caller.may_at(&site, &dossier) {
        return Err(Failure::not_found());
    }
    let before = asked.after(|text| text.parse().ok())?;
    let limit = u64::try_from(asked.limit()?).unwrap_or(1);
    let found = look::readings(&site.context, dossier.id, before, limit).await?;
    let list = ReadingList {
        items: found.readings.iter().map(|it| document(&found, it)).collect(),
        next: found.next.map(|it| it.to_string()),
    };
    Ok(page(&asked, &list))
}

fn document(found: &ReadingPage, logged: &LoggedReading) -> ReadingDocument {
    let reading = &logged.reading;
    ReadingDocument {
        at: words::moment(reading.at),
        account: reading.account.0,
        name: found.names.get(&reading.account).cloned().unwrap_or_default(),
        place: words::key_of(&reading.place, ""),
    }
}
