//! Chuyển phiên bản: the running dossiers of a procedure go over to its version in force, by a transitional provision.
//!
//! Looking changes nothing and is what one gets by default. One person proposes, another approves; each dossier is changed
//! in a transaction of its own, and one that can not go over stays where it is and is listed with the reason.

use crate::act::act_with_history;
use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{Dossier, DossierNumber, Entry, RebaseProposal, TransitionalGround};
use motcua_intake::{RebaseDifference, confirm_rebase, propose_rebase, rebase, rebase_difference};
use motcua_kernel::{AccountId, Actor, AgencyId, DossierId, Instant, ProcedureVersionId, Refusal, TextId};
use motcua_storage::dossiers;

/// What a look at the running dossiers of a procedure found.
#[derive(Clone, Debug, PartialEq)]
pub struct RebaseReport {
    /// The version they would go over to: the one in force.
    pub to: ProcedureVersion,
    /// Those under another version.
    pub lines: Vec<RebaseLine>,
}

/// One running dossier under another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebaseLine {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// The version it is under.
    pub from: ProcedureVersionId,
    /// What waits for another person.
    pub proposal: Option<RebaseProposal>,
    /// What would change, or why it stays where it is.
    pub outcome: Result<RebaseDifference, Refusal>,
}

/// A running dossier as a permission is asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The dossier.
    pub dossier: DossierId,
    /// The agency whose counter received it, where its going over is decided.
    pub receiving: AgencyId,
    /// Who proposed what waits.
    pub proposed_by: Option<AccountId>,
}

/// What was done to the dossiers of a procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RebaseDone {
    /// Those it was done to.
    pub done: Vec<DossierNumber>,
    /// Those that stay, with the reason.
    pub left: Vec<(DossierNumber, Refusal)>,
}

/// A transitional provision as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Code of the legal document.
    pub document: String,
    /// The article and what it says.
    pub words: String,
}

/// The running dossiers of `code` under another version than the one in force, of those `seen` lets through, and what would
/// change for each. Stores nothing.
///
/// # Errors
/// Refused when the procedure has no version in force; else when the store fails.
pub async fn rebase_trial(
    context: &Context,
    code: &str,
    seen: impl Fn(Running) -> bool + Sync,
) -> Result<RebaseReport, AppError> {
    let to = target(context, code)?;
    let reader = context.store.reader();
    let mut lines = Vec::new();
    for dossier in others(context, to).await?.into_iter().filter(|it| running(it).is_some_and(&seen)) {
        let (Some(filing), Some(reception)) = (&dossier.filing, &dossier.reception) else { continue };
        let history = dossiers::history(&reader, dossier.id).await?;
        lines.push(RebaseLine {
            dossier: dossier.id,
            number: reception.number.clone(),
            from: filing.version,
            proposal: dossier.rebasing.proposal.clone(),
            outcome: difference(context, to, &dossier, &history),
        });
    }
    lines.sort_by(|one, other| one.number.as_str().cmp(other.number.as_str()));
    Ok(RebaseReport { to: to.clone(), lines })
}

/// Proposes for each running dossier, of those `actor_on` gives an actor for, that it go over to the version in force.
///
/// # Errors
/// Refused when the procedure has no version in force or the provision says nothing; else when the store fails.
pub async fn propose_rebase_of(
    context: &Context,
    code: &str,
    provision: &Provision,
    actor_on: impl Fn(Running) -> Result<Option<Actor>, Refusal> + Sync,
) -> Result<RebaseDone, AppError> {
    let to = target(context, code)?;
    let tree = &context.province.agencies;
    let mut report = RebaseDone::default();
    for dossier in others(context, to).await? {
        let Some(actor) = report.actor(&dossier, &actor_on) else { continue };
        let id = TextId(context.ids.next(context.clock.now())?);
        let words = vec![(id, provision.words.clone())];
        let ground = TransitionalGround { document: provision.document.clone(), provision: id };
        let done = act_with_history(context, actor, dossier.id, words, |dossier, history, now| {
            let pinned = context.province.pinned(dossier)?;
            propose_rebase(dossier, history, &pinned, (to, tree), ground.clone(), now)
        });
        report.add(&dossier, done.await)?;
    }
    Ok(report)
}

