//! One message is sent: everything that waits for the same address of the same dossier goes in it, oldest first. Nothing is
//! held while the other side is waited for; a worker that dies between its answer and our commit sends the same message
//! again, under the same name. What may have been handed over once stays as it was: whoever knows its name already looks
//! at it no more, and what had joined it would be lost.

use super::attached::attachments;
use super::facts::{Known, ReadersLinks, Trust};
use super::follow::works;
use super::links::{LinkPurpose, token};
use super::outcome::{fail, turn_off};
use super::{channel_of, code_of};
use crate::{AppError, Context};
use motcua_delivery::{Failure, Mail, Sent, Text};
use motcua_i18n::Locale;
use motcua_jobs::Outcome;
use motcua_kernel::Instant;
use motcua_notifications::{Channel, Facts, Form, NoticeKind};
use motcua_storage::Tx;
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState, Way, WhyOff};
use uuid::Uuid;

/// Minutes to the next try after each of the first ones; then every hour.
const FIRST_TRIES: [i64; 4] = [1, 5, 15, 60];
const LATER: i64 = 60;
/// With these a message has been tried for a day.
const MOST_TRIES: u32 = 27;
/// How long one waits behind another to the same address that is being sent.
const BEHIND_SECONDS: i64 = 5;

/// Sends what waits with this notice, and says when it is to be tried again. `begun` counts how often that was begun, this
/// time included.
pub(crate) async fn deliver(context: &Context, id: Uuid, begun: u32) -> Result<Outcome, AppError> {
    let reader = context.store.reader();
    let Some(notice) = notices::find(&reader, id).await? else { return Ok(Outcome::Done) };
    let Some(reach_id) = notice.reach.filter(|_| notice.state == NoticeState::Waiting) else {
        return Ok(Outcome::Done);
    };
    let now = context.clock.now();
    let waiting = notices::waiting_for(&reader, reach_id, notice.dossier, Instant::MAX).await?;
    let Some(first) = waiting.first() else { return Ok(Outcome::Done) };
    if first.id != id {
        // Messages to one address keep their order.
        let behind = Instant::from_micros(now.micros().saturating_add(BEHIND_SECONDS * 1_000_000));
        return Ok(Outcome::NotYet { due: first.due.max(behind) });
    }
    if notice.due > now {
        return Ok(Outcome::NotYet { due: notice.due });
    }
    let was_begun = begun > 1 || notice.attempts > 0;
    let bundle = together(id, waiting, (now, was_begun));
    let Some(to) = reach::find(&reader, reach_id).await? else { return Ok(Outcome::Done) };
    if !works(context, &to) {
        leave_out(context, &bundle).await?;
        return Ok(Outcome::Done);
    }
    if !was_begun && bundle.len() > 1 {
        // Before anything is handed over: whoever takes the work of a dead worker must know what it was.
        change_all(context, &bundle, Notice::clone).await?;
    }
    let sent = match written(context, &bundle, &to).await? {
        Ok(Message::Mail(mail)) => context.delivery().mail.send(&mail).await,
        Ok(Message::Text(text)) => context.delivery().texts.send(&text).await,
        Err(fault) => Err(Failure::never(fault)),
    };
    keep(context, &bundle, &to, sent).await
}

/// What goes with the first in one message: all that is due, or where it was begun before what went with it then.
fn together(first: Uuid, waiting: Vec<Notice>, (now, was_begun): (Instant, bool)) -> Vec<Notice> {
    let goes = |it: &Notice| if was_begun { it.went_with == Some(first) } else { it.due <= now };
    let with_first = |it: Notice| Notice { went_with: Some(first).filter(|_| it.id != first), ..it };
    waiting.into_iter().filter(|it| it.id == first || goes(it)).map(with_first).collect()
}

enum Message {
    Mail(Box<Mail>),
    Text(Text),
}

/// The message, or why there can be none.
async fn written(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
) -> Result<Result<Message, String>, AppError> {
    let (Some(first), Some(channel), Some(address)) =
        (bundle.first(), channel_of(to.way), to.address.as_deref())
    else {
        return Ok(Err("there is nothing to send".to_owned()));
    };
    let known = Known::load(context, first.dossier, to.party).await?;
    let links = links(context, to).await?;
    let trust = trust_in(to, first.created);
    let mut facts: Vec<Facts> = Vec::with_capacity(bundle.len());
    for it in bundle {
        let Ok(kind) = it.kind.parse::<NoticeKind>() else { continue };
        facts.extend(known.facts((kind, it.seq), trust, &links)?);
    }
    // The question whether the address is theirs makes the subject.
    facts.sort_by_key(|it| it.kind() == NoticeKind::VerifyAddress);
    let locale = Locale::from_tag(&to.locale).unwrap_or_default();
    let rendered = match context.templates().render(locale, channel, &facts) {
        Ok(rendered) => rendered,
        Err(fault) => return Ok(Err(fault.to_string())),
    };
    if let Some(fault) = &rendered.fault {
        tracing::warn!(%fault, "a template of the province failed; the built-in one stood in its place");
    }
    Ok(Ok(match rendered.form {
        Form::Mail { subject, text, html } => Message::Mail(Box::new(Mail {
            id: first.id,
            to: address.to_owned(),
            to_name: facts.last().and_then(|it| it.addressee.clone()),
            subject,
            text,
            html: Some(html),
            attachments: attachments(context, &known, bundle, trust).await,
            unsubscribe: links.leave,
            at: first.created,
        })),
        Form::Short { text } => {
            Message::Text(Text { id: first.id, channel: code_of(to.way), to: address.to_owned(), text })
        }
    }))
}

