//! One dossier of November 2026: received at a commune, worked on by the land office, the tax office and the land office again.

use motcua_calendar::TimeLimit;
use motcua_catalogue::{Channel, LegKind};
use motcua_dossier::{
    By, Dates, Dossier, DossierNumber, Entry, Event, Filing, LegPlan, Outcome, Reception, apply, replay,
};
use motcua_kernel::{
    AccountId, Actor, AgencyId, DossierId, Instant, LegNo, NumberFormat, PartyId, ProcedureVersionId, Role,
    TextId, parse_instant,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub const COMMUNE: AgencyId = AgencyId(Uuid::from_u128(1));
pub const LAND: AgencyId = AgencyId(Uuid::from_u128(2));
pub const TAX: AgencyId = AgencyId(Uuid::from_u128(3));
pub const TEXT: TextId = TextId(Uuid::from_u128(9));
pub const ID: DossierId = DossierId(Uuid::from_u128(10));

/// `02 09:00` of November 2026.
pub fn nov(text: &str) -> Instant {
    parse_instant(&format!("2026-11-{text}")).unwrap()
}

pub fn leg(no: u16, agency: AgencyId, after: &[u16]) -> LegPlan {
    LegPlan {
        no: LegNo(no),
        name: format!("Công đoạn {no}"),
        agency,
        kind: LegKind::Process,
        budget: TimeLimit::working_days(3),
        after: after.iter().copied().map(LegNo).collect(),
        steps: 1,
        decides: no == 3,
        planned_end: nov("20 17:00"),
        liaison: None,
    }
}

pub fn received() -> Event {
    let lawful = nov("20 17:00");
    let returning = LegPlan { kind: LegKind::Return, ..leg(4, COMMUNE, &[3]) };
    Event::Received {
        filing: filing(),
        reception: Reception {
            number: DossierNumber::write(NumberFormat::LeftToRight, "H13.15", nov("02 09:00").date(), 1, 4),
            at: nov("02 09:00"),
            pack: "2025".to_owned(),
            limit: TimeLimit::working_days(14),
            cut_off: None,
            dates: Dates::at_receipt(lawful),
            bundle: None,
            origin: None,
        },
        legs: vec![leg(1, LAND, &[]), leg(2, TAX, &[1]), leg(3, LAND, &[2]), returning],
        charges: Vec::new(),
    }
}

pub fn filing() -> Filing {
    Filing {
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
    }
}

/// The dossier after these events, one an hour.
pub fn after(events: &[Event]) -> Dossier {
    let entries: Vec<Entry> = events.iter().enumerate().map(|(place, event)| entry(place, event)).collect();
    replay(ID, &entries).unwrap()
}

/// What is told of `event` when it follows `before`.
pub fn told_of(before: &[Event], event: &Event) -> Option<motcua_notifications::NoticeKind> {
    let last = entry(before.len(), event);
    let state = (!before.is_empty()).then(|| after(before));
    let next = apply(ID, state.clone(), &last).unwrap();
    motcua_notifications::told(state.as_ref(), &next, &last)
}

pub fn entry(place: usize, event: &Event) -> Entry {
    let at = nov("02 09:00").plus_minutes(60 * i64::try_from(place).unwrap());
    let by =
        By::Officer(Actor { account: AccountId(Uuid::from_u128(7)), agency: LAND, role: Role::Specialist });
    Entry { seq: u32::try_from(place).unwrap() + 1, recorded: at, occurred: at, by, event: event.clone() }
}

pub fn taken(leg: u16) -> [Event; 2] {
    let from = (leg > 1).then(|| LegNo(leg - 1));
    [Event::HandedOver { from, to: LegNo(leg) }, Event::LegAccepted { leg: LegNo(leg) }]
}

pub fn finished(leg: u16) -> Event {
    Event::LegFinished { leg: LegNo(leg) }
}

/// Signed, numbered and at the counter.
pub fn to_the_result(outcome: Outcome) -> Vec<Event> {
    let leg = LegNo(3);
    let mut events = vec![received()];
    events.extend(taken(1));
    events.push(finished(1));
    events.extend(taken(2));
    events.push(finished(2));
    events.extend(taken(3));
    events.extend([
        Event::ResultProposed { leg, outcome },
        Event::ResultApproved { leg },
        Event::ResultNumbered { leg, number: "12/GCN".to_owned(), file: None },
        finished(3),
    ]);
    events
}

pub fn granted() -> Outcome {
    Outcome::Granted { result: "giay-chung-nhan".to_owned(), file: None }
}
