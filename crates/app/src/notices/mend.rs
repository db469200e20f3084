//! What the staff mends: an address that was written down wrongly, a notice that failed.

use super::begin::{ask, renew};
use super::follow::works;
use super::look::{ShownReach, shown_reach};
use super::{Wants, Way, channel_of};
use crate::duties::Duty;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_i18n::Locale;
use motcua_kernel::{Actor, PartyId, Refusal};
use motcua_notifications::{EmailAddress, NoticeKind};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::reach::{self, Reach, ReachState};
use motcua_storage::reach_changes::{self, ReachAct, ReachChange};
use motcua_storage::{Tx, jobs};
use uuid::Uuid;

/// How somebody is reached from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAddress {
    /// Who.
    pub party: PartyId,
    /// Their address of mail; none: none any more.
    pub email: Option<EmailAddress>,
    /// In which language; as it was when absent.
    pub locale: Option<Locale>,
}

/// Writes down another address of mail of one of the people of a dossier, and asks there whether it is theirs. Who did it is
/// written down with it, and no address in that line.
///
/// # Errors
/// Not found when they are not of this dossier.
pub async fn mend(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    new: &NewAddress,
) -> Result<Option<ShownReach>, AppError> {
    let is_of_it = |it: &motcua_dossier::Filing| it.applicant == new.party || it.helper == Some(new.party);
    if !dossier.filing.as_ref().is_some_and(is_of_it) {
        return Err(AppError::NotFound);
    }
    let now = context.clock.now();
    let fresh = Reach {
        id: context.ids.next(now)?,
        dossier: dossier.id,
        party: new.party,
        way: Way::Email,
        address: None,
        locale: new.locale.unwrap_or_default().tag().to_owned(),
        wants: Wants::All,
        state: ReachState::Given,
        why_off: None,
        since: now,
    };
    context
        .store
        .write(async |tx: &Tx| {
            let ways = reach::hold_of_dossier(tx, dossier.id).await?;
            let theirs = ways.into_iter().find(|it| it.party == new.party && it.way == Way::Email);
            let had = theirs.as_ref().and_then(|it| it.address.clone());
            let email = new.email.as_ref().map(EmailAddress::as_str);
            if let Some(act) = act(had.as_deref(), email) {
                let (party, account) = (new.party, actor.account);
                let line = ReachChange { dossier: dossier.id, party, way: Way::Email, act, account, at: now };
                reach_changes::record(tx, &line).await?;
            }
            let changed = match theirs {
                None if email.is_none() => return Ok(None),
                None => {
                    let it = Reach { address: email.map(str::to_owned), ..fresh.clone() };
                    reach::insert(tx, std::slice::from_ref(&it)).await?;
                    it
                }
                Some(mut it) => {
                    renew(&mut it, email, now);
                    if let Some(locale) = new.locale.filter(|_| email.is_some()) {
                        locale.tag().clone_into(&mut it.locale);
                    }
                    reach::change(tx, &it).await?;
                    it
                }
            };
            if changed.address.is_some() {
                ask_anew(tx, context, dossier, &changed).await?;
            }
            Ok(Some(shown_reach(&changed)))
        })
        .await
}

/// What it is to write `new` where `had` stood; nothing, when they are the same.
fn act(had: Option<&str>, new: Option<&str>) -> Option<ReachAct> {
    match (had, new) {
        (None, Some(_)) => Some(ReachAct::Added),
        (Some(_), None) => Some(ReachAct::Removed),
        (Some(had), Some(new)) if had != new => Some(ReachAct::Mended),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

/// The question of the same entry is asked again at the new address; else a new one.
pub(super) async fn ask_anew(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    to: &Reach,
) -> Result<(), AppError> {
    if to.state != ReachState::Given || !works(context, to) {
        return Ok(());
    }
    let asked = notices::of_dossier(tx, dossier.id).await?;
    let verify = NoticeKind::VerifyAddress.code();
    let before = asked.into_iter().rev().find(|it| it.kind == verify && it.reach == Some(to.id));
    match before {
        Some(before) => again(tx, context, &before).await,
        None => ask(tx, context, dossier, std::slice::from_ref(to)).await,
    }
}

async fn again(tx: &Tx, context: &Context, it: &Notice) -> Result<(), AppError> {
    wait_again(tx, context, it).await?;
    if let Some(channel) = channel_of(it.way) {
        jobs::enqueue(tx, &[Duty::Notice(channel, it.id).job(context, context.clock.now())?]).await?;
    }
    Ok(())
}

/// It waits again as if it had never been tried, and says what is known now; nobody need call for it meanwhile. The work
/// that sends it is another's business.
pub(super) async fn wait_again(tx: &Tx, context: &Context, it: &Notice) -> Result<(), AppError> {
    let now = context.clock.now();
    let fresh = Notice {
        state: NoticeState::Waiting,
        due: now,
        sent: None,
        ended: None,
        attempts: 0,
        their_id: None,
        error: None,
        went_with: None,
        first_tried: None,
        asked_again: Some(now),
        ..it.clone()
    };
    notices::change(tx, &fresh, it.state).await?;
    let is_its_call = |call: &Notice| {
        (call.way, call.state) == (Way::Call, NoticeState::Waiting)
            && (call.seq, &call.kind, call.party) == (it.seq, &it.kind, it.party)
    };
    for call in notices::of_dossier(tx, it.dossier).await?.into_iter().filter(is_its_call) {
        let void = Notice { state: NoticeState::Void, ended: Some(now), ..call };
        notices::change(tx, &void, NoticeState::Waiting).await?;
    }
    Ok(())
}

/// Sends what failed once more, to the address as it is now.
///
/// # Errors
/// Not found when the dossier has no such notice; refused when it has not failed, or nothing can be sent there.
pub async fn resend(context: &Context, dossier: &Dossier, id: Uuid) -> Result<(), AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            let found = notices::find(tx, id).await?.filter(|it| it.dossier == dossier.id);
            let notice = found.ok_or(AppError::NotFound)?;
            if !matches!(notice.state, NoticeState::Failed | NoticeState::Void) {
                return Err(Refusal::new("app.notice-not-failed").into());
            }
            let to = match notice.reach {
                Some(id) => reach::find(tx, id).await?,
                None => None,
            };
            if !to.is_some_and(|it| works(context, &it)) {
                return Err(Refusal::new("app.notice-no-address").into());
            }
            again(tx, context, &notice).await
        })
        .await
}