/// What was known of whoever reads there when the message was written down: a second try says no more than the first.
fn trust_in(to: &Reach, at: Instant) -> Trust {
    match (to.state, to.way) {
        (ReachState::Verified, _) if to.since <= at => Trust::Verified,
        (ReachState::Given | ReachState::Verified | ReachState::Off, Way::Email) => Trust::Unknown,
        (ReachState::Given | ReachState::Verified | ReachState::Off, Way::Sms | Way::Zalo | Way::Call) => {
            Trust::Telephone
        }
    }
}

async fn links(context: &Context, to: &Reach) -> Result<ReadersLinks, AppError> {
    if to.way != Way::Email || context.public_url().is_empty() {
        return Ok(ReadersLinks::default());
    }
    let site = context.public_url();
    let leave = token(context, to, LinkPurpose::Leave).await?;
    let verify = token(context, to, LinkPurpose::Verify).await?;
    Ok(ReadersLinks {
        leave: Some(format!("{site}/bao-tin/thoi/{leave}")),
        verify: Some(format!("{site}/bao-tin/xac-nhan/{verify}")),
    })
}

/// Writes down what the other side said.
async fn keep(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    sent: Result<Sent, Failure>,
) -> Result<Outcome, AppError> {
    let Some(first) = bundle.first() else { return Ok(Outcome::Done) };
    let now = context.clock.now();
    match sent {
        Ok(Sent::Accepted { their_id }) => {
            // The server of a mail has it; a telephone says itself when it has a text.
            let arrives_later = to.way != Way::Email && their_id.is_some();
            let state = if arrives_later { NoticeState::Sent } else { NoticeState::Accepted };
            let done = |it: &Notice| Notice {
                state,
                sent: Some(now),
                ended: (!arrives_later).then_some(now),
                attempts: it.attempts.saturating_add(1),
                their_id: their_id.clone(),
                error: None,
                ..it.clone()
            };
            change_all(context, bundle, done).await?;
            Ok(Outcome::Done)
        }
        Err(Failure::Later { error, after }) if is_tried_again(first, now) => {
            let due = next_try(first.attempts, after, now);
            let is_loud = channel_of(to.way).is_some_and(Channel::is_loud);
            let due = if is_loud { context.notices().quiet_hours.next(due) } else { due };
            tracing::info!(notice = %first.id, way = code_of(to.way), error, "a message is tried again later");
            let waits = |it: &Notice| Notice {
                due,
                attempts: it.attempts.saturating_add(1),
                error: Some(error.clone()),
                ..it.clone()
            };
            change_all(context, bundle, waits).await?;
            Ok(Outcome::Again { due, error })
        }
        Err(failure) => {
            let bad = matches!(failure, Failure::Never { address: true, .. });
            give_up(context, bundle, to, (&failure.to_string(), bad)).await?;
            Ok(Outcome::Done)
        }
    }
}

async fn change_all(
    context: &Context,
    bundle: &[Notice],
    changed: impl Fn(&Notice) -> Notice,
) -> Result<(), AppError> {
    let changed: Vec<Notice> = bundle.iter().map(changed).collect();
    context
        .store
        .write_first(async |tx: &Tx| {
            for it in &changed {
                notices::change(tx, it, NoticeState::Waiting).await?;
            }
            Ok(())
        })
        .await
}

async fn give_up(
    context: &Context,
    bundle: &[Notice],
    to: &Reach,
    (error, is_bad_address): (&str, bool),
) -> Result<(), AppError> {
    let now = context.clock.now();
    if let Some(first) = bundle.first() {
        tracing::warn!(notice = %first.id, way = code_of(to.way), error, "a message is given up");
    }
    context
        .store
        .write(async |tx: &Tx| {
            for it in bundle {
                let tried = Notice { attempts: it.attempts.saturating_add(1), ..it.clone() };
                fail(tx, context, &tried, error).await?;
            }
            if is_bad_address {
                turn_off(tx, context, to, WhyOff::BadAddress, now).await?;
            }
            Ok(())
        })
        .await
}

/// What waits for an address that is no more.
async fn leave_out(context: &Context, bundle: &[Notice]) -> Result<(), AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            for it in bundle {
                super::outcome::end(tx, context, it, (NoticeState::Void, None)).await?;
            }
            Ok(())
        })
        .await
}

/// Whether what just failed is tried once more: for a day, quiet hours included.
fn is_tried_again(first: &Notice, now: Instant) -> bool {
    let day = first.created.plus_minutes(24 * 60);
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
