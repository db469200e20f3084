//! Chuyển phiên bản: a running dossier goes on under another version of its procedure, as a transitional provision says.
//!
//! What was done stays done, the printed date and the charges stay, and the version of the day of receipt is never
//! forgotten: no paper that it did not ask for is ever asked.

use crate::{Dossier, Leg, LegPlan, LegStatus};
use motcua_calendar::{CutOff, TimeLimit};
use motcua_kernel::{AccountId, Instant, ProcedureVersionId, TextId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The transitional provision (điều khoản chuyển tiếp) a re-basing stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransitionalGround {
    /// Code of the legal document (`118/2025/NĐ-CP`), one the new version stands on.
    pub document: String,
    /// The article and what it says, in words.
    pub provision: TextId,
}

/// What one person proposed and another must approve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebaseProposal {
    /// Who proposed it.
    pub by: AccountId,
    /// The version to go on under.
    pub to: ProcedureVersionId,
    /// By which provision.
    pub ground: TransitionalGround,
}

/// A dossier has gone over to another version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebased {
    /// The version it was under.
    pub from: ProcedureVersionId,
    /// The version it is under now.
    pub to: ProcedureVersionId,
    /// The limit of case and channel in the new version.
    pub limit: TimeLimit,
    /// Its cut-off.
    pub cut_off: Option<CutOff>,
    /// The lawful date under that limit, counted from where it began.
    pub lawful: Instant,
    /// The legs of the new route that are needed and not finished, by rising number.
    pub legs: Vec<LegPlan>,
    /// Papers that only the new version asks for: they are not asked for (NĐ 63/2010 Điều 18(6)).
    pub not_asked: BTreeSet<String>,
}

/// Under what a re-based dossier was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedUnder {
    /// The version in force then.
    pub version: ProcedureVersionId,
    /// The limit its printed date was counted with.
    pub limit: TimeLimit,
    /// The cut-off it was counted with.
    pub cut_off: Option<CutOff>,
}

/// What re-basing has left on a dossier; nothing on most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebasing {
    /// What waits for another person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<RebaseProposal>,
    /// Under what it was received, once it has gone over to another version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<ReceivedUnder>,
    /// The provision it last went over by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<TransitionalGround>,
    /// Papers of its version that are never asked for, because they were not on the day of receipt.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_asked: BTreeSet<String>,
}

impl Rebasing {
    /// Whether it was never re-based and nobody proposes it.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Dossier {
    /// The limit that was printed on the day of receipt.
    pub fn received_limit(&self) -> Option<&TimeLimit> {
        let under_now = || self.reception.as_ref().map(|it| &it.limit);
        self.rebasing.received.as_ref().map(|it| &it.limit).or_else(under_now)
    }

    /// The version in force on the day of receipt, whichever it is under now.
    pub fn received_version(&self) -> Option<ProcedureVersionId> {
        let under_now = || self.filing.as_ref().map(|it| it.version);
        self.rebasing.received.as_ref().map(|it| it.version).or_else(under_now)
    }
}

/// Somebody proposes that it go over.
pub fn propose(
    state: &mut Dossier,
    to: ProcedureVersionId,
    ground: &TransitionalGround,
    by: Option<AccountId>,
) -> Result<(), &'static str> {
    let by = by.ok_or("no officer proposes")?;
    state.rebasing.proposal = Some(RebaseProposal { by, to, ground: ground.clone() });
    Ok(())
}

/// The dossier goes over, as one person proposed and `by` approved. The words say what does not fit.
pub fn go_over(state: &mut Dossier, it: &Rebased, by: Option<AccountId>) -> Result<(), &'static str> {
    let by = by.ok_or("no officer approves")?;
    let proposal =
        state.rebasing.proposal.clone().filter(|proposal| proposal.to == it.to && proposal.by != by);
    let proposal = proposal.ok_or("no other person proposed it")?;
    let legs = legs_after(state, &it.legs)?;
    let (Some(filing), Some(reception)) = (&mut state.filing, &mut state.reception) else {
        return Err("not received");
    };
    if filing.version != it.from {
        return Err("it is under another version");
    }
    let under =
        ReceivedUnder { version: it.from, limit: reception.limit.clone(), cut_off: reception.cut_off };
    state.rebasing.received.get_or_insert(under);
    state.rebasing.not_asked.extend(it.not_asked.iter().cloned());
    state.rebasing.proposal = None;
    state.rebasing.ground = Some(proposal.ground);
    filing.version = it.to;
    reception.limit = it.limit.clone();
    reception.cut_off = it.cut_off;
    reception.dates.lawful = it.lawful;
    state.legs = legs;
    Ok(())
}

/// What is done and what was asked on the way stays; what never went is planned anew; what an agency has must stay.
fn legs_after(state: &Dossier, plans: &[LegPlan]) -> Result<Vec<Leg>, &'static str> {
    let planned = |leg: &Leg| plans.iter().any(|it| it.no == leg.plan.no);
    let stays = |leg: &&Leg| leg.status.is_finished() || state.was_asked(leg);
    if state.legs.iter().filter(stays).any(planned) {
        return Err("a leg that stays is planned anew");
    }
    let dropped = |leg: &&Leg| !stays(leg) && !planned(leg);
    if state.legs.iter().filter(dropped).any(|leg| leg.status != LegStatus::Waiting) {
        return Err("a leg that an agency has is dropped");
    }
    let anew = plans.iter().map(|plan| match state.leg(plan.no) {
        Some(leg) => Leg { plan: plan.clone(), ..leg.clone() },
        None => Leg { plan: plan.clone(), status: LegStatus::Waiting, since: None, letters: Vec::new() },
    });
    let mut legs: Vec<Leg> = state.legs.iter().filter(stays).cloned().chain(anew).collect();
    legs.sort_by_key(|it| it.plan.no);
    Ok(legs)
}
