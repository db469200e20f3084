//! One life: a plan of wishes, and what the rules made of it.
//!
//! Two wishes of seven push the dossier forward, so that lives end; the others ask for anything, by people of right and
//! wrong agencies. Every event is applied at once: an accepted one that does not apply ends the test.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test names only what it looks at")]

use crate::office::{Office, Procedure, at, office};
use motcua_catalogue::{Collector, DueWhen};
use motcua_dossier::{
    By, Charge, Correction, Dossier, Entry, Event, LegStatus, Outcome, PaidCharge, PaymentMeans,
    ReturnMethod, Status, SupplementItem, SupplementSubject, SuspensionGround, apply,
};
use motcua_intake::{self as intake, PaymentWait, Pinned, SupplementRequest};
use motcua_kernel::{Actor, DossierId, Instant, LegNo, PartyId, Refusal, RulePack, TextId, Vnd};
use motcua_routing::{self as routing, NumberedResult, OpinionRequest, Reappointment};
use proptest::prelude::*;
use uuid::Uuid;

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    AskSupplement,
    CompleteSupplement,
    AwaitPayment,
    Withdraw,
    Stop,
    Lapse,
    RequestAnnulment,
    ConfirmAnnulment,
    RequestCorrection,
    ConfirmCorrection,
    HandOverFromCounter,
    HandOverLeg,
    Accept,
    Question,
    SendBack,
    Resend,
    Assign,
    Claim,
    FinishStep,
    AskOpinion,
    AnswerOpinion,
    Propose,
    Approve,
    DemandRework,
    Number,
    Reappoint,
    Apologise,
    Suspend,
    Resume,
    Assess,
    Pay,
    Return,
}

use Deed::{
    Accept, AnswerOpinion, Apologise, Approve, AskOpinion, AskSupplement, Assess, Assign, AwaitPayment,
    Claim, CompleteSupplement, ConfirmAnnulment, ConfirmCorrection, DemandRework, FinishStep,
    HandOverFromCounter, HandOverLeg, Lapse, Number, Pay, Propose, Question, Reappoint, RequestAnnulment,
    RequestCorrection, Resend, Resume, Return, SendBack, Stop, Suspend, Withdraw,
};

/// Everything somebody can want, those that end a life rarely.
const WISHES: [(u32, Deed); 32] = [
    (9, AskSupplement),
    (3, CompleteSupplement),
    (16, AwaitPayment),
    (1, Withdraw),
    (1, Stop),
    (5, Lapse),
    (5, RequestAnnulment),
    (4, ConfirmAnnulment),
    (3, RequestCorrection),
    (4, ConfirmCorrection),
    (3, HandOverFromCounter),
    (3, HandOverLeg),
    (3, Accept),
    (4, Question),
    (4, SendBack),
    (3, Resend),
    (3, Assign),
    (3, Claim),
    (4, FinishStep),
    (9, AskOpinion),
    (3, AnswerOpinion),
    (3, Propose),
    (3, Approve),
    (6, DemandRework),
    (3, Number),
    (9, Reappoint),
    (4, Apologise),
    (5, Suspend),
    (3, Resume),
    (4, Assess),
    (4, Pay),
    (3, Return),
];

/// A wish after some time.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// In seconds, so that events fall between minutes too.
    after: i64,
    /// Whatever brings it forward, if absent.
    deed: Option<Deed>,
    /// Whether somebody of the right agency acts.
    right: bool,
    /// Who, else.
    who: usize,
    /// Which of the legs.
    leg: usize,
    /// Chooses among what else there is.
    pick: u8,
}

#[derive(Clone, Debug)]
pub struct Plan {
    procedure: Procedure,
    received: Instant,
    steps: Vec<Step>,
}

