//! How much there is to do, for the navigation: numbers that are fetched again when something changes.

use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use axum::extract::{Path, State};
use axum::response::Html;
use motcua_app::{look, watch};
use motcua_dossier::{DeskGroup, DeskTask};
use motcua_identity::Action;

/// More decisions than this are not counted.
const MOST_DECISIONS: u64 = 99;

/// `GET /so-viec/{what}`
pub async fn count(
    State(site): State<Site>,
    caller: Caller,
    Path(what): Path<String>,
) -> Result<Html<String>, Failure> {
    let count = match what.as_str() {
        "desk" => to_do(&site, &caller).await?,
        "approvals" => to_decide(&site, &caller).await?,
        "alerts" => watch::not_seen(&site.context, caller.account.id).await?,
        _ => return Err(Failure::not_found()),
    };
    Ok(Html(if count == 0 { String::new() } else { count.to_string() }))
}

/// One's own work; what only waits for others is not counted.
async fn to_do(site: &Site, caller: &Caller) -> Result<u64, Failure> {
    let counts = look::own_counts(&site.context, &caller.account, caller.now).await?;
    Ok(counts.all().saturating_sub(counts.of(DeskGroup::Paused)))
}

async fn to_decide(site: &Site, caller: &Caller) -> Result<u64, Failure> {
    let decided = (DeskTask::Decide, Action::Approve);
    let today = caller.now.date();
    let lines = look::waiting_for(&site.context, &caller.account, today, decided, MOST_DECISIONS).await?;
    Ok(u64::try_from(lines.len()).unwrap_or(MOST_DECISIONS))
}
