//! What became of a notice, and what follows where it did not arrive.

use super::calls::is_over_by_now;
use super::follow::{Writing, is_called_for, wants_nothing};
use super::mend::wait_again;
use super::telephone::instead;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, Instant};
use motcua_notifications::NoticeKind;
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, Way, WhyOff};
use motcua_storage::{Tx, dossiers};
use uuid::Uuid;

/// It did not arrive and is not tried again; where it was the last way somebody calls.
pub(super) async fn fail(tx: &Tx, context: &Context, it: &Notice, error: &str) -> Result<(), AppError> {
    end(tx, context, it, (NoticeState::Failed, Some(error))).await
}

/// It ends without having arrived.
pub(super) async fn end(
    tx: &Tx,
    context: &Context,
    it: &Notice,
    (state, error): (NoticeState, Option<&str>),
) -> Result<(), AppError> {
    let alike = notices::hold_alike(tx, it).await?;
    if !close(tx, context, it, (state, error)).await? {
        return Ok(());
    }
    if instead(tx, context, it, &alike).await? {
        return Ok(());
    }
    let hopeful = |other: &Notice| {
        other.id != it.id
            && matches!(other.state, NoticeState::Waiting | NoticeState::Sent | NoticeState::Accepted)
    };
    if alike.iter().any(hopeful) {
        return Ok(());
    }
    let Some(kind) = it.kind.parse::<NoticeKind>().ok().filter(|kind| is_called_for(*kind)) else {
        return Ok(());
    };
    let dossier = dossiers::load(tx, it.dossier).await?;
    if dossier.filing.as_ref().map(|filing| filing.applicant) != Some(it.party) {
        return Ok(());
    }
    if is_left_alone(tx, it).await? || is_over_by_now(tx, &dossier, (kind, it.seq)).await? {
        return Ok(());
    }
    match alike.iter().find(|other| other.way == Way::Call) {
        // It was taken off the list when the message went out once more.
        Some(void) => call_after_all(tx, context, void).await,
        None => call(tx, context, &dossier, (kind, it)).await,
    }
}

/// Writes down how it ended; says whether it had not ended before.
async fn close(
    tx: &Tx,
    context: &Context,
    it: &Notice,
    (state, error): (NoticeState, Option<&str>),
) -> Result<bool, AppError> {
    let error = error.map(str::to_owned).or_else(|| it.error.clone());
    let ended = Notice { state, ended: Some(context.clock.now()), error, ..it.clone() };
    Ok(notices::change(tx, &ended, it.state).await?)
}

/// Whether nobody calls either: they asked to hear nothing, or were erased.
async fn is_left_alone(tx: &Tx, it: &Notice) -> Result<bool, AppError> {
    let ways = reach::of_dossier(tx, it.dossier).await?;
    let theirs: Vec<&Reach> = ways.iter().filter(|way| way.party == it.party).collect();
    Ok(wants_nothing(&theirs) || theirs.iter().any(|way| way.why_off == Some(WhyOff::Erased)))
}

async fn call(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    (kind, failed): (NoticeKind, &Notice),
) -> Result<(), AppError> {
    let mut writing = Writing::new(context, dossier, context.clock.now());
    writing.call(kind, failed.seq, failed.party)?;
    writing.keep(tx, context).await
}

async fn call_after_all(tx: &Tx, context: &Context, call: &Notice) -> Result<(), AppError> {
    let now = context.clock.now();
    let waits = Notice { state: NoticeState::Waiting, due: now, ended: None, ..call.clone() };
    notices::change(tx, &waits, NoticeState::Void).await?;
    Ok(())
}

/// The work that was to send it was given up: nothing waits behind it any more, and where it was the last way somebody
/// calls. It has failed also where nobody can be asked to call, since its dossier can not be read.
pub(crate) async fn work_given_up(context: &Context, id: Uuid, error: &str) -> Result<(), AppError> {
    let ended = context.store.write(async |tx: &Tx| work_ended(tx, context, id, error).await).await;
    let Err(why) = ended else { return Ok(()) };
    tracing::error!(notice = %id, error = &why as &dyn std::error::Error, "a notice fails without a call");
    let alone = async |tx: &Tx| match notices::find(tx, id).await? {
        Some(it) if it.state == NoticeState::Waiting => {
            close(tx, context, &it, (NoticeState::Failed, Some(error))).await.map(|_| ())
        }
        Some(_) | None => Ok(()),
    };
    context.store.write(alone).await
}

/// As `work_given_up`, in the write of whoever throws the work away.
pub(crate) async fn work_ended(tx: &Tx, context: &Context, id: Uuid, error: &str) -> Result<(), AppError> {
    let found = notices::find(tx, id).await?;
    match found.filter(|it| it.way != Way::Call && it.state == NoticeState::Waiting) {
        Some(waiting) => fail(tx, context, &waiting, error).await,
        None => Ok(()),
    }
}

/// Its work is to be done once more: what had failed with it waits again.
pub(crate) async fn work_begins_again(tx: &Tx, context: &Context, id: Uuid) -> Result<(), AppError> {
    let found = notices::find(tx, id).await?;
    match found.filter(|it| it.way != Way::Call && it.state == NoticeState::Failed) {
        Some(failed) => wait_again(tx, context, &failed).await,
        None => Ok(()),
    }
}

/// The dossier of a notice; none where there is no such notice.
pub(crate) async fn dossier_of_notice(context: &Context, id: Uuid) -> Result<Option<DossierId>, AppError> {
    Ok(notices::find(&context.store.reader(), id).await?.map(|it| it.dossier))
}

/// Nothing goes to this address any more, unless there is another in its place by now; what waits for it is ended.
pub(super) async fn turn_off(
    tx: &Tx,
    context: &Context,
    it: &Reach,
    why: WhyOff,
    now: Instant,
) -> Result<(), AppError> {
    if !reach::turn_off(tx, it, why, now).await? {
        return Ok(());
    }
    for waiting in notices::waiting_for(tx, it.id, it.dossier, Instant::MAX).await? {
        if why == WhyOff::Asked {
            let void = Notice { state: NoticeState::Void, ended: Some(now), ..waiting.clone() };
            notices::change(tx, &void, NoticeState::Waiting).await?;
        } else if waiting.way != Way::Call {
            end(tx, context, &waiting, (NoticeState::Void, None)).await?;
        }
    }
    Ok(())
}
