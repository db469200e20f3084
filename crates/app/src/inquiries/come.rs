//! A text comes from a gateway: it is counted, and what will be answered is written down with the job that answers it.

use super::find::{Found, find};
use super::print::{key, print_of};
use crate::duties::Duty;
use crate::{AppError, Context};
use motcua_delivery::Incoming;
use motcua_kernel::Instant;
use motcua_notifications::inquiry::{Allowance, Asked, Past, allowance, phone_of};
use motcua_storage::inquiries::{self, Inquiry, InquiryOutcome, InquiryState, Meter};
use motcua_storage::{Tx, jobs};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// What became of a text in its transaction.
enum Came {
    /// It had come before.
    Again,
    /// It is answered so.
    Answered(InquiryOutcome),
    /// It is not answered, as so many before it.
    Silenced(u64),
}

/// Takes a text that came on `channel`; says whether it is answered. One that had come before is not answered twice.
///
/// # Errors
/// When the store fails.
pub async fn come(context: &Context, channel: &'static str, text: &Incoming) -> Result<bool, AppError> {
    let Some(phone) = phone_of(&text.from) else {
        tracing::info!(channel, "a text came from no telephone of Việt Nam and is not answered");
        return Ok(false);
    };
    let asked = Asked::read(&text.text);
    let phone_sum = print_of(&key(context).await?, &phone);
    let now = context.clock.now();
    let new = Inquiry {
        id: context.ids.next(now)?,
        channel: channel.to_owned(),
        their_id: text.their_id.clone(),
        phone: Some(phone.as_str().to_owned()),
        phone_sum,
        at: now,
        outcome: InquiryOutcome::Unknown,
        wrong: false,
        dossier: None,
        whole_slip: false,
        again: None,
        locale: asked.locale.tag().to_owned(),
        state: InquiryState::Waiting,
        attempts: 0,
        ended: None,
    };
    let job = Duty::Answer(new.id).job(context, now)?;
    let came = context
        .store
        .write(async |tx: &Tx| {
            let subject = format!("phone:{}", new.phone_sum);
            let meter = inquiries::hold(tx, &subject, now).await?;
            if inquiries::has_come(tx, channel, &new.their_id).await? {
                return Ok(Came::Again);
            }
            let decided = match allowed(tx, context, &new, &meter).await? {
                Allowance::Answer => {
                    let found = find(tx, &asked, &phone).await?;
                    Some(with_found(new.clone(), found, &asked))
                }
                Allowance::Later(again) => {
                    let outcome = InquiryOutcome::TooMany;
                    Some(Inquiry { outcome, again: Some(again), ..new.clone() })
                }
                Allowance::Silence => None,
            };
            let Some(it) = decided else {
                let silenced = meter.silenced.saturating_add(1);
                inquiries::keep_meter(tx, &subject, &Meter { silenced, ..meter }).await?;
                return Ok(Came::Silenced(silenced));
            };
            inquiries::insert(tx, &it).await?;
            let warned = it.again.map_or(meter.warned, |_| Some(now));
            inquiries::keep_meter(tx, &subject, &Meter { warned, silenced: 0 }).await?;
            jobs::enqueue(tx, std::slice::from_ref(&job)).await?;
            Ok::<_, AppError>(Came::Answered(it.outcome))
        })
        .await?;
    Ok(log(channel, &came))
}

/// Asks the rule. Only who may still be answered waits for what the whole channel is counted by.
async fn allowed(tx: &Tx, context: &Context, new: &Inquiry, meter: &Meter) -> Result<Allowance, AppError> {
    let now = new.at;
    let limits = context.inquiries().limits;
    let past = past(tx, &new.phone_sum, now).await?;
    let of_phone = allowance(limits, (&past, meter.warned), 0, now);
    if of_phone == Allowance::Silence {
        return Ok(of_phone);
    }
    inquiries::hold(tx, &format!("channel:{}", new.channel), now).await?;
    let of_all = inquiries::count_of_channel(tx, &new.channel, now.plus_minutes(-HOUR)).await?;
    Ok(allowance(limits, (&past, meter.warned), of_all, now))
}

async fn past(tx: &Tx, phone_sum: &str, now: Instant) -> Result<Vec<Past>, AppError> {
    let answered = inquiries::of_phone(tx, phone_sum, now.plus_minutes(-DAY)).await?;
    let counts = |it: &Inquiry| it.outcome != InquiryOutcome::TooMany;
    Ok(answered.iter().filter(|it| counts(it)).map(|it| Past { at: it.at, wrong: it.wrong }).collect())
}

fn with_found(new: Inquiry, found: Found, asked: &Asked) -> Inquiry {
    match found {
        Found::Theirs { dossier, whole_slip, locale } => Inquiry {
            outcome: InquiryOutcome::Told,
            dossier: Some(dossier),
            whole_slip,
            locale: locale.unwrap_or_else(|| new.locale.clone()),
            ..new
        },
        Found::Slip { dossier, whole_slip } => {
            Inquiry { outcome: InquiryOutcome::Degree, dossier: Some(dossier), whole_slip, ..new }
        }
        Found::Nothing => Inquiry { wrong: !asked.readings.is_empty(), ..new },
    }
}

/// One line a text that is answered, and one each time the silence has grown tenfold.
fn log(channel: &'static str, came: &Came) -> bool {
    match came {
        Came::Again => {
            tracing::info!(channel, "a text came again and is not answered twice");
            false
        }
        Came::Answered(outcome) => {
            tracing::info!(channel, ?outcome, "a text is answered");
            true
        }
        Came::Silenced(texts) => {
            if texts.checked_ilog10().is_some_and(|it| 10_u64.pow(it) == *texts) {
                tracing::warn!(channel, texts, "texts of one telephone, or of all, are not answered for now");
            }
            false
        }
    }
}
