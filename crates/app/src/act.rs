//! The one way a command changes a dossier: load, decide, apply, save, in one transaction.

use crate::keep::keep_changed;
use crate::money::receipt::{self, ReceiptWish};
use crate::notices::{self, GivenReach};
use crate::once::{Once, or_first_time};
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, Entry, Event, MoneyReceipt, Party, apply};
use motcua_fees::statement::Fingerprint;
use motcua_kernel::{Actor, DossierId, Instant, Refusal, TextId};
use motcua_storage::gateway_callbacks::{self, Settlement};
use motcua_storage::statement_lines::{self, Booking};
use motcua_storage::{StoreError, Tx, dossiers, parties, serials, texts};
use std::pin::Pin;

/// Who acts on which dossier, and what they saw of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Who.
    pub actor: Actor,
    /// On which dossier.
    pub dossier: DossierId,
    /// The version the person saw; a dossier that has moved on is not changed.
    pub seen: u32,
    /// The key under which it may be sent again.
    pub once: Option<Once>,
}

/// Words that go with a command; the events carry their ids.
pub(crate) type Words = Vec<(TextId, String)>;

/// Characters of one text, about three printed pages.
const LONGEST_WORDS: usize = 10_000;

/// Work whose parts nobody outside needs to know: what is built on it is checked and compiled without them.
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Loads the dossier, lets `decide` say what happens, and stores state, events and words together.
pub(crate) async fn act(
    context: &Context,
    command: Command,
    words: Words,
    decide: impl Fn(&Dossier, Instant) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    act_with_people(context, command, words, NOBODY, decide).await
}

/// A running number of the actor's agency that a deed takes with it.
pub(crate) struct Series<'a> {
    /// The book it is the next of.
    pub(crate) book: &'a str,
}

/// The same, with the next number of a series. It is decided once with a number that is not used, so that what can be
/// refused is refused before the row that gives numbers is locked.
pub(crate) async fn act_numbered(
    context: &Context,
    command: Command,
    series: &Series<'_>,
    decide: impl Fn(&Dossier, Instant, u32) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    let takes = Takes::Number(series);
    acted(context, command, (Vec::new(), NOBODY), takes, &|dossier, now, taken| {
        decide(dossier, now, if let Taken::Number(number) = taken { *number } else { FIRST })
    })
    .await
}

/// The same, with the receipt that is given for money.
pub(crate) async fn act_with_receipt(
    context: &Context,
    command: Command,
    wish: &ReceiptWish,
    decide: impl Fn(&Dossier, Instant, Option<MoneyReceipt>) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    acted(context, command, (Vec::new(), NOBODY), Takes::Receipt(wish), &|dossier, now, taken| {
        decide(dossier, now, if let Taken::Receipt(receipt) = taken { Some(receipt.clone()) } else { None })
    })
    .await
}

/// The same, with the receipt for a line of a bank statement, which is booked with it.
pub(crate) async fn act_with_line(
    context: &Context,
    command: Command,
    (wish, line): (&ReceiptWish, &Fingerprint),
    decide: impl Fn(&Dossier, Instant, Option<MoneyReceipt>) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    acted(context, command, (Vec::new(), NOBODY), Takes::Line(wish, line), &|dossier, now, taken| {
        decide(dossier, now, if let Taken::Receipt(receipt) = taken { Some(receipt.clone()) } else { None })
    })
    .await
}

/// The same, with the receipt for money that came through the gateway and waited, which is settled with it.
pub(crate) async fn act_with_credit(
    context: &Context,
    command: Command,
    (wish, credit): (&ReceiptWish, &str),
    decide: impl Fn(&Dossier, Instant, Option<MoneyReceipt>) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    acted(context, command, (Vec::new(), NOBODY), Takes::Credit(wish, credit), &|dossier, now, taken| {
        decide(dossier, now, if let Taken::Receipt(receipt) = taken { Some(receipt.clone()) } else { None })
    })
    .await
}

/// The same, with people the events are the first to name, and how they are to be told.
pub(crate) async fn act_with_people(
    context: &Context,
    command: Command,
    words: Words,
    people: People<'_>,
    decide: impl Fn(&Dossier, Instant) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    acted(context, command, (words, people), Takes::Nothing, &|dossier, now, _| decide(dossier, now)).await
}

/// People, and what they say of how they are to be told.
type People<'a> = (&'a [Party], &'a [GivenReach]);

const NOBODY: People<'static> = (&[], &[]);

/// What is given out in order and goes with a deed.
#[derive(Clone, Copy)]
enum Takes<'a> {
    Nothing,
    Number(&'a Series<'a>),
    Receipt(&'a ReceiptWish),
    Line(&'a ReceiptWish, &'a Fingerprint),
    Credit(&'a ReceiptWish, &'a str),
}

