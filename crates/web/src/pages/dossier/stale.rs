//! The page of whoever came second: who was first, what has happened since the form was opened, and what was typed, so
//! that it is not lost.

use super::history::{self, Line};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::names::{self, NOTHING};
use crate::pages::{Page, html};
use askama::Template;
use axum::response::Response;
use motcua_app::{accounts, look};
use motcua_dossier::{By, Dossier};

#[derive(Template)]
#[template(path = "dossier_stale.html")]
struct Stale {
    page: Page,
    id: String,
    number: String,
    words: String,
    typed: Vec<String>,
    changes: Vec<Line>,
}

/// Another person was first: who, when, and the way back; with what was typed, so that it is not lost.
pub async fn stale(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    failure: Failure,
    filled: &Filled,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.stale-title", Some(caller), "/viec-can-lam");
    let by = match failure.winner.as_ref().map(|it| it.by) {
        Some(By::Officer(actor)) => {
            let names = accounts::names(&site.context, &[actor.account]).await?;
            names.get(&actor.account).cloned().unwrap_or_else(|| NOTHING.to_owned())
        }
        Some(By::Party { .. }) => page.t("label.by-party"),
        Some(By::Rule) | None => page.t("label.by-rule"),
    };
    let mut message = failure.message.with("by", by);
    if let Some(first) = &failure.winner {
        message = message.with("at", first.at);
    }
    let words = page.say(&message);
    let written = |name: &str| WRITTEN.contains(&name) || name.contains("-reason-");
    let typed = filled.below("").filter(|(name, value)| written(name) && !value.is_empty());
    let typed = typed.map(|(_, value)| value.to_owned()).collect();
    let changes = since(site, caller, &page, dossier, filled.seen.unwrap_or_default()).await?;
    let stale =
        Stale { id: dossier.id.to_string(), number: names::number(dossier), words, typed, changes, page };
    Ok(html(failure.status, &stale))
}

/// What has happened to the dossier since this version, the newest first; the words of it for those who may read them.
async fn since(
    site: &Site,
    caller: &Caller,
    page: &Page,
    dossier: &Dossier,
    seen: u32,
) -> Result<Vec<Line>, Failure> {
    let mut entries = look::history(&site.context, dossier.id).await?;
    entries.retain(|it| it.seq > seen);
    let said = match caller.reader_of_people(site, dossier) {
        Some(_) => look::said(&site.context, &entries).await?,
        None => Vec::new(),
    };
    Ok(history::lines(site, page, dossier, &entries, said).await?)
}

/// Fields into which people write; so do they into the reason of each paper.
const WRITTEN: [&str; 10] = [
    "reason",
    "question",
    "answer",
    "apology",
    "number",
    "tracking",
    "name",
    "national_id",
    "phone",
    "address",
];
