//! Vắng mặt: a person enters when it is away and who covers for it, or whoever gives it its work does; the deputy has its
//! roles on those days, and they end by themselves, since every permission is asked for the day it is used on.

use super::staff::staff;
use crate::{AppError, Context};
use motcua_dossier::{By, Entry};
use motcua_identity::{self as identity, Account};
use motcua_kernel::{AccountId, Date, Refusal, Validity};
use motcua_storage::{StoreError, Tx, accounts};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry::{Occupied, Vacant};

/// An absence to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverWanted {
    /// Who is away.
    pub absent: AccountId,
    /// Who does the work meanwhile.
    pub deputy: AccountId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// An absence that was entered and is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Who is away.
    pub absent: AccountId,
    /// Its name.
    pub absent_name: String,
    /// Who does the work.
    pub deputy: AccountId,
    /// Its name.
    pub deputy_name: String,
    /// From when until when; the last day is the one before its end.
    pub validity: Validity,
}

/// Lets `deputy` work in the place of `absent`, as `by` says.
///
/// # Errors
/// What the rules say; `identity.cover-held` when the deputy covers for that person on some of those days already.
pub async fn cover(context: &Context, by: &Account, wanted: CoverWanted) -> Result<Cover, AppError> {
    let today = context.clock.now().date();
    context
        .store
        .write(async |tx: &Tx| {
            let absent = known(accounts::load(tx, wanted.absent).await)?;
            identity::may_enter(by, &absent, today)?;
            let stranger = || Refusal::new("identity.cover-stranger").at("deputy");
            let deputy = accounts::load(tx, wanted.deputy).await.map_err(|_| stranger())?;
            let grants = identity::cover(&absent, &deputy, wanted.from, wanted.until, today)?;
            for grant in &grants {
                let of_same = deputy.grants.iter().filter(|it| it.delegation == grant.delegation);
                if of_same.into_iter().any(|it| it.validity.overlaps(grant.validity)) {
                    return Err(Refusal::new("identity.cover-held").at("from").into());
                }
            }
            for grant in &grants {
                accounts::add_grant(tx, deputy.id, grant).await?;
            }
            let validity = grants.first().map(|it| it.validity);
            let validity = validity.unwrap_or(Validity { from: wanted.from, until: wanted.until.next_day() });
            Ok::<_, AppError>(between(&absent, &deputy, validity))
        })
        .await
}

/// Whoever asks about somebody who is not there is told what a third person is told.
fn known(absent: Result<Account, StoreError>) -> Result<Account, AppError> {
    match absent {
        Err(StoreError::NotFound { .. }) => {
            Err(Refusal::new("identity.cover-of-another").at("absent").into())
        }
        other => Ok(other?),
    }
}

/// Whose absence this person may enter besides its own: those at the agencies where it gives out the work, by name.
///
/// # Errors
/// When the store fails.
pub async fn staff_of_head(context: &Context, account: &Account) -> Result<Vec<Account>, AppError> {
    let mut people: BTreeMap<AccountId, Account> = BTreeMap::new();
    for agency in identity::headed(account, context.clock.now().date()) {
        people.extend(staff(context, agency).await?.into_iter().map(|it| (it.id, it)));
    }
    people.remove(&account.id);
    let mut people: Vec<Account> = people.into_values().collect();
    people.sort_by(|one, other| one.display_name.cmp(&other.display_name));
    Ok(people)
}

/// The absences of this person and of whom it gives work to, and those it covers, that are not over.
///
/// # Errors
/// When the store fails.
pub async fn covers_of(context: &Context, account: &Account) -> Result<Vec<Cover>, AppError> {
    let reader = context.store.reader();
    let today = context.clock.now().date();
    let mut covers = Vec::new();
    let of_head = staff_of_head(context, account).await?;
    for absent in of_head.iter().chain([account]) {
        for deputy in accounts::deputies_of(&reader, absent.id).await? {
            covers.extend(open(&deputy, absent, today));
        }
    }
    let mut absent: Vec<AccountId> =
        account.grants.iter().filter_map(|it| it.delegation).map(|it| it.from).collect();
    absent.sort();
    absent.dedup();
    for id in absent {
        covers.extend(open(account, &accounts::load(&reader, id).await?, today));
    }
    covers.sort_by_key(|it| (it.validity.from, it.absent, it.deputy));
    covers.dedup();
    Ok(covers)
}

/// In whose place each entry of a history was made, by its place in it; nothing where somebody acted for himself.
///
/// # Errors
/// When the store fails.
pub async fn in_place_of(context: &Context, history: &[Entry]) -> Result<BTreeMap<u32, String>, AppError> {
    let reader = context.store.reader();
    let mut people: BTreeMap<AccountId, Account> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for entry in history {
        let By::Officer(actor) = entry.by else { continue };
        let account = match people.entry(actor.account) {
            Vacant(empty) => empty.insert(accounts::load(&reader, actor.account).await?),
            Occupied(known) => known.into_mut(),
        };
        let date = entry.recorded.date();
        if let Some(absent) = identity::in_place_of(account, actor.agency, actor.role, date) {
            found.insert(entry.seq, absent);
        }
    }
    let absent: Vec<AccountId> = found.values().copied().collect();
    let names = accounts::names(&reader, &absent).await?;
    Ok(found.into_iter().filter_map(|(seq, id)| Some((seq, names.get(&id)?.clone()))).collect())
}

/// Ends a cover today: whoever is back has its work for itself. The deputy may say so too.
///
/// # Errors
/// `identity.cover-of-another` for a third person; refused when `deputy` does not cover for `absent`.
pub async fn end_cover(
    context: &Context,
    by: &Account,
    absent: AccountId,
    deputy: AccountId,
) -> Result<(), AppError> {
    let today = context.clock.now().date();
    if by.id != deputy {
        let absent = known(accounts::load(&context.store.reader(), absent).await)?;
        identity::may_enter(by, &absent, today)?;
    }
    let ended =
        context.store.write(async |tx: &Tx| accounts::end_cover(tx, deputy, absent, today).await).await?;
    if ended == 0 { Err(Refusal::new("identity.cover-not-there").into()) } else { Ok(()) }
}

/// What `deputy` does in the place of `absent`, once for each span of days.
fn open(deputy: &Account, absent: &Account, today: Date) -> Vec<Cover> {
    let mut spans: Vec<Validity> = Vec::new();
    for grant in deputy.grants.iter().filter(|it| it.delegation.is_some_and(|it| it.from == absent.id)) {
        let is_open = grant.validity.until.is_none_or(|until| until > today);
        if is_open && !spans.contains(&grant.validity) {
            spans.push(grant.validity);
        }
    }
    spans.into_iter().map(|it| between(absent, deputy, it)).collect()
}

fn between(absent: &Account, deputy: &Account, validity: Validity) -> Cover {
    Cover {
        absent: absent.id,
        absent_name: absent.display_name.clone(),
        deputy: deputy.id,
        deputy_name: deputy.display_name.clone(),
        validity,
    }
}
