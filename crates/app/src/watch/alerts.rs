//! Tin báo: what staff is told beside its work. It names a dossier by its number and never a person of it.

use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{AccountId, Date, Instant};
use motcua_routing::TermKind;
use motcua_storage::alerts::{self, Alert};
use motcua_storage::{Tx, accounts, dossiers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Alerts that are shown.
const SHOWN: u64 = 100;
const REMINDER: &str = "reminder";
const MORNING: &str = "morning";
const APOLOGY_TO_SIGN: &str = "apology-to-sign";
const NO_SUPPLEMENT: &str = "no-supplement";
const NO_PAYMENT: &str = "no-payment";
const CALENDAR_MISSING: &str = "calendar-missing";
const TOKEN_SOON: &str = "token-soon";
const TOKEN_ENDS: &str = "token-ends";
const PASSWORD_SOON: &str = "password-soon";
const PASSWORD_ENDS: &str = "password-ends";
const NOBODY_THERE: &str = "nobody-there";

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Something has become so with a dossier.
    Term(TermKind),
    /// Somebody above asks to look at a dossier.
    Reminder,
    /// What a leader has before them this morning.
    Morning,
    /// An apology waits for the signature of the leader.
    ApologyToSign,
    /// A dossier was ended, for what was asked for did not come.
    NoSupplement,
    /// A dossier was ended, for it was not paid.
    NoPayment,
    /// Nobody has kept the days off of a year.
    CalendarMissing,
    /// A token of one's own ends soon.
    TokenSoon,
    /// A token of one's own ends today.
    TokenEnds,
    /// One's own password ends soon.
    PasswordSoon,
    /// One's own password ends today.
    PasswordEnds,
    /// At a desk nobody could be told of what is late there.
    NobodyThere,
}

impl AlertKind {
    /// As stored rows, addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Term(kind) => kind.key(),
            Self::Reminder => REMINDER,
            Self::Morning => MORNING,
            Self::ApologyToSign => APOLOGY_TO_SIGN,
            Self::NoSupplement => NO_SUPPLEMENT,
            Self::NoPayment => NO_PAYMENT,
            Self::CalendarMissing => CALENDAR_MISSING,
            Self::TokenSoon => TOKEN_SOON,
            Self::TokenEnds => TOKEN_ENDS,
            Self::PasswordSoon => PASSWORD_SOON,
            Self::PasswordEnds => PASSWORD_ENDS,
            Self::NobodyThere => NOBODY_THERE,
        }
    }

    /// The kind that is written so.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            REMINDER => Some(Self::Reminder),
            MORNING => Some(Self::Morning),
            APOLOGY_TO_SIGN => Some(Self::ApologyToSign),
            NO_SUPPLEMENT => Some(Self::NoSupplement),
            NO_PAYMENT => Some(Self::NoPayment),
            CALENDAR_MISSING => Some(Self::CalendarMissing),
            TOKEN_SOON => Some(Self::TokenSoon),
            TOKEN_ENDS => Some(Self::TokenEnds),
            PASSWORD_SOON => Some(Self::PasswordSoon),
            PASSWORD_ENDS => Some(Self::PasswordEnds),
            NOBODY_THERE => Some(Self::NobodyThere),
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
    /// Apologies that wait for a signature.
    #[serde(default)]
    pub apologies: u64,
}

/// What an alert is about that is about no dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "kebab-case")]
pub enum Matter {
    /// The days off of a year.
    Year {
        /// Which.
        year: i32,
    },
    /// A token of one's own.
    Token {
        /// As its owner calls it.
        name: String,
        /// Its last day.
        until: Date,
    },
    /// One's own password.
    Password {
        /// Its last day.
        until: Date,
    },
    /// The desk of an agency.
    Desk {
        /// The agency.
        name: String,
    },
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
    /// What it is about, where that is no dossier.
    pub matter: Option<Matter>,
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

/// One alert as it is shown, for whom it is; nothing where it is of no kind that this program knows.
///
/// # Errors
/// When the store fails; not found when there is no such alert.
pub(crate) async fn one(context: &Context, id: Uuid) -> Result<(AccountId, Option<Told>), AppError> {
    let reader = context.store.reader();
    let row = alerts::find(&reader, id).await?.ok_or(AppError::NotFound)?;
    let ids: Vec<_> = row.dossier.into_iter().collect();
    let found = dossiers::of_ids(&reader, &ids).await?;
    let dossiers = found.into_iter().map(|it| (it.id, it)).collect();
    let people: Vec<AccountId> = row.raised_by.into_iter().collect();
    let names = accounts::names(&reader, &people).await?;
    Ok((row.account, told(&row, &dossiers, &names)))
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
        matter: serde_json::from_str(&row.numbers).ok(),
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
