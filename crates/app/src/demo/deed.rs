//! What a person does about a task on their desk: each is the use case a screen would call.

use super::life::{Life, ToDo};
use super::money::{paid_by_notice, taken};
use super::office::Office;
use super::story::Twist;
use super::twist::twisted;
use crate::intake::{complete_supplement, confirm_annulment, confirm_correction};
use crate::money::assess_charge;
use crate::routing::{
    HandOut, accept, answer_opinion, approve, assign, claim, finish_step, hand_over_from_counter,
    hand_over_leg, number_and_stamp, originals_kept, propose, propose_refusal, resend, resume, return_result,
};
use crate::{AppError, Command, Context};
use motcua_catalogue::{DueWhen, LegKind};
use motcua_dossier::{
    Charge, DeskTask, Dossier, Leg, LegStatus, Outcome, ProofOfReturn, ReturnMethod, Status,
};
use motcua_kernel::{Actor, LegNo, Role, Vnd};
use motcua_routing::NumberedResult;

const COUNTER: &[Role] = &[Role::Clerk, Role::UnitHead];
const HEADS: &[Role] = &[Role::UnitHead, Role::DivisionHead, Role::Leader];
const TAKERS: &[Role] = &[Role::Clerk, Role::Specialist, Role::DivisionHead];
pub(super) const REFUSAL: &str =
    "Hồ sơ không đủ điều kiện: thông tin kê khai không khớp với cơ sở dữ liệu đang quản lý.";
/// What an agency of the demo assesses, whatever it is for.
const ASSESSED: Vnd = Vnd(100_000);
pub(super) const WORKERS: &[Role] = &[Role::Specialist, Role::DivisionHead];

/// Somebody does it, or nobody can now.
pub(super) async fn deed(
    context: &Context,
    office: &Office,
    life: &mut Life,
    task: ToDo,
) -> Result<Option<Dossier>, AppError> {
    if let Some(twist) = life.twist.filter(|it| it.is_due(task)) {
        life.twist = None;
        return twisted(context, office, life, task, twist).await;
    }
    let desk = Desk { context, office, life, task };
    match task.task {
        DeskTask::HandOver => {
            let Some(by) = desk.command(COUNTER) else { return Ok(None) };
            hand_over_from_counter(context, by).await
        }
        DeskTask::AwaitCitizen => {
            let Some(actor) = desk.somebody(COUNTER) else { return Ok(None) };
            if matches!(life.dossier.status, Status::AwaitingPayment { .. }) {
                paid_by_notice(context, actor, &life.dossier).await
            } else {
                complete_supplement(context, desk.by(actor)).await
            }
        }
        DeskTask::Accept => {
            let Some(by) = desk.command(TAKERS) else { return Ok(None) };
            accept(context, by, desk.leg()).await
        }
        DeskTask::AnswerQuestion | DeskTask::Resend => {
            let (Some(by), Some(leg)) = (desk.command(TAKERS), desk.came_back()) else { return Ok(None) };
            resend(context, by, leg).await
        }
        DeskTask::SendLetter | DeskTask::RecordAnswer => return desk.correspond().await,
        DeskTask::Take => return desk.take().await,
        DeskTask::Work => return desk.work().await,
        DeskTask::Decide => {
            let Some(by) = desk.command(&[Role::Leader]) else { return Ok(None) };
            approve(context, by, desk.leg()).await
        }
        DeskTask::Number => {
            let Some(by) = desk.command(&[Role::RecordsClerk]) else { return Ok(None) };
            number_and_stamp(context, by, desk.leg(), desk.result()).await
        }
        DeskTask::HandOn => {
            let Some(by) = desk.command(TAKERS) else { return Ok(None) };
            hand_over_leg(context, by, desk.leg()).await
        }
        DeskTask::Resume => {
            let Some(by) = desk.command(WORKERS) else { return Ok(None) };
            resume(context, by).await
        }
        DeskTask::ReturnResult => return desk.hand_out().await,
        DeskTask::ConfirmAnnulment => {
            let Some(by) = desk.command(HEADS) else { return Ok(None) };
            confirm_annulment(context, by).await
        }
        DeskTask::ConfirmCorrection => {
            let Some(by) = desk.command(HEADS) else { return Ok(None) };
            confirm_correction(context, by).await
        }
    }
    .map(Some)
}

/// A task before somebody.
pub(super) struct Desk<'a> {
    pub context: &'a Context,
    pub office: &'a Office,
    pub life: &'a Life,
    pub task: ToDo,
}

