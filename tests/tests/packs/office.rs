//! A small office of any year since 2007: a counter and one unit that decides, one procedure of ten working days. Knows no
//! rule.

use motcua_app::Province;
use motcua_calendar::{WorkingCalendar, shipped};
use motcua_catalogue::{
    AgencySelector, Catalogue, Channel, ChannelRow, Component, ComponentGroup, LegKind, LegalRegister, Life,
    Procedure, ProcedureCase, ProcedureVersion, ResultType, Route, RouteLeg, Step, procedure_id, version_id,
};
use motcua_dossier::{Calendars, ComponentGiven, Filing};
use motcua_kernel::{
    AccountId, Actor, Agency, AgencyId, AgencyKind, AgencyTree, Date, Instant, LegNo, Level, PartyId, Role,
    RulePacks, TextId, Validity, parse_instant,
};
use motcua_routing::Watch;
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;
use uuid::Uuid;

pub const COUNTER: AgencyId = AgencyId(Uuid::from_u128(3));
const COMMITTEE: AgencyId = AgencyId(Uuid::from_u128(2));
pub const WORDS: TextId = TextId(Uuid::from_u128(70));
pub const SOLVE: LegNo = LegNo(1);
pub const RETURN: LegNo = LegNo(2);

pub const CLERK: Actor = actor(91, COUNTER, Role::Clerk);
pub const OFFICER: Actor = actor(92, COMMITTEE, Role::Specialist);
pub const LEADER: Actor = actor(93, COMMITTEE, Role::Leader);

pub const CODE: &str = "1.000001";
const FIRST_DAY: Date = date!(2007 - 01 - 01);

const fn actor(account: u128, agency: AgencyId, role: Role) -> Actor {
    Actor { account: AccountId(Uuid::from_u128(account)), agency, role }
}

pub fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

/// Counter and committee of a commune, with the packs and days of the country as shipped.
pub fn province() -> Province {
    let Province { notes, banks, budget, .. } = Province::can_tho().unwrap();
    Province {
        notes,
        banks,
        budget,
        accounts: BTreeMap::new(),
        contact_places: BTreeMap::new(),
        head: "H51.12",
        place: "Sóc Trăng",
        books: Vec::new(),
        groups: Vec::new(),
        packs: RulePacks::shipped().unwrap(),
        catalogue: Catalogue::new([procedure()], [version()]).unwrap(),
        agencies: AgencyTree::new([
            agency(COMMITTEE, "H51.12", None, AgencyKind::PeoplesCommittee),
            agency(COUNTER, "H51.12.01", Some(COMMITTEE), AgencyKind::OneStopUnit),
        ])
        .unwrap(),
        contacts: BTreeMap::new(),
        register: LegalRegister::default(),
        calendars: Calendars::new(WorkingCalendar::new(shipped(), Vec::new(), Vec::new())),
        account_revision: 0,
        calendar_revision: 0,
        catalogue_revision: 0,
        watch: Watch::default(),
    }
}

fn agency(id: AgencyId, code: &str, parent: Option<AgencyId>, kind: AgencyKind) -> Agency {
    Agency {
        id,
        code: code.to_owned(),
        name: format!("Cơ quan {code}"),
        kind,
        level: Level::Commune,
        parent,
        validity: Validity::since(FIRST_DAY),
        successor: None,
        inside: true,
        liaison: None,
    }
}

fn procedure() -> Procedure {
    Procedure {
        id: procedure_id(CODE), code: CODE.to_owned(), field: "Đất đai".to_owned(), sensitive: false
    }
}

pub fn version() -> ProcedureVersion {
    let leg = |no, agency, kind, after, budget: &str| RouteLeg {
        no,
        name: "Công đoạn".to_owned(),
        agency,
        kind,
        budget: budget.parse().unwrap(),
        after,
        when: None,
        steps: vec![Step { name: "Thẩm định".to_owned(), role: Role::Specialist }],
    };
    let solve = leg(SOLVE, AgencySelector::Competent, LegKind::Process, Vec::new(), "9 working days");
    let back = leg(RETURN, AgencySelector::Receiving, LegKind::Return, vec![SOLVE], "1 working day");
    let deed = Component {
        code: "hop-dong".to_owned(),
        name: "Hợp đồng".to_owned(),
        originals: 1,
        copies: 0,
        required: true,
        form: None,
    };
    ProcedureVersion {
        id: version_id(CODE, FIRST_DAY),
        procedure: procedure_id(CODE),
        name: "Chuyển nhượng".to_owned(),
        validity: Validity::since(FIRST_DAY),
        life: Life::Published,
        sequence: "Nộp hồ sơ, nhận kết quả".to_owned(),
        applicants: vec!["Cá nhân".to_owned()],
        legal_basis: vec!["13/2003/QH11".to_owned()],
        conditions: Vec::new(),
        publication: None,
        results: vec![ResultType { code: "giay".to_owned(), name: "Giấy".to_owned() }],
        cases: vec![ProcedureCase {
            code: "thuong".to_owned(),
            name: "Thông thường".to_owned(),
            components: vec![ComponentGroup { name: String::new(), one_of: false, components: vec![deed] }],
            channels: vec![ChannelRow {
                channel: Channel::Counter,
                limit: "10 working days".parse().unwrap(),
                cut_off: None,
                fees: Vec::new(),
            }],
            route: Route { legs: vec![solve, back] },
        }],
    }
}

pub fn filing() -> Filing {
    Filing {
        version: version().id,
        case: "thuong".to_owned(),
        channel: Channel::Counter,
        receiving: COUNTER,
        competent: COMMITTEE,
        applicant: PartyId(Uuid::from_u128(80)),
        helper: None,
        answers: BTreeMap::new(),
        components: vec![ComponentGiven { code: "hop-dong".to_owned(), originals: 1, copies: 0 }],
        quantities: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}
