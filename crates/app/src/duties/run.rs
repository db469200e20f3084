//! One try of one duty. Whoever does the work says when it is tried again; what nobody says is tried again by the rule here.

use super::{Duty, recurring};
use crate::admin::with_what_is_kept;
use crate::{AppError, Context, inquiries, intake, notices, staff_mail, webhooks};
use motcua_jobs::{Outcome, Retry};
use motcua_storage::jobs::ClaimedJob;

/// For work that fails because something of the house does.
const RETRY: Retry = Retry { first_seconds: 60, longest_seconds: 3_600, most: 20 };
/// Begun so often, work ends the server each time.
const MOST_BEGINNINGS: u32 = 100;

pub(super) async fn run(context: &Context, job: &ClaimedJob) -> Outcome {
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

/// `attempts` counts this one.
async fn attempt(context: &Context, duty: Duty, attempts: u32) -> Result<Outcome, AppError> {
    match duty {
        Duty::Lapse(dossier) => intake::lapse(context, dossier).await.map(|_| Outcome::Done),
        Duty::Notice(id) => notices::deliver(context, id, attempts).await,
        Duty::Answer(id) => inquiries::answer(context, id).await,
        Duty::Webhook(id) => webhooks::send(context, id).await.map(|()| Outcome::Done),
        Duty::AskStaff(account) => staff_mail::ask(context, account, attempts).await,
        Duty::StaffAlert(id) => staff_mail::tell(context, id, attempts).await,
        Duty::Recurring(work, slot) => recurring::attempt(context, (work, slot), attempts).await,
    }
}