pub fn plans() -> impl Strategy<Value = Plan> {
    let procedure = proptest::sample::select(Procedure::ALL.to_vec());
    // Any second from 5 January to the end of September 2026, weekends and nights included.
    let received = (0_i64..269 * 86_400)
        .prop_map(|seconds| Instant::from_micros(at("2026-01-05T00:00").micros() + seconds * 1_000_000));
    (procedure, received, proptest::collection::vec(steps(), 30..90))
        .prop_map(|(procedure, received, steps)| Plan { procedure, received, steps })
}

fn steps() -> impl Strategy<Value = Step> {
    let after = prop_oneof![
        1 => Just(0_i64),
        8 => 1_i64..4 * 3600,
        3 => 4_i64 * 3600..30 * 3600,
        1 => 86_400_i64..6 * 86_400,
    ];
    let wishes = WISHES.map(|(weight, deed)| (weight, Just(deed))).to_vec();
    let deed =
        prop_oneof![2 => Just(None), 5 => proptest::strategy::Union::new_weighted(wishes).prop_map(Some)];
    (after, deed, prop::bool::weighted(0.8), 0_usize..14, 0_usize..12, any::<u8>())
        .prop_map(|(after, deed, right, who, leg, pick)| Step { after, deed, right, who, leg, pick })
}

/// What a plan came to.
pub struct Life {
    pub pack: &'static RulePack,
    pub entries: Vec<Entry>,
    /// The state after each entry.
    pub states: Vec<Dossier>,
    pub accepted: usize,
    pub refused: usize,
    pub now: Instant,
}

pub const ID: DossierId = DossierId(Uuid::from_u128(1));

pub const fn text() -> TextId {
    TextId(Uuid::from_u128(7))
}

impl Life {
    pub fn live(plan: &Plan) -> Self {
        let office = office();
        let version = office.version(plan.procedure);
        let events = office.received(version, office.filing(plan.procedure), plan.received);
        let mut life = Self {
            pack: office.pack(plan.received.date()),
            entries: Vec::new(),
            states: Vec::new(),
            accepted: 0,
            refused: 0,
            now: plan.received,
        };
        life.happen(By::Officer(office.counter()), events);
        let new_year = at("2027-01-01T00:00");
        for step in &plan.steps {
            life.now = Instant::from_micros(life.now.micros() + step.after * 1_000_000);
            if step.deed == Some(Lapse) {
                life.wait_for_the_last_moment(step.pick);
            }
            if life.now >= new_year {
                break;
            }
            match step.deed {
                Some(deed) => {
                    let no = life.leg_no(step.leg);
                    let actor = life.actor(office, deed, no, step);
                    if deed == AwaitPayment {
                        life.assess_for_the_notice(actor, no);
                    }
                    let accepted = life.wish(office, deed, actor, no, step.pick);
                    life.refused += usize::from(!accepted);
                }
                None => life.go_forward(office, step.pick),
            }
        }
        life
    }

    pub fn state(&self) -> &Dossier {
        self.states.last().unwrap()
    }

    /// Applies events as one accepted command.
    pub fn happen(&mut self, by: By, events: Vec<Event>) {
        for event in events {
            let seq = u32::try_from(self.entries.len()).unwrap() + 1;
            let entry = Entry { seq, recorded: self.now, occurred: self.now, by, event };
            let state = apply(ID, self.states.last().cloned(), &entry);
            let state = state.unwrap_or_else(|error| panic!("{error}: {entry:?} after {:#?}", self.entries));
            self.entries.push(entry);
            self.states.push(state);
        }
    }

    /// Asks the rules; what they accept happens.
    fn wish(&mut self, office: &Office, deed: Deed, actor: Actor, no: LegNo, pick: u8) -> bool {
        let pinned = office.province.pinned(self.state()).unwrap();
        let wish = Wish { dossier: self.state(), pinned, pack: self.pack, actor, no, pick, now: self.now };
        match wish.decide(office, deed) {
            Ok(events) => {
                let by = match deed {
                    Lapse => By::Rule,
                    Withdraw | Stop => By::Party { party: PartyId(Uuid::from_u128(100)) },
                    _ => By::Officer(actor),
                };
                self.accepted += 1;
                self.happen(by, events);
                true
            }
            Err(_) => false,
        }
    }

