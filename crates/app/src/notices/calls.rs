//! Gọi điện: whom a counter has to call because no message reaches them, and what to say.

use super::facts::{Known, ReadersLinks, Trust};
use super::follow::news_of;
use crate::look::{ReadingPlace, people_of};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_i18n::Locale;
use motcua_kernel::{Actor, AgencyId, DossierId, Instant, Refusal};
use motcua_notifications::{Channel, Form, NoticeKind};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::Way;
use motcua_storage::{Tx, dossiers};
use uuid::Uuid;

pub use motcua_storage::notices::CallPlace;

/// Somebody to be called.
#[derive(Clone, Debug)]
pub struct Call {
    /// The notice.
    pub id: Uuid,
    /// The dossier.
    pub dossier: DossierId,
    /// Its number, where it has one.
    pub number: Option<String>,
    /// What they are to be told.
    pub kind: NoticeKind,
    /// Who; none for whoever may not read of people, or once they are erased.
    pub name: Option<String>,
    /// Their telephone, where they gave one.
    pub phone: Option<String>,
    /// What to say.
    pub words: String,
    /// Since when.
    pub since: Instant,
    /// How often nobody answered.
    pub tries: u32,
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallEnd {
    /// They were told.
    Told,
    /// Nobody answered: it stays on the list, behind those that were not called yet.
    NoAnswer,
    /// They can not be reached, or have no telephone: nobody calls again, and nobody says that they were told.
    Unreachable,
}

/// A page of calls.
#[derive(Clone, Debug)]
pub struct CallPage {
    /// In their order.
    pub calls: Vec<Call>,
    /// Behind which the next page begins; none after the last.
    pub next: Option<CallPlace>,
}

/// Whom the counters have to call: who was not called yet, then who was called longest ago; `may_read` says as whom one may
/// read of the people of a dossier. At most `limit` behind a place.
///
/// # Errors
/// When the store fails.
pub async fn calls(
    context: &Context,
    counters: &[AgencyId],
    (after, limit): (Option<CallPlace>, u64),
    may_read: impl Fn(&Dossier) -> Option<Actor>,
) -> Result<CallPage, AppError> {
    let mut rows =
        notices::to_call(&context.store.reader(), counters, after, limit.saturating_add(1)).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(Notice::call_place);
    let mut calls = Vec::with_capacity(rows.len());
    for row in rows {
        let Ok(kind) = row.kind.parse::<NoticeKind>() else { continue };
        let known = Known::load(context, row.dossier, row.party).await?;
        let reader = may_read(&known.dossier);
        let mut person = None;
        if let Some(actor) = reader {
            let mut people = people_of(context, actor, &known.dossier, ReadingPlace::CallList).await?;
            person = people.remove(&row.party).flatten();
        }
        calls.push(Call {
            id: row.id,
            dossier: row.dossier,
            number: known.dossier.reception.as_ref().map(|it| it.number.to_string()),
            kind,
            name: person.as_ref().map(|it| it.name.as_str().to_owned()),
            phone: person.and_then(|it| it.phone).map(|it| it.as_str().to_owned()),
            words: words(context, &known, (kind, row.seq))?,
            since: row.created,
            tries: row.attempts,
        });
    }
    Ok(CallPage { calls, next })
}

/// Calls that would tell what is no longer so, once `news` has happened to the dossier, are ended: nobody makes them.
pub(super) async fn settle_calls(
    tx: &Tx,
    context: &Context,
    dossier: DossierId,
    news: &[(NoticeKind, u32)],
) -> Result<(), AppError> {
    if news.is_empty() {
        return Ok(());
    }
    let now = context.clock.now();
    for call in notices::calls_of(tx, dossier).await? {
        let Ok(kind) = call.kind.parse::<NoticeKind>() else { continue };
        if is_over(news, (kind, call.seq)) {
            let void = Notice { state: NoticeState::Void, ended: Some(now), ..call };
            notices::change(tx, &void, NoticeState::Waiting).await?;
        }
    }
    Ok(())
}

/// Whether something that has happened since makes void what would be told.
pub(super) async fn is_over_by_now(
    tx: &Tx,
    dossier: &Dossier,
    told: (NoticeKind, u32),
) -> Result<bool, AppError> {
    let history = dossiers::history(tx, dossier.id).await?;
    Ok(is_over(&news_of(None, dossier, &history)?, told))
}

/// Whether something of `news`, which came later, makes void what would be told.
pub(super) fn is_over(news: &[(NoticeKind, u32)], (kind, seq): (NoticeKind, u32)) -> bool {
    news.iter().any(|(later, at)| *at > seq && later.makes_void(kind))
}

/// The short message, to be read out.
fn words(context: &Context, known: &Known, (kind, seq): (NoticeKind, u32)) -> Result<String, AppError> {
    let facts = known.facts((kind, seq), Trust::Telephone, &ReadersLinks::default())?;
    let Some(facts) = facts else { return Ok(String::new()) };
    // What is said needs no address to be followed.
    let facts = motcua_notifications::Facts { status_link: None, ..facts };
    let rendered = context.templates().render(Locale::Vi, Channel::Sms, &[facts]);
    Ok(match rendered.map(|it| it.form) {
        Ok(Form::Short { text }) => text,
        Ok(Form::Mail { .. }) | Err(_) => String::new(),
    })
}

/// How many there are to be called.
///
/// # Errors
/// When the store fails.
pub async fn count_calls(context: &Context, counters: &[AgencyId]) -> Result<u64, AppError> {
    Ok(notices::count_to_call(&context.store.reader(), counters).await?)
}

/// Writes down what came of a call.
///
/// # Errors
/// Not found when there is no such call; refused when somebody else has told them by now.
pub async fn end_call(context: &Context, actor: Actor, id: Uuid, end: CallEnd) -> Result<(), AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let found = notices::find(tx, id).await?.filter(|it| it.way == Way::Call);
            let call = found.ok_or(AppError::NotFound)?;
            if call.state != NoticeState::Waiting {
                return Err(Refusal::new("app.call-ended").into());
            }
            let tried = Notice {
                attempts: call.attempts.saturating_add(1),
                sent: Some(now),
                settled_by: Some(actor.account),
                ..call
            };
            let ended = match end {
                CallEnd::Told => Notice { state: NoticeState::Accepted, ended: Some(now), ..tried },
                CallEnd::NoAnswer => tried,
                CallEnd::Unreachable => Notice { state: NoticeState::Failed, ended: Some(now), ..tried },
            };
            if notices::change(tx, &ended, NoticeState::Waiting).await? {
                Ok(())
            } else {
                Err(Refusal::new("app.call-ended").into())
            }
        })
        .await
}

/// The dossier that a call is about, for the permission.
///
/// # Errors
/// Not found when there is no such call.
pub async fn dossier_of_call(context: &Context, id: Uuid) -> Result<Dossier, AppError> {
    let reader = context.store.reader();
    let found = notices::find(&reader, id).await?.filter(|it| it.way == Way::Call);
    Ok(dossiers::load(&reader, found.ok_or(AppError::NotFound)?.dossier).await?)
}