#[derive(PartialEq, Eq)]
enum Taken {
    Nothing,
    Number(u32),
    Receipt(MoneyReceipt),
}

/// Stands for a number that is not taken yet.
const FIRST: u32 = 1;

type Decide<'a> = dyn Fn(&Dossier, Instant, &Taken) -> Result<Vec<Event>, Refusal> + Send + Sync + 'a;

/// One body for all that is decided: whatever acts is compiled with a call of it and not with a copy.
fn acted<'a>(
    context: &'a Context,
    command: Command,
    (words, people): (Words, People<'a>),
    takes: Takes<'a>,
    decide: &'a Decide<'a>,
) -> Boxed<'a, Result<Dossier, AppError>> {
    Box::pin(async move {
        readable(&words)?;
        let now = context.clock.now();
        let acted = context
            .store
            .write(async |tx: &Tx| {
                let before = as_seen(tx, command).await?;
                let now = now.max(before.last_recorded);
                let mut events = decide(&before, now, &Taken::Nothing)?;
                if events.is_empty() {
                    return Ok(before);
                }
                let out = take(tx, command, (&before, now), takes).await?;
                if out != Taken::Nothing {
                    events = decide(&before, now, &out)?;
                }
                let by = By::Officer(command.actor);
                let (after, entries) = follow(command.dossier, Some(before.clone()), by, events, now)?;
                for (id, body) in &words {
                    texts::keep(tx, *id, command.dossier, body).await?;
                }
                parties::insert(tx, people.0).await?;
                if !people.0.is_empty() {
                    notices::expect(tx, context, (&after, command.actor.account), people).await?;
                }
                match keep_changed(tx, context, &before, &after, &entries).await {
                    Err(AppError::Store(StoreError::Stale { .. })) => {
                        return Err(first_writer(tx, command.dossier).await?);
                    }
                    other => other?,
                }
                if let Some(once) = command.once {
                    once.keep(tx, command.actor.account, after.id, after.seq, now).await?;
                }
                Ok(after)
            })
            .await;
        match acted {
            Ok(after) => Ok(after),
            Err(failure) => or_first_time(context, command.actor.account, command.once, failure).await,
        }
    })
}

/// The dossier of a command, which nothing but what is quiet has happened to since the person saw it.
async fn as_seen(tx: &Tx, command: Command) -> Result<Dossier, AppError> {
    let before = dossiers::load(tx, command.dossier).await?;
    if before.seq != command.seen && has_moved_on(tx, command).await? {
        return Err(first_writer(tx, command.dossier).await?);
    }
    Ok(before)
}

/// As `as_seen`, and kept from changing until this write ends: for what is decided on a dossier and is no event of it.
pub(crate) async fn held_as_seen(tx: &Tx, command: Command) -> Result<Dossier, AppError> {
    let before = as_seen(tx, command).await?;
    match dossiers::hold(tx, before.id, before.seq).await {
        Err(StoreError::Stale { .. }) => Err(first_writer(tx, command.dossier).await?),
        held => Ok(held.map(|()| before)?),
    }
}

/// What is given out in order, as long as nobody else took it.
async fn take(
    tx: &Tx,
    command: Command,
    (before, now): (&Dossier, Instant),
    takes: Takes<'_>,
) -> Result<Taken, AppError> {
    Ok(match takes {
        Takes::Nothing => Taken::Nothing,
        Takes::Number(series) => Taken::Number(serials::next(tx, command.actor.agency, series.book).await?),
        Takes::Receipt(wish) => Taken::Receipt(receipt::take(tx, command, (before, now), wish).await?),
        Takes::Line(wish, line) => {
            let seq = before.seq.saturating_add(1);
            let booking = Booking { dossier: before.id, seq, by: command.actor.account, at: now };
            if !statement_lines::book(tx, line, booking).await? {
                return Err(Refusal::new("app.statement-line-booked").at("line").into());
            }
            Taken::Receipt(receipt::take(tx, command, (before, now), wish).await?)
        }
        Takes::Credit(wish, credit) => {
            let booked = Some((before.id, before.seq.saturating_add(1)));
            let settled = Settlement { by: command.actor.account, at: now, booked, note: None };
            if !gateway_callbacks::settle(tx, credit, &settled).await? {
                return Err(Refusal::new("app.gateway-credit-settled").at("credit").into());
            }
            Taken::Receipt(receipt::take(tx, command, (before, now), wish).await?)
        }
    })
}

