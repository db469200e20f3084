//! Thẩm quyền ký: in whose name a person signs for an agency, given and ended by whoever looks after accounts there.

use super::care::{Keeper, seen};
use crate::{AppError, Context};
use motcua_identity::{Account, SigningCapacity};
use motcua_kernel::{AccountId, Date, Refusal, Validity};
use motcua_storage::{StoreError, Tx, accounts};

/// One more capacity.
///
/// # Errors
/// Refused as by [`SigningCapacity::check`], when it would end before it begins, when the account has it for that agency on
/// one of those days already, when it is the keeper's own, and when the agency is not the keeper's; not found when the
/// account is not theirs to see.
pub async fn give_capacity(
    context: &Context,
    keeper: &Keeper<'_>,
    login: &str,
    new: SigningCapacity,
) -> Result<Account, AppError> {
    let account = signer(context, keeper, login).await?;
    keeper.must_look_after(new.agency)?;
    new.check()?;
    if new.validity.until.is_some_and(|until| until <= new.validity.from) {
        return Err(Refusal::new("app.signing-empty").with("from", new.validity.from).at("last").into());
    }
    let same = |it: &SigningCapacity| {
        (it.agency, it.capacity) == (new.agency, new.capacity) && it.validity.overlaps(new.validity)
    };
    if account.signing.iter().any(same) {
        return Err(Refusal::new("app.signing-held").at("capacity").into());
    }
    let after = account.signing.iter().cloned().chain([new]).collect();
    change(context, account, after).await
}

/// Ends a capacity: `last` is the last day on which it holds. One that would have begun later is gone.
///
/// # Errors
/// Refused when the account has no such capacity, when it is the keeper's own or for another's agency, and when it ends
/// before.
pub async fn end_capacity(
    context: &Context,
    keeper: &Keeper<'_>,
    (login, place): (&str, usize),
    last: Date,
) -> Result<Account, AppError> {
    let account = signer(context, keeper, login).await?;
    let mut after = account.signing.clone();
    let ended = after.get_mut(place).ok_or_else(changed_meanwhile)?;
    keeper.must_look_after(ended.agency)?;
    let until = last.next_day().unwrap_or(last);
    if ended.validity.until.is_some_and(|it| it <= until) {
        return Err(Refusal::new("app.signing-ends-before").at("last").into());
    }
    if until <= ended.validity.from {
        after.remove(place);
    } else {
        ended.validity = Validity { until: Some(until), ..ended.validity };
    }
    change(context, account, after).await
}

/// Nobody gives a signature to themselves.
async fn signer(context: &Context, keeper: &Keeper<'_>, login: &str) -> Result<Account, AppError> {
    let account = seen(context, keeper, login).await?;
    if account.id == keeper.account { Err(Refusal::new("app.account-own").into()) } else { Ok(account) }
}

async fn change(
    context: &Context,
    account: Account,
    after: Vec<SigningCapacity>,
) -> Result<Account, AppError> {
    let id: AccountId = account.id;
    let write = async |tx: &Tx| accounts::change_signing(tx, id, &account.signing, &after).await;
    match context.store.write(write).await {
        Err(StoreError::Stale { .. }) => Err(changed_meanwhile().into()),
        other => {
            other?;
            Ok(Account { signing: after, ..account })
        }
    }
}

fn changed_meanwhile() -> Refusal {
    Refusal::new("app.signing-changed-meanwhile").at("capacity")
}
