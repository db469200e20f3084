//! Reminders: what nothing but time brings, written by whoever tells that it has become so (`crate::watch`).

use super::follow::{Writing, any_is_on, tell_all, wants_nothing};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_notifications::NoticeKind;
use motcua_storage::Tx;
use motcua_storage::notices::{self, Notice};
use motcua_storage::reach::{self, Reach, Way};

/// How somebody is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// In writing; by telephone where no message arrives.
    Message,
    /// By telephone at once: a message was sent before and nothing happened.
    Telephone,
}

/// Writes a reminder to whoever is part of the dossier as it stands.
pub(crate) async fn remind(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    kind: NoticeKind,
    by: By,
) -> Result<(), AppError> {
    let Some(filing) = dossier.filing.as_ref().filter(|_| any_is_on(context)) else { return Ok(()) };
    if by == By::Message {
        return tell_all(tx, context, dossier, &[(kind, dossier.seq)]).await;
    }
    let ways = reach::of_dossier(tx, dossier.id).await?;
    let theirs: Vec<&Reach> = ways.iter().filter(|it| it.party == filing.applicant).collect();
    if wants_nothing(&theirs) {
        return Ok(());
    }
    // Whom no message reaches was called for at once; that call stands, or was made.
    let before = notices::of_dossier(tx, dossier.id).await?;
    let stands = |it: &Notice| (it.way, it.seq, it.kind.as_str()) == (Way::Call, dossier.seq, kind.code());
    if before.iter().any(stands) {
        return Ok(());
    }
    let mut writing = Writing::new(context, dossier, context.clock.now());
    writing.call(kind, dossier.seq, filing.applicant)?;
    writing.keep(tx, context).await
}
