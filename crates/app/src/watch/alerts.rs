//! Tin báo: what staff is told beside its work. It names a dossier by its number and never a person of it.

use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{AccountId, Instant};
use motcua_routing::TermKind;
use motcua_storage::alerts::{self, Alert};
use motcua_storage::{Tx, accounts, dossiers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Alerts that are shown.
const SHOWN: u64 = 100;
const REMINDER: &str = "reminder";
const MORNING: &str = "morning";

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Something has become so with a dossier.
    Term(TermKind),
    /// Somebody above asks to look at a dossier.
    Reminder,
    /// What a leader has before them this morning.
    Morning,
}

impl AlertKind {
    /// As stored rows, addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Term(kind) => kind.key(),
            Self::Reminder => REMINDER,
            Self::Morning => MORNING,
        }
    }

    /// The kind that is written so.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            REMINDER => Some(Self::Reminder),
            MORNING => Some(Self::Morning),
            other => TermKind::of_key(other).map(Self::Term),
        }
    }
}

/// The numbers of a morning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorningNumbers {
    /// Proposals that wait for a signature.
    pub to_sign: u64,
    /// Dossiers whose date passes by noon.
    pub due_by_noon: u64,
    /// Dossiers that will be late unless somebody acts.
    pub endangered: u64,
}

/// An alert as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What.
    pub kind: AlertKind,
    /// How far up it went.
    pub level: u8,
    /// Of which dossier, as it is now.
    pub dossier: Option<Dossier>,
    /// The name of the leg it concerns.
    pub leg: Option<String>,
    /// The name of whoever said it.
    pub by: Option<String>,
    /// The numbers of a morning.
    pub numbers: Option<MorningNumbers>,
    /// When.
    pub at: Instant,
    /// Whether it was seen.
    pub seen: bool,
}

/// What this person was told, the latest first.
///
/// # Errors
/// When the store fails.
pub async fn told_to(context: &Context, account: AccountId) -> Result<Vec<Told>, AppError> {
    let reader = context.store.reader();
    let rows = alerts::of_account(&reader, account, SHOWN).await?;
    let mut ids: Vec<_> = rows.iter().filter_map(|it| it.dossier).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = dossiers::of_ids(&reader, &ids).await?;
    let dossiers: BTreeMap<_, _> = found.into_iter().map(|it| (it.id, it)).collect();
    let people: Vec<AccountId> = rows.iter().filter_map(|it| it.raised_by).collect();
    let names = accounts::names(&reader, &people).await?;
    Ok(rows.into_iter().filter_map(|row| told(&row, &dossiers, &names)).collect())
}

/// None of a kind that this program does not know, such as one of a newer server.
fn told(
    row: &Alert,
    dossiers: &BTreeMap<motcua_kernel::DossierId, Dossier>,
    names: &BTreeMap<AccountId, String>,
) -> Option<Told> {
    let dossier = row.dossier.and_then(|id| dossiers.get(&id)).cloned();
    let leg = row.leg.and_then(|no| dossier.as_ref()?.leg(no)).map(|it| it.plan.name.clone());
    Some(Told {
        kind: AlertKind::of_key(&row.kind)?,
        level: row.level,
        leg,
        dossier,
        by: row.raised_by.and_then(|it| names.get(&it).cloned()),
        numbers: serde_json::from_str(&row.numbers).ok(),
        at: row.at,
        seen: row.seen.is_some(),
    })
}

/// How much of it was not seen.
///
/// # Errors
/// When the store fails.
pub async fn not_seen(context: &Context, account: AccountId) -> Result<u64, AppError> {
    Ok(alerts::not_seen(&context.store.reader(), account).await?)
}

/// Writes that this person has seen what was said until `until`.
///
/// # Errors
/// When the store fails.
pub async fn mark_seen(context: &Context, account: AccountId, until: Instant) -> Result<u64, AppError> {
    let now = context.clock.now();
    Ok(context.store.write(async |tx: &Tx| alerts::see(tx, account, until, now).await).await?)
}
