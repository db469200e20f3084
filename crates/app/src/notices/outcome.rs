//! What became of a notice, and what follows where it did not arrive.

use super::follow::{Writing, is_called_for};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::Instant;
use motcua_notifications::NoticeKind;
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState, Way, WhyOff};
use motcua_storage::{Tx, dossiers};

/// What a gateway says later of a message it took over. Told twice, it says nothing new.
///
/// # Errors
/// When the store fails; `false` when no message of ours has that name.
pub async fn receipt(context: &Context, their_id: &str, delivered: bool) -> Result<bool, AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let named = notices::by_their_id(tx, their_id).await?;
            for it in &named {
                if it.state != NoticeState::Sent {
                    continue;
                }
                if delivered {
                    let arrived = Notice { state: NoticeState::Accepted, ended: Some(now), ..it.clone() };
                    notices::change(tx, &arrived, NoticeState::Sent).await?;
                } else {
                    fail(tx, context, it, "the gateway could not deliver it").await?;
                }
            }
            Ok(!named.is_empty())
        })
        .await
}

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
    let now = context.clock.now();
    let alike = notices::hold_alike(tx, it).await?;
    let error = error.map(str::to_owned).or_else(|| it.error.clone());
    let ended = Notice { state, ended: Some(now), error, ..it.clone() };
    if !notices::change(tx, &ended, it.state).await? {
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
    call(tx, context, &dossier, (kind, it)).await
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

/// Nothing goes to this address any more, and what waits for it is ended.
pub(super) async fn turn_off(
    tx: &Tx,
    context: &Context,
    it: &Reach,
    why: WhyOff,
    now: Instant,
) -> Result<(), AppError> {
    let off = Reach { state: ReachState::Off, why_off: Some(why), since: now, ..it.clone() };
    reach::change(tx, &off).await?;
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
