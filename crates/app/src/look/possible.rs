//! What could be done with a dossier now: each rule is asked as the use case would ask it, with words it does not read.
//!
//! So a page offers what the rules allow, and no second copy of a rule says when. Nothing is changed here, and whoever
//! asks holds the actor already.

use super::Deed;
use crate::Context;
use motcua_calendar::TimeLimit;
use motcua_catalogue::{Collector, DueWhen, LegKind, ProcedureVersion};
use motcua_dossier::{
    Charge, Correction, Dossier, Event, HandedOut, IncidentKind, LegStatus, Letter, Outcome, OutsideAnswer,
    PaidCharge, PaymentMeans, ReopenGround, ReturnMethod, SupplementItem, SupplementSubject,
    SuspensionGround,
};
use motcua_fees::Taking;
use motcua_intake::{self as intake, PaymentWait, SupplementRequest};
use motcua_kernel::{AccountId, Actor, AgencyId, FileId, Instant, LegNo, PartyId, Refusal, TextId, Vnd};
use motcua_routing::{self as routing, IncidentReport, NumberedResult, OpinionRequest, Reappointment};
use uuid::Uuid;

/// Whether `actor` could do `deed` at `leg` now, given inputs that can be meant, and something would come of it.
///
/// # Errors
/// What the rule says against it.
pub fn possible(
    context: &Context,
    dossier: &Dossier,
    actor: Actor,
    deed: Deed,
    leg: Option<LegNo>,
) -> Result<bool, Refusal> {
    let now = context.clock.now().max(dossier.last_recorded);
    let attempt = Attempt { context, dossier, actor, now };
    let events = match leg {
        Some(no) => attempt.at_leg(deed, no)?,
        None => attempt.at_dossier(deed)?,
    };
    Ok(!events.is_empty())
}

struct Attempt<'a> {
    context: &'a Context,
    dossier: &'a Dossier,
    actor: Actor,
    now: Instant,
}

const WORDS: TextId = TextId(Uuid::nil());

