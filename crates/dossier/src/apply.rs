//! From events to a state. Pure and total: a history that the rules never allowed is an error with its place, no panic.

#[path = "apply_money.rs"]
mod money;
#[path = "apply_outside.rs"]
mod outside;

use crate::rebase::{go_over, propose};
use crate::{
    By, Correction, Dates, Dossier, Entry, Event, Filing, Incident, Leg, LegStatus, Outcome, PaperOrigin,
    Rebasing, SignedResult, Status, Supplement, ending, issued,
};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, LegNo};
use outside::{answered, letter_sent};

/// Why a list of entries is no history.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Numbers of entries do not follow one another from 1.
    #[error("entry {found} stands where {expected} belongs")]
    Gap {
        /// The next number.
        expected: u32,
        /// The number found.
        found: u32,
    },
    /// The history does not begin with a beginning, or begins twice.
    #[error("entry {0} is a beginning in the middle or no beginning at the start")]
    Beginning(u32),
    /// An entry was recorded before the one before it.
    #[error("entry {0} was recorded before the one before it")]
    Backwards(u32),
    /// An event that nobody took over from elsewhere is said to have happened at another time than it was recorded.
    #[error("entry {0} is dated to another time than it was recorded")]
    Dated(u32),
    /// An event does not fit the state before it.
    #[error("entry {seq} ({what}) does not fit the state before it")]
    Misfit {
        /// Which entry.
        seq: u32,
        /// What does not fit.
        what: &'static str,
    },
    /// There is no entry.
    #[error("the history is empty")]
    Empty,
}

/// The state after a whole history.
///
/// # Errors
/// When the entries are no history.
pub fn replay<'a>(
    id: DossierId,
    history: impl IntoIterator<Item = &'a Entry>,
) -> Result<Dossier, HistoryError> {
    let mut state = None;
    for entry in history {
        state = Some(apply(id, state, entry)?);
    }
    state.ok_or(HistoryError::Empty)
}

/// The state after one more entry; `state` is `None` before the first.
///
/// # Errors
/// When the entry can not follow the state.
pub fn apply(id: DossierId, state: Option<Dossier>, entry: &Entry) -> Result<Dossier, HistoryError> {
    let expected = state.as_ref().map_or(1, |it| it.seq.saturating_add(1));
    if entry.seq != expected {
        return Err(HistoryError::Gap { expected, found: entry.seq });
    }
    if !is_dated_rightly(entry) {
        return Err(HistoryError::Dated(entry.seq));
    }
    match state {
        None => begin(id, entry),
        Some(mut state) => {
            if entry.recorded < state.last_recorded {
                return Err(HistoryError::Backwards(entry.seq));
            }
            state.seq = entry.seq;
            state.last_recorded = entry.recorded;
            advance(&mut state, entry)?;
            Ok(state)
        }
    }
}

