//! Công bố: an appraised draft becomes a version of the catalogue from a day on, and ends the one before it.
//!
//! Dossiers that were received keep the version they were received under.

use super::{Draft, mark, readable, step};
use crate::admin::with_what_is_kept;
use crate::{AppError, Context};
use motcua_catalogue::{Life, Publication, Stage, version_id};
use motcua_kernel::{Actor, Date, Refusal, Validity};

/// Characters of the longest number of a decision.
const LONGEST_DECISION: usize = 100;

/// What it is announced with.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// First day on which it is in force.
    pub from: Date,
    /// Number of the announcing decision (quyết định công bố).
    pub decision: String,
    /// Its date.
    pub decided: Option<Date>,
    /// Why there is another version.
    pub reason: String,
}

/// Publishes the appraised draft of a procedure that was `seen`.
///
/// # Errors
/// Not found without a draft; refused when it was not appraised, lacks something on its first day, would begin before
/// today or not after the version before it, has no decision or reason, or was changed since.
pub async fn publish_draft(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
    announcement: &Announcement,
) -> Result<Draft, AppError> {
    let context = &with_what_is_kept(context).await?.unwrap_or_else(|| context.clone());
    let today = context.clock.now().date();
    step(context, actor, (code, seen), |mut draft| {
        let from = announcement.from;
        draft.version.validity = Validity::since(from);
        draft.version.id = version_id(code, from);
        let publication = publication(announcement, today)?;
        let reason = readable(&announcement.reason)?;
        let gaps = draft.gaps(context, from)?;
        let last = context.province.catalogue.last_announced(code);
        let current = last.filter(|it| it.life == Life::Published).cloned();
        let published = draft.version.clone().publish(publication, current, &gaps)?;
        draft.kept.words = Some(reason);
        draft.kept.published = Some(mark(context, actor));
        draft.kept.position = Some(context.province.catalogue_revision.saturating_add(1));
        Draft { stage: Stage::Published, ..draft }.saying(published.version)
    })
    .await
}

fn publication(announcement: &Announcement, today: Date) -> Result<Publication, Refusal> {
    if announcement.from < today {
        return Err(Refusal::new("catalogue.begins-in-the-past").with("today", today).at("from"));
    }
    if announcement.decided.is_some_and(|it| it > today) {
        return Err(Refusal::new("catalogue.decided-in-the-future").with("today", today).at("decided"));
    }
    let decision = announcement.decision.trim();
    if decision.contains('\0') || decision.chars().count() > LONGEST_DECISION {
        return Err(Refusal::new("app.words-too-long").with("most", LONGEST_DECISION).at("decision"));
    }
    // From then on it can be read here by everybody.
    Ok(Publication { decision: decision.to_owned(), decided: announcement.decided, posted: Some(today) })
}