    /// What would end a pause, around its last moment.
    fn wait_for_the_last_moment(&mut self, pick: u8) {
        let last = match self.state().status {
            Status::SupplementRequested { answer_by, .. } => answer_by,
            Status::AwaitingPayment { pay_by, .. } => pay_by,
            _ => return,
        };
        self.now = self.now.max(last.plus_minutes(i64::from(pick % 4) - 1));
    }

    /// Who gives a notice has assessed what it asks for, where they may.
    fn assess_for_the_notice(&mut self, actor: Actor, no: LegNo) {
        let open =
            self.state().charges.iter().filter(|it| it.due != DueWhen::AtReturn && it.amount.is_none());
        let open: Vec<String> = open.map(|it| it.code.clone()).collect();
        for code in open {
            if let Ok(events) = motcua_fees::assess(self.state(), actor, no, &code, Vnd(90_000)) {
                self.happen(By::Officer(actor), events);
            }
        }
    }

    /// One of the legs, mostly one that somebody has or is to take; now and then one that is not there.
    fn leg_no(&self, leg: usize) -> LegNo {
        let legs = &self.state().legs;
        let idle =
            |it: &motcua_dossier::Leg| matches!(it.status, LegStatus::Waiting | LegStatus::Finished { .. });
        let live: Vec<LegNo> = legs.iter().filter(|it| !idle(it)).map(|it| it.plan.no).collect();
        match leg {
            11 => LegNo(99),
            4..11 if !live.is_empty() => live[leg % live.len()],
            _ => legs[leg % legs.len()].plan.no,
        }
    }

    fn actor(&self, office: &Office, deed: Deed, no: LegNo, step: &Step) -> Actor {
        let receiving = self.state().receiving().unwrap();
        let of_leg = self.state().leg(no).map_or(receiving, |it| it.plan.agency);
        match (step.right, deed) {
            (false, _) => office.people[step.who],
            (true, HandOverFromCounter | Resend | Suspend | Resume | Pay | Return | Reappoint) => {
                office.person(receiving, step.who % 2 == 1)
            }
            (true, _) => office.person(of_leg, step.who % 2 == 1),
        }
    }

    /// The first of all sensible things that is allowed.
    fn go_forward(&mut self, office: &Office, pick: u8) {
        let second = pick % 2 == 1;
        let counter = office.person(self.state().receiving().unwrap(), second);
        let anything = LegNo(1);
        let mut wishes = vec![
            (CompleteSupplement, counter, anything),
            (Resume, counter, anything),
            (Return, counter, anything),
            (Pay, counter, anything),
        ];
        let deciding = self.state().legs.iter().find(|it| it.plan.decides);
        if let Some(leg) = deciding.filter(|_| matches!(self.state().status, Status::ResultReady { .. })) {
            wishes.push((Assess, office.person(leg.plan.agency, second), leg.plan.no));
        }
        let legs = &self.state().legs;
        let mut order: Vec<_> = legs.iter().collect();
        order.rotate_left(usize::from(pick) % legs.len());
        for leg in order {
            let no = leg.plan.no;
            let worker = office.person(leg.plan.agency, second);
            match &leg.status {
                LegStatus::Sent { .. } => wishes.push((Accept, worker, no)),
                LegStatus::Questioned { .. } | LegStatus::SentBack { .. } => {
                    wishes.push((Resend, counter, no));
                    let of_leg =
                        |it: &motcua_dossier::Leg| (Resend, office.person(it.plan.agency, second), no);
                    wishes.extend(legs.iter().map(of_leg));
                }
                LegStatus::Active { .. } => {
                    wishes
                        .extend([AnswerOpinion, Propose, HandOverLeg, FinishStep].map(|it| (it, worker, no)));
                }
                LegStatus::Proposed { .. } => {
                    wishes.extend([false, true].map(|it| (Approve, office.person(leg.plan.agency, it), no)));
                }
                LegStatus::Approved { .. } if self.state().has_result() => {
                    wishes.push((HandOverLeg, worker, no));
                }
                LegStatus::Approved { .. } => wishes.push((Number, worker, no)),
                LegStatus::Waiting | LegStatus::Finished { .. } => {}
            }
        }
        wishes.push((HandOverFromCounter, counter, anything));
        for (deed, actor, no) in wishes {
            // A useful outcome whatever was picked.
            if self.wish(office, deed, actor, no, pick & !3) {
                return;
            }
        }
    }
}

