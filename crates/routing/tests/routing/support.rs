//! An office for the tests: a received dossier, two agencies at work in parallel, and people who act. Not the rules.

use motcua_calendar::{DayCalendar, TimeLimit, WorkingCalendar};
use motcua_catalogue::{Channel, ChargeKind, Collector, DueWhen, LegKind};
use motcua_dossier::{
    By, Charge, Dates, Dossier, DossierNumber, Entry, Event, Filing, LegPlan, LegStatus, NumberError,
    Outcome, PaidCharge, Payment, PaymentMeans, Reception, apply,
};
use motcua_kernel::{
    AccountId, Actor, AgencyId, DossierId, Instant, LegNo, PartyId, ProcedureVersionId, Refusal, Role,
    RulePack, RulePacks, TextId, Vnd, parse_instant,
};
use motcua_routing as routing;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub const LAND: LegNo = LegNo(1);
pub const TAX: LegNo = LegNo(2);
pub const DECIDE: LegNo = LegNo(3);
pub const RETURN: LegNo = LegNo(4);

pub const CLERK: Actor = actor(1, 10, Role::Clerk);
pub const LAND_OFFICER: Actor = actor(2, 20, Role::Specialist);
pub const TAX_OFFICER: Actor = actor(3, 30, Role::Specialist);
pub const OTHER_LAND_OFFICER: Actor = actor(4, 20, Role::Specialist);
pub const LEADER: Actor = actor(5, 20, Role::Leader);
pub const EXPERT: Actor = actor(6, 40, Role::Specialist);

pub const DOSSIER: DossierId = DossierId(Uuid::from_u128(7));
pub const RESULT: &str = "giay-chung-nhan";

const fn actor(account: u128, agency: u128, role: Role) -> Actor {
    Actor { account: AccountId(Uuid::from_u128(account)), agency: AgencyId(Uuid::from_u128(agency)), role }
}

/// A text whose words do not matter.
pub const TEXT: TextId = TextId(Uuid::from_u128(99));

pub fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

/// Weekdays 07:00-11:30 and 13:30-17:00, no holidays.
pub fn calendar() -> WorkingCalendar {
    WorkingCalendar::new(DayCalendar::default(), Vec::new(), Vec::new())
}

pub fn pack() -> RulePack {
    RulePacks::shipped().unwrap().get("2018-06").unwrap().clone()
}

pub fn granted() -> Outcome {
    Outcome::Granted { result: RESULT.to_owned(), file: None }
}

pub fn results() -> Vec<String> {
    vec![RESULT.to_owned()]
}

pub fn numbered(number: &str) -> routing::NumberedResult {
    routing::NumberedResult { number: number.to_owned(), file: None }
}

fn plan(no: LegNo, agency: AgencyId, kind: LegKind, after: &[LegNo], planned_end: &str) -> LegPlan {
    LegPlan {
        no,
        name: format!("Công đoạn {no}"),
        agency,
        kind,
        budget: TimeLimit::working_days(2),
        after: after.to_vec(),
        steps: 2,
        decides: no == DECIDE,
        planned_end: at(planned_end),
        liaison: None,
    }
}

/// A dossier and everything that happened to it.
#[derive(Clone, Debug)]
pub struct Office {
    pub dossier: Dossier,
    pub history: Vec<Entry>,
    pub now: Instant,
}

impl Office {
    /// Received Monday 9 March 2026 at nine, due Monday 16 March at seventeen: land office and tax side by side, the
    /// land office decides after both, the counter returns.
    pub fn received() -> Self {
        Self::received_with(|_| ())
    }