impl Desk<'_> {
    /// Somebody of the agency whose desk it is.
    pub(super) fn somebody(&self, roles: &[Role]) -> Option<Actor> {
        self.office.actor(self.task.agency, roles, self.life.number)
    }

    pub(super) fn by(&self, actor: Actor) -> Command {
        let dossier = &self.life.dossier;
        Command { actor, dossier: dossier.id, seen: dossier.seq, once: None }
    }

    /// Whoever has the leg in hand, or somebody like that.
    pub(super) fn worker(&self, leg: &Leg) -> Option<Actor> {
        if leg.plan.liaison.is_some() {
            return self.somebody(&[Role::UnitHead]);
        }
        let LegStatus::Active { assignee: Some(assignee), .. } = leg.status else {
            return self.somebody(WORKERS);
        };
        self.office.same_person(assignee, self.task.agency, WORKERS).or_else(|| self.somebody(WORKERS))
    }

    pub(super) fn command(&self, roles: &[Role]) -> Option<Command> {
        Some(self.by(self.somebody(roles)?))
    }

    pub(super) const fn leg(&self) -> LegNo {
        LegNo(self.task.slot)
    }

    /// Whoever collects pays first what is due then.
    async fn hand_out(&self) -> Result<Option<Dossier>, AppError> {
        let dossier = &self.life.dossier;
        let (Some(actor), Some(filing)) = (self.somebody(COUNTER), &dossier.filing) else { return Ok(None) };
        let paid = taken(self.context, actor, dossier.clone(), DueWhen::AtReturn).await?;
        let method = ReturnMethod::Counter { to: filing.applicant };
        let command = Command { actor, dossier: paid.id, seen: paid.seq, once: None };
        let originals = originals_kept(dossier).map(|it| it.code.clone()).collect();
        let proof = Some(ProofOfReturn::Signature);
        let hand_out = HandOut { proof, originals, ..HandOut::of(method) };
        return_result(self.context, command, hand_out).await.map(Some)
    }

    /// The leg to be sent again; of the counter's task the slot does not tell.
    fn came_back(&self) -> Option<LegNo> {
        let back = |it: &&Leg| matches!(it.status, LegStatus::Questioned { .. } | LegStatus::SentBack { .. });
        let about = |it: &&Leg| self.task.slot == 0 || self.task.slot == it.plan.no.0;
        self.life.dossier.legs.iter().filter(back).find(about).map(|it| it.plan.no)
    }

    /// A head gives it to somebody, or somebody takes it.
    async fn take(&self) -> Result<Option<Dossier>, AppError> {
        let leg = self.leg();
        let Some(worker) = self.somebody(WORKERS) else { return Ok(None) };
        match self.somebody(HEADS).filter(|_| self.life.number.is_multiple_of(2)) {
            Some(head) => assign(self.context, self.by(head), leg, worker.account).await.map(Some),
            None => claim(self.context, self.by(worker), leg).await.map(Some),
        }
    }

    async fn work(&self) -> Result<Option<Dossier>, AppError> {
        let Some(leg) = self.life.leg(self.task) else { return Ok(None) };
        let Some(worker) = self.worker(leg) else { return Ok(None) };
        let LegStatus::Active { steps_done, .. } = leg.status else { return Ok(None) };
        let (command, no) = (self.by(worker), leg.plan.no);
        if leg.plan.kind == LegKind::Consultation {
            let words = "Thống nhất, không có ý kiến khác.".to_owned();
            return answer_opinion(self.context, command, no, words).await.map(Some);
        }
        if steps_done < self.own_steps(leg) {
            return finish_step(self.context, command, no, steps_done).await.map(Some);
        }
        if leg.plan.decides
            && let Some(code) = self.to_assess()
        {
            return assess_charge(self.context, command, no, code, ASSESSED).await.map(Some);
        }
        if leg.plan.decides { self.propose(command, no).await } else { Ok(None) }
    }

    /// What must be known before the result is collected.
    fn to_assess(&self) -> Option<&str> {
        let open = |it: &&Charge| it.due == DueWhen::AtReturn && it.amount.is_none();
        self.life.dossier.charges.iter().find(open).map(|it| it.code.as_str())
    }

    /// The steps before the signature; on a leg that decides nothing all of them.
    fn own_steps(&self, leg: &Leg) -> u16 {
        if !leg.plan.decides {
            return leg.plan.steps;
        }
        let Some(filing) = &self.life.dossier.filing else { return 0 };
        let Ok(version) = self.context.province.version(filing.version) else { return 0 };
        let route = version.case(&filing.case).and_then(|it| it.route.leg(leg.plan.no));
        let before =
            route.map_or(0, |it| it.steps.iter().take_while(|it| WORKERS.contains(&it.role)).count());
        u16::try_from(before).unwrap_or(0)
    }

    async fn propose(&self, command: Command, leg: LegNo) -> Result<Option<Dossier>, AppError> {
        if self.life.twist == Some(Twist::Refuse) {
            return propose_refusal(self.context, command, leg, REFUSAL.to_owned()).await.map(Some);
        }
        let version = self.context.province.pinned(&self.life.dossier)?.version;
        let Some(result) = version.results.first() else { return Ok(None) };
        let outcome = Outcome::Granted { result: result.code.clone(), file: None };
        propose(self.context, command, leg, outcome).await.map(Some)
    }

    fn result(&self) -> NumberedResult {
        let year = self.context.clock.now().date().year();
        NumberedResult { number: format!("{:03}/{year}", 100 + self.life.number), file: None }
    }
}
