//! What lies on which desk: the one thing each agency has to do next, read from the state.
//!
//! Kept by the store beside the state so that a desk is one query; always made anew from the state, never changed by
//! itself. It permits nothing: whether a command is allowed is decided by the rules of `intake` and `routing`.

use crate::senders::sender_agencies;
use crate::{ClockHolder, Dossier, Leg, LegStatus, Status};
use motcua_catalogue::LegKind;
use motcua_kernel::{AccountId, AgencyId, Instant, LegNo, PartyId, ProcedureVersionId};
use serde::{Deserialize, Serialize};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeskTask {
    /// The counter sends a received dossier off.
    HandOver,
    /// The counter waits for a supplement or a payment and records it when it comes.
    AwaitCitizen,
    /// The agency of a leg takes what was sent.
    Accept,
    /// The sender answers a question about a hand-over by sending it again.
    AnswerQuestion,
    /// The sender sends again what came back.
    Resend,
    /// The liaison unit writes to the agency outside that a leg was handed to, or that gave its papers back.
    SendLetter,
    /// The liaison unit waits for the answer and records it when it comes.
    RecordAnswer,
    /// Somebody takes a leg nobody works on.
    Take,
    /// The steps of a leg, its opinion or its proposal.
    Work,
    /// The signer decides on what is proposed.
    Decide,
    /// The records clerk numbers and stamps what is signed.
    Number,
    /// A leg that is done is handed on.
    HandOn,
    /// What stands still by law is taken up again when its ground is gone.
    Resume,
    /// The counter hands the result out.
    ReturnResult,
    /// Another person than the requester confirms an annulment.
    ConfirmAnnulment,
    /// Another person than the requester confirms a correction.
    ConfirmCorrection,
}

impl DeskTask {
    /// Every task, in the order of a dossier's life.
    pub const ALL: [Self; 16] = [
        Self::HandOver,
        Self::AwaitCitizen,
        Self::Accept,
        Self::AnswerQuestion,
        Self::Resend,
        Self::SendLetter,
        Self::RecordAnswer,
        Self::Take,
        Self::Work,
        Self::Decide,
        Self::Number,
        Self::HandOn,
        Self::Resume,
        Self::ReturnResult,
        Self::ConfirmAnnulment,
        Self::ConfirmCorrection,
    ];

    /// As stored rows, addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::HandOver => "hand-over",
            Self::AwaitCitizen => "await-citizen",
            Self::Accept => "accept",
            Self::AnswerQuestion => "answer-question",
            Self::Resend => "resend",
            Self::SendLetter => "send-letter",
            Self::RecordAnswer => "record-answer",
            Self::Take => "take",
            Self::Work => "work",
            Self::Decide => "decide",
            Self::Number => "number",
            Self::HandOn => "hand-on",
            Self::Resume => "resume",
            Self::ReturnResult => "return-result",
            Self::ConfirmAnnulment => "confirm-annulment",
            Self::ConfirmCorrection => "confirm-correction",
        }
    }
}

/// Whether the limit runs while a dossier lies on a desk; in the order in which a desk shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeskClock {
    /// It runs.
    Running,
    /// The citizen is awaited, or the law lets it stand still.
    Paused,
    /// It has ended: the result lies ready.
    Ended,
}

impl DeskClock {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Running, Self::Paused, Self::Ended];

    const fn of(status: &Status) -> Self {
        match status.clock() {
            ClockHolder::Office => Self::Running,
            ClockHolder::Citizen | ClockHolder::Suspension | ClockHolder::Predecessor => Self::Paused,
            ClockHolder::Stopped => Self::Ended,
        }
    }
}

/// A dossier on one agency's desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// Whose desk; of a leg outside the system the liaison unit's.
    pub agency: AgencyId,
    /// 0 for the counter; otherwise the number of the leg the task is about. To answer and to send again is about the
    /// leg it goes to, which is another agency's.
    pub slot: u16,
    /// What is to be done.
    pub task: DeskTask,
    /// The lawful date of the dossier.
    pub due: Instant,
    /// Whether the limit runs.
    pub clock: DeskClock,
    /// Who has the leg in hand; nobody at the counter, and nobody who signs or stamps.
    pub assignee: Option<AccountId>,
    /// The version it was filed under.
    pub version: ProcedureVersionId,
    /// Whose dossier it is.
    pub applicant: PartyId,
    /// Whether a ground of priority was named for them.
    pub priority: bool,
}

/// Every desk a dossier lies on, by agency and slot, at most once on each; on none before a number and after the end.
///
/// While the citizen is awaited it lies on the counter's desk alone; while it is suspended, on those of the agencies that
/// have it in hand, or on the counter's when none has.
pub fn desk_rows(dossier: &Dossier) -> Vec<DeskRow> {
    let (Some(filing), Some(reception)) = (&dossier.filing, &dossier.reception) else {
        return Vec::new();
    };
    let receiving = filing.receiving;
    let row = |agency, slot, task| DeskRow {
        agency,
        slot,
        task,
        due: reception.dates.lawful,
        clock: DeskClock::of(&dossier.status),
        assignee: dossier.leg(LegNo(slot)).and_then(|it| it.status.assignee()),
        version: filing.version,
        applicant: filing.applicant,
        priority: filing.priority.is_some(),
    };
    let mut rows: Vec<DeskRow> =
        counter_task(dossier).map(|task| row(receiving, 0, task)).into_iter().collect();
    for (agency, no, task) in leg_tasks(dossier) {
        rows.push(row(agency, no.0, task));
    }
    rows.sort_by_key(|it| (it.agency, it.slot));
    rows
}

