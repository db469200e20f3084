//! Gửi sự kiện: one subscription is told what is behind its place, one event after the other. An event that is not taken
//! holds up those behind it: their order is what a listener builds on.

use super::signature;
use super::tell::tell;
use crate::{AppError, Context};
use motcua_delivery::{Failure, Post};
use motcua_dossier::Dossier;
use motcua_notifications::events::{CloudEvent, EventKind, House, NextTry, after_failure};
use motcua_storage::followers::{self, Cursor, Followed};
use motcua_storage::webhooks::{self, Again, Attempt, Stand, Told, Webhook, WebhookState};
use motcua_storage::{StoreError, Tx};
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::time::Instant as Moment;
use uuid::{Builder, Uuid};

/// Events looked at at once.
const EVENTS: u32 = 100;
/// For so long one job goes on; what is left is the next one's, so that a house that stops does not wait for it.
const LONGEST: Duration = Duration::from_secs(10);
const GONE: u16 = 410;

/// What one post came to.
pub(super) struct Posting {
    pub attempt: Attempt,
    /// Seconds that the other side asked to wait, where it did not take it.
    pub asked: Option<u64>,
}

/// Tells the subscription what it has not been told; what comes of it is kept with the subscription. A subscription that is
/// off, gone or waiting is told nothing.
///
/// # Errors
/// When the store fails.
pub(crate) async fn send(context: &Context, id: Uuid) -> Result<(), AppError> {
    let end = Moment::now() + LONGEST;
    while one_batch(context, id, end).await? && Moment::now() < end {}
    Ok(())
}

/// Whether there may be more.
async fn one_batch(context: &Context, id: Uuid, end: Moment) -> Result<bool, AppError> {
    let reader = context.store.reader();
    let webhook = match webhooks::find(&reader, id).await {
        Err(StoreError::NotFound { .. }) => return Ok(false),
        found => found?,
    };
    let waits = webhook.next_try.is_some_and(|it| it > context.clock.now());
    if webhook.state != WebhookState::On || waits || !context.delivery().posts.is_on() {
        return Ok(false);
    }
    let Stand { place, again } = webhook.stand;
    let events = match again {
        Some(Again { dossier, told }) => {
            let all = followers::of_dossier(&reader, dossier, place).await?;
            all.into_iter().filter(|it| it.entry.seq > told).collect()
        }
        None => followers::read_after(&reader, place, EVENTS).await?,
    };
    if events.is_empty() && again.is_none() {
        return Ok(false);
    }
    let mut course = Course { from: webhook.stand, failures: webhook.failures, webhook };
    match course.batch(context, &events, end).await {
        // Somebody else sends, or it was switched off or put back meanwhile.
        Err(AppError::Store(StoreError::Stale { .. })) => Ok(false),
        other => other,
    }
}

/// A subscription on its way.
struct Course {
    webhook: Webhook,
    /// Where it stands by now.
    from: Stand,
    failures: u32,
}

