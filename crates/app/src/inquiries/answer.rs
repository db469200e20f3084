//! An answer is made when it is sent, of what the public sees of the dossier then, and carries the id of its row through
//! every try.

use super::find::is_of;
use crate::look::parsed;
use crate::{AppError, Context};
use motcua_delivery::{Failure, Sent, Text};
use motcua_dossier::{Phone, PublicStatus};
use motcua_i18n::Locale;
use motcua_jobs::Outcome;
use motcua_kernel::{DossierId, Instant};
use motcua_notifications::inquiry::{Answer, Told};
use motcua_notifications::{Channel, Form};
use motcua_storage::inquiries::{self, Inquiry, InquiryOutcome, InquiryState};
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{Tx, dossiers};
use uuid::Uuid;

/// Minutes to the next try. Whoever asked still wants to know an hour later, and not the day after.
const TRIES: [i64; 5] = [1, 2, 5, 15, 60];

/// So many dossiers of a slip are told of in one answer.
const MOST_TOLD: usize = 3;

/// Sends the answer, and says when it is to be tried again.
pub(crate) async fn answer(context: &Context, id: Uuid) -> Result<Outcome, AppError> {
    let Some(inquiry) = inquiries::find(&context.store.reader(), id).await? else { return Ok(Outcome::Done) };
    let Some(phone) = inquiry.phone.clone().filter(|_| inquiry.state == InquiryState::Waiting) else {
        return Ok(Outcome::Done);
    };
    let channel = if inquiry.channel == Channel::Zalo.code() { Channel::Zalo } else { Channel::Sms };
    let sent = match written(context, &inquiry, &phone).await? {
        Ok(text) => {
            let text = context.letters_on(channel).of(text);
            context.delivery().texts.send(&Text { id, channel: channel.code(), to: phone, text }).await
        }
        Err(fault) => Err(Failure::never(fault)),
    };
    keep(context, &inquiry, sent).await
}

async fn keep(
    context: &Context,
    inquiry: &Inquiry,
    sent: Result<Sent, Failure>,
) -> Result<Outcome, AppError> {
    let now = context.clock.now();
    let tried = inquiry.attempts;
    let attempts = tried.saturating_add(1);
    let ended = |state| Inquiry { state, attempts, phone: None, ended: Some(now), ..inquiry.clone() };
    let (kept, outcome) = match sent {
        Ok(Sent::Accepted { .. }) => (ended(InquiryState::Sent), Outcome::Done),
        Err(Failure::NoRoom { after, .. }) => return Ok(Outcome::not_tried(now, after)),
        Err(Failure::Later { error, after }) => {
            if let Some(due) = next_try(tried, after, now) {
                (Inquiry { attempts, ..inquiry.clone() }, Outcome::Again { due, error })
            } else {
                tracing::warn!(answer = %inquiry.id, error, "an answer to a text did not go out in its time");
                (ended(InquiryState::Failed), Outcome::Done)
            }
        }
        Err(failure @ Failure::Never { .. }) => {
            tracing::warn!(answer = %inquiry.id, error = %failure, "an answer to a text did not go out");
            (ended(InquiryState::Failed), Outcome::Done)
        }
    };
    context.store.write(async |tx: &Tx| inquiries::change(tx, &kept).await).await?;
    Ok(outcome)
}

fn next_try(tried: u32, after: Option<u64>, now: Instant) -> Option<Instant> {
    let minutes = *usize::try_from(tried).ok().and_then(|it| TRIES.get(it))?;
    let asked = after.and_then(|it| i64::try_from(it.div_ceil(60)).ok()).unwrap_or(0).min(60);
    Some(now.plus_minutes(minutes.max(asked)))
}

