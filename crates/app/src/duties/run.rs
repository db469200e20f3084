//! One try of one duty. Whoever does the work says when it is tried again; what nobody says is tried again by the rule here.

use super::{Duty, recurring};
use crate::admin::with_what_is_kept;
use crate::{AppError, Context, inquiries, intake, notices, staff_mail, webhooks};
use motcua_jobs::{Outcome, Retry};
use motcua_storage::jobs::ClaimedJob;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// For work that fails because something of the house does.
const RETRY: Retry = Retry { first_seconds: 60, longest_seconds: 3_600, most: 20 };
/// Begun so often, work ends the server each time.
const MOST_BEGINNINGS: u32 = 100;

pub(super) async fn run(context: &Context, job: &ClaimedJob) -> Outcome {
    let outcome = Box::pin(caught(tried(context, job))).await.unwrap_or_else(|Panicked| {
        tracing::error!(job = %job.id, kind = job.kind, "a try panicked");
        Outcome::GiveUp { error: "the try panicked".to_owned() }
    });
    if let Outcome::GiveUp { error } = &outcome {
        given_up(context, job, error).await;
    }
    outcome
}

async fn tried(context: &Context, job: &ClaimedJob) -> Outcome {
    let Some(duty) = Duty::parse(&job.kind, &job.payload) else {
        return Outcome::GiveUp { error: format!("no such work: {} {}", job.kind, job.payload) };
    };
    if job.attempts > MOST_BEGINNINGS {
        return Outcome::GiveUp { error: format!("begun {} times and never ended", job.attempts - 1) };
    }
    let tried = match with_what_is_kept(context).await {
        Ok(newer) => attempt(newer.as_ref().unwrap_or(context), duty, job.attempts).await,
        Err(error) => Err(error),
    };
    match tried {
        Ok(outcome) => outcome,
        Err(AppError::Refused(_) | AppError::NotFound) => Outcome::Done,
        Err(error) => RETRY.outcome(job.attempts, context.clock.now(), &error),
    }
}

/// What waits for the work must not wait for ever. This comes before the job is written down as given up, so that a server
/// that dies in between does it again.
async fn given_up(context: &Context, job: &ClaimedJob, error: &str) {
    let Some(notice) = Duty::parse(&job.kind, &job.payload).and_then(Duty::notice) else { return };
    if let Err(error) = notices::work_given_up(context, notice, error).await {
        let error = &error as &dyn std::error::Error;
        tracing::error!(%notice, error, "a notice whose work was given up could not be ended");
    }
}

/// A try that panicked: it would do so again.
#[derive(Debug, PartialEq, Eq)]
struct Panicked;

async fn caught<T>(trying: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut trying = pin!(trying);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| trying.as_mut().poll(cx))) {
        Ok(polled) => polled.map(Ok),
        Err(_) => Poll::Ready(Err(Panicked)),
    })
    .await
}

/// `attempts` counts this one.
async fn attempt(context: &Context, duty: Duty, attempts: u32) -> Result<Outcome, AppError> {
    match duty {
        Duty::Lapse(dossier) => intake::lapse(context, dossier).await.map(|_| Outcome::Done),
        Duty::Notice(_, id) | Duty::OldNotice(id) => notices::deliver(context, id, attempts).await,
        Duty::Answer(id) => inquiries::answer(context, id).await,
        Duty::Webhook(id) => webhooks::send(context, id).await.map(|()| Outcome::Done),
        Duty::AskStaff(question) => staff_mail::ask(context, question, attempts).await,
        Duty::StaffAlert(id) => staff_mail::tell(context, id, attempts).await,
        Duty::Recurring(work, slot) => recurring::attempt(context, (work, slot), attempts).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_try_that_panics_is_one_that_ended() {
        assert_eq!(caught(async { 7 }).await, Ok(7));
        let panics = async { assert!(std::hint::black_box(false), "as a broken row may do") };
        assert_eq!(caught(panics).await, Err(Panicked));
    }
}
