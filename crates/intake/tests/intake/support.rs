//! A small office: one commune with counter, land office and tax office, one procedure of four legs, and a driver that
//! turns decisions into a history. Never decides anything itself.

use motcua_calendar::{WorkingCalendar, shipped};
use motcua_catalogue::{
    AgencySelector, Channel, ChannelRow, ChargeKind, Collector, Component, ComponentGroup, DueWhen,
    FeeAmount, FeeRule, LegCondition, LegKind, Life, ProcedureCase, ProcedureVersion, ResultType, Route,
    RouteLeg, Step, Tier, procedure_id, version_id,
};
use motcua_dossier::{
    By, Calendars, ComponentGiven, Dossier, DossierNumber, Entry, Event, Filing, SupplementItem,
    SupplementSubject, apply,
};
use motcua_intake::{Pinned, ReceiveFacts, Received, receive, resolve_agencies};
use motcua_kernel::{
    AccountId, Actor, Agency, AgencyId, AgencyKind, AgencyTree, DossierId, Instant, LegNo, Level, PartyId,
    Refusal, Role, RulePack, RulePacks, TextId, Validity, Vnd, parse_instant,
};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;
use uuid::Uuid;

pub const COMMUNE: AgencyId = AgencyId(Uuid::from_u128(2));
pub const COUNTER: AgencyId = AgencyId(Uuid::from_u128(3));
pub const LAND: AgencyId = AgencyId(Uuid::from_u128(4));
pub const TAX: AgencyId = AgencyId(Uuid::from_u128(5));
pub const REASON: TextId = TextId(Uuid::from_u128(70));
pub const OWNER: PartyId = PartyId(Uuid::from_u128(80));

pub fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

/// Lan receives, Minh heads the counter.
pub fn lan() -> Actor {
    Actor { account: AccountId(Uuid::from_u128(91)), agency: COUNTER, role: Role::Clerk }
}

pub fn minh() -> Actor {
    Actor { account: AccountId(Uuid::from_u128(92)), agency: COUNTER, role: Role::UnitHead }
}

pub fn code<T: std::fmt::Debug>(decision: Result<T, Refusal>) -> String {
    decision.unwrap_err().message.code.to_string()
}

pub fn leg(no: u16, agency: AgencySelector, budget: &str, after: &[u16]) -> RouteLeg {
    RouteLeg {
        no: LegNo(no),
        name: format!("Công đoạn {no}"),
        agency,
        kind: LegKind::Process,
        budget: budget.parse().unwrap(),
        after: after.iter().copied().map(LegNo).collect(),
        when: None,
        steps: vec![Step { name: "Thẩm định".to_owned(), role: Role::Specialist }],
    }
}

pub fn sibling(suffix: &str) -> AgencySelector {
    AgencySelector::Sibling { suffix: suffix.to_owned() }
}

/// 1 land office and, when money is due to the state, 2 tax office side by side; 3 the commune decides; 4 hand out.
pub fn route() -> Route {
    let tax_due = LegCondition { answer: "co-nghia-vu-tai-chinh".to_owned(), is: true, question: None };
    Route {
        legs: vec![
            leg(1, sibling(".VPDK"), "1 working day", &[]),
            RouteLeg { when: Some(tax_due), ..leg(2, sibling(".THUE"), "2 working days", &[]) },
            leg(3, AgencySelector::Competent, "2 working days", &[1, 2]),
            RouteLeg { kind: LegKind::Return, ..leg(4, AgencySelector::Receiving, "1 working day", &[3]) },
        ],
    }
}

fn paper(code: &str, originals: u16, copies: u16, required: bool) -> Component {
    Component {
        code: code.to_owned(), name: format!("Giấy {code}"), originals, copies, required, form: None
    }
}

fn fee(code: &str, amount: FeeAmount, due: DueWhen) -> FeeRule {
    FeeRule {
        code: code.to_owned(),
        name: format!("Phí {code}"),
        kind: ChargeKind::StateFee,
        amount,
        collector: Collector::Counter,
        due,
        basis: "NQ HĐND".to_owned(),
        confirmed: true,
        exemptions: Vec::new(),
    }
}

pub fn version() -> ProcedureVersion {
    let from = date!(2020 - 01 - 01);
    let each = Tier { up_to: None, each: Vnd(1_000) };
    let counter = ChannelRow {
        channel: Channel::Counter,
        limit: "5 working days".parse().unwrap(),
        cut_off: None,
        fees: vec![
            fee("le-phi", FeeAmount::Fixed { amount: Vnd(28_000) }, DueWhen::AtReception),
            fee("thue", FeeAmount::Assessed, DueWhen::DuringProcessing),
            fee(
                "trich-luc",
                FeeAmount::PerUnit { unit: "trang".to_owned(), tiers: vec![each], cap: None },
                DueWhen::AtReturn,
            ),
        ],
    };
    let group = |one_of, components| ComponentGroup { name: String::new(), one_of, components };
    ProcedureVersion {
        id: version_id("1.000001", from),
        procedure: procedure_id("1.000001"),
        name: "Chuyển nhượng".to_owned(),
        validity: Validity { from, until: Some(date!(2027 - 01 - 01)) },
        life: Life::Published,
        sequence: "Nộp hồ sơ, nhận kết quả".to_owned(),
        applicants: vec!["Cá nhân".to_owned()],
        legal_basis: vec!["31/2024/QH15".to_owned()],
        conditions: vec!["Đất không có tranh chấp".to_owned()],
        publication: None,
        results: vec![ResultType { code: "giay".to_owned(), name: "Giấy".to_owned() }],
        cases: vec![ProcedureCase {
            code: "thuong".to_owned(),
            name: "Thông thường".to_owned(),
            components: vec![
                group(
                    false,
                    vec![
                        paper("don", 1, 0, true),
                        paper("hop-dong", 1, 2, true),
                        paper("uy-quyen", 1, 0, false),
                    ],
                ),
                group(true, vec![paper("cccd", 0, 1, true), paper("ho-chieu", 0, 1, true)]),
            ],
            channels: vec![counter],
            route: route(),
        }],
    }
}

