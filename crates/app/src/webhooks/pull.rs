//! Lấy sự kiện: the same events for a program that would rather fetch them, page by page from a place.

use super::tell::tell;
use crate::live::Place;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_notifications::events::{CloudEvent, House};
use motcua_storage::followers;

/// Some events behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPage {
    /// In their order; may be none though there are more: those in between are of others.
    pub events: Vec<CloudEvent>,
    /// From where the next page goes on.
    pub next: Place,
    /// Whether there may be more now.
    pub more: bool,
}

/// The events behind `place` that concern a dossier of which `knows` says that it may be known, before or after the event.
/// `limit` is how many of the log are looked at.
///
/// # Errors
/// When the store fails.
pub async fn events_after(
    context: &Context,
    Place(place): Place,
    limit: u32,
    knows: impl Fn(&Dossier) -> bool,
) -> Result<EventPage, AppError> {
    let events = followers::read_after(&context.store.reader(), place, limit).await?;
    let next = events.last().map_or(place, |it| it.cursor);
    let more = events.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let may =
        |_: House<'_>, before: Option<&Dossier>, after: &Dossier| knows(after) || before.is_some_and(&knows);
    let told = tell(context, &events, may).await?;
    let events = told.into_iter().filter_map(|it| it.told).map(|(_, event)| event).collect();
    Ok(EventPage { events, next: Place(next), more })
}
