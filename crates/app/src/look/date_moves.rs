//! What moved the date of a dossier, each with the decision that a change of the calendar follows.

use super::dossiers::history;
use crate::admin::kept_calendars;
use crate::{AppError, Context};
use motcua_dossier::{DateMove, Dossier, MoveCause, date_moves as folded};
use motcua_kernel::Instant;

/// A move of the lawful date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMove {
    /// What moved, and why.
    pub moved: DateMove,
    /// The decision a change of the calendar follows, where it was kept here.
    pub ground: Option<String>,
}

/// What moved the date of `dossier` since its receipt, the oldest first.
///
/// # Errors
/// When the store fails.
pub async fn date_moves(context: &Context, dossier: &Dossier) -> Result<Vec<KnownMove>, AppError> {
    if dossier.reception.as_ref().is_none_or(|it| it.dates.lawful == it.dates.first) {
        return Ok(Vec::new());
    }
    let moves = folded(&history(context, dossier.id).await?);
    if !moves.iter().any(|it| it.cause == MoveCause::Calendar) {
        return Ok(moves.into_iter().map(|moved| KnownMove { moved, ground: None }).collect());
    }
    let kept = kept_calendars(context).await?;
    let decided = |at: Instant| kept.iter().find(|it| it.kept_at <= at).map(|it| it.ground.clone());
    let known = |moved: DateMove| KnownMove {
        ground: Some(moved.at).filter(|_| moved.cause == MoveCause::Calendar).and_then(decided),
        moved,
    };
    Ok(moves.into_iter().map(known).collect())
}
