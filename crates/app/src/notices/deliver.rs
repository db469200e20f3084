//! One message is sent: everything that waits for the same address of the same dossier goes in it, oldest first. Nothing is
//! held while the other side is waited for; a worker that dies between its answer and our commit sends the same message
//! again, under the same name. What may have been handed over once stays as it was: whoever knows its name already looks
//! at it no more, and what had joined it would be lost.

use super::attached::attachments;
use super::facts::{Known, ReadersLinks, Trust};
use super::follow::works;
use super::links::{LinkPurpose, token};
use super::tried::{keep, leave_out, write_together};
use super::{channel_of, code_of};
use crate::{AppError, Context};
use motcua_delivery::{Failure, Mail, Text};
use motcua_i18n::Locale;
use motcua_jobs::Outcome;
use motcua_kernel::Instant;
use motcua_notifications::{Facts, Form, NoticeKind};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState, Way};
use uuid::Uuid;

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
    if let Some(due) = loud_from(context, notice.way, now) {
        return Ok(Outcome::NotYet { due });
    }
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
        write_together(context, &bundle).await?;
    }
    let sent = match written(context, &bundle, &to).await? {
        Ok(Message::Mail(mail)) => context.delivery().mail.send(&mail).await,
        Ok(Message::Text(text)) => context.delivery().texts.send(&text).await,
        Err(fault) => Err(Failure::never(fault)),
    };
    keep(context, &bundle, &to, sent).await
}

/// When something may ring in a pocket, where it may not now: however late it was to go out.
fn loud_from(context: &Context, way: Way, now: Instant) -> Option<Instant> {
    channel_of(way).filter(|it| it.is_loud())?;
    Some(context.notices().quiet_hours.next(now)).filter(|due| *due > now)
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
    let trust = trust_in(to, first.asked());
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
            at: first.asked(),
        })),
        Form::Short { text } => Message::Text(Text {
            id: first.id,
            channel: code_of(to.way),
            to: address.to_owned(),
            text: context.letters_on(channel).of(text),
        }),
    }))
}

/// What was known of whoever reads there when the message was asked for: a second try says no more than the first.
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
