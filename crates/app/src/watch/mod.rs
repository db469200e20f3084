//! What dossiers are watched for: the moments a state has, kept with every change, told once to whoever has to act, and
//! further up while nothing happens. Also what staff is told beside its work, and the radar of what will be late.
//!
//! A moment is a fact of the state (`motcua_routing::terms`). It is told by whoever is first to write that it was, so that
//! neither a restart nor a second server nor a clock that jumps tells anything twice or never.

mod alerts;
mod morning;
mod radar;
mod tell;
mod whom;

pub use alerts::{AlertKind, Told, mark_seen, not_seen, told_to};
pub(crate) use morning::morning;
pub use radar::{Endangered, Radar, radar, remind};
pub(crate) use tell::{plant, tell};

use crate::{AppError, Context, Province};
use motcua_dossier::Dossier;
use motcua_kernel::Refusal;
use motcua_routing::{Term, Watch, terms};
use motcua_storage::Tx;
use motcua_storage::watched_terms::{self, WatchedTerm};

/// Writes what the step from `before` to `after` changes in the moments the dossier is watched for.
pub(crate) async fn keep(
    tx: &Tx,
    province: &Province,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), AppError> {
    let was = before.map_or_else(Vec::new, |it| watched(province, it).unwrap_or_default());
    let is = watched(province, after).unwrap_or_default();
    let same =
        |one: &Term, other: &Term| (one.kind, one.leg, one.level) == (other.kind, other.leg, other.level);
    let gone = was.iter().filter(|old| !is.iter().any(|new| same(old, new)));
    let gone: Vec<WatchedTerm> = gone.map(|it| written(after, it)).collect();
    let came = is.iter().filter(|new| {
        let old = was.iter().find(|old| same(old, new));
        old.is_none_or(|old| old.from != new.from && !new.kind.keeps_first())
    });
    let came: Vec<_> = came.map(|it| (written(after, it), it.kind.keeps_first())).collect();
    if gone.is_empty() && came.is_empty() {
        return Ok(());
    }
    Ok(watched_terms::change(tx, &gone, &came).await?)
}

/// The moments of a dossier; none where its rules are not known here.
pub(super) fn watched(province: &Province, dossier: &Dossier) -> Result<Vec<Term>, Refusal> {
    if dossier.reception.is_none() {
        return Ok(Vec::new());
    }
    Ok(terms(dossier, &province.calendars, province.pack_of(dossier)?, &Watch::default()))
}

fn written(dossier: &Dossier, it: &Term) -> WatchedTerm {
    WatchedTerm {
        dossier: dossier.id,
        kind: it.kind.key().to_owned(),
        leg: it.leg,
        level: it.level,
        from: it.from,
    }
}

/// A row for somebody, said by the house itself.
pub(super) fn alert_of(
    context: &Context,
    account: motcua_kernel::AccountId,
    kind: AlertKind,
) -> Result<motcua_storage::alerts::Alert, AppError> {
    let at = context.clock.now();
    Ok(motcua_storage::alerts::Alert {
        id: context.ids.next(at)?,
        account,
        kind: kind.key().to_owned(),
        dossier: None,
        leg: None,
        level: 0,
        raised_by: None,
        numbers: String::new(),
        at,
        seen: None,
    })
}