/// What another person must confirm comes first, because nobody else sees it wait.
fn counter_task(dossier: &Dossier) -> Option<DeskTask> {
    let status = &dossier.status;
    let signed = dossier.legs.iter().any(|leg| matches!(leg.status, LegStatus::Approved { .. }));
    let open = (status.is_running() || status.is_paused()) && !signed;
    if dossier.annulment.is_some() && open {
        return Some(DeskTask::ConfirmAnnulment);
    }
    let next = match status {
        Status::SupplementRequested { .. } | Status::AwaitingPayment { .. } => Some(DeskTask::AwaitCitizen),
        Status::Suspended { .. } => dossier.open_legs().next().is_none().then_some(DeskTask::Resume),
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => counter_sends(dossier),
        Status::ResultReady { .. } => Some(DeskTask::ReturnResult),
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => return None,
        Status::AwaitingPredecessor { .. } => None,
    };
    if dossier.correction.is_some() { Some(DeskTask::ConfirmCorrection) } else { next }
}

/// What the counter has to send: an answer first, then what came back, then what never went.
fn counter_sends(dossier: &Dossier) -> Option<DeskTask> {
    let ready = |leg: &&Leg| dossier.starts_at_counter(leg) && !dossier.was_asked(leg);
    dossier.legs.iter().filter(ready).filter_map(|leg| sender_task(&leg.status)).min_by_key(|task| {
        [DeskTask::AnswerQuestion, DeskTask::Resend].iter().position(|it| it == task).unwrap_or(2)
    })
}

/// What is to be done by whoever sends a leg.
const fn sender_task(status: &LegStatus) -> Option<DeskTask> {
    match status {
        LegStatus::Waiting => Some(DeskTask::HandOver),
        LegStatus::Questioned { .. } => Some(DeskTask::AnswerQuestion),
        LegStatus::SentBack { .. } => Some(DeskTask::Resend),
        LegStatus::Sent { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => None,
    }
}

fn leg_tasks(dossier: &Dossier) -> Vec<(AgencyId, LegNo, DeskTask)> {
    match dossier.status {
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => {
            dossier.legs.iter().flat_map(|leg| tasks_of(dossier, leg)).collect()
        }
        Status::Suspended { .. } => resuming(dossier),
        Status::SupplementRequested { .. }
        | Status::AwaitingPayment { .. }
        | Status::AwaitingPredecessor { .. }
        | Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => Vec::new(),
    }
}

/// Once for each agency that has a leg in hand, at the first of its legs.
fn resuming(dossier: &Dossier) -> Vec<(AgencyId, LegNo, DeskTask)> {
    let mut tasks: Vec<(AgencyId, LegNo, DeskTask)> = Vec::new();
    for leg in dossier.open_legs() {
        if tasks.iter().all(|(agency, ..)| *agency != leg.plan.desk()) {
            tasks.push((leg.plan.desk(), leg.plan.no, DeskTask::Resume));
        }
    }
    tasks
}

fn tasks_of(dossier: &Dossier, leg: &Leg) -> Vec<(AgencyId, LegNo, DeskTask)> {
    let own = |task| vec![(leg.plan.desk(), leg.plan.no, task)];
    match &leg.status {
        LegStatus::Waiting | LegStatus::Finished { .. } => Vec::new(),
        LegStatus::Questioned { .. } => sending_again(dossier, leg, DeskTask::AnswerQuestion),
        LegStatus::SentBack { .. } => sending_again(dossier, leg, DeskTask::Resend),
        LegStatus::Sent { .. } | LegStatus::Active { .. } if leg.wants_letter() => own(DeskTask::SendLetter),
        LegStatus::Active { .. } if leg.plan.liaison.is_some() => own(DeskTask::RecordAnswer),
        LegStatus::Sent { .. } => own(DeskTask::Accept),
        LegStatus::Active { .. } if is_done(dossier, leg) => own(DeskTask::HandOn),
        LegStatus::Active { assignee: None, .. } => own(DeskTask::Take),
        LegStatus::Active { assignee: Some(_), .. } => own(DeskTask::Work),
        LegStatus::Proposed { .. } => own(DeskTask::Decide),
        LegStatus::Approved { .. } if dossier.has_result() => own(DeskTask::HandOn),
        LegStatus::Approved { .. } => own(DeskTask::Number),
    }
}

/// At the leg that sent it; one that the counter sent is among the counter's tasks.
fn sending_again(dossier: &Dossier, leg: &Leg, task: DeskTask) -> Vec<(AgencyId, LegNo, DeskTask)> {
    sender_agencies(dossier, leg).into_iter().map(|agency| (agency, leg.plan.no, task)).collect()
}

/// Whether all steps are ticked off and nothing but the hand-over is left.
fn is_done(dossier: &Dossier, leg: &Leg) -> bool {
    let LegStatus::Active { steps_done, .. } = leg.status else { return false };
    leg.plan.kind == LegKind::Process
        && !leg.plan.decides
        && leg.plan.steps > 0
        && steps_done >= leg.plan.steps
        && dossier.unanswered_before(leg.plan.no).is_none()
}
