//! November 2026 with the hours 07:00–11:30 and 13:30–17:00 on weekdays; the 2nd is a Monday, the 24th a holiday.

use motcua_calendar::{TimeLimit, WorkingCalendar, shipped};
use motcua_catalogue::{Channel, LegKind};
use motcua_dossier::{
    BundlePlace, By, Calendars, Dates, Dossier, DossierNumber, Entry, Event, Filing, Holder, LegPlan,
    MainLine, Outcome, PaperOrigin, Predecessor, Reception, replay,
};
use motcua_kernel::{
    AccountId, Actor, AgencyId, BundleId, DossierId, Instant, LegNo, NumberFormat, PaperBatchId, PartyId,
    ProcedureVersionId, Role, TextId, parse_instant,
};
use uuid::Uuid;

pub const COMMUNE: AgencyId = AgencyId(Uuid::from_u128(1));
pub const LAND: AgencyId = AgencyId(Uuid::from_u128(2));
pub const TAX: AgencyId = AgencyId(Uuid::from_u128(3));
pub const FUND: AgencyId = AgencyId(Uuid::from_u128(4));
pub const TEXT: TextId = TextId(Uuid::from_u128(9));

/// Half a working day to accept a hand-over.
pub const ACCEPTANCE: u32 = 240;

pub fn calendars() -> Calendars {
    Calendars::new(WorkingCalendar::new(shipped(), Vec::new(), Vec::new()))
}

/// `02 09:00` of November 2026.
pub fn nov(text: &str) -> Instant {
    parse_instant(&format!("2026-11-{text}")).unwrap_or_else(|| panic!("`{text}` is no moment"))
}

/// A leg with a budget in working days that comes after others.
pub fn leg(no: u16, agency: AgencyId, days: u32, after: &[u16], planned_end: &str) -> LegPlan {
    LegPlan {
        no: LegNo(no),
        name: format!("Công đoạn {no}"),
        agency,
        kind: LegKind::Process,
        budget: TimeLimit::working_days(days),
        after: after.iter().copied().map(LegNo).collect(),
        steps: 1,
        decides: false,
        planned_end: nov(planned_end),
        liaison: None,
    }
}

/// The return at the counter.
pub fn returning(no: u16, after: &[u16]) -> LegPlan {
    LegPlan { kind: LegKind::Return, ..leg(no, COMMUNE, 1, after, "09 17:00") }
}

/// The state a story has led to.
pub fn state_of(story: &Story) -> Dossier {
    replay(DossierId(Uuid::from_u128(10)), &story.entries).unwrap()
}

pub fn officer() -> By {
    By::Officer(Actor { account: AccountId(Uuid::from_u128(7)), agency: LAND, role: Role::Specialist })
}

/// A history told line by line.
pub struct Story {
    pub entries: Vec<Entry>,
}

impl Story {
    pub fn received(at: Instant, limit: TimeLimit, lawful: Instant, legs: Vec<LegPlan>) -> Self {
        let filing = Filing {
            version: ProcedureVersionId(Uuid::from_u128(5)),
            case: "chung".to_owned(),
            channel: Channel::Counter,
            receiving: COMMUNE,
            competent: LAND,
            applicant: PartyId(Uuid::from_u128(6)),
            helper: None,
            answers: std::collections::BTreeMap::new(),
            components: Vec::new(),
            quantities: std::collections::BTreeMap::new(),
            elsewhere: std::collections::BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        let reception = Reception {
            number: DossierNumber::write(NumberFormat::LeftToRight, "H13.15", at.date(), 1, 4),
            at,
            pack: "2025".to_owned(),
            limit,
            cut_off: None,
            dates: Dates::at_receipt(lawful),
            bundle: None,
            origin: None,
        };
        let story = Self { entries: Vec::new() };
        story.at(at, Event::Received { filing, reception, legs, charges: Vec::new() })
    }

    /// Received in a bundle, behind a dossier whose result was planned for this moment.
    pub fn behind(mut self, planned: &str) -> Self {
        if let Some(Entry { event: Event::Received { reception, .. }, .. }) = self.entries.first_mut() {
            let dossier = DossierId(Uuid::from_u128(41));
            let after = Some(Predecessor { dossier, planned: nov(planned) });
            let bundle = BundleId(Uuid::from_u128(40));
            let (group, child) = ("lt-mau".to_owned(), "sau".to_owned());
            reception.bundle = Some(Box::new(BundlePlace { bundle, group, child, after }));
        }
        self
    }

    /// Received on paper and taken over at this moment, with these legs done and these in hand.
    pub fn carried_over(mut self, done: &[u16], open: &[u16], at: &str) -> Self {
        if let Some(Entry { event: Event::Received { reception, .. }, recorded, .. }) =
            self.entries.first_mut()
        {
            let batch = PaperBatchId(Uuid::from_u128(61));
            let (slip, approved_by) = ("GB-7".to_owned(), AccountId(Uuid::from_u128(62)));
            reception.origin = Some(Box::new(PaperOrigin::CarriedOver { slip, batch, approved_by }));
            *recorded = nov(at);
        }
        let legs = |numbers: &[u16]| numbers.iter().copied().map(LegNo).collect();
        self.then(at, Event::CarriedOver { done: legs(done), open: legs(open) })
    }

    pub fn at(mut self, occurred: Instant, event: Event) -> Self {
        let seq = u32::try_from(self.entries.len()).unwrap_or(u32::MAX) + 1;
        self.entries.push(Entry { seq, recorded: occurred, occurred, by: officer(), event });
        self
    }

    pub fn then(self, at: &str, event: Event) -> Self {
        self.at(nov(at), event)
    }

    /// Handed over and, at another time, accepted.
    pub fn taken(self, from: Option<u16>, to: u16, sent: &str, accepted: &str) -> Self {
        self.then(sent, sent_to(from, to)).then(accepted, Event::LegAccepted { leg: LegNo(to) })
    }

    pub fn line(&self, until: &str) -> MainLine {
        motcua_dossier::main_line(&self.entries, &calendars(), ACCEPTANCE, nov(until))
    }
}

pub fn sent_to(from: Option<u16>, to: u16) -> Event {
    Event::HandedOver { from: from.map(LegNo), to: LegNo(to) }
}

pub fn finished(leg: u16) -> Event {
    Event::LegFinished { leg: LegNo(leg) }
}

pub fn supplement_asked() -> Event {
    Event::SupplementRequested { items: Vec::new(), leg: None, answer_by: nov("30 17:00"), overridden: None }
}

pub fn proposed(leg: u16) -> Event {
    Event::ResultProposed {
        leg: LegNo(leg),
        outcome: Outcome::Granted { result: "giay-chung-nhan".to_owned(), file: None },
    }
}

pub const fn counter() -> Holder {
    Holder::Counter { agency: COMMUNE }
}

pub const fn of_leg(no: u16, agency: AgencyId) -> Holder {
    Holder::Leg { no: LegNo(no), agency }
}

/// Compares a line with rows of begin, holder and minutes, and the end of the last row.
pub fn check_line(line: &MainLine, rows: &[(&str, Holder, i64)], end: &str) {
    let found: Vec<(Instant, Holder, i64)> =
        line.segments.iter().map(|it| (it.from, it.holder, it.minutes)).collect();
    let expected: Vec<(Instant, Holder, i64)> =
        rows.iter().map(|(from, holder, minutes)| (nov(from), *holder, *minutes)).collect();
    assert_eq!(found, expected);
    assert_eq!(line.segments.last().map(|it| it.to), Some(nov(end)));
}
