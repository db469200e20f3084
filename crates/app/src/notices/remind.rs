//! Reminders: what nothing but time brings, written by whoever tells that it has become so (`crate::watch`).

use super::follow::{Writing, any_is_on, is_wanted, wants_nothing, works};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_notifications::NoticeKind;
use motcua_storage::Tx;
use motcua_storage::reach::{self, Reach};

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
    let ways = reach::of_dossier(tx, dossier.id).await?;
    let mut writing = Writing::new(context, dossier, context.clock.now());
    for party in std::iter::once(filing.applicant).chain(filing.helper) {
        let theirs: Vec<&Reach> = ways.iter().filter(|it| it.party == party).collect();
        let working: Vec<&&Reach> = theirs.iter().filter(|it| works(context, it)).collect();
        if by == By::Message {
            for it in working.iter().filter(|it| is_wanted(it.wants, kind)) {
                writing.write(kind, dossier.seq, it)?;
            }
        }
        let unheard = working.is_empty() || by == By::Telephone;
        if unheard && party == filing.applicant && !wants_nothing(&theirs) {
            writing.call(kind, dossier.seq, party)?;
        }
    }
    writing.keep(tx, context).await
}
