//! A dossier with charges of each kind, received by the counter of a commune.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]
use motcua_calendar::TimeLimit;
use motcua_catalogue::{Channel, ChargeKind, Collector, DueWhen, LegKind};
use motcua_dossier::{By, Charge, Dates, DossierNumber, Entry, Event, Filing, LegPlan, Reception};
use motcua_kernel::{
    AccountId, Actor, AgencyId, DossierId, Instant, LegNo, NumberFormat, PartyId, ProcedureVersionId, Role,
    Vnd, parse_instant,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub const ID: DossierId = DossierId(Uuid::from_u128(10));
pub const COMMUNE: AgencyId = AgencyId(Uuid::from_u128(1));
pub const LAND: AgencyId = AgencyId(Uuid::from_u128(2));
pub const CLERK: Actor = actor(7, COMMUNE, Role::Clerk);
pub const OFFICER: Actor = actor(7, LAND, Role::Specialist);
pub const LEG: LegNo = LegNo(1);

/// 28 000 ₫ due at the return, a tax of 2 500 000 ₫, a fee the land office has still to assess, and 10 000 ₫ at receipt.
pub const FEE: &str = "le-phi-cap-giay";
pub const TAX: &str = "le-phi-truoc-ba";
pub const TO_ASSESS: &str = "phi-tham-dinh";
pub const STATE_FEE: &str = "phi-ho-so";

pub const fn actor(account: u128, agency: AgencyId, role: Role) -> Actor {
    Actor { account: AccountId(Uuid::from_u128(account)), agency, role }
}

fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

fn charge(code: &str, amount: Option<i64>, collector: Collector, due: DueWhen) -> Charge {
    Charge {
        code: code.to_owned(),
        name: code.to_owned(),
        kind: ChargeKind::StateFee,
        amount: amount.map(Vnd),
        quantity: None,
        collector,
        due,
        basis: "85/2019/TT-BTC".to_owned(),
        confirmed: true,
    }
}

/// Its receipt, as the first entry of its history.
pub fn received() -> Entry {
    let now = at("2026-11-02T08:00");
    let filing = Filing {
        version: ProcedureVersionId(Uuid::from_u128(5)),
        case: "chung".to_owned(),
        channel: Channel::Counter,
        receiving: COMMUNE,
        competent: LAND,
        applicant: PartyId(Uuid::from_u128(6)),
        helper: None,
        answers: BTreeMap::new(),
        components: Vec::new(),
        quantities: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    };
    let limit = TimeLimit::working_days(5);
    let reception = Reception {
        number: DossierNumber::write(NumberFormat::LeftToRight, "H13.15", now.date(), 1, 4),
        at: now,
        pack: "2026-07".to_owned(),
        limit: limit.clone(),
        cut_off: None,
        dates: Dates::at_receipt(at("2026-11-09T17:00")),
        bundle: None,
        origin: None,
    };
    let leg = LegPlan {
        no: LEG,
        name: "Thẩm định".to_owned(),
        agency: LAND,
        kind: LegKind::Process,
        budget: limit,
        after: Vec::new(),
        steps: 1,
        decides: true,
        planned_end: at("2026-11-06T17:00"),
        liaison: None,
    };
    let charges = vec![
        charge(FEE, Some(28_000), Collector::Counter, DueWhen::AtReturn),
        charge(TAX, Some(2_500_000), Collector::Treasury, DueWhen::DuringProcessing),
        charge(TO_ASSESS, None, Collector::AgencyAccount, DueWhen::AtReturn),
        charge(STATE_FEE, Some(10_000), Collector::Counter, DueWhen::AtReception),
    ];
    let event = Event::Received { filing, reception, legs: vec![leg], charges };
    let by = By::Officer(CLERK);
    Entry { seq: 1, recorded: now, occurred: now, by, event }
}
