//! An apology is put before the leader of the late agency: by whoever works on the dossier, or by the house in the morning
//! of the last days on which a new date can be given.

use super::words;
use crate::act::{held_as_seen, readable};
use crate::once::or_first_time;
use crate::watch::{AlertKind, Endangered, alert_of, tell_people};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Entry, Event};
use motcua_identity::Account;
use motcua_kernel::{AccountId, Actor, AgencyId, DossierId, Instant, LegNo, Refusal, Role, TextId};
use motcua_routing::{Outlook, Reappointment, Risk, apology_is_due, is_in_hand, may_draft_apology};
use motcua_storage::alerts::Alert;
use motcua_storage::apology_drafts::{self, ApologyDraft};
use motcua_storage::{StoreError, Tx, accounts, dossiers};

/// An apology as its leader finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The leg that is late.
    pub leg: LegNo,
    /// The new date, where one can be given.
    pub to: Option<Instant>,
    /// Its words.
    pub words: String,
    /// Who drafted it; nobody, where the house did.
    pub by: Option<AccountId>,
    /// Since when it waits to be signed; it does not where nobody has put it before the leader.
    pub waits: Option<Instant>,
}

impl Draft {
    /// What the house would write of a leg now, with the new date `to` if one can be given.
    pub(crate) fn of_the_house(
        context: &Context,
        dossier: &Dossier,
        (leg, to): (LegNo, Option<Instant>),
        outlook: Outlook,
    ) -> Self {
        Self { leg, to, words: words(context, dossier, leg, to, outlook.expected), by: None, waits: None }
    }

    /// The same as it was put before the leader; what the house wrote is written anew, for dates go by.
    pub(crate) fn waiting(self, kept: &ApologyDraft) -> Self {
        let waits = Some(kept.at);
        match kept.drafted_by {
            None => Self { waits, ..self },
            Some(by) => {
                let to = kept.to.filter(|_| self.to.is_some());
                Self { leg: kept.leg, to, words: kept.words.clone(), by: Some(by), waits }
            }
        }
    }
}

/// Puts an apology for `leg` before the leader of its agency, with a new date or without. It changes nothing of the
/// dossier; one of the same leg that waits already is replaced, and the same again is told to nobody.
///
/// # Errors
/// Refused when the leg is not in hand, nobody there can sign, a new date can not be given, or it has no words; `Stale` when
/// another person was first.
pub async fn draft(
    context: &Context,
    command: Command,
    leg: LegNo,
    to: Option<Instant>,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    readable(&vec![(id, words.clone())])?;
    let at = context.clock.now();
    let by = command.actor.account;
    let drafted = context
        .store
        .write(async |tx: &Tx| {
            let dossier = held_as_seen(tx, command).await?;
            let now = at.max(dossier.last_recorded);
            may_draft_apology(&dossier, command.actor, leg, now)?;
            if let Some(to) = to {
                may_be_dated(context, &dossier, (leg, to), now)?;
            }
            let desk = dossier.leg(leg).map(|it| it.plan.desk()).ok_or(AppError::NotFound)?;
            let (words, drafted_by) = (words.clone(), Some(by));
            let kept = ApologyDraft { dossier: dossier.id, leg, desk, to, words, drafted_by, at };
            if let Some(once) = command.once {
                once.keep(tx, by, dossier.id, dossier.seq, now).await?;
            }
            if !put(tx, context, &dossier, &kept).await? {
                return Err(Refusal::new("app.apology-nobody-signs").with("agency", desk).into());
            }
            Ok(dossier)
        })
        .await;
    match drafted {
        Ok(dossier) => Ok(dossier),
        Err(failure) => or_first_time(context, by, command.once, failure).await,
    }
}

/// Whether its leader could give this date now.
fn may_be_dated(
    context: &Context,
    dossier: &Dossier,
    (leg, to): (LegNo, Instant),
    now: Instant,
) -> Result<(), Refusal> {
    let receiving = dossier.receiving().ok_or_else(|| Refusal::new("app.not-received"))?;
    let desk = dossier.leg(leg).map_or(receiving, |it| it.plan.desk());
    let leader = Actor { account: AccountId(dossier.id.0), agency: desk, role: Role::Leader };
    let pack = context.province.pack_of(dossier)?;
    let calendar = context.province.calendars.of(receiving);
    let request = Reappointment { leg, to, apology: TextId(dossier.id.0) };
    motcua_routing::reappoint(dossier, leader, request, pack, calendar, now).map(|_| ())
}

/// Keeps it and tells who signs; false where nobody there can.
async fn put(tx: &Tx, context: &Context, dossier: &Dossier, kept: &ApologyDraft) -> Result<bool, AppError> {
    let told = told(tx, context, dossier, kept).await?;
    if told.is_empty() {
        return Ok(false);
    }
    let before = apology_drafts::find(tx, kept.dossier, kept.leg).await?;
    let is_same = |it: &ApologyDraft| (&it.words, it.to) == (&kept.words, kept.to);
    if !before.as_ref().is_some_and(is_same) {
        apology_drafts::put(tx, kept).await?;
        tell_people(tx, context, &told).await?;
    }
    Ok(true)
}

