//! What the other side said of a message is written down: it has it, it is asked again later, it will never have it. Meanwhile
//! the counter may have written another address down: then nothing of the old one is known of the new one, and the
//! message goes there.

use super::outcome::{end, fail, turn_off};
use super::receipts::settle_early;
use super::{channel_of, code_of};
use crate::{AppError, Context};
use motcua_delivery::{Failure, Sent};
use motcua_jobs::Outcome;
use motcua_kernel::Instant;
use motcua_notifications::Channel;
use motcua_storage::Tx;
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, WhyOff};

/// Minutes to the next try after each of the first ones; then every hour.
const FIRST_TRIES: [i64; 4] = [1, 5, 15, 60];
const LATER: i64 = 60;
/// With these a message has been tried for a day.
const MOST_TRIES: u32 = 27;

/// Writes down what the other side said of the message with these in it.
pub(super) async fn keep(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    sent: Result<Sent, Failure>,
) -> Result<Outcome, AppError> {
    let Some(first) = bundle.first() else { return Ok(Outcome::Done) };
    let now = context.clock.now();
    let (kept, outcome) = match sent {
        Ok(Sent::Accepted { their_id }) => (taken(context, bundle, to, their_id).await?, Outcome::Done),
        Err(Failure::NoRoom { after, .. }) => return Ok(Outcome::not_tried(now, after)),
        Err(Failure::Later { error, after }) if is_tried_again(first, now) => {
            let due = next_try(first.attempts, after, now);
            let is_loud = channel_of(to.way).is_some_and(Channel::is_loud);
            let due = if is_loud { context.notices().quiet_hours.next(due) } else { due };
            tracing::info!(notice = %first.id, way = code_of(to.way), error, "a message is tried again later");
            let waits = |it: &Notice| Notice {
                due,
                attempts: it.attempts.saturating_add(1),
                first_tried: it.first_tried.or(Some(now)),
                error: Some(error.clone()),
                ..it.clone()
            };
            (change_there(context, bundle, to, waits).await?, Outcome::Again { due, error })
        }
        Err(failure) => {
            let bad = matches!(failure, Failure::Never { address: true, .. });
            (give_up(context, bundle, to, (&failure.to_string(), bad)).await?, Outcome::Done)
        }
    };
    Ok(match kept {
        Kept::There => outcome,
        Kept::Elsewhere => Outcome::NotYet { due: now },
    })
}

/// Whether what was said is of the address as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    There,
    /// Another was written down meanwhile: what waits goes there.
    Elsewhere,
}

/// The server of a mail has it; a telephone says itself when it has a text, where its gateway tells us.
async fn taken(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    their_id: Option<String>,
) -> Result<Kept, AppError> {
    let now = context.clock.now();
    let confirmed = their_id.as_deref().filter(|_| context.delivery().texts.tells_receipts(code_of(to.way)));
    let state = if confirmed.is_some() { NoticeState::Sent } else { NoticeState::Accepted };
    let done = |it: &Notice| Notice {
        state,
        sent: Some(now),
        ended: confirmed.is_none().then_some(now),
        attempts: it.attempts.saturating_add(1),
        their_id: their_id.clone(),
        error: None,
        ..it.clone()
    };
    let kept = change_there(context, bundle, to, done).await?;
    if let Some(their_id) = confirmed.filter(|_| kept == Kept::There) {
        settle_early(context, to.way, their_id).await?;
    }
    Ok(kept)
}

/// Changes what still waits, before all other writes; nothing where the address is another by now.
async fn change_there(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    changed: impl Fn(&Notice) -> Notice,
) -> Result<Kept, AppError> {
    let now = context.clock.now();
    let changed: Vec<Notice> = bundle.iter().map(changed).collect();
    context
        .store
        .write_first(async |tx: &Tx| {
            if is_elsewhere(tx, to).await? {
                return Ok(Kept::Elsewhere);
            }
            for it in &changed {
                notices::change(tx, it, NoticeState::Waiting).await?;
            }
            if changed.iter().any(|it| it.state == NoticeState::Waiting) {
                // Whoever waits behind it waits for the same server.
                notices::tried_in_vain(tx, to, now).await?;
            }
            Ok(Kept::There)
        })
        .await
}

async fn give_up(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    (error, is_bad_address): (&str, bool),
) -> Result<Kept, AppError> {
    let now = context.clock.now();
    if let Some(first) = bundle.first() {
        tracing::warn!(notice = %first.id, way = code_of(to.way), error, "a message is given up");
    }
    context
        .store
        .write(async |tx: &Tx| {
            if is_elsewhere(tx, to).await? {
                return Ok(Kept::Elsewhere);
            }
            for it in bundle {
                let tried = Notice { attempts: it.attempts.saturating_add(1), ..it.clone() };
                fail(tx, context, &tried, error).await?;
            }
            if is_bad_address {
                turn_off(tx, context, to, WhyOff::BadAddress, now).await?;
            }
            Ok(Kept::There)
        })
        .await
}

/// Whether another address was written down while the message was on its way; it stays as it is until this write ends.
async fn is_elsewhere(tx: &Tx, to: &Reach) -> Result<bool, AppError> {
    let is = reach::hold(tx, to.id).await?.and_then(|it| it.address);
    Ok(is.is_some_and(|it| to.address.as_ref() != Some(&it)))
}

/// Before anything is handed over: whoever takes the work of a dead worker must know what it was.
pub(super) async fn write_together(context: &Context, bundle: &[Notice]) -> Result<(), AppError> {
    context
        .store
        .write_first(async |tx: &Tx| {
            for it in bundle {
                notices::change(tx, it, NoticeState::Waiting).await?;
            }
            Ok(())
        })
        .await
}

/// What waits for an address that is no more.
pub(super) async fn leave_out(context: &Context, bundle: &[Notice]) -> Result<(), AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            for it in bundle {
                end(tx, context, it, (NoticeState::Void, None)).await?;
            }
            Ok(())
        })
        .await
}

/// Whether what just failed is tried once more: for a day from its first try on, quiet hours included. When it was written
/// down says nothing: the house may have stood still since.
fn is_tried_again(first: &Notice, now: Instant) -> bool {
    let day = first.first_tried.unwrap_or(now).plus_minutes(24 * 60);
    first.attempts.saturating_add(1) < MOST_TRIES && now < day
}

/// After `tries` that failed and the one that just did.
fn next_try(tries: u32, after: Option<u64>, now: Instant) -> Instant {
    let minutes = usize::try_from(tries).ok().and_then(|it| FIRST_TRIES.get(it)).copied().unwrap_or(LATER);
    let asked = after.and_then(|it| i64::try_from(it.div_ceil(60)).ok()).unwrap_or(0).min(LATER);
    now.plus_minutes(minutes.max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_tries_ends() {
        let begun = Instant::from_micros(0);
        let mut now = begun;
        for tries in 0..MOST_TRIES - 1 {
            let next = next_try(tries, None, now);
            assert!(next > now);
            now = next;
        }
        let hours = now.micros_since(begun) / 3_600_000_000;
        assert!((22..=25).contains(&hours), "{hours}");
        assert_eq!(next_try(0, Some(600), begun), begun.plus_minutes(10));
        assert_eq!(next_try(0, Some(1_000_000), begun), begun.plus_minutes(60));
    }
}
