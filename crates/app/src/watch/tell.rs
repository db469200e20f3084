//! Telling what has become so: each moment in a transaction of its own, with all that is told of it.

use super::nobody::nobody_at;
use super::whom::{ANSWERABLE, circles, first_of};
use super::{AlertKind, alert_of, settle, tell_people, watched};
use crate::{AppError, Context, notices};
use motcua_dossier::Dossier;
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId, Instant};
use motcua_notifications::NoticeKind;
use motcua_routing::{Term, TermKind};
use motcua_storage::watched_terms::{self, WatchedTerm};
use motcua_storage::{Tx, accounts, alerts, dossiers};
use std::collections::{BTreeMap, BTreeSet};

/// Moments looked at once.
const BATCH: u64 = 200;
/// Batches of one round; what is left is told in the next.
const ROUNDS: u32 = 50;

/// Tells everything that has become so; says how much that was. One that can not be told holds up no other, and is tried again
/// in the next round.
pub(crate) async fn tell(context: &Context) -> Result<u64, AppError> {
    settle(context).await?;
    let now = context.clock.now();
    let mut staff = Staff::default();
    let mut told = 0;
    let mut failed: Vec<WatchedTerm> = Vec::new();
    let mut first_failure = None;
    for _ in 0..ROUNDS {
        let limit = BATCH.saturating_add(u64::try_from(failed.len()).unwrap_or(u64::MAX));
        let mut found = watched_terms::to_tell(&context.store.reader(), now, limit).await?;
        found.retain(|it| !failed.contains(it));
        if found.is_empty() {
            break;
        }
        for term in found {
            match tell_one(context, &term, &mut staff, now).await {
                Ok(is_told) => told += u64::from(is_told),
                Err(error) => {
                    tracing::error!(
                        dossier = %term.dossier,
                        kind = term.kind,
                        error = &error as &dyn std::error::Error,
                        "a moment can not be told"
                    );
                    first_failure.get_or_insert(error);
                    failed.push(term);
                }
            }
        }
    }
    first_failure.map_or(Ok(told), Err)
}

/// Who works at an agency, asked once a round.
#[derive(Default)]
struct Staff(BTreeMap<AgencyId, Vec<Account>>);

impl Staff {
    async fn at(&mut self, context: &Context, agency: AgencyId) -> Result<&[Account], AppError> {
        let there = match self.0.entry(agency) {
            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::btree_map::Entry::Vacant(room) => {
                let mut found = accounts::at_agency(&context.store.reader(), agency).await?;
                found.retain(|it| !it.disabled);
                room.insert(found)
            }
        };
        Ok(there)
    }
}

/// Whether this call was the one that told it.
async fn tell_one(
    context: &Context,
    row: &WatchedTerm,
    staff: &mut Staff,
    now: Instant,
) -> Result<bool, AppError> {
    let dossier = dossiers::load(&context.store.reader(), row.dossier).await?;
    let term = is_so(context, &dossier, row, now);
    let Heard { people, nobody_at: empty } = match term {
        Some(term) => whoever_hears(context, &dossier, &term, staff, now).await?,
        None => Heard::default(),
    };
    let mut said = Vec::with_capacity(people.len());
    for account in people {
        let Some(term) = term else { continue };
        said.push(alerts::Alert {
            dossier: Some(dossier.id),
            leg: term.leg,
            level: term.level,
            ..alert_of(context, account, AlertKind::Term(term.kind))?
        });
    }
    let to_citizen = term.and_then(|it| citizen_hears(&it));
    context
        .store
        .write(async |tx: &Tx| {
            // Whoever comes second changes nothing, and so tells nothing.
            if !watched_terms::tell(tx, row, now).await? {
                return Ok(false);
            }
            tell_people(tx, context, &said).await?;
            if let Some(desk) = empty {
                nobody_at(tx, context, desk).await?;
            }
            if let Some((kind, by)) = to_citizen {
                notices::remind(tx, context, &dossier, kind, by).await?;
            }
            Ok(true)
        })
        .await
}

/// Who is told of a term.
#[derive(Default)]
struct Heard {
    people: BTreeSet<AccountId>,
    /// A desk that had to be told, if nobody works there or answers for it.
    nobody_at: Option<AgencyId>,
}

/// Where nobody works at any desk that has to be told, whoever answers for the one-stop unit is.
async fn whoever_hears(
    context: &Context,
    dossier: &Dossier,
    term: &Term,
    staff: &mut Staff,
    now: Instant,
) -> Result<Heard, AppError> {
    let circles = circles(dossier, term);
    let mut people = BTreeSet::new();
    for circle in &circles {
        people.extend(circle.people(staff.at(context, circle.desk).await?, now.date()));
    }
    let empty = circles.first().map(|it| it.desk).filter(|_| people.is_empty());
    if let (Some(_), Some(receiving)) = (empty, dossier.receiving()) {
        let there = staff.at(context, receiving).await?;
        people.extend(first_of(ANSWERABLE, there, receiving, now.date()));
    }
    Ok(Heard { nobody_at: empty.filter(|_| people.is_empty()), people })
}

/// The term of a row, if the dossier still has it and it is worth saying; any other is told to nobody.
fn is_so(context: &Context, dossier: &Dossier, row: &WatchedTerm, now: Instant) -> Option<Term> {
    let terms = watched(&context.province, dossier);
    let same = |it: &&Term| it.kind.key() == row.kind && it.leg == row.leg && it.level == row.level;
    terms.iter().find(same).filter(|it| it.is_so(now)).copied()
}

/// What the citizen is told, and how: a result that lies there is told of by message first, then by telephone.
const fn citizen_hears(term: &Term) -> Option<(NoticeKind, notices::By)> {
    match (term.kind, term.level) {
        (TermKind::SupplementSoon, _) => Some((NoticeKind::SupplementExpiring, notices::By::Message)),
        (TermKind::PaymentSoon, _) => Some((NoticeKind::PaymentExpiring, notices::By::Message)),
        (TermKind::NotCollected, 0) => Some((NoticeKind::NotCollected, notices::By::Message)),
        (TermKind::NotCollected, 1) => Some((NoticeKind::NotCollected, notices::By::Telephone)),
        (
            TermKind::NotCollected
            | TermKind::CounterHandover
            | TermKind::Acceptance
            | TermKind::SentBack
            | TermKind::LegSoon
            | TermKind::Leg
            | TermKind::Approval
            | TermKind::LawfulSoon
            | TermKind::Lawful
            | TermKind::ReappointedSoon
            | TermKind::Reappointed,
            _,
        ) => None,
    }
}
