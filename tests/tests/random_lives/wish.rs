//! One wish: what somebody wants to do, put before the rule that decides it.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test names only what it looks at")]

use crate::life::Deed::{
    Accept, AnswerOpinion, Apologise, Approve, AskOpinion, AskSupplement, Assess, Assign, AwaitPayment,
    Claim, CompleteSupplement, ConfirmAnnulment, ConfirmCorrection, ConfirmRebase, DemandRework, FinishStep,
    Follow, HandOverFromCounter, HandOverLeg, Incident, Lapse, Number, Pay, Propose, ProposeRebase, Question,
    Reappoint, RecordAnswer, Reopen, RequestAnnulment, RequestCorrection, Resend, Resume, Return, SendBack,
    SendLetter, Stop, Suspend, Swap, Withdraw,
};
use crate::life::{Deed, text};
use crate::office::{GROUND, Office};
use motcua_calendar::WorkingCalendar;
use motcua_catalogue::{Collector, DueWhen, ProcedureVersion};
use motcua_dossier::{
    Charge, Correction, Dossier, Entry, Event, HandedOut, IncidentKind, LegStatus, Letter, Outcome, Outlook,
    OutsideAnswer, PaidCharge, PaymentMeans, ReopenGround, ReturnMethod, SupplementItem, SupplementSubject,
    SuspensionGround, TransitionalGround,
};
use motcua_fees::Taking;
use motcua_intake::{self as intake, PaymentWait, Pinned, SupplementRequest};
use motcua_kernel::{Actor, AgencyTree, Instant, LegNo, PartyId, Refusal, RulePack, Vnd};
use motcua_routing::{self as routing, IncidentReport, NumberedResult, OpinionRequest, Reappointment};
use uuid::Uuid;

/// One wish with all it is decided by.
pub struct Wish<'a> {
    pub dossier: &'a Dossier,
    pub history: &'a [Entry],
    pub pinned: Pinned<'a>,
    pub pack: &'a RulePack,
    pub actor: Actor,
    pub no: LegNo,
    pub pick: u8,
    pub now: Instant,
}

