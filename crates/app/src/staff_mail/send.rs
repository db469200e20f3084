//! One mail to somebody who works here: the question whether the address is theirs, or what they were told.

use crate::notices::{LinkPurpose, signed};
use crate::watch::{self, AlertKind, Told, goes_by_mail, sentence};
use crate::{AppError, Context};
use motcua_delivery::{Failure, Mail};
use motcua_i18n::{Locale, say};
use motcua_jobs::{Outcome, Retry};
use motcua_kernel::{Instant, Message};
use motcua_storage::staff_mail::{StaffMail, StaffMailState};
use motcua_storage::{Tx, accounts, alerts, staff_mail};
use uuid::Uuid;

/// For a server that does not take it now.
const RETRY: Retry = Retry { first_seconds: 60, longest_seconds: 3_600, most: 12 };
/// Who has looked at their work for so long does not need it by mail any more.
const FRESH_MINUTES: i64 = 8 * 60;
/// A question is asked for so long.
const ASKED_MINUTES: i64 = 24 * 60;

/// Puts a question to an address: whether it is theirs. One that was given in its place is asked by a question of its own.
pub(crate) async fn ask(context: &Context, question: Uuid, attempts: u32) -> Result<Outcome, AppError> {
    let found = staff_mail::of_question(&context.store.reader(), question).await?;
    let Some(to) = found.filter(|it| it.state == StaffMailState::Given) else { return Ok(Outcome::Done) };
    let now = context.clock.now();
    if now > to.since.plus_minutes(ASKED_MINUTES) {
        return Ok(Outcome::Done);
    }
    let link = link(context, &to, ("xac-nhan", LinkPurpose::VerifyStaff)).await?;
    let words = Writing { locale: Locale::from_tag(&to.locale).unwrap_or_default() };
    let lines =
        [words.say("app.staff-mail-question"), link.unwrap_or_default(), words.say("app.staff-mail-not-you")];
    let mail = Mail {
        id: to.asked,
        to: to.address.clone(),
        to_name: None,
        subject: words.say("label.staff-mail-question"),
        text: paragraphs(&lines),
        html: None,
        attachments: Vec::new(),
        unsubscribe: None,
        at: to.since,
    };
    sent(context, &to, &mail, attempts).await
}

/// Sends what somebody was told, if they still want it and have not seen it.
pub(crate) async fn tell(context: &Context, alert: Uuid, attempts: u32) -> Result<Outcome, AppError> {
    let reader = context.store.reader();
    let Some(row) = alerts::find(&reader, alert).await? else { return Ok(Outcome::Done) };
    let now = context.clock.now();
    let wanted =
        goes_by_mail(&row).filter(|_| row.seen.is_none() && now <= row.at.plus_minutes(FRESH_MINUTES));
    let to = staff_mail::find(&reader, row.account).await?;
    let to =
        to.filter(|it| it.state == StaffMailState::Verified && wanted.is_some_and(|wish| wish.is_of(it)));
    let (Some(to), (account, Some(told))) = (to, watch::one(context, alert).await?) else {
        return Ok(Outcome::Done);
    };
    let person = accounts::load(&reader, account).await?;
    if person.disabled {
        return Ok(Outcome::Done);
    }
    let leave = link(context, &to, ("thoi", LinkPurpose::LeaveStaff)).await?;
    let words = Writing { locale: Locale::from_tag(&to.locale).unwrap_or_default() };
    let (subject, mut lines) = words.of_alert(context, &told);
    lines.push(words.say("app.staff-mail-why"));
    lines.extend(leave.clone());
    let mail = Mail {
        id: alert,
        to: to.address.clone(),
        to_name: Some(person.display_name),
        subject,
        text: paragraphs(&lines),
        html: None,
        attachments: Vec::new(),
        unsubscribe: leave,
        at: row.at,
    };
    sent(context, &to, &mail, attempts).await
}

/// An address behind which this person alone decides; none where the house does not know its own.
async fn link(
    context: &Context,
    to: &StaffMail,
    (place, purpose): (&str, LinkPurpose),
) -> Result<Option<String>, AppError> {
    let site = context.public_url();
    if site.is_empty() {
        return Ok(None);
    }
    let token = signed(context, (to.account.0, &to.address), purpose).await?;
    Ok(Some(format!("{site}/bao-tin/can-bo/{place}/{token}")))
}

async fn sent(context: &Context, to: &StaffMail, mail: &Mail, attempts: u32) -> Result<Outcome, AppError> {
    let now = context.clock.now();
    match context.delivery().mail.send(mail).await {
        Ok(_) => Ok(Outcome::Done),
        Err(Failure::NoRoom { after, .. }) => Ok(Outcome::not_tried(now, after)),
        Err(Failure::Later { error, after }) => match RETRY.wait(attempts) {
            None => Ok(Outcome::Done),
            Some(wait) => {
                let asked = after.and_then(|it| i64::try_from(it).ok()).unwrap_or(0).min(3_600);
                let due = later(now, i64::from(wait)).max(later(now, asked));
                Ok(Outcome::Again { due, error })
            }
        },
        Err(failure) => {
            if matches!(failure, Failure::Never { address: true, .. }) {
                let bad = StaffMail { state: StaffMailState::Bad, since: now, ..to.clone() };
                let keep = async |tx: &Tx| {
                    let kept = staff_mail::find(tx, to.account).await?;
                    if kept.is_some_and(|it| it.address == to.address) {
                        staff_mail::put(tx, &bad).await?;
                    }
                    Ok::<_, AppError>(())
                };
                context.store.write(keep).await?;
            }
            tracing::warn!(account = %to.account, error = %failure, "a mail to somebody who works here was refused");
            Ok(Outcome::Done)
        }
    }
}

fn later(now: Instant, seconds: i64) -> Instant {
    Instant::from_micros(now.micros().saturating_add(seconds.saturating_mul(1_000_000)))
}

fn paragraphs(lines: &[String]) -> String {
    let mut text = lines.iter().filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

/// In the language of whoever reads.
struct Writing {
    locale: Locale,
}

impl Writing {
    fn say(&self, key: &'static str) -> String {
        say(self.locale, &Message::new(key))
    }

    /// Subject and lines: the sentence of the page, then where to look.
    fn of_alert(&self, context: &Context, told: &Told) -> (String, Vec<String>) {
        let site = context.public_url();
        let said = say(self.locale, &sentence(told));
        if told.kind == AlertKind::Morning {
            let numbers = told.numbers.unwrap_or_default();
            let subject = Message::new("label.staff-mail-morning")
                .with("date", told.at.date())
                .with("sign", numbers.to_sign)
                .with("noon", numbers.due_by_noon);
            let mut lines = vec![said];
            if !site.is_empty() {
                lines.push(format!("{}: {site}/phe-duyet", self.say("label.place-approvals")));
                lines.push(format!("{}: {site}/canh-bao", self.say("label.place-radar")));
            }
            return (say(self.locale, &subject), lines);
        }
        let number = told.dossier.as_ref().and_then(|it| Some(it.reception.as_ref()?.number.to_string()));
        let number = number.unwrap_or_default();
        let subject =
            say(self.locale, &Message::new("label.staff-mail-raised").with("number", number.clone()));
        let mut lines = vec![format!("{number}: {said}")];
        if let Some(dossier) = told.dossier.as_ref().filter(|_| !site.is_empty()) {
            lines.push(format!("{site}/ho-so/{}", dossier.id));
        }
        (subject, lines)
    }
}