/// As `act`, for what a rule does when its time has come: there is nobody who saw a version, so the latest one counts.
pub(crate) async fn by_rule(
    context: &Context,
    dossier: DossierId,
    decide: impl Fn(&Dossier, Instant) -> Result<Vec<Event>, Refusal> + Send + Sync,
) -> Result<Dossier, AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let before = dossiers::load(tx, dossier).await?;
            let now = now.max(before.last_recorded);
            let events = decide(&before, now)?;
            if events.is_empty() {
                return Ok(before);
            }
            let (after, entries) = follow(dossier, Some(before.clone()), By::Rule, events, now)?;
            keep_changed(tx, context, &before, &after, &entries).await?;
            Ok(after)
        })
        .await
}

/// As `by_rule`, for a rule that looks at the whole history; what it decides nothing about is left alone.
pub(crate) async fn by_rule_with_history(
    context: &Context,
    dossier: DossierId,
    decide: impl Fn(&Dossier, &[Entry]) -> Result<Vec<Event>, Refusal>,
) -> Result<Dossier, AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let before = dossiers::load(tx, dossier).await?;
            let events = decide(&before, &dossiers::history(tx, dossier).await?)?;
            if events.is_empty() {
                return Ok(before);
            }
            let now = now.max(before.last_recorded);
            let (after, entries) = follow(dossier, Some(before.clone()), By::Rule, events, now)?;
            keep_changed(tx, context, &before, &after, &entries).await?;
            Ok(after)
        })
        .await
}

/// As `act`, for a rule that looks at the whole history, on the dossier as it stands when the turn comes to it: one of many
/// that are changed together. What it decides nothing about is left alone.
pub(crate) async fn act_with_history(
    context: &Context,
    actor: Actor,
    dossier: DossierId,
    words: Words,
    decide: impl Fn(&Dossier, &[Entry], Instant) -> Result<Vec<Event>, Refusal>,
) -> Result<Dossier, AppError> {
    readable(&words)?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let before = dossiers::load(tx, dossier).await?;
            let now = now.max(before.last_recorded);
            let events = decide(&before, &dossiers::history(tx, dossier).await?, now)?;
            if events.is_empty() {
                return Ok(before);
            }
            let by = By::Officer(actor);
            let (after, entries) = follow(dossier, Some(before.clone()), by, events, now)?;
            for (id, body) in &words {
                texts::keep(tx, *id, dossier, body).await?;
            }
            keep_changed(tx, context, &before, &after, &entries).await?;
            Ok(after)
        })
        .await
}

/// Words that people must be able to read later: some, not endless, and none that a database can not keep.
pub(crate) fn readable(words: &Words) -> Result<(), Refusal> {
    for (_, body) in words {
        if body.trim().is_empty() {
            return Err(Refusal::new("app.words-missing").under("NĐ 63/2010 Điều 18(5)"));
        }
        if body.chars().count() > LONGEST_WORDS {
            return Err(Refusal::new("app.words-too-long").with("most", LONGEST_WORDS));
        }
        if body.contains('\0') {
            return Err(Refusal::new("app.words-unreadable"));
        }
    }
    Ok(())
}

/// A receipt on paper has the time of its slip; everything else happens when it is recorded.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other event was on paper before")]
fn occurred(event: &Event, now: Instant) -> Instant {
    match event {
        Event::Received { reception, .. } if reception.origin.is_some() => reception.at,
        _ => now,
    }
}

/// Puts events behind a state. Events that a rule decided always follow; if they do not, the row is broken.
pub(crate) fn follow(
    id: DossierId,
    before: Option<Dossier>,
    by: By,
    events: Vec<Event>,
    now: Instant,
) -> Result<(Dossier, Vec<Entry>), AppError> {
    let mut state = before;
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        let seq = state.as_ref().map_or(1, |it| it.seq.saturating_add(1));
        let entry = Entry { seq, recorded: now, occurred: occurred(&event, now), by, event };
        state = Some(apply(id, state, &entry).map_err(|error| broken(id, error.to_string()))?);
        entries.push(entry);
    }
    let state = state.ok_or_else(|| broken(id, "no event".to_owned()))?;
    Ok((state, entries))
}

fn broken(id: DossierId, what: String) -> AppError {
    AppError::Store(StoreError::Corrupt { table: "dossier", id: id.to_string(), what })
}

/// Whether anything happened since that a decision could rest on.
async fn has_moved_on(tx: &Tx, command: Command) -> Result<bool, AppError> {
    let history = dossiers::history(tx, command.dossier).await?;
    let is_known = history.iter().any(|it| it.seq == command.seen);
    Ok(!is_known || history.iter().any(|it| it.seq > command.seen && !it.event.is_quiet()))
}

async fn first_writer(tx: &Tx, id: DossierId) -> Result<AppError, AppError> {
    let history = dossiers::history(tx, id).await?;
    let last = history.last().ok_or_else(|| broken(id, "no event".to_owned()))?;
    Ok(AppError::Stale { by: last.by, at: last.recorded })
}
