//! Xuất nhật ký sự kiện: every dossier that came from a log goes back into one.

use super::shape;
use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_dossier::{Entry, Event};
use motcua_reporting::event_log::{Activity, Attributes, EventLog};
use motcua_storage::dossiers;

/// The imported cases, by start and then by name; the events of a case in the order of its log.
///
/// # Errors
/// When the store fails or a row is broken.
pub async fn export_log(context: &Context) -> Result<EventLog, AppError> {
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut cases = Vec::new();
    while let Some(page) = pages.next().await? {
        for id in page {
            if let Some(imported) = dossiers::load(&reader, id).await?.imported {
                let history = dossiers::history(&reader, id).await?;
                cases.push(shape::case(imported, history.into_iter().filter_map(activity).collect()));
            }
        }
    }
    cases.sort_by(|one, other| (one.start, &one.id).cmp(&(other.start, &other.id)));
    Ok(EventLog { cases, extra: Attributes::new() })
}

fn activity(entry: Entry) -> Option<Activity> {
    if let Event::Imported(imported) = entry.event {
        return Some(shape::activity(imported, entry.occurred));
    }
    None
}
