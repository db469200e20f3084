//! Tài khoản nhận tiền: where transfers for an agency go, as its administrator writes it down and another person confirms.
//! What was confirmed last wins over the files of the province; until then everything asks for money as before.

use crate::bank_accounts::AgencyAccount;
use crate::{AppError, Context};
use motcua_fees::{AccountTyped, confirm_account, typed_account};
use motcua_kernel::{Actor, AgencyId, Refusal};
use motcua_storage::agency_accounts::{self, KeptAccount};
use motcua_storage::{StoreError, Tx};

/// The changes that are shown; those before them stay in the database.
const SHOWN: u64 = 50;

/// What another person says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankAccountVerdict {
    /// It is the agency's: transfers go there from now on.
    Confirmed,
    /// It is not: nothing changes.
    Refused,
}

/// The account of an agency with how it came to be.
#[derive(Clone, Debug)]
pub struct AccountSheet {
    /// What holds for it, its own or that of the nearest agency above it.
    pub in_force: Option<AgencyAccount>,
    /// Whether that is its own.
    pub own: bool,
    /// The latest changes, the newest first.
    pub changes: Vec<KeptAccount>,
}

impl AccountSheet {
    /// The one that waits for another person.
    pub fn waiting(&self) -> Option<&KeptAccount> {
        self.changes.first().filter(|it| it.answer.is_none())
    }

    /// The place of the last change; 0 where there was none.
    pub fn seen(&self) -> i64 {
        self.changes.first().map_or(0, |it| it.position)
    }
}

/// The account of an agency.
///
/// # Errors
/// Not found without the agency.
pub async fn agency_account(context: &Context, agency: AgencyId) -> Result<AccountSheet, AppError> {
    let province = &context.province;
    province.agencies.get(agency).ok_or(AppError::NotFound)?;
    Ok(AccountSheet {
        in_force: province.account_near(agency).cloned(),
        own: province.accounts.contains_key(&agency),
        changes: agency_accounts::of_agency(&context.store.reader(), agency, SHOWN).await?,
    })
}

/// Writes down what was typed of an agency; it waits for another person. `seen` is the place of the last change, 0 where there
/// was none. Gives its own place.
///
/// # Errors
/// Not found without the agency; refused when the account can not be so, and when somebody changed it since.
pub async fn propose_account(
    context: &Context,
    actor: Actor,
    (agency, seen): (AgencyId, i64),
    typed: &AccountTyped,
) -> Result<i64, AppError> {
    context.province.agencies.get(agency).ok_or(AppError::NotFound)?;
    let account = typed_account(&context.province.banks, typed)?;
    let by = (actor.account, context.clock.now());
    let keep = async |tx: &Tx| agency_accounts::keep(tx, (agency, seen), &account, by).await;
    match context.store.write(keep).await {
        Err(StoreError::Stale { .. }) => Err(changed_meanwhile()),
        other => Ok(other?),
    }
}

/// Says whether the account that waits is the agency's; `seen` is its place.
///
/// # Errors
/// Refused to whoever wrote it down, and when another one waits or none.
pub async fn answer_account(
    context: &Context,
    actor: Actor,
    (agency, seen): (AgencyId, i64),
    verdict: BankAccountVerdict,
) -> Result<(), AppError> {
    let now = context.clock.now();
    let answer = async |tx: &Tx| {
        let latest = agency_accounts::of_agency(tx, agency, 1).await?;
        let waiting = latest.first().filter(|it| it.position == seen && it.answer.is_none());
        let waiting = waiting.ok_or_else(changed_meanwhile)?;
        confirm_account(waiting.kept_by, actor.account)?;
        let confirmed = verdict == BankAccountVerdict::Confirmed;
        Ok(agency_accounts::answer(tx, seen, confirmed, (actor.account, now)).await?)
    };
    match context.store.write(answer).await {
        Err(AppError::Store(StoreError::Stale { .. })) => Err(changed_meanwhile()),
        other => other,
    }
}

fn changed_meanwhile() -> AppError {
    Refusal::new("app.bank-account-changed-meanwhile").into()
}