async fn told(
    tx: &Tx,
    context: &Context,
    dossier: &Dossier,
    kept: &ApologyDraft,
) -> Result<Vec<Alert>, AppError> {
    let date = context.clock.now().date();
    let outside = dossier.leg(kept.leg).is_some_and(|it| it.plan.liaison.is_some());
    let staff = accounts::at_agency(tx, kept.desk).await?;
    let signs = |it: &&Account| {
        it.grants_on(date).any(|grant| {
            let head = grant.role == Role::Leader || outside && grant.role == Role::UnitHead;
            grant.agency == kept.desk && head
        })
    };
    let mut told = Vec::new();
    for it in staff.iter().filter(|it| !it.disabled).filter(signs) {
        told.push(Alert {
            dossier: Some(kept.dossier),
            leg: Some(kept.leg),
            raised_by: kept.drafted_by,
            ..alert_of(context, it.id, AlertKind::ApologyToSign)?
        });
    }
    Ok(told)
}

/// Puts an apology before the leader where the days on which a new date can be given are about to end and the date can not
/// be kept. Of what is only in danger because nothing is proposed yet people decide.
pub(crate) async fn draft_in_time(context: &Context, it: &Endangered) -> Result<(), AppError> {
    let at = context.clock.now();
    let Some(draft) = it.draft.as_ref().filter(|draft| draft.waits.is_none()) else { return Ok(()) };
    let Some(to) = draft.to.filter(|_| it.outlook.risk != Some(Risk::NotProposed)) else { return Ok(()) };
    let written = context.store.write(async |tx: &Tx| {
        let dossier = dossiers::load(tx, it.dossier.id).await?;
        let Some(receiving) = dossier.receiving() else { return Ok(()) };
        let calendar = context.province.calendars.of(receiving);
        let Ok(pack) = context.province.pack_of(&dossier) else { return Ok(()) };
        let now = at.max(dossier.last_recorded);
        let can_be = may_be_dated(context, &dossier, (draft.leg, to), now).is_ok();
        if !can_be || !apology_is_due(&dossier, pack, calendar, now) {
            return Ok(());
        }
        dossiers::hold(tx, dossier.id, dossier.seq).await?;
        if apology_drafts::find(tx, dossier.id, draft.leg).await?.is_some() {
            return Ok(());
        }
        let desk = dossier.leg(draft.leg).map_or(it.desk, |leg| leg.plan.desk());
        let (leg, words) = (draft.leg, draft.words.clone());
        let kept = ApologyDraft { dossier: dossier.id, leg, desk, to: Some(to), words, drafted_by: None, at };
        put(tx, context, &dossier, &kept).await.map(|_| ())
    });
    match written.await {
        // Somebody works on it at this moment.
        Err(AppError::Store(StoreError::Stale { .. })) => Ok(()),
        other => other,
    }
}

/// What waits to be signed at these desks and can be.
pub(crate) async fn waiting(
    context: &Context,
    desks: &[AgencyId],
    now: Instant,
) -> Result<Vec<(Dossier, ApologyDraft)>, AppError> {
    let reader = context.store.reader();
    let kept = apology_drafts::at_desks(&reader, desks).await?;
    let ids: Vec<DossierId> = kept.iter().map(|it| it.dossier).collect();
    let found = dossiers::of_ids(&reader, &ids).await?;
    let with_dossier = kept.into_iter().filter_map(|kept| {
        let dossier = found.iter().find(|it| it.id == kept.dossier)?;
        let somebody = Actor { account: AccountId(dossier.id.0), agency: kept.desk, role: Role::Leader };
        may_draft_apology(dossier, somebody, kept.leg, now.max(dossier.last_recorded)).ok()?;
        Some((dossier.clone(), kept))
    });
    Ok(with_dossier.collect())
}

/// What was signed does not wait any more, nor does what its agency does not have in hand any more. With a new date all is
/// said for every leg.
pub(crate) async fn forget_answered(
    tx: &Tx,
    before: &Dossier,
    after: &Dossier,
    entries: &[Entry],
) -> Result<(), AppError> {
    let all =
        !after.status.is_open() || entries.iter().any(|it| matches!(it.event, Event::Reappointed { .. }));
    let said = |no: LegNo| {
        let of_leg = |it: &Entry| matches!(it.event, Event::ApologyIssued { leg, .. } if leg == no);
        entries.iter().any(of_leg)
    };
    let was = before.legs.iter().filter(|it| is_in_hand(it)).map(|it| it.plan.no);
    let over = was.filter(|no| all || said(*no) || !after.leg(*no).is_some_and(is_in_hand));
    Ok(apology_drafts::remove(tx, after.id, &over.collect::<Vec<_>>()).await?)
}
