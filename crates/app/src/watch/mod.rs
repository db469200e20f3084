//! What dossiers are watched for: the moments a state has, kept with every change, told once to whoever has to act, and
//! further up while nothing happens. Also what staff is told beside its work, and the radar of what will be late.
//!
//! A moment is a fact of the state (`motcua_routing::terms`). It is told by whoever is first to write that it was, so that
//! neither a restart nor a second server nor a clock that jumps tells anything twice or never.

mod alerts;
mod colleagues;
mod house;
mod lapsed;
mod morning;
mod nobody;
mod people;
mod plant;
mod radar;
mod sentence;
mod tell;
mod whom;

pub(crate) use alerts::one;
pub use alerts::{AlertKind, Matter, Told, mark_seen, not_seen, told_to};
pub use colleagues::{Colleague, colleagues};
pub(crate) use house::tell_house;
pub(crate) use lapsed::lapsed;
pub(crate) use morning::morning;
pub use motcua_routing::{Step, Watch};
pub(crate) use people::{goes_by_mail, tell_people};
pub(crate) use plant::{plant, settle};
pub use radar::{Endangered, Radar, radar, remind};
pub use sentence::sentence;
pub(crate) use tell::tell;

use crate::{AppError, Context, Province};
use motcua_dossier::Dossier;
use motcua_routing::{Term, TermKind, terms};
use motcua_storage::Tx;
use motcua_storage::watched_terms::{self, WatchedTerm};

/// Writes what the step from `before` to `after` changes in the moments the dossier is watched for; of one that is over
/// nothing is left.
pub(crate) async fn keep(
    tx: &Tx,
    province: &Province,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), AppError> {
    if !after.status.is_open() {
        let was_open = before.is_some_and(|it| it.status.is_open());
        return if was_open { Ok(watched_terms::forget(tx, after.id).await?) } else { Ok(()) };
    }
    let was = before.map_or_else(Vec::new, |it| rows(province, it));
    let change = Change::between(&was, rows(province, after));
    if change.is_nothing() { Ok(()) } else { change.write(tx).await }
}

/// What lies between the moments a dossier was watched for and those it is watched for.
struct Change {
    gone: Vec<WatchedTerm>,
    came: Vec<WatchedTerm>,
}

impl Change {
    /// A moment that is kept as it was first worked out does not come again.
    fn between(was: &[WatchedTerm], is: Vec<WatchedTerm>) -> Self {
        let same = |one: &WatchedTerm, other: &WatchedTerm| {
            (&one.kind, one.leg, one.level) == (&other.kind, other.leg, other.level)
        };
        let goes = |old: &&WatchedTerm| old.told.is_none() && !is.iter().any(|new| same(old, new));
        let gone = was.iter().filter(goes).cloned().collect();
        let keeps_first = |it: &WatchedTerm| TermKind::of_key(&it.kind).is_some_and(TermKind::keeps_first);
        let comes = |new: &WatchedTerm| {
            let old = was.iter().find(|old| same(old, new));
            old.is_none_or(|old| old.from != new.from && !keeps_first(new))
        };
        Self { gone, came: is.into_iter().filter(comes).collect() }
    }

    const fn is_nothing(&self) -> bool {
        self.gone.is_empty() && self.came.is_empty()
    }

    async fn write(&self, tx: &Tx) -> Result<(), AppError> {
        Ok(watched_terms::change(tx, &self.gone, &self.came).await?)
    }
}

/// The moments of a dossier; none where its rules are not known here.
fn watched(province: &Province, dossier: &Dossier) -> Vec<Term> {
    let pack = dossier.reception.as_ref().and_then(|_| province.pack_of(dossier).ok());
    pack.map_or_else(Vec::new, |pack| terms(dossier, &province.calendars, pack, &province.watch))
}

/// The same as they are kept.
fn rows(province: &Province, dossier: &Dossier) -> Vec<WatchedTerm> {
    watched(province, dossier).iter().map(|it| written(dossier, it)).collect()
}

fn written(dossier: &Dossier, it: &Term) -> WatchedTerm {
    WatchedTerm {
        dossier: dossier.id,
        kind: it.kind.key().to_owned(),
        leg: it.leg,
        level: it.level,
        from: it.from,
        told: None,
    }
}

/// A row for somebody, said by the house itself.
pub(crate) fn alert_of(
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