pub fn given(code: &str, originals: u16, copies: u16) -> ComponentGiven {
    ComponentGiven { code: code.to_owned(), originals, copies }
}

pub fn filing() -> Filing {
    Filing {
        version: version().id,
        case: "thuong".to_owned(),
        channel: Channel::Counter,
        receiving: COUNTER,
        competent: COMMUNE,
        applicant: OWNER,
        helper: Some(PartyId(Uuid::from_u128(81))),
        answers: BTreeMap::from([("co-nghia-vu-tai-chinh".to_owned(), true)]),
        components: vec![given("don", 1, 0), given("hop-dong", 1, 2), given("cccd", 0, 1)],
        quantities: BTreeMap::from([("trich-luc".to_owned(), 3)]),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}

pub fn agency(number: u128, code: &str, parent: Option<u128>) -> Agency {
    Agency {
        id: AgencyId(Uuid::from_u128(number)),
        code: code.to_owned(),
        name: format!("Cơ quan {number}"),
        kind: AgencyKind::Division,
        level: Level::Commune,
        parent: parent.map(|it| AgencyId(Uuid::from_u128(it))),
        validity: Validity::since(date!(2012 - 01 - 01)),
        successor: None,
        inside: true,
        liaison: None,
    }
}

pub fn agencies() -> Vec<Agency> {
    vec![
        agency(1, "H13", None),
        agency(2, "H13.101", Some(1)),
        agency(3, "H13.101.01", Some(2)),
        agency(4, "H13.101.VPDK", Some(2)),
        agency(5, "H13.101.THUE", Some(2)),
    ]
}

/// The pack of this code, as shipped.
pub fn pack(code: &str) -> RulePack {
    RulePacks::shipped().unwrap().get(code).unwrap().clone()
}

/// Default hours and the days of the country as shipped.
pub fn calendars() -> Calendars {
    Calendars::new(WorkingCalendar::new(shipped(), vec![], vec![]))
}

/// What the office works by; tests change a part of it.
pub struct Office {
    pub version: ProcedureVersion,
    pub pack: RulePack,
    pub calendars: Calendars,
    pub agencies: Vec<Agency>,
}

impl Office {
    pub fn new(pack_code: &str) -> Self {
        Self { version: version(), pack: pack(pack_code), calendars: calendars(), agencies: agencies() }
    }

    pub fn pinned(&self) -> Pinned<'_> {
        Pinned { version: &self.version, pack: &self.pack, calendars: &self.calendars }
    }

    pub fn receive(&self, filing: Filing, now: Instant) -> Result<Received, Refusal> {
        self.looked_up(&filing.clone(), now, |facts, number| receive(facts, filing, number, now))
    }

    /// What `decide` makes of everything that reception looks up at `at`.
    pub fn looked_up<T>(
        &self,
        filing: &Filing,
        at: Instant,
        decide: impl FnOnce(&ReceiveFacts<'_>, DossierNumber) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let tree = AgencyTree::new(self.agencies.clone()).unwrap();
        let route = self.version.cases[0].route.clone();
        let agencies = resolve_agencies(&route, &tree, filing, at.date())?;
        let facts = ReceiveFacts {
            version: &self.version,
            pack: &self.pack,
            calendars: &self.calendars,
            agencies: &agencies,
            tree: &tree,
        };
        let format = self.pack.number.format.value;
        decide(&facts, DossierNumber::write(format, "H13.101", at.date(), 1, 4))
    }

    pub fn received(&self, now: Instant) -> Dossier {
        happen(None, self.receive(filing(), now).unwrap().events, lan(), now)
    }
}

/// The dossier after these events, done by `actor` at `now`.
pub fn happen(mut state: Option<Dossier>, events: Vec<Event>, actor: Actor, now: Instant) -> Dossier {
    for event in events {
        let seq = state.as_ref().map_or(1, |it| it.seq + 1);
        let entry = Entry { seq, recorded: now, occurred: now, by: By::Officer(actor), event };
        state = Some(apply(DossierId(Uuid::from_u128(1)), state, &entry).unwrap());
    }
    state.unwrap()
}

pub fn component_item(code: &str) -> SupplementItem {
    SupplementItem { subject: SupplementSubject::Component { code: code.to_owned() }, reason: REASON }
}

pub fn condition_item(index: u16) -> SupplementItem {
    SupplementItem { subject: SupplementSubject::Condition { index }, reason: REASON }
}
