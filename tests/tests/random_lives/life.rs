//! One life: a plan of wishes, and what the rules made of it.
//!
//! Two wishes of seven push the dossier forward, so that lives end; the others ask for anything, by people of right and
//! wrong agencies. Every event is applied at once: an accepted one that does not apply ends the test.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test names only what it looks at")]

use crate::office::{Office, Procedure, at, office, swapped};
use crate::origin::{Coming, comings};
use crate::wish::Wish;
use motcua_calendar::WorkingCalendar;
use motcua_catalogue::DueWhen;
use motcua_dossier::{By, Calendars, Dossier, Entry, Event, LegStatus, Status, apply};
use motcua_kernel::{Actor, DossierId, Instant, LegNo, PartyId, RulePack, TextId, Vnd};
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
    SendLetter,
    RecordAnswer,
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
    Incident,
    Reopen,
    Follow,
    Swap,
    ProposeRebase,
    ConfirmRebase,
}

use Deed::{
    Accept, AnswerOpinion, Apologise, Approve, AskOpinion, AskSupplement, Assess, Assign, AwaitPayment,
    Claim, CompleteSupplement, ConfirmAnnulment, ConfirmCorrection, ConfirmRebase, DemandRework, FinishStep,
    Follow, HandOverFromCounter, HandOverLeg, Incident, Lapse, Number, Pay, Propose, ProposeRebase, Question,
    Reappoint, RecordAnswer, Reopen, RequestAnnulment, RequestCorrection, Resend, Resume, Return, SendBack,
    SendLetter, Stop, Suspend, Swap, Withdraw,
};

/// Everything somebody can want, those that end a life rarely.
const WISHES: [(u32, Deed); 40] = [
    (3, Follow),
    (7, Swap),
    (9, AskSupplement),
    (3, CompleteSupplement),
    (16, AwaitPayment),
    (1, Withdraw),
    (1, Stop),
    (5, Lapse),
    (12, RequestAnnulment),
    (10, ConfirmAnnulment),
    (3, RequestCorrection),
    (4, ConfirmCorrection),
    (3, HandOverFromCounter),
    (3, HandOverLeg),
    (3, Accept),
    (5, SendLetter),
    (4, RecordAnswer),
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
    (3, Incident),
    (4, Reopen),
    (2, ProposeRebase),
    (9, ConfirmRebase),
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
    coming: Coming,
    received: Instant,
    steps: Vec<Step>,
}