/// One wish with all it is decided by.
struct Wish<'a> {
    dossier: &'a Dossier,
    pinned: Pinned<'a>,
    pack: &'a RulePack,
    actor: Actor,
    no: LegNo,
    pick: u8,
    now: Instant,
}

impl Wish<'_> {
    fn decide(&self, office: &Office, deed: Deed) -> Result<Vec<Event>, Refusal> {
        let Self { dossier, actor, no, pick, now, .. } = *self;
        let (pinned, calendar) = (&self.pinned, office.calendar());
        match deed {
            AskSupplement => intake::ask_supplement(dossier, pinned, self.supplement(), now),
            CompleteSupplement => intake::complete_supplement(dossier, pinned, now),
            AwaitPayment => intake::await_payment(dossier, pinned, actor, self.payment_wait(), now),
            Withdraw => intake::withdraw(dossier, text()),
            Stop => intake::stop(dossier, self.pack, text()),
            Lapse => intake::lapse(dossier, now),
            RequestAnnulment => intake::request_annulment(dossier, text(), now),
            ConfirmAnnulment => intake::confirm_annulment(dossier, actor),
            RequestCorrection => intake::request_correction(dossier, self.correction(), text()),
            ConfirmCorrection => intake::confirm_correction(dossier, actor),
            HandOverFromCounter => routing::hand_over_from_counter(dossier, actor, now),
            HandOverLeg => routing::hand_over_leg(dossier, actor, no, now),
            Accept => routing::accept(dossier, actor, no, now),
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
                let request = Reappointment { leg: no, to: self.new_date(office), apology: text() };
                routing::reappoint(dossier, actor, request, self.pack, calendar, now)
            }
            Apologise => routing::apologise(dossier, actor, no, text(), now),
            Suspend => {
                let grounds =
                    [SuspensionGround::Court, SuspensionGround::Dispute, SuspensionGround::OutsideAuthority];
                routing::suspend(dossier, actor, grounds[usize::from(pick) % 3], text(), now)
            }
            Resume => routing::resume(dossier, actor, calendar, now),
            Return => routing::return_result(dossier, actor, self.method(), now),
            Assess => {
                let amount = Vnd(i64::from(pick) * 1000 - 8000);
                let open = dossier.charges.iter().find(|it| it.amount.is_none());
                let charge = open.map_or_else(|| self.charge(), Ok)?;
                motcua_fees::assess(dossier, actor, no, &charge.code, amount)
            }
            Pay => self.payment(),
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
        intake::record_payment(self.dossier, &self.pinned, self.actor, paid, how, self.now)
    }

    fn supplement(&self) -> SupplementRequest {
        let filing = self.dossier.filing.as_ref().unwrap();
        let code = filing.components[usize::from(self.pick) % filing.components.len()].code.clone();
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
                code: self.dossier.filing.as_ref().unwrap().components[0].code.clone(),
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

    fn opinion(&self, office: &Office) -> OpinionRequest {
        let legs = &self.dossier.legs;
        OpinionRequest {
            asking: self.no,
            agency: office.people[usize::from(self.pick) % 14].agency,
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

    fn new_date(&self, office: &Office) -> Instant {
        let dates = self.dossier.reception.as_ref().unwrap().dates;
        let calendar = office.calendar();
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
