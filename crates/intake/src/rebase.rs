//! Chuyển phiên bản: a running dossier goes on under another version of its procedure, by a transitional provision that one
//! person names and another approves.
//!
//! What is done stays done; the printed date, the charges and the rule pack stay; no paper is asked for that was not asked
//! for on the day of receipt (NĐ 63/2010 Điều 18(6)). A dossier whose legs in hand have no place in the new route is
//! refused with the reason, and never half moved.

use crate::follow_predecessor::planned_ends;
use crate::leg_plans::leg_plans;
use crate::recompute::lawful_by;
use crate::standing::must_be_open;
use crate::{Pinned, ReceiveFacts, resolve_agencies};
use motcua_catalogue::{ChannelRow, ProcedureCase, ProcedureVersion};
use motcua_dossier::{
    Dossier, Entry, Event, Filing, Leg, LegPlan, LegStatus, Outcome, PaperOrigin, Rebased, Status,
    TransitionalGround,
};
use motcua_kernel::{Actor, AgencyId, AgencyTree, Instant, LegNo, Refusal};
use std::collections::BTreeSet;

/// The proposal, if the dossier could go over now.
///
/// # Errors
/// As [`rebase`]; when a proposal of this version waits already; and when the version does not stand on the document of the ground.
pub fn propose_rebase(
    dossier: &Dossier,
    history: &[Entry],
    pinned: &Pinned<'_>,
    target: (&ProcedureVersion, &AgencyTree),
    ground: TransitionalGround,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    if dossier.rebasing.proposal.as_ref().is_some_and(|it| it.to == target.0.id) {
        return Err(Refusal::new("intake.rebase-waits"));
    }
    let to = target.0.id;
    rebase(dossier, history, pinned, target, now)?;
    if !target.0.legal_basis.contains(&ground.document) {
        return Err(Refusal::new("intake.rebase-ground-unknown")
            .with("document", &ground.document)
            .at("document"));
    }
    Ok(vec![Event::RebaseProposed { to, ground }])
}

/// The change, approved by `actor`, whose role the permission check has established.
///
/// # Errors
/// Refused when none was proposed, it was proposed for another version, or `actor` proposed it; and as [`rebase`].
pub fn confirm_rebase(
    dossier: &Dossier,
    history: &[Entry],
    pinned: &Pinned<'_>,
    target: (&ProcedureVersion, &AgencyTree),
    actor: Actor,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let proposal = dossier.rebasing.proposal.as_ref().filter(|it| it.to == target.0.id);
    let proposal = proposal.ok_or_else(|| Refusal::new("intake.rebase-not-proposed"))?;
    if proposal.by == actor.account {
        return Err(Refusal::new("intake.own-request"));
    }
    let rebased = rebase(dossier, history, pinned, target, now)?;
    Ok(vec![Event::Rebased(Box::new(rebased))])
}

/// What the dossier, whose whole history this is, would be under the version `target` names, with the agencies of today.
///
/// The lawful date is the new limit counted from where the old one began, through every pause that is over, in working
/// time of the receiving agency. Every leg that is not done is planned anew.
///
/// # Errors
/// Refused when the dossier is not open, waits for papers, or was carried over with the dates of its paper; when the
/// version is the same, of another procedure or not in force; when case or channel have no place in it; and when a leg
/// that an agency has, or that is done, does not fit into its route.
pub fn rebase(
    dossier: &Dossier,
    history: &[Entry],
    pinned: &Pinned<'_>,
    (to, tree): (&ProcedureVersion, &AgencyTree),
    now: Instant,
) -> Result<Rebased, Refusal> {
    let under = pinned.dossier(dossier)?;
    must_be_open(dossier)?;
    if dossier.paper_origin().is_some_and(PaperOrigin::is_carried_over) {
        return Err(Refusal::new("intake.rebase-from-paper"));
    }
    if matches!(dossier.status, Status::SupplementRequested { .. }) {
        return Err(Refusal::new("intake.rebase-awaits-papers"));
    }
    let filing = dossier.filing.as_ref().ok_or_else(|| Refusal::new("intake.rules-differ"))?;
    let (case, row) = place_in(to, filing, pinned.version, now)?;
    let (began, lawful) = lawful_by(&under, pinned.pack, &row.limit, row.cut_off, history);
    let agencies = resolve_agencies(&case.route, tree, filing, now.date())?;
    let (pack, calendars) = (pinned.pack, pinned.calendars);
    let facts = ReceiveFacts { version: to, pack, calendars, agencies: &agencies, tree };
    let mut plans = leg_plans(&facts, &case.route, filing, row.cut_off, began)?;
    let heir = |id| tree.responsible_on(id, now.date()).map_or(id, |it| it.id);
    must_fit(dossier, to, &plans, heir)?;
    let merged = merged(dossier, &plans);
    let ends = planned_ends(&merged, pinned.calendars, began, row.cut_off, lawful);
    plans.retain(|plan| !is_finished(dossier, plan.no));
    for plan in &mut plans {
        if let Some((_, end)) = ends.iter().find(|(no, _)| *no == plan.no) {
            plan.planned_end = *end;
        }
        plan.steps = plan.steps.max(steps_done(dossier, plan.no));
    }
    Ok(Rebased {
        from: filing.version,
        to: to.id,
        limit: row.limit.clone(),
        cut_off: row.cut_off,
        lawful,
        legs: plans,
        not_asked: newly_asked(under.case, case),
    })
}

