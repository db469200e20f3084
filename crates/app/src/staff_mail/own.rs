//! What somebody says of their own address: which it is, what is to go there, that it is theirs, that nothing is.

use crate::duties::Duty;
use crate::notices::{EmailAddress, LinkPurpose, opened};
use crate::{AppError, Context};
use motcua_i18n::Locale;
use motcua_kernel::{AccountId, Instant, Refusal};
use motcua_storage::staff_mail::{StaffMail, StaffMailState};
use motcua_storage::{Tx, jobs, staff_mail};

/// A question that was put so lately is not put again: its mail is on its way, or in the letter box.
const LATELY_MINUTES: i64 = 10;
/// So many questions an account may have put in an hour, whatever the addresses: nobody fills the letter box of a stranger.
const MOST_QUESTIONS: u64 = 5;

/// What is to go to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// What the morning brings.
    pub morning: bool,
    /// What was raised to them.
    pub raised: bool,
}

/// The address of an account.
///
/// # Errors
/// When the store fails.
pub async fn own(context: &Context, account: AccountId) -> Result<Option<StaffMail>, AppError> {
    Ok(staff_mail::find(&context.store.reader(), account).await?)
}

/// Keeps an address in the place of the one before, and asks there whether it is theirs. The one that is kept already is
/// asked again, unless it has answered or was asked just now.
///
/// # Errors
/// Refused where the house sends no mail, and to whoever has had too many questions put.
pub async fn give(
    context: &Context,
    account: AccountId,
    address: &EmailAddress,
    locale: Locale,
) -> Result<StaffMail, AppError> {
    if !context.delivery().mail.is_on() {
        return Err(Refusal::new("app.staff-mail-off").at("email").into());
    }
    let now = context.clock.now();
    let asked = context.ids.next(now)?;
    context
        .store
        .write(async |tx: &Tx| {
            let before = staff_mail::find(tx, account).await?;
            let is_it = |it: &&StaffMail| it.address == address.as_str() && needs_no_question(it, now);
            if let Some(known) = before.as_ref().filter(is_it) {
                return Ok(known.clone());
            }
            let put = staff_mail::count_question(tx, account, now, now.plus_minutes(-60)).await?;
            if put > MOST_QUESTIONS {
                let often = Refusal::new("app.staff-mail-asked-often").with("most", MOST_QUESTIONS);
                return Err(often.at("email").into());
            }
            let given = StaffMail {
                account,
                address: address.as_str().to_owned(),
                locale: locale.tag().to_owned(),
                state: StaffMailState::Given,
                morning: before.as_ref().is_none_or(|it| it.morning),
                raised: before.as_ref().is_none_or(|it| it.raised),
                asked,
                since: now,
            };
            staff_mail::put(tx, &given).await?;
            jobs::enqueue(tx, &[Duty::AskStaff(asked).job(context, now)?]).await?;
            Ok::<_, AppError>(given)
        })
        .await
}

fn needs_no_question(it: &StaffMail, now: Instant) -> bool {
    match it.state {
        StaffMailState::Verified => true,
        StaffMailState::Given => now < it.since.plus_minutes(LATELY_MINUTES),
        StaffMailState::Bad => false,
    }
}

/// Says what is to go there.
///
/// # Errors
/// Not found where no address is kept.
pub async fn choose(context: &Context, account: AccountId, wishes: Wishes) -> Result<StaffMail, AppError> {
    changed(context, account, |it| StaffMail { morning: wishes.morning, raised: wishes.raised, ..it }).await
}

/// Forgets the address of an account.
///
/// # Errors
/// When the store fails.
pub async fn forget(context: &Context, account: AccountId) -> Result<(), AppError> {
    Ok(context.store.write(async |tx: &Tx| staff_mail::remove(tx, account).await).await?)
}

/// Looks at a link; nothing changes by that, as machines open links too.
///
/// # Errors
/// Not found when it is none, or its address is not kept any more.
pub async fn open_link(context: &Context, token: &str, purpose: LinkPurpose) -> Result<StaffMail, AppError> {
    let (id, is_of) = opened(context, token, purpose).await?;
    let found = staff_mail::find(&context.store.reader(), AccountId(id)).await?;
    found.filter(|it| is_of(&it.address)).ok_or(AppError::NotFound)
}

/// The address is theirs.
///
/// # Errors
/// Not found when the link is none.
pub async fn verify(context: &Context, token: &str) -> Result<StaffMail, AppError> {
    let named = open_link(context, token, LinkPurpose::VerifyStaff).await?;
    let now = context.clock.now();
    let verified = |it: StaffMail| {
        let is_it = it.address == named.address && it.state != StaffMailState::Verified;
        if is_it { StaffMail { state: StaffMailState::Verified, since: now, ..it } } else { it }
    };
    changed(context, named.account, verified).await
}

/// They want no mail; the address stays, so that they can say otherwise.
///
/// # Errors
/// Not found when the link is none.
pub async fn leave(context: &Context, token: &str) -> Result<StaffMail, AppError> {
    let named = open_link(context, token, LinkPurpose::LeaveStaff).await?;
    choose(context, named.account, Wishes { morning: false, raised: false }).await
}

async fn changed(
    context: &Context,
    account: AccountId,
    change: impl Fn(StaffMail) -> StaffMail,
) -> Result<StaffMail, AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            let kept = staff_mail::find(tx, account).await?.ok_or(AppError::NotFound)?;
            let after = change(kept);
            staff_mail::put(tx, &after).await?;
            Ok(after)
        })
        .await
}