impl Course {
    async fn batch(&mut self, context: &Context, events: &[Followed], end: Moment) -> Result<bool, AppError> {
        let webhook = &self.webhook;
        let agency = webhook.agency;
        let may = |house: House<'_>, before: Option<&Dossier>, after: &Dossier| {
            house.has_part(agency, before, after)
        };
        let wanted =
            |kind: EventKind| webhook.kinds.is_empty() || webhook.kinds.iter().any(|it| it == kind.code());
        let mut reached = self.from;
        let mut posts = Vec::new();
        for (next, event) in tell(context, events, may).await?.into_iter().zip(events) {
            let told = next.told.filter(|(kind, _)| wanted(*kind));
            posts.push((self.behind(event), next.cursor, told));
        }
        for (behind, cursor, told) in posts {
            let Some((_, event)) = told else {
                reached = behind;
                continue;
            };
            self.move_to(context, reached).await?;
            let tries = self.failures.saturating_add(1);
            let posting = post(context, &self.webhook, &event, (Some(cursor), tries)).await?;
            if posting.attempt.error.is_some() {
                self.fail(context, &posting).await?;
                return Ok(false);
            }
            self.take(context, &posting.attempt, behind).await?;
            reached = behind;
            if Moment::now() >= end {
                return Ok(true);
            }
        }
        // A dossier that is told again was read to its end.
        self.move_to(context, Stand { again: None, ..reached }).await?;
        Ok(true)
    }

    /// Where it stands once this was told: what is told again moves no place.
    fn behind(&self, event: &Followed) -> Stand {
        match self.from.again {
            Some(again) => Stand { again: Some(Again { told: event.entry.seq, ..again }), ..self.from },
            None => Stand { place: event.cursor, again: None },
        }
    }

    async fn move_to(&mut self, context: &Context, behind: Stand) -> Result<(), AppError> {
        if behind != self.from {
            let (id, from) = (self.webhook.id, self.from);
            let moved = async |tx: &Tx| webhooks::moved(tx, id, from, behind).await;
            context.store.write(moved).await?;
            self.from = behind;
        }
        Ok(())
    }

    async fn take(&mut self, context: &Context, attempt: &Attempt, behind: Stand) -> Result<(), AppError> {
        let told = Told { webhook: &self.webhook, from: self.from, attempt };
        context.store.write(async |tx: &Tx| webhooks::taken(tx, told, behind).await).await?;
        self.from = behind;
        self.failures = 0;
        Ok(())
    }

    async fn fail(&self, context: &Context, posting: &Posting) -> Result<(), AppError> {
        let attempt = &posting.attempt;
        let failures = self.failures.saturating_add(1);
        let first = self.failures == 0;
        let since = self.webhook.failing_since.filter(|_| !first).unwrap_or(attempt.at);
        let next = if attempt.status == Some(GONE) {
            Err(WebhookState::Gone)
        } else {
            match after_failure(failures, since, posting.asked, attempt.at) {
                NextTry::At(next) => Ok(next),
                NextTry::GiveUp => Err(WebhookState::Failed),
            }
        };
        if let Err(state) = next {
            let webhook = self.webhook.id.to_string();
            tracing::warn!(webhook, state = state.code(), "a subscription was switched off");
        }
        let told = Told { webhook: &self.webhook, from: self.from, attempt };
        let failed = async |tx: &Tx| webhooks::failed(tx, told, (failures, since), next).await;
        Ok(context.store.write(failed).await?)
    }
}

/// Posts one event once.
pub(super) async fn post(
    context: &Context,
    webhook: &Webhook,
    event: &CloudEvent,
    (place, tries): (Option<Cursor>, u32),
) -> Result<Posting, AppError> {
    let body = serde_json::to_vec(event).map_err(|error| AppError::Unwritable(error.into()))?;
    let at = context.clock.now();
    let mut headers = signature::headers(webhook, &event.id, &body, at);
    headers.push(("content-type".to_owned(), "application/cloudevents+json; charset=utf-8".to_owned()));
    let post =
        Post { id: named(webhook.id, &event.id), url: webhook.url.clone(), headers, body: body.into() };
    let begun = Moment::now();
    let answer = context.delivery().posts.send(&post).await;
    let milliseconds = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
    let (status, error, asked) = match answer {
        Ok(it) if it.is_taken() => (Some(it.status), None, None),
        Ok(it) => (Some(it.status), Some(format!("HTTP {}", it.status)), it.after),
        Err(Failure::Later { error, after }) => (None, Some(error), after),
        Err(Failure::NoRoom { error, after }) => (None, Some(error), Some(after)),
        Err(Failure::Never { error, .. }) => (None, Some(error), None),
    };
    let attempt = Attempt {
        id: context.ids.next(at)?,
        at,
        event: event.id.clone(),
        kind: event.kind.clone(),
        place,
        status,
        error,
        milliseconds,
        tries,
    };
    Ok(Posting { attempt, asked })
}

/// The same for the same event of the same subscription.
fn named(webhook: Uuid, event: &str) -> Uuid {
    let sum: [u8; 32] = Sha256::new().chain_update(webhook.as_bytes()).chain_update(event).finalize().into();
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(sum) {
        *place = byte;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}