/// What another system wrote has a time of its own, and so has a receipt on paper; all else happened when it was recorded.
#[expect(clippy::wildcard_enum_match_arm, reason = "only three events may have a time of their own")]
fn is_dated_rightly(entry: &Entry) -> bool {
    match &entry.event {
        Event::LogImported { .. } | Event::Imported(_) => true,
        Event::Received { reception, .. } if reception.origin.is_some() => {
            entry.occurred == reception.at && entry.occurred <= entry.recorded
        }
        _ => entry.occurred == entry.recorded,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only four events begin a history")]
fn begin(id: DossierId, entry: &Entry) -> Result<Dossier, HistoryError> {
    let blank = |status: Status, filing: Option<Filing>| Dossier {
        id,
        seq: entry.seq,
        last_recorded: entry.recorded,
        status,
        filing,
        reception: None,
        legs: Vec::new(),
        charges: Vec::new(),
        payments: Vec::new(),
        exemptions: Vec::new(),
        refunds: Vec::new(),
        sheets: Vec::new(),
        awaited_charges: Vec::new(),
        supplements: Vec::new(),
        result: None,
        replaced: Vec::new(),
        ending: None,
        reopenings: Vec::new(),
        incidents: Vec::new(),
        reappointments: 0,
        annulment: None,
        correction: None,
        rebasing: Rebasing::default(),
        entered: None,
        imported: None,
    };
    match &entry.event {
        Event::Received { filing, reception, legs, charges } => {
            let waits = reception.bundle.as_ref().is_some_and(|it| it.after.is_some());
            let status =
                if waits { Status::AwaitingPredecessor { since: entry.occurred } } else { Status::Received };
            let mut dossier = blank(status, Some(filing.clone()));
            dossier.reception = Some(reception.clone());
            dossier.entered = reception.origin.as_ref().map(|_| entry.recorded);
            dossier.legs = legs
                .iter()
                .map(|plan| Leg {
                    plan: plan.clone(),
                    status: LegStatus::Waiting,
                    since: None,
                    letters: Vec::new(),
                })
                .collect();
            dossier.charges.clone_from(charges);
            Ok(dossier)
        }
        Event::GuidanceGiven { filing, .. } => Ok(blank(Status::GuidanceGiven, Some(filing.clone()))),
        Event::NotReceived { filing, reason } => {
            Ok(blank(Status::NotReceived { reason: *reason }, Some(filing.clone())))
        }
        Event::LogImported { case } => {
            let mut dossier = blank(Status::Imported, None);
            dossier.imported = Some(case.clone());
            Ok(dossier)
        }
        _ => Err(HistoryError::Beginning(entry.seq)),
    }
}

fn advance(state: &mut Dossier, entry: &Entry) -> Result<(), HistoryError> {
    let at = entry.occurred;
    let misfit = |what| HistoryError::Misfit { seq: entry.seq, what };
    match &entry.event {
        Event::Received { .. }
        | Event::GuidanceGiven { .. }
        | Event::NotReceived { .. }
        | Event::LogImported { .. } => return Err(HistoryError::Beginning(entry.seq)),
        Event::CarriedOver { done, open } => {
            carry_over(state, done, open, at).map_err(misfit)?;
        }
        Event::DatesRecomputed { lawful, planned } => {
            plan(state, planned).ok_or(misfit("no such leg"))?;
            dates(state).ok_or(misfit("not received"))?.lawful = *lawful;
        }
        Event::Begun { lawful, planned } => {
            plan(state, planned).ok_or(misfit("no such leg"))?;
            resume(state, *lawful).ok_or(misfit("not received"))?;
        }
        Event::SupplementRequested { items, answer_by, .. } => {
            state.supplements.push(Supplement { items: items.clone(), asked: at, completed: None });
            state.status = Status::SupplementRequested { since: at, answer_by: *answer_by };
        }
        Event::SupplementCompleted { lawful } => {
            let supplement = state.supplements.last_mut().ok_or(misfit("no supplement was asked for"))?;
            supplement.completed = Some(at);
            resume(state, *lawful).ok_or(misfit("not received"))?;
        }
        Event::PaymentAwaited { charges, pay_by } => {
            state.awaited_charges.clone_from(charges);
            state.status = Status::AwaitingPayment { since: at, pay_by: *pay_by };
        }
        Event::PaymentConfirmed { lawful } | Event::Resumed { lawful } => {
            resume(state, *lawful).ok_or(misfit("not received"))?;
        }
        Event::ChargeAssessed { .. }
        | Event::ChargesPaid { .. }
        | Event::ChargeExempted { .. }
        | Event::PaymentReversed { .. }
        | Event::RefundRequested { .. }
        | Event::RefundApproved { .. }
        | Event::RefundDeclined { .. }
        | Event::RefundPaid { .. } => money::happen(state, entry).map_err(misfit)?,
        Event::SheetIssued { .. } | Event::SheetReprinted { .. } => {
            issued::happen(state, entry).map_err(misfit)?;
        }
        Event::RebaseProposed { to, ground } => {
            propose(state, *to, ground, officer(entry)).map_err(misfit)?;
        }
        Event::Rebased(rebased) => go_over(state, rebased, officer(entry)).map_err(misfit)?,
        Event::AgencySucceeded { from, to, liaison } => succeed(state, *from, *to, *liaison),
        Event::Suspended { ground, .. } => state.status = Status::Suspended { ground: *ground, since: at },
        Event::Reappointed { to, .. } => {
            dates(state).ok_or(misfit("not received"))?.reappointed = Some(*to);
            state.reappointments = state.reappointments.saturating_add(1);
        }
        Event::ApologyIssued { .. } | Event::Imported(_) => {}
        Event::ResultReady
        | Event::ResultReturned { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::Reopened { .. } => ending::happen(state, entry).map_err(misfit)?,
        Event::IncidentRecorded { kind, agency, cost, .. } => {
            state.incidents.push(Incident { at, kind: *kind, agency: *agency, cost: *cost });
        }
        Event::AnnulmentRequested { reason } => {
            state.annulment = Some((officer(entry).ok_or(misfit("no officer asks"))?, *reason));
        }
        Event::Annulled => {
            state.annulment.take().ok_or(misfit("no annulment was asked for"))?;
            state.status = Status::Annulled { at };
        }
        Event::CorrectionRequested { correction, .. } => {
            state.correction = Some((officer(entry).ok_or(misfit("no officer asks"))?, correction.clone()));
        }
        Event::Corrected => {
            let (_, correction) = state.correction.take().ok_or(misfit("no correction was asked for"))?;
            correct(state, correction).ok_or(misfit("nothing to correct"))?;
        }
        Event::HandedOver { .. }
        | Event::LetterSent { .. }
        | Event::AnswerRecorded { .. }
        | Event::LegAccepted { .. }
        | Event::HandoverQuestioned { .. }
        | Event::HandoverSentBack { .. }
        | Event::LegAssigned { .. }
        | Event::StepFinished { .. }
        | Event::ConsultationAsked { .. }
        | Event::ConsultationAnswered { .. }
        | Event::ResultProposed { .. }
        | Event::ReworkDemanded { .. }
        | Event::ResultApproved { .. }
        | Event::ResultNumbered { .. }
        | Event::LegFinished { .. } => advance_leg(state, entry, at).map_err(misfit)?,
    }
    Ok(())
}

/// The events of one leg.
#[expect(clippy::wildcard_enum_match_arm, reason = "`advance` sends only the events of a leg")]
fn advance_leg(state: &mut Dossier, entry: &Entry, at: Instant) -> Result<(), &'static str> {
    const NO_LEG: &str = "no such leg";
    match &entry.event {
        Event::HandedOver { to, .. } => {
            goes_to(state, *to, LegStatus::Sent { at }, at).ok_or(NO_LEG)?;
        }
        Event::LegAccepted { leg: no } => {
            let active = LegStatus::Active { assignee: None, steps_done: 0 };
            goes_to(state, *no, active, at).ok_or(NO_LEG)?;
            taken_up(state);
        }
        Event::LetterSent { leg: no, letter, .. } => letter_sent(state, *no, letter, at)?,
        Event::AnswerRecorded { leg: no, letter, answer } => answered(state, *no, letter, answer, at)?,
        Event::HandoverQuestioned { leg: no, question } => {
            let status = leg(state, *no).ok_or(NO_LEG)?;
            let LegStatus::Sent { at: sent } = *status else { return Err("not handed over") };
            *status = LegStatus::Questioned { sent, question: *question };
        }
        Event::HandoverSentBack { leg: no, reason } => {
            *leg(state, *no).ok_or(NO_LEG)? = LegStatus::SentBack { reason: *reason };
        }
        Event::LegAssigned { leg: no, assignee } => {
            let LegStatus::Active { assignee: place, .. } = leg(state, *no).ok_or(NO_LEG)? else {
                return Err("leg not active");
            };
            *place = Some(*assignee);
        }
        Event::StepFinished { leg: no, step } => {
            let LegStatus::Active { steps_done, .. } = leg(state, *no).ok_or(NO_LEG)? else {
                return Err("leg not active");
            };
            *steps_done = step.saturating_add(1);
        }
        Event::ConsultationAsked { plan, .. } => {
            if state.leg(plan.no).is_some() {
                return Err("a leg has this number");
            }
            let (plan, status) = (plan.clone(), LegStatus::Sent { at });
            state.legs.push(Leg { plan, status, since: Some(at), letters: Vec::new() });
        }
        Event::ConsultationAnswered { leg: no, .. } | Event::LegFinished { leg: no } => {
            *leg(state, *no).ok_or(NO_LEG)? = LegStatus::Finished { at };
        }
        Event::ResultProposed { leg: no, outcome } => {
            let by = officer(entry).ok_or("no officer proposes")?;
            *leg(state, *no).ok_or(NO_LEG)? = LegStatus::Proposed { by, outcome: outcome.clone() };
        }
        Event::ReworkDemanded { leg: no, .. } => {
            let status = leg(state, *no).ok_or(NO_LEG)?;
            let LegStatus::Proposed { by, .. } = *status else { return Err("nothing is proposed") };
            *status = LegStatus::Active { assignee: Some(by), steps_done: 0 };
        }
        Event::ResultApproved { leg: no } => {
            let signer = officer(entry).ok_or("no officer signs")?;
            let status = leg(state, *no).ok_or(NO_LEG)?;
            let LegStatus::Proposed { outcome, .. } = status.clone() else {
                return Err("nothing is proposed");
            };
            *status = LegStatus::Approved { outcome, signer };
        }
        Event::ResultNumbered { leg: no, number, .. } => {
            let LegStatus::Approved { outcome, .. } = leg(state, *no).ok_or(NO_LEG)?.clone() else {
                return Err("nothing is signed");
            };
            let refused = matches!(outcome, Outcome::Refused { .. });
            let number = number.clone();
            state.result = Some(SignedResult {
                number: number.clone(),
                signed: at,
                ready: None,
                returned: None,
                refused,
            });
            state.status = Status::ResultSigned { number, at, refused };
        }
        _ => return Err("no event of a leg"),
    }
    Ok(())
}

fn taken_up(state: &mut Dossier) {
    if state.status == Status::Received {
        state.status = Status::InProcess;
    }
}

/// A leg is sent or accepted at `at`.
fn goes_to(state: &mut Dossier, no: LegNo, status: LegStatus, at: Instant) -> Option<()> {
    let leg = state.legs.iter_mut().find(|it| it.plan.no == no)?;
    leg.status = status;
    leg.since = Some(at);
    Some(())
}

fn leg(state: &mut Dossier, no: LegNo) -> Option<&mut LegStatus> {
    state.legs.iter_mut().find(|it| it.plan.no == no).map(|it| &mut it.status)
}

pub fn dates(state: &mut Dossier) -> Option<&mut Dates> {
    state.reception.as_mut().map(|it| &mut it.dates)
}

fn plan(state: &mut Dossier, planned: &[(LegNo, Instant)]) -> Option<()> {
    for (no, end) in planned {
        state.legs.iter_mut().find(|it| it.plan.no == *no)?.plan.planned_end = *end;
    }
    Some(())
}

/// What is done stays with whoever did it.
fn succeed(state: &mut Dossier, from: AgencyId, to: AgencyId, liaison: Option<AgencyId>) {
    let filing = state.filing.iter_mut().flat_map(|it| [&mut it.receiving, &mut it.competent]);
    for agency in filing.filter(|it| **it == from) {
        *agency = to;
    }
    for leg in state.legs.iter_mut().filter(|it| !it.status.is_finished()) {
        leg.plan.succeed(from, to, liaison);
    }
}

/// Only hồ sơ tồn is taken over, and only once.
fn carry_over(state: &mut Dossier, done: &[LegNo], open: &[LegNo], at: Instant) -> Result<(), &'static str> {
    if state.seq != 2 || !state.paper_origin().is_some_and(PaperOrigin::is_carried_over) {
        return Err("nothing to take over");
    }
    for no in done {
        *leg(state, *no).ok_or("no such leg")? = LegStatus::Finished { at };
    }
    for no in open {
        let active = LegStatus::Active { assignee: None, steps_done: 0 };
        goes_to(state, *no, active, at).ok_or("no such leg")?;
        state.status = Status::InProcess;
    }
    Ok(())
}

/// Back to work after a pause.
fn resume(state: &mut Dossier, lawful: Instant) -> Option<()> {
    dates(state)?.lawful = lawful;
    let taken_up = state.legs.iter().any(|it| it.status.is_open() || it.status.is_finished());
    state.status = if taken_up { Status::InProcess } else { Status::Received };
    Some(())
}

fn correct(state: &mut Dossier, correction: Correction) -> Option<()> {
    let filing = state.filing.as_mut()?;
    match correction {
        Correction::Applicant { party } => filing.applicant = party,
        Correction::Component { code, originals, copies } => {
            let given = filing.components.iter_mut().find(|it| it.code == code)?;
            given.originals = originals;
            given.copies = copies;
        }
    }
    Some(())
}

pub const fn officer(entry: &Entry) -> Option<AccountId> {
    match entry.by {
        By::Officer(actor) => Some(actor.account),
        By::Party { .. } | By::Rule => None,
    }
}
