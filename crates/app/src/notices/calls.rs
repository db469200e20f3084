//! Gọi điện: whom a counter has to call because no message reaches them, and what to say.

use super::facts::{Known, ReadersLinks, Trust};
use crate::look::{ReadingPlace, people_of};
use crate::{AppError, Context};
use motcua_i18n::Locale;
use motcua_kernel::{Actor, AgencyId, DossierId, Instant, Refusal};
use motcua_notifications::{Channel, Form, NoticeKind};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::Way;
use motcua_storage::{Tx, dossiers};
use uuid::Uuid;

/// As many as one page shows.
pub const MOST_CALLS: u64 = 50;

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
    /// Nobody answered: it stays on the list.
    NoAnswer,
}

/// Whom the counters have to call, the longest first; `may_read` says as whom one may read of the people of a dossier.
///
/// # Errors
/// When the store fails.
pub async fn calls(
    context: &Context,
    counters: &[AgencyId],
    may_read: impl Fn(&motcua_dossier::Dossier) -> Option<Actor>,
) -> Result<Vec<Call>, AppError> {
    let rows = notices::to_call(&context.store.reader(), counters, MOST_CALLS).await?;
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
    Ok(calls)
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
            };
            notices::change(tx, &ended, NoticeState::Waiting).await?;
            Ok(())
        })
        .await
}

/// The dossier that a call is about, for the permission.
///
/// # Errors
/// Not found when there is no such call.
pub async fn dossier_of_call(context: &Context, id: Uuid) -> Result<motcua_dossier::Dossier, AppError> {
    let reader = context.store.reader();
    let found = notices::find(&reader, id).await?.filter(|it| it.way == Way::Call);
    Ok(dossiers::load(&reader, found.ok_or(AppError::NotFound)?.dossier).await?)
}