impl Attempt<'_> {
    fn at_leg(&self, deed: Deed, no: LegNo) -> Result<Vec<Event>, Refusal> {
        let Self { dossier, actor, now, .. } = *self;
        match deed {
            Deed::HandOver => routing::hand_over_leg(dossier, actor, no, now),
            Deed::Accept => routing::accept(dossier, actor, no, now),
            Deed::RecordAnswer => {
                let answer = OutsideAnswer::Refused { reason: WORDS };
                routing::record_answer(dossier, actor, no, &self.paper(), answer, &[], now)
            }
            Deed::SendLetter => routing::send_letter(dossier, actor, no, &self.paper(), Some(WORDS), now),
            Deed::Question => routing::question(dossier, actor, no, WORDS, now),
            Deed::SendBack => routing::send_back(dossier, actor, no, WORDS, now),
            Deed::Resend => routing::resend(dossier, actor, no, now),
            Deed::Claim => routing::claim(dossier, actor, no, now),
            Deed::FinishStep => self.next_step(no),
            Deed::AnswerOpinion => routing::answer_opinion(dossier, actor, no, WORDS, now),
            Deed::Propose => {
                let outcome = Outcome::Refused { reason: WORDS };
                routing::propose(dossier, actor, no, outcome, &[], now)
            }
            Deed::Approve => routing::approve(dossier, actor, no, now),
            Deed::DemandRework => routing::demand_rework(dossier, actor, no, WORDS, now),
            Deed::Number => {
                let result = NumberedResult { number: "1".to_owned(), file: None::<FileId> };
                routing::number_and_stamp(dossier, actor, no, &result, now)
            }
            Deed::AssessCharge => self.assessment(no),
            Deed::AwaitPayment => self.payment_wait(Some(no)),
            Deed::Assign => routing::assign(dossier, actor, no, AccountId(Uuid::nil()), now),
            Deed::AskSupplement => self.supplement(Some(no)),
            Deed::AskOpinion => self.opinion(no),
            Deed::Reappoint => self.reappointment(no),
            Deed::Apologise => routing::apologise(dossier, actor, no, WORDS, now),
            // What would come of it, once it is signed.
            Deed::DraftApology => routing::may_draft_apology(dossier, actor, no, now)
                .map(|()| vec![Event::ApologyIssued { apology: WORDS, leg: no }]),
            Deed::ReturnResult
            | Deed::RecordPayment
            | Deed::CompleteSupplement
            | Deed::ConfirmAnnulment
            | Deed::ConfirmCorrection
            | Deed::Resume
            | Deed::Suspend
            | Deed::RequestCorrection
            | Deed::Withdraw
            | Deed::Stop
            | Deed::RequestAnnulment
            | Deed::RecordIncident
            | Deed::Reopen
            | Deed::ExemptCharge
            | Deed::RequestRefund
            | Deed::ApproveRefund
            | Deed::DeclineRefund
            | Deed::PayRefund
            | Deed::ReversePayment => Ok(Vec::new()),
        }
    }

    fn at_dossier(&self, deed: Deed) -> Result<Vec<Event>, Refusal> {
        let Self { dossier, actor, now, .. } = *self;
        let province = &self.context.province;
        match deed {
            Deed::HandOver => routing::hand_over_from_counter(dossier, actor, now),
            Deed::AskSupplement => self.supplement(None),
            Deed::ReturnResult => {
                routing::return_result(dossier, actor, ReturnMethod::Online, HandedOut::default(), now)
            }
            Deed::RecordPayment => self.payment(),
            Deed::AwaitPayment => self.payment_wait(None),
            Deed::CompleteSupplement => intake::complete_supplement(dossier, &province.pinned(dossier)?, now),
            Deed::ConfirmAnnulment => intake::confirm_annulment(dossier, actor),
            Deed::ConfirmCorrection => intake::confirm_correction(dossier, actor),
            Deed::Resume => routing::resume(dossier, actor, province.calendars.of(self.receiving()?), now),
            Deed::Suspend => routing::suspend(dossier, actor, SuspensionGround::Court, WORDS, now),
            Deed::RequestCorrection => {
                let correction = Correction::Applicant { party: PartyId(Uuid::nil()) };
                intake::request_correction(dossier, correction, WORDS)
            }
            Deed::Withdraw => intake::withdraw(dossier, WORDS),
            Deed::Stop => intake::stop(dossier, province.pack_of(dossier)?, WORDS),
            Deed::RequestAnnulment => intake::request_annulment(dossier, WORDS, now),
            Deed::RecordIncident => routing::record_incident(dossier, actor, self.incident(), now),
            Deed::Reopen => self.reopening(),
            Deed::ExemptCharge => self.exemption(),
            Deed::RequestRefund => self.refund_request(),
            Deed::ApproveRefund => motcua_fees::approve_refund(dossier, actor),
            Deed::DeclineRefund => motcua_fees::decline_refund(dossier, actor, WORDS),
            Deed::PayRefund => motcua_fees::pay_refund(dossier, actor, PaymentMeans::Cash),
            Deed::ReversePayment => self.reversal(),
            Deed::Accept
            | Deed::RecordAnswer
            | Deed::SendLetter
            | Deed::Question
            | Deed::SendBack
            | Deed::Resend
            | Deed::Claim
            | Deed::FinishStep
            | Deed::AnswerOpinion
            | Deed::Propose
            | Deed::Approve
            | Deed::DemandRework
            | Deed::Number
            | Deed::AssessCharge
            | Deed::Assign
            | Deed::AskOpinion
            | Deed::Reappoint
            | Deed::Apologise
            | Deed::DraftApology => Ok(Vec::new()),
        }
    }

    fn receiving(&self) -> Result<AgencyId, Refusal> {
        self.dossier.receiving().ok_or_else(|| Refusal::new("app.not-received"))
    }

    /// One of today, with a number that no other paper has.
    fn paper(&self) -> Letter {
        Letter { number: self.dossier.id.to_string(), date: self.now.date(), file: None }
    }

    /// Of the own agency: it may always say that it lost a paper.
    const fn incident(&self) -> IncidentReport {
        IncidentReport {
            kind: IncidentKind::PapersLost,
            agency: self.actor.agency,
            cost: Vnd::ZERO,
            account: WORDS,
            apology: WORDS,
        }
    }

    /// On the first ground that fits the end.
    fn reopening(&self) -> Result<Vec<Event>, Refusal> {
        let calendar = self.context.province.calendars.of(self.receiving()?);
        let on = |ground| routing::reopen(self.dossier, self.actor, ground, WORDS, calendar, self.now);
        on(ReopenGround::WrongResult).or_else(|_| on(ReopenGround::EndedByMistake))
    }

    /// Of the first charge without an amount.
    fn assessment(&self, no: LegNo) -> Result<Vec<Event>, Refusal> {
        let open = self.dossier.charges.iter().find(|it| it.amount.is_none());
        let Some(charge) = open else { return Ok(Vec::new()) };
        motcua_fees::assess(self.dossier, self.actor, no, &charge.code, Vnd::ZERO)
    }

    /// For the first charge that can be waited for, to the end of today.
    fn payment_wait(&self, leg: Option<LegNo>) -> Result<Vec<Event>, Refusal> {
        let owed = |it: &&Charge| it.due != DueWhen::AtReturn && self.dossier.unpaid(it) > Vnd::ZERO;
        let Some(charge) = self.dossier.charges.iter().find(owed) else { return Ok(Vec::new()) };
        let wait = PaymentWait { leg, charges: vec![charge.code.clone()], pay_by: self.now.date() };
        let pinned = self.context.province.pinned(self.dossier)?;
        intake::await_payment(self.dossier, &pinned, self.actor, wait, self.now)
    }

    /// Of all that is left of the first charge that is owed.
    fn payment(&self) -> Result<Vec<Event>, Refusal> {
        let owed = self.dossier.charges.iter().find(|it| self.dossier.unpaid(it) > Vnd::ZERO);
        let Some(charge) = owed else { return Ok(Vec::new()) };
        let how = if charge.collector == Collector::Treasury {
            PaymentMeans::Notice { number: "1".to_owned() }
        } else {
            PaymentMeans::Cash
        };
        let paid = PaidCharge { code: charge.code.clone(), amount: self.dossier.unpaid(charge) };
        let pinned = self.context.province.pinned(self.dossier)?;
        let taking = Taking { paid: vec![paid], how, receipt: None, given: None };
        intake::record_payment(self.dossier, &pinned, self.actor, taking, self.now)
    }

    /// Of the first charge that a ground is listed for and that can be exempted on it.
    fn exemption(&self) -> Result<Vec<Event>, Refusal> {
        let pinned = self.context.province.pinned(self.dossier)?;
        for rule in intake::fee_rules(self.dossier, &pinned)? {
            for exemption in &rule.exemptions {
                let of = (rule.code.as_str(), exemption.ground.as_str(), WORDS);
                let tried = intake::exempt(self.dossier, &pinned, self.actor, of, self.now);
                if tried.as_ref().is_ok_and(|it| !it.is_empty()) {
                    return tried;
                }
            }
        }
        Ok(Vec::new())
    }

    /// Of all that is left of the first payment that something is left of.
    fn refund_request(&self) -> Result<Vec<Event>, Refusal> {
        for payment in &self.dossier.payments {
            let left = |it: &PaidCharge| self.dossier.refundable(payment.seq, &it.code);
            let part = payment.paid.iter().find(|it| left(it) > Vnd::ZERO);
            let Some(part) = part.map(|it| PaidCharge { code: it.code.clone(), amount: left(it) }) else {
                continue;
            };
            return motcua_fees::request_refund(self.dossier, self.actor, payment.seq, vec![part], WORDS);
        }
        Ok(Vec::new())
    }

    /// Of the first payment that can be taken back.
    fn reversal(&self) -> Result<Vec<Event>, Refusal> {
        let one = |seq| motcua_fees::reverse_payment(self.dossier, self.actor, seq, WORDS);
        let tried = self.dossier.payments.iter().map(|it| one(it.seq));
        let mut last = Ok(Vec::new());
        for next in tried {
            last = next;
            if last.as_ref().is_ok_and(|it| !it.is_empty()) {
                break;
            }
        }
        last
    }

    fn next_step(&self, no: LegNo) -> Result<Vec<Event>, Refusal> {
        let status = self.dossier.leg(no).map(|it| &it.status);
        let done = if let Some(LegStatus::Active { steps_done, .. }) = status { *steps_done } else { 0 };
        routing::finish_step(self.dossier, self.actor, no, done, self.now)
    }

    /// About whatever its version asks for first. An agency asks for the leg on its desk; the counter for itself.
    fn supplement(&self, leg: Option<LegNo>) -> Result<Vec<Event>, Refusal> {
        let asks = match leg {
            None => self.dossier.receiving(),
            Some(no) => self.dossier.leg(no).map(|it| it.plan.desk()),
        };
        if asks != Some(self.actor.agency) {
            return Ok(Vec::new());
        }
        let pinned = self.context.province.pinned(self.dossier)?;
        let Some(subject) = first_subject(pinned.version, self.dossier) else { return Ok(Vec::new()) };
        let items = vec![SupplementItem { subject, reason: WORDS }];
        let request = SupplementRequest { items, leg, overridden: None };
        intake::ask_supplement(self.dossier, &pinned, request, self.now)
    }

    /// Of an agency that is none of ours.
    fn opinion(&self, asking: LegNo) -> Result<Vec<Event>, Refusal> {
        let agency = AgencyId(Uuid::nil());
        let budget = TimeLimit::working_days(1);
        let request = OpinionRequest { asking, agency, liaison: None, budget, question: WORDS };
        routing::ask_opinion(
            self.dossier,
            self.actor,
            request,
            self.context.province.calendars.of(agency),
            self.now,
        )
    }

    /// To the closing of the working day after the date the citizen holds, for a leg that is somebody's work.
    fn reappointment(&self, leg: LegNo) -> Result<Vec<Event>, Refusal> {
        if self.dossier.leg(leg).is_some_and(|it| it.plan.kind == LegKind::Return) {
            return Ok(Vec::new());
        }
        let calendar = self.context.province.calendars.of(self.receiving()?);
        let dates = self.dossier.reception.as_ref().map(|it| it.dates);
        let held = dates.map_or(self.now, |it| it.in_force());
        let day = calendar.add_working_days(held.date().max(self.now.date()), 1);
        let to = calendar.closing(day).unwrap_or(Instant::MAX);
        let pack = self.context.province.pack_of(self.dossier)?;
        let request = Reappointment { leg, to, apology: WORDS };
        routing::reappoint(self.dossier, self.actor, request, pack, calendar, self.now)
    }
}

fn first_subject(version: &ProcedureVersion, dossier: &Dossier) -> Option<SupplementSubject> {
    let case = version.case(&dossier.filing.as_ref()?.case)?;
    let component = case.components.iter().flat_map(|it| &it.components).next();
    match component {
        Some(component) => Some(SupplementSubject::Component { code: component.code.clone() }),
        None => version.conditions.first().map(|_| SupplementSubject::Condition { index: 0 }),
    }
}