/// The words, or why there are none.
async fn written(
    context: &Context,
    inquiry: &Inquiry,
    phone: &str,
) -> Result<Result<String, String>, AppError> {
    let answers = answers(context, inquiry, phone).await?;
    let locale = Locale::from_tag(&inquiry.locale).unwrap_or_default();
    let rendered = match context.templates().answer(locale, &answers, context.notices().sample) {
        Ok(rendered) => rendered,
        Err(fault) => return Ok(Err(fault.to_string())),
    };
    if let Some(fault) = &rendered.fault {
        tracing::warn!(%fault, "a template of the province failed; the built-in one stood in its place");
    }
    Ok(Ok(match rendered.form {
        Form::Short { text } | Form::Mail { text, .. } => text,
    }))
}

async fn answers(context: &Context, inquiry: &Inquiry, phone: &str) -> Result<Vec<Answer>, AppError> {
    let now = context.clock.now();
    if inquiry.outcome == InquiryOutcome::TooMany {
        return Ok(vec![Answer::TooMany { again: inquiry.again.unwrap_or(now) }]);
    }
    let Some(dossier) = inquiry.dossier.filter(|_| inquiry.outcome != InquiryOutcome::Unknown) else {
        return Ok(vec![Answer::Unknown]);
    };
    let views = views(context, dossier, inquiry.whole_slip).await?;
    if views.is_empty() {
        return Ok(vec![Answer::Unknown]);
    }
    // Whoever was of the dossier when they asked may not be when they are answered.
    let phone = Phone::parse(phone).ok();
    let reader = context.store.reader();
    let is_theirs = match phone.filter(|_| inquiry.outcome == InquiryOutcome::Told) {
        Some(phone) => is_of(&reader, dossier, &phone).await?.is_some(),
        None => false,
    };
    if !is_theirs {
        return Ok(vec![Answer::degree(&views)]);
    }
    let loaded = dossiers::load(&reader, dossier).await?;
    let office = loaded.filing.as_ref().map(|it| it.receiving);
    let near = office.and_then(|it| context.province.contact_near(it, |it| it.phone.is_some()));
    let phone = near.and_then(|(_, it)| it.phone.clone());
    Ok(told(&views, phone.as_ref(), now))
}

/// All dossiers of a slip where it has few; else those that are still open first, and how many more there are.
fn told(views: &[PublicStatus], phone: Option<&String>, now: Instant) -> Vec<Answer> {
    let mut ordered: Vec<&PublicStatus> = views.iter().collect();
    ordered.sort_by_key(|it| it.ended.is_some());
    let more = u16::try_from(ordered.len().saturating_sub(MOST_TOLD)).unwrap_or(u16::MAX);
    let last = ordered.len().min(MOST_TOLD).saturating_sub(1);
    let one = |(place, view): (usize, &&PublicStatus)| {
        let told = Told::of(view, phone.cloned(), now);
        let told = if ordered.len() == 1 {
            told
        } else if place == last {
            Told { title: None, more: Some(more).filter(|it| *it > 0), ..told }
        } else {
            told.among_others()
        };
        Answer::Told(Box::new(told))
    };
    ordered.iter().take(MOST_TOLD).enumerate().map(one).collect()
}

async fn views(
    context: &Context,
    dossier: DossierId,
    whole_slip: bool,
) -> Result<Vec<PublicStatus>, AppError> {
    let reader = context.store.reader();
    let Some(view) = status_views::by_dossier(&reader, dossier).await? else { return Ok(Vec::new()) };
    let views: Vec<StatusView> =
        if whole_slip { status_views::by_token(&reader, &view.token).await? } else { vec![view] };
    views.iter().map(parsed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_tried_for_an_hour_and_a_half_and_then_no_more() {
        let begun = Instant::from_micros(0);
        let (mut now, mut tried) = (begun, 0);
        while let Some(next) = next_try(tried, None, now) {
            assert!(next > now);
            (now, tried) = (next, tried + 1);
        }
        assert_eq!(now, begun.plus_minutes(83));
        assert_eq!(next_try(0, Some(600), begun), Some(begun.plus_minutes(10)));
    }
}