/// Case and channel of the filing in the new version.
fn place_in<'a>(
    to: &'a ProcedureVersion,
    filing: &Filing,
    from: &ProcedureVersion,
    now: Instant,
) -> Result<(&'a ProcedureCase, &'a ChannelRow), Refusal> {
    if to.procedure != from.procedure {
        return Err(Refusal::new("intake.rebase-other-procedure"));
    }
    if to.id == from.id {
        return Err(Refusal::new("intake.rebase-same-version"));
    }
    if !to.in_force_on(now.date()) {
        return Err(Refusal::new("intake.version-not-in-force")
            .with("name", &to.name)
            .with("date", now.date()));
    }
    let case = to
        .case(&filing.case)
        .ok_or_else(|| Refusal::new("intake.case-unknown").with("case", &filing.case).at("case"))?;
    let row = case.channel(filing.channel).ok_or_else(|| {
        Refusal::new("intake.channel-closed").with("channel", filing.channel.code()).at("channel")
    })?;
    Ok((case, row))
}

/// Papers of the new case that the old one does not know.
fn newly_asked(old: &ProcedureCase, new: &ProcedureCase) -> BTreeSet<String> {
    let papers = new.components.iter().flat_map(|group| &group.components);
    papers.filter(|it| old.component(&it.code).is_none()).map(|it| it.code.clone()).collect()
}

/// Whether the dossier can go on by `plans` from where it stands.
///
/// `heir` is whoever goes on for an agency: what one did that has ended counts as its successor's.
fn must_fit(
    dossier: &Dossier,
    to: &ProcedureVersion,
    plans: &[LegPlan],
    heir: impl Fn(AgencyId) -> AgencyId,
) -> Result<(), Refusal> {
    for leg in dossier.legs.iter().filter(|it| it.status != LegStatus::Waiting || dossier.was_asked(it)) {
        leg_fits(dossier, to, leg, plans)?;
        let owed = |it: &LegPlan| it.no == leg.plan.no && it.agency != heir(leg.plan.agency);
        if plans.iter().any(owed) {
            return Err(about("intake.rebase-leg-gone", leg.plan.no, &leg.plan.name));
        }
    }
    for plan in plans.iter().filter(|plan| is_waiting(dossier, plan.no)) {
        let known = plan.after.iter().filter(|no| is_finished(dossier, **no)).count();
        if known > 0 && known == plan.after.len() {
            return Err(about("intake.rebase-leg-overtaken", plan.no, &plan.name));
        }
    }
    Ok(())
}

/// A leg that was begun: the same agency owes the same kind of work in the new route, and nothing new comes before it.
fn leg_fits(dossier: &Dossier, to: &ProcedureVersion, leg: &Leg, plans: &[LegPlan]) -> Result<(), Refusal> {
    let refuse = |key| about(key, leg.plan.no, &leg.plan.name);
    let plan = plans.iter().find(|it| it.no == leg.plan.no);
    if dossier.was_asked(leg) {
        return plan.map_or(Ok(()), |_| Err(refuse("intake.rebase-number-taken")));
    }
    let Some(plan) = plan else {
        return if leg.status.is_finished() { Ok(()) } else { Err(refuse("intake.rebase-leg-gone")) };
    };
    let same = |it: &LegPlan| (it.kind, it.decides);
    if same(plan) != same(&leg.plan) {
        return Err(refuse("intake.rebase-leg-gone"));
    }
    if leg.status.is_finished() {
        return Ok(());
    }
    if let Some(ahead) = plan.after.iter().find(|no| !is_finished(dossier, **no)) {
        return Err(refuse("intake.rebase-leg-ahead").with("ahead", ahead));
    }
    match &leg.status {
        LegStatus::Proposed { outcome: Outcome::Granted { result, .. }, .. }
            if !to.results.iter().any(|it| it.code == *result) =>
        {
            Err(refuse("intake.rebase-result-gone").with("result", result))
        }
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => Ok(()),
    }
}

/// The legs as they would stand, for the plan of their ends: what is done by its own plan, the rest by the new one.
fn merged(dossier: &Dossier, plans: &[LegPlan]) -> Vec<Leg> {
    let done = dossier.legs.iter().filter(|it| it.status.is_finished() && !dossier.was_asked(it)).cloned();
    let open = plans.iter().filter(|plan| !is_finished(dossier, plan.no));
    let open = open.map(|plan| Leg {
        plan: plan.clone(),
        status: LegStatus::Waiting,
        since: None,
        letters: Vec::new(),
    });
    done.chain(open).collect()
}

fn is_finished(dossier: &Dossier, no: LegNo) -> bool {
    dossier.leg(no).is_some_and(|it| it.status.is_finished())
}

fn is_waiting(dossier: &Dossier, no: LegNo) -> bool {
    dossier.leg(no).is_none_or(|it| it.status == LegStatus::Waiting)
}

fn steps_done(dossier: &Dossier, no: LegNo) -> u16 {
    match dossier.leg(no).map(|it| &it.status) {
        Some(LegStatus::Active { steps_done, .. }) => *steps_done,
        Some(
            LegStatus::Waiting
            | LegStatus::Sent { .. }
            | LegStatus::Questioned { .. }
            | LegStatus::SentBack { .. }
            | LegStatus::Proposed { .. }
            | LegStatus::Approved { .. }
            | LegStatus::Finished { .. },
        )
        | None => 0,
    }
}

fn about(key: &'static str, leg: LegNo, name: &str) -> Refusal {
    Refusal::new(key).with("leg", leg).with("name", name).at(format!("legs.{leg}"))
}