impl Wish<'_> {
    pub fn decide(&self, office: &Office, deed: Deed) -> Result<Vec<Event>, Refusal> {
        let Self { dossier, actor, no, pick, now, .. } = *self;
        let (pinned, calendar) = (&self.pinned, self.calendar());
        match deed {
            AskSupplement => intake::ask_supplement(dossier, pinned, self.supplement(), now),
            CompleteSupplement => intake::complete_supplement(dossier, pinned, now),
            AwaitPayment => intake::await_payment(dossier, pinned, actor, self.payment_wait(), now),
            Withdraw => intake::withdraw(dossier, text()),
            Stop => intake::stop(dossier, self.pack, text()),
            Lapse => intake::lapse(dossier, now),
            Follow => intake::follow_predecessor(dossier, pinned, self.outlook(), now),
            // The calendar is nobody's to change.
            Swap => Ok(Vec::new()),
            RequestAnnulment => intake::request_annulment(dossier, text(), now),
            ConfirmAnnulment => intake::confirm_annulment(dossier, actor),
            RequestCorrection => intake::request_correction(dossier, self.correction(), text()),
            ConfirmCorrection => intake::confirm_correction(dossier, actor),
            HandOverFromCounter => routing::hand_over_from_counter(dossier, actor, now),
            HandOverLeg => routing::hand_over_leg(dossier, actor, no, now),
            Accept => routing::accept(dossier, actor, no, now),
            SendLetter => {
                let reason = (pick % 4 != 3).then(text);
                routing::send_letter(dossier, actor, no, &self.paper(), reason, now)
            }
            RecordAnswer => {
                let results: Vec<String> = pinned.version.results.iter().map(|it| it.code.clone()).collect();
                let answer = self.answer(&results);
                routing::record_answer(dossier, actor, no, &self.paper(), answer, &results, now)
            }
            Question => routing::question(dossier, actor, no, text(), now),
            SendBack => routing::send_back(dossier, actor, no, text(), now),
            Resend => routing::resend(dossier, actor, no, now),
            Assign => routing::assign(dossier, actor, no, office.people[usize::from(pick) % 14].account, now),
            Claim => routing::claim(dossier, actor, no, now),
            FinishStep => routing::finish_step(dossier, actor, no, self.next_step(), now),
            AskOpinion => routing::ask_opinion(dossier, actor, self.opinion(office), calendar, now),
            AnswerOpinion => routing::answer_opinion(dossier, actor, no, text(), now),
            Propose => {
                let results: Vec<String> = pinned.version.results.iter().map(|it| it.code.clone()).collect();
                routing::propose(dossier, actor, no, self.outcome(&results), &results, now)
            }
            Approve => routing::approve(dossier, actor, no, now),
            DemandRework => routing::demand_rework(dossier, actor, no, text(), now),
            Number => {
                let number = if pick % 4 == 3 { "  " } else { " 12/QĐ " }.to_owned();
                routing::number_and_stamp(dossier, actor, no, &NumberedResult { number, file: None }, now)
            }
            Reappoint => {
                let request = Reappointment { leg: no, to: self.new_date(), apology: text() };
                routing::reappoint(dossier, actor, request, self.pack, calendar, now)
            }
            Apologise => routing::apologise(dossier, actor, no, text(), now),
            Suspend => {
                let grounds =
                    [SuspensionGround::Court, SuspensionGround::Dispute, SuspensionGround::OutsideAuthority];
                routing::suspend(dossier, actor, grounds[usize::from(pick) % 3], text(), now)
            }
            Resume => routing::resume(dossier, actor, calendar, now),
            Incident => routing::record_incident(dossier, actor, self.incident(office), now),
            Reopen => {
                let ground = ReopenGround::ALL[usize::from(pick % 2)];
                routing::reopen(dossier, actor, ground, text(), calendar, now)
            }
            Return => {
                let back = routing::originals_kept(dossier).map(|it| it.code.clone());
                let reason = (pick % 4 == 1).then(text);
                let handed = HandedOut {
                    originals: back.skip(usize::from(pick % 3 == 1)).collect(),
                    reason,
                    ..HandedOut::default()
                };
                routing::return_result(dossier, actor, self.method(), handed, now)
            }
            Assess => {
                let amount = Vnd(i64::from(pick) * 1000 - 8000);
                let open = dossier.charges.iter().find(|it| it.amount.is_none());
                let charge = open.map_or_else(|| self.charge(), Ok)?;
                motcua_fees::assess(dossier, actor, no, &charge.code, amount)
            }
            Pay => self.payment(),
            ProposeRebase => {
                let document = if pick % 8 == 1 { "1/1999/QH10" } else { GROUND }.to_owned();
                let ground = TransitionalGround { document, provision: text() };
                intake::propose_rebase(dossier, self.history, pinned, self.target(office), ground, now)
            }
            ConfirmRebase => {
                intake::confirm_rebase(dossier, self.history, pinned, self.target(office), actor, now)
            }
        }
    }

    /// Where it could go over to; now and then where it is.
    fn target<'o>(&'o self, office: &'o Office) -> (&'o ProcedureVersion, &'o AgencyTree) {
        let to = if self.pick % 8 == 3 { self.pinned.version } else { office.follower(self.dossier) };
        (to, &office.province.agencies)
    }

    /// Of the receiving agency.
    fn calendar(&self) -> &WorkingCalendar {
        self.pinned.calendars.of(self.dossier.receiving().unwrap())
    }

    /// Mostly there is a result in the end.
    fn outlook(&self) -> Outlook {
        match self.pick % 8 {
            1 => Outlook::Failed,
            2 => Outlook::Open,
            _ => Outlook::Granted,
        }
    }

    /// The first charge that is owed, or any.
    fn charge(&self) -> Result<&Charge, Refusal> {
        let charges = &self.dossier.charges;
        let owed = charges.iter().find(|it| self.dossier.unpaid(it) > Vnd::ZERO);
        let any = charges.get(usize::from(self.pick) % charges.len().max(1));
        if self.pick.is_multiple_of(2) { owed.or(any) } else { any }.ok_or_else(|| Refusal::new("none"))
    }

    /// For what is owed before the return, and now and then for anything.
    fn payment_wait(&self) -> PaymentWait {
        let owed = |it: &&Charge| it.due != DueWhen::AtReturn && self.dossier.unpaid(it) > Vnd::ZERO;
        let charges = self.dossier.charges.iter().filter(|it| self.pick.is_multiple_of(8) || owed(it));
        PaymentWait {
            leg: (!self.pick.is_multiple_of(5)).then_some(self.no),
            charges: charges.map(|it| it.code.clone()).collect(),
            pay_by: self.now.plus_minutes(i64::from(self.pick) * 60 - 60).date(),
        }
    }

    /// All that is left of a charge, or what was not meant.
    fn payment(&self) -> Result<Vec<Event>, Refusal> {
        let charge = self.charge()?;
        let amount = match self.pick % 4 {
            3 => Vnd(i64::from(self.pick) * 100 - 3000),
            _ => self.dossier.unpaid(charge),
        };
        let how = match charge.collector {
            Collector::Treasury => PaymentMeans::Notice { number: "12/TB".to_owned() },
            _ => PaymentMeans::Cash,
        };
        let paid = vec![PaidCharge { code: charge.code.clone(), amount }];
        let taking = Taking { paid, how, receipt: None, given: None };
        intake::record_payment(self.dossier, &self.pinned, self.actor, taking, self.now)
    }

    /// Of any kind, mostly the own fault.
    fn incident(&self, office: &Office) -> IncidentReport {
        let other = office.people[usize::from(self.pick) % 14].agency;
        IncidentReport {
            kind: IncidentKind::ALL[usize::from(self.pick) % 3],
            agency: if self.pick.is_multiple_of(4) { other } else { self.actor.agency },
            cost: Vnd(i64::from(self.pick) * 1000 - 5000),
            account: text(),
            apology: text(),
        }
    }

    fn supplement(&self) -> SupplementRequest {
        let filing = self.dossier.filing.as_ref().unwrap();
        let case = self.pinned.version.case(&filing.case).unwrap();
        let papers: Vec<&str> =
            case.components.iter().flat_map(|it| &it.components).map(|it| it.code.as_str()).collect();
        let code = papers[usize::from(self.pick) % papers.len()].to_owned();
        let subject = match self.pick % 8 {
            0 => SupplementSubject::Condition { index: 0 },
            1 => SupplementSubject::Component { code: "giay-la".to_owned() },
            _ => SupplementSubject::Component { code },
        };
        SupplementRequest {
            items: vec![SupplementItem { subject, reason: text() }],
            leg: self.pick.is_multiple_of(3).then_some(self.no),
            overridden: (self.pick % 4 == 2).then(text),
        }
    }

    fn correction(&self) -> Correction {
        match self.pick % 3 {
            0 => Correction::Applicant { party: PartyId(Uuid::from_u128(100 + u128::from(self.pick % 2))) },
            _ => Correction::Component {
                code: self
                    .dossier
                    .filing
                    .iter()
                    .flat_map(|it| &it.components)
                    .next()
                    .map_or_else(|| "giay-la".to_owned(), |it| it.code.clone()),
                originals: u16::from(self.pick % 4),
                copies: 1,
            },
        }
    }

    fn next_step(&self) -> u16 {
        match self.dossier.leg(self.no).map(|it| &it.status) {
            Some(LegStatus::Active { steps_done, .. }) if !self.pick.is_multiple_of(4) => *steps_done,
            _ => u16::from(self.pick % 4),
        }
    }

    /// A paper with a number of its own, of today or a day before or after.
    fn paper(&self) -> Letter {
        let day = |back: i64| self.now.plus_minutes(back * 1440).date();
        let date = match self.pick % 16 {
            14 => day(1),
            15 => day(-1),
            _ => day(0),
        };
        Letter { number: format!("{}/CV", self.dossier.seq), date, file: None }
    }

    fn answer(&self, results: &[String]) -> OutsideAnswer {
        let decides = self.dossier.leg(self.no).is_some_and(|it| it.plan.decides);
        match self.pick % 8 {
            1 => OutsideAnswer::Agreed { result: Some("giay-la".to_owned()) },
            2 => OutsideAnswer::Refused { reason: text() },
            3 => OutsideAnswer::NeedsSupplement { reason: text() },
            _ => OutsideAnswer::Agreed { result: decides.then(|| results[0].clone()) },
        }
    }

    fn opinion(&self, office: &Office) -> OpinionRequest {
        let legs = &self.dossier.legs;
        let agency = office.people[usize::from(self.pick) % 14].agency;
        let receiving = self.dossier.receiving().unwrap();
        OpinionRequest {
            asking: self.no,
            agency,
            liaison: office.province.agencies.liaison_of(agency, receiving, self.now.date()),
            budget: legs[usize::from(self.pick) % legs.len()].plan.budget.clone(),
            question: text(),
        }
    }

    fn outcome(&self, results: &[String]) -> Outcome {
        match self.pick % 8 {
            1 => Outcome::Granted { result: "giay-la".to_owned(), file: None },
            2..=4 => Outcome::Refused { reason: text() },
            _ => Outcome::Granted { result: results[0].clone(), file: None },
        }
    }

    fn new_date(&self) -> Instant {
        let dates = self.dossier.reception.as_ref().unwrap().dates;
        let calendar = self.calendar();
        let day = calendar.add_working_days(dates.lawful.date(), 1 + u32::from(self.pick % 8));
        let closing = calendar.closing(day).unwrap();
        match self.pick % 8 {
            0 => self.now,
            1 => closing.plus_minutes(60),
            _ => closing,
        }
    }

    fn method(&self) -> ReturnMethod {
        match self.pick % 5 {
            0 | 1 => ReturnMethod::Counter { to: PartyId(Uuid::from_u128(100)) },
            2 => ReturnMethod::Post { tracking: String::new() },
            3 => ReturnMethod::Post { tracking: " EB 1 ".to_owned() },
            _ => ReturnMethod::Online,
        }
    }
}