pub fn plans() -> impl Strategy<Value = Plan> {
    let procedure = proptest::sample::select(Procedure::ALL.to_vec());
    // Any second from 5 January to the end of September 2026, weekends and nights included.
    let received = (0_i64..269 * 86_400)
        .prop_map(|seconds| Instant::from_micros(at("2026-01-05T00:00").micros() + seconds * 1_000_000));
    (procedure, comings(), received, proptest::collection::vec(steps(), 30..90))
        .prop_map(|(procedure, coming, received, steps)| Plan { procedure, coming, received, steps })
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
    /// The working time as it is known at the end, and from which entry on.
    pub calendars: &'static Calendars,
    pub announced: Option<usize>,
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
        let events = plan.coming.events(office, plan.procedure, plan.received);
        let mut life = Self {
            calendars: &office.province.calendars,
            announced: None,
            pack: office.pack(plan.received.date()),
            entries: Vec::new(),
            states: Vec::new(),
            accepted: 0,
            refused: 0,
            now: plan.coming.entered(plan.received),
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
                Some(Swap) => life.swap(office),
                Some(deed) => {
                    let no = life.leg_no(step.leg);
                    let actor = life.actor(office, deed, no, step);
                    if deed == AwaitPayment {
                        life.assess_for_the_notice(actor, no);
                    }
                    if deed == ConfirmRebase && step.right {
                        let officer = office.person(office.agency("H13.001"), false);
                        life.wish(office, ProposeRebase, officer, no, step.pick);
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
            let occurred = match &event {
                Event::Received { reception, .. } => reception.at,
                _ => self.now,
            };
            let entry = Entry { seq, recorded: self.now, occurred, by, event };
            let state = apply(ID, self.states.last().cloned(), &entry);
            let state = state.unwrap_or_else(|error| panic!("{error}: {entry:?} after {:#?}", self.entries));
            self.entries.push(entry);
            self.states.push(state);
        }
    }

    /// Asks the rules; what they accept happens.
    fn wish(&mut self, office: &Office, deed: Deed, actor: Actor, no: LegNo, pick: u8) -> bool {
        let (dossier, history) = (self.state(), self.entries.as_slice());
        let pinned = office.pinned(dossier, self.calendars);
        let wish = Wish { dossier, history, pinned, pack: self.pack, actor, no, pick, now: self.now };
        match wish.decide(office, deed) {
            Ok(events) => {
                let by = match deed {
                    Lapse | Follow => By::Rule,
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

    /// The calendar changes once, from a day to come on, and what is open is worked out anew.
    fn swap(&mut self, office: &'static Office) {
        if self.announced.is_some() {
            return;
        }
        self.calendars = swapped(self.now.date());
        self.announced = Some(self.entries.len());
        let pinned = office.pinned(self.state(), self.calendars);
        let events = motcua_intake::recompute(self.state(), &self.entries, &pinned).unwrap();
        self.happen(By::Rule, events);
    }

    /// Working time as it was known then.
    pub fn calendars_at(&self, seq: u32) -> &'static Calendars {
        let later = self.announced.is_some_and(|entries| usize::try_from(seq).unwrap() > entries);
        if later { self.calendars } else { &office().province.calendars }
    }

    /// By which citizens' dates were counted when the entry with this number was written.
    pub fn calendar_at(&self, seq: u32) -> &'static WorkingCalendar {
        self.calendars_at(seq).of(office().agency("H13.163.01"))
    }

    /// By which everything is measured at the end.
    pub fn calendar(&self) -> &'static WorkingCalendar {
        self.calendars.of(office().agency("H13.163.01"))
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
        let of_leg = self.state().leg(no).map_or(receiving, |it| it.plan.desk());
        match (step.right, deed) {
            (false, _) => office.people[step.who],
            (true, HandOverFromCounter | Resend | Suspend | Resume | Pay | Return | Reopen) => {
                office.person(receiving, step.who % 2 == 1)
            }
            // Its leader signs, and now and then somebody else would like to.
            (true, Reappoint | Apologise) => office.person(of_leg, !step.who.is_multiple_of(4)),
            (true, _) => office.person(of_leg, step.who % 2 == 1),
        }
    }

    /// Of every second result it is said that it is wrong, and then it is corrected.
    fn go_forward_after_the_end(&mut self, office: &Office, second: bool) {
        let receiving = self.state().receiving().unwrap();
        let (clerk, head) = (office.person(receiving, second), office.person(receiving, !second));
        if self.state().is_result_reported_wrong() {
            let _ = [clerk, head].into_iter().any(|it| self.wish(office, Reopen, it, LegNo(1), 0));
        } else if second {
            self.wish(office, Incident, clerk, LegNo(1), 5);
        }
    }

    /// The first of all sensible things that is allowed.
    fn go_forward(&mut self, office: &Office, pick: u8) {
        let second = pick % 2 == 1;
        let counter = office.person(self.state().receiving().unwrap(), second);
        let anything = LegNo(1);
        if matches!(self.state().status, Status::Returned { .. }) {
            self.go_forward_after_the_end(office, second);
            return;
        }
        let mut wishes = vec![
            (Follow, counter, anything),
            (CompleteSupplement, counter, anything),
            (Resume, counter, anything),
            (Return, counter, anything),
            (Pay, counter, anything),
        ];
        let deciding = self.state().legs.iter().find(|it| it.plan.decides);
        if let Some(leg) = deciding.filter(|_| matches!(self.state().status, Status::ResultReady { .. })) {
            wishes.push((Assess, office.person(leg.plan.desk(), second), leg.plan.no));
        }
        let legs = &self.state().legs;
        let mut order: Vec<_> = legs.iter().collect();
        order.rotate_left(usize::from(pick) % legs.len());
        for leg in order {
            let no = leg.plan.no;
            let worker = office.person(leg.plan.desk(), second);
            match &leg.status {
                LegStatus::Sent { .. } | LegStatus::Active { .. } if leg.plan.liaison.is_some() => {
                    wishes.extend([RecordAnswer, SendLetter].map(|it| (it, worker, no)));
                }
                LegStatus::Sent { .. } => wishes.push((Accept, worker, no)),
                LegStatus::Questioned { .. } | LegStatus::SentBack { .. } => {
                    wishes.push((Resend, counter, no));
                    let of_leg =
                        |it: &motcua_dossier::Leg| (Resend, office.person(it.plan.desk(), second), no);
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