    /// The same with legs planned otherwise.
    pub fn received_with(change: fn(&mut LegPlan)) -> Self {
        let due = at("2026-03-16T17:00");
        let mut legs = vec![
            plan(LAND, LAND_OFFICER.agency, LegKind::Process, &[], "2026-03-11T17:00"),
            plan(TAX, TAX_OFFICER.agency, LegKind::Process, &[], "2026-03-11T17:00"),
            plan(DECIDE, LAND_OFFICER.agency, LegKind::Process, &[LAND, TAX], "2026-03-13T17:00"),
            plan(RETURN, CLERK.agency, LegKind::Return, &[DECIDE], "2026-03-16T17:00"),
        ];
        legs.iter_mut().for_each(change);
        let number: Result<DossierNumber, NumberError> = "H13.15-260309-0001".parse();
        let reception = Reception {
            number: number.unwrap(),
            at: at("2026-03-09T09:00"),
            pack: "2018-06".to_owned(),
            limit: TimeLimit::working_days(5),
            cut_off: None,
            dates: Dates::at_receipt(due),
            bundle: None,
            origin: None,
        };
        let filing = Filing {
            version: ProcedureVersionId(Uuid::from_u128(50)),
            case: "mac-dinh".to_owned(),
            channel: Channel::Counter,
            receiving: CLERK.agency,
            competent: LAND_OFFICER.agency,
            applicant: PartyId(Uuid::from_u128(60)),
            helper: None,
            answers: BTreeMap::new(),
            components: Vec::new(),
            quantities: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        let now = reception.at;
        let event = Event::Received { filing, reception, legs, charges: Vec::new() };
        let entry = Entry { seq: 1, recorded: now, occurred: now, by: By::Officer(CLERK), event };
        let dossier = apply(DOSSIER, None, &entry).unwrap();
        Self { dossier, history: vec![entry], now }
    }

    /// Handed over and accepted by both.
    pub fn in_parallel() -> Self {
        let mut office = Self::received();
        office.must(CLERK, routing::hand_over_from_counter(&office.dossier, CLERK, office.now));
        office.must(LAND_OFFICER, routing::accept(&office.dossier, LAND_OFFICER, LAND, office.now));
        office.must(TAX_OFFICER, routing::accept(&office.dossier, TAX_OFFICER, TAX, office.now));
        office
    }

    /// Of both parallel legs only the last step is left.
    pub fn at_their_last_step() -> Self {
        let mut office = Self::in_parallel();
        office.must(TAX_OFFICER, routing::finish_step(&office.dossier, TAX_OFFICER, TAX, 0, office.now));
        office.must(LAND_OFFICER, routing::finish_step(&office.dossier, LAND_OFFICER, LAND, 0, office.now));
        office
    }

    /// Both parallel legs are done; the deciding one is accepted.
    pub fn deciding() -> Self {
        let mut office = Self::at_their_last_step();
        office.must(TAX_OFFICER, routing::hand_over_leg(&office.dossier, TAX_OFFICER, TAX, office.now));
        office.must(LAND_OFFICER, routing::hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now));
        office.must(LAND_OFFICER, routing::accept(&office.dossier, LAND_OFFICER, DECIDE, office.now));
        office
    }

    /// A result is proposed by the land officer.
    pub fn proposed() -> Self {
        let mut office = Self::deciding();
        let proposed =
            routing::propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &results(), office.now);
        office.must(LAND_OFFICER, proposed);
        office
    }

    /// The result is signed by the leader and numbered.
    pub fn signed() -> Self {
        let mut office = Self::proposed();
        office.must(LEADER, routing::approve(&office.dossier, LEADER, DECIDE, office.now));
        let stamped =
            routing::number_and_stamp(&office.dossier, LEADER, DECIDE, &numbered("12/GCN"), office.now);
        office.must(LEADER, stamped);
        office
    }

    /// The result is at the counter.
    pub fn ready() -> Self {
        let mut office = Self::signed();
        office.must(LAND_OFFICER, routing::hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now));
        office.must(CLERK, routing::accept(&office.dossier, CLERK, RETURN, office.now));
        office
    }

    /// Applies the events of a command that must be accepted.
    pub fn must(&mut self, actor: Actor, decided: Result<Vec<Event>, Refusal>) {
        self.happen(actor, decided.unwrap());
    }

    /// Applies events; that they can be is what the rules promise.
    pub fn happen(&mut self, actor: Actor, events: Vec<Event>) {
        for event in events {
            let seq = self.dossier.seq + 1;
            let (recorded, by) = (self.now, By::Officer(actor));
            let entry = Entry { seq, recorded, occurred: self.now, by, event };
            self.dossier = apply(DOSSIER, Some(self.dossier.clone()), &entry).unwrap();
            self.history.push(entry);
        }
    }

    pub fn leg(&self, no: LegNo) -> &LegStatus {
        &self.dossier.leg(no).unwrap().status
    }

    /// The clock moves on.
    #[must_use]
    pub fn on(mut self, text: &str) -> Self {
        self.now = at(text);
        self
    }
}

/// The command is refused with this code, and under this article where one is named.
#[track_caller]
pub fn refused(decided: &Result<Vec<Event>, Refusal>, code: &str, article: Option<&str>) {
    let refusal = decided.as_ref().expect_err(code);
    assert_eq!(refusal.message.code.0, code);
    if article.is_some() {
        assert_eq!(refusal.article.as_deref(), article, "{code}");
    }
}

/// One line owed; its code is that of `payment`.
pub fn charge(due: DueWhen, amount: Option<Vnd>) -> Charge {
    Charge {
        code: "le-phi".to_owned(),
        name: "Lệ phí".to_owned(),
        kind: ChargeKind::StateFee,
        amount,
        quantity: None,
        collector: Collector::Counter,
        due,
        basis: "85/2019/TT-BTC".to_owned(),
        confirmed: true,
    }
}

/// So much on the charge.
pub fn payment(amount: Vnd) -> Payment {
    let paid = vec![PaidCharge { code: "le-phi".to_owned(), amount }];
    Payment {
        seq: 1,
        at: at("2026-03-09T09:00"),
        paid,
        how: PaymentMeans::Cash,
        by: None,
        receipt: None,
        given: None,
        reversed: None,
    }
}
