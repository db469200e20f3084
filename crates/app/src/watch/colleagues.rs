//! To whom a leg can be given instead: `motcua_routing` says in which order they are asked.

use super::radar::Radar;
use super::whom::WORKERS;
use crate::accounts::staff;
use crate::{AppError, Context};
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId, Date};
use motcua_routing::{Candidate, least_loaded_first};
use motcua_storage::desk;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Somebody at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub account: AccountId,
    /// By name.
    pub name: String,
    /// How much of this desk they have in hand.
    pub in_hand: u64,
    /// Whether somebody covers for them today.
    pub away: bool,
}

/// Who works at each desk on which something of the radar lies, the best to ask first.
///
/// # Errors
/// When the store fails.
pub async fn colleagues(
    context: &Context,
    radar: &Radar,
    today: Date,
) -> Result<BTreeMap<AgencyId, Vec<Colleague>>, AppError> {
    let mut found = BTreeMap::new();
    for at in radar.all().filter_map(|it| it.outlook.held).map(|held| held.desk) {
        if let Entry::Vacant(place) = found.entry(at) {
            let in_hand = desk::in_hand(&context.store.reader(), at).await?;
            place.insert(in_order(&staff(context, at).await?, &in_hand, at, today));
        }
    }
    Ok(found)
}

fn in_order(
    staff: &[Account],
    in_hand: &BTreeMap<AccountId, u64>,
    desk: AgencyId,
    today: Date,
) -> Vec<Colleague> {
    let is_covered = |id: AccountId| {
        let covers =
            |it: &Account| it.grants_on(today).any(|it| it.delegation.is_some_and(|by| by.from == id));
        staff.iter().any(covers)
    };
    let works = |it: &Account| it.grants_on(today).any(|it| it.agency == desk && WORKERS.contains(&it.role));
    let candidate = |it: &Account| Candidate {
        account: it.id,
        load: in_hand.get(&it.id).copied().unwrap_or_default(),
        present: !is_covered(it.id),
        works: works(it),
    };
    let ranked = least_loaded_first(staff.iter().map(candidate).collect());
    let named = |it: Candidate| {
        let name = staff.iter().find(|account| account.id == it.account)?.display_name.clone();
        Some(Colleague { account: it.account, name, in_hand: it.load, away: !it.present })
    };
    ranked.into_iter().filter_map(named).collect()
}