/// Approves what another person proposed, for each running dossier of those `actor_on` gives an actor for.
///
/// # Errors
/// Refused when the procedure has no version in force; else when the store fails.
pub async fn confirm_rebase_of(
    context: &Context,
    code: &str,
    actor_on: impl Fn(Running) -> Result<Option<Actor>, Refusal> + Sync,
) -> Result<RebaseDone, AppError> {
    let to = target(context, code)?;
    let tree = &context.province.agencies;
    let mut report = RebaseDone::default();
    for dossier in others(context, to).await? {
        if dossier.rebasing.proposal.is_none() {
            continue;
        }
        let Some(actor) = report.actor(&dossier, &actor_on) else { continue };
        let done = act_with_history(context, actor, dossier.id, Vec::new(), |dossier, history, now| {
            let pinned = context.province.pinned(dossier)?;
            confirm_rebase(dossier, history, &pinned, (to, tree), actor, now)
        });
        report.add(&dossier, done.await)?;
    }
    Ok(report)
}

impl RebaseDone {
    /// Whoever acts on the dossier; nobody for one that is left out, and for one the person may not act on.
    fn actor(
        &mut self,
        dossier: &Dossier,
        actor_on: &impl Fn(Running) -> Result<Option<Actor>, Refusal>,
    ) -> Option<Actor> {
        match actor_on(running(dossier)?) {
            Ok(actor) => actor,
            Err(refusal) => {
                self.left.extend(dossier.reception.as_ref().map(|it| (it.number.clone(), refusal)));
                None
            }
        }
    }

    fn add(&mut self, dossier: &Dossier, done: Result<Dossier, AppError>) -> Result<(), AppError> {
        let Some(reception) = &dossier.reception else { return Ok(()) };
        match done {
            Ok(_) => self.done.push(reception.number.clone()),
            Err(AppError::Refused(refusal)) => self.left.push((reception.number.clone(), refusal)),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

fn running(dossier: &Dossier) -> Option<Running> {
    let proposed_by = dossier.rebasing.proposal.as_ref().map(|it| it.by);
    Some(Running { dossier: dossier.id, receiving: dossier.receiving()?, proposed_by })
}

fn target<'a>(context: &'a Context, code: &str) -> Result<&'a ProcedureVersion, Refusal> {
    let date = context.clock.now().date();
    let unknown =
        || Refusal::new("app.procedure-unknown").with("code", code).with("date", date).at("procedure");
    context.province.catalogue.version_on(code, date).ok_or_else(unknown)
}

/// Open dossiers of the procedure of `to` under another version of it.
async fn others(context: &Context, to: &ProcedureVersion) -> Result<Vec<Dossier>, AppError> {
    let catalogue = &context.province.catalogue;
    let other = |dossier: &Dossier| {
        let version = dossier.filing.as_ref().and_then(|it| catalogue.version(it.version));
        let open = dossier.status.is_running() || dossier.status.is_paused();
        open && version.is_some_and(|it| it.procedure == to.procedure && it.id != to.id)
    };
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut found = Vec::new();
    while let Some(page) = pages.next().await? {
        for id in page {
            found.extend(Some(dossiers::load(&reader, id).await?).filter(other));
        }
    }
    Ok(found)
}

fn difference(
    context: &Context,
    to: &ProcedureVersion,
    dossier: &Dossier,
    history: &[Entry],
) -> Result<RebaseDifference, Refusal> {
    let now: Instant = context.clock.now().max(dossier.last_recorded);
    let pinned = context.province.pinned(dossier)?;
    let rebased = rebase(dossier, history, &pinned, (to, &context.province.agencies), now)?;
    rebase_difference(dossier, &rebased).ok_or_else(|| Refusal::new("app.not-received"))
}
