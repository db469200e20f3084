//! Cần Thơ as it ships, two people at each agency that could meet, and what is filed. Knows no rule.

use motcua_app::Province;
use motcua_calendar::{DayCalendar, WorkingCalendar};
use motcua_catalogue::{AgencySelector, Channel, LegKind, ProcedureVersion};
use motcua_dossier::{Calendars, ComponentGiven, Dossier, DossierNumber, Event, Filing};
use motcua_intake::{Pinned, ReceiveFacts, receive, resolve_agencies};
use motcua_kernel::{
    AccountId, Actor, AgencyId, Date, Instant, LegNo, PartyId, ProcedureVersionId, Role, RulePack, Validity,
    parse_instant,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use uuid::Uuid;

/// Counter, office, police and committee of one commune; land and tax offices; one that has no part in anything.
const AGENCIES: [&str; 7] =
    ["H13.163.01", "H13.163.02", "H13.163.90", "H13.163", "H13.031", "H13.030", "H13.001"];

/// What is filed.
#[derive(Clone, Copy, Debug)]
pub enum Procedure {
    /// Land transfer: land and tax offices side by side when there are obligations.
    Land { tax: bool },
    /// Certificate of marital status: one after the other, the police consulted when in doubt.
    Marriage { verify: bool },
    /// Certified copies: due on the same day.
    Copies,
}

impl Procedure {
    pub const ALL: [Self; 5] = [
        Self::Land { tax: true },
        Self::Land { tax: false },
        Self::Marriage { verify: false },
        Self::Marriage { verify: true },
        Self::Copies,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Land { .. } => "1.013831",
            Self::Marriage { .. } => "1.004873",
            Self::Copies => "2.000815",
        }
    }
}

pub struct Office {
    pub province: Province,
    pub people: Vec<Actor>,
    /// What each version could be followed by, by the id of the version and that of its follower.
    followers: BTreeMap<ProcedureVersionId, ProcedureVersion>,
}

pub fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

/// The one office of all lives: its files are read once.
pub fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let province = Province::can_tho().unwrap();
        let today = at("2026-01-05T08:00").date();
        let people = (0..AGENCIES.len() * 2).map(|number| Actor {
            account: AccountId(Uuid::from_u128(number as u128 + 1)),
            agency: province.agencies.by_code(AGENCIES[number / 2], today).unwrap().id,
            role: if number % 2 == 0 { Role::Specialist } else { Role::Leader },
        });
        let people = people.collect();
        let followers = Procedure::ALL.iter().map(|it| {
            let version = province.catalogue.version_on(it.code(), today).unwrap();
            (version.id, follower(version))
        });
        let followers = followers.collect();
        Office { province, people, followers }
    })
}

/// The version after this one: another limit, other budgets, an agency more before the decision and one fewer beside it.
fn follower(version: &ProcedureVersion) -> ProcedureVersion {
    let mut next = version.clone();
    next.id = ProcedureVersionId(Uuid::from_u128(version.id.0.as_u128() ^ 1));
    next.validity = Validity::since(version.validity.from);
    next.legal_basis = vec![GROUND.to_owned()];
    for case in &mut next.cases {
        for row in &mut case.channels {
            row.limit = "6 working days".parse().unwrap();
        }
        let deciding = case.route.legs.iter().rposition(|it| it.kind == LegKind::Process).unwrap();
        let mut more = case.route.legs[deciding].clone();
        more.no = LegNo(30);
        more.agency = AgencySelector::Fixed { code: "H13.001".to_owned() };
        case.route.legs[deciding].after.push(more.no);
        case.route.legs[0].budget = "1 working day".parse().unwrap();
        case.route.legs.push(more);
        if let Some(beside) = case.route.legs.iter().position(|it| it.when.is_some()) {
            let gone = case.route.legs.remove(beside).no;
            case.route.legs.iter_mut().for_each(|it| it.after.retain(|no| *no != gone));
        }
    }
    next
}

/// The document with the transitional provision.
pub const GROUND: &str = "99/2026/NĐ-CP";

impl Office {
    /// What a dossier lives by, whichever version it has gone over to.
    pub fn pinned<'a>(&'a self, dossier: &Dossier, calendars: &'a Calendars) -> Pinned<'a> {
        let (filing, reception) = (dossier.filing.as_ref().unwrap(), dossier.reception.as_ref().unwrap());
        let shipped = self.province.catalogue.version(filing.version);
        let version = shipped.or_else(|| self.followers.values().find(|it| it.id == filing.version)).unwrap();
        let pack = self.province.packs.get(&reception.pack).unwrap();
        Pinned { version, pack, calendars }
    }

    /// The version that follows that of the day of receipt.
    pub fn follower(&self, dossier: &Dossier) -> &ProcedureVersion {
        &self.followers[&dossier.received_version().unwrap()]
    }

    pub fn agency(&self, code: &str) -> AgencyId {
        self.province.agencies.by_code(code, at("2026-01-05T08:00").date()).unwrap().id
    }

    /// One of the two people of an agency.
    pub fn person(&self, agency: AgencyId, second: bool) -> Actor {
        let mut of_agency = self.people.iter().filter(|it| it.agency == agency);
        let first = *of_agency.next().unwrap();
        if second { *of_agency.next().unwrap() } else { first }
    }

    pub fn counter(&self) -> Actor {
        self.person(self.agency("H13.163.01"), false)
    }

    /// By which citizens' dates are counted; every agency works by it.
    pub fn calendar(&self) -> &WorkingCalendar {
        self.province.calendars.of(self.agency("H13.163.01"))
    }

    pub fn version(&self, procedure: Procedure) -> &ProcedureVersion {
        let date = at("2026-01-05T08:00").date();
        self.province.catalogue.version_on(procedure.code(), date).unwrap()
    }

    pub fn pack(&self, date: Date) -> &RulePack {
        self.province.packs.on(date).unwrap()
    }

    pub fn filing(&self, procedure: Procedure) -> Filing {
        let paper = |code: &str, copies| ComponentGiven { code: code.to_owned(), originals: 1, copies };
        let answer = |code: &str, is| BTreeMap::from([(code.to_owned(), is)]);
        let land = vec![paper("don-dang-ky", 0), paper("hop-dong", 1), paper("giay-chung-nhan", 0)];
        let (case, answers, components, quantities) = match procedure {
            Procedure::Land { tax } => {
                ("toan-bo-thua", answer("co-nghia-vu-tai-chinh", tax), land, BTreeMap::new())
            }
            Procedure::Marriage { verify } => {
                ("de-ket-hon", answer("can-xac-minh", verify), vec![paper("to-khai", 0)], BTreeMap::new())
            }
            Procedure::Copies => (
                "thong-thuong",
                BTreeMap::new(),
                vec![paper("ban-chinh", 0)],
                BTreeMap::from([("phi-chung-thuc-ban-sao".to_owned(), 3)]),
            ),
        };
        Filing {
            version: self.version(procedure).id,
            case: case.to_owned(),
            channel: Channel::Counter,
            receiving: self.agency("H13.163.01"),
            competent: self.agency("H13.163"),
            applicant: PartyId(Uuid::from_u128(100)),
            helper: None,
            answers,
            components,
            quantities,
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        }
    }

    /// The reception under the pack of its day. `version` may be one given other days of validity.
    pub fn received(&self, version: &ProcedureVersion, filing: Filing, now: Instant) -> Vec<Event> {
        let pack = self.pack(now.date());
        let route = &version.case(&filing.case).unwrap().route;
        let known_on = at("2026-01-05T08:00").date();
        let agencies: BTreeMap<LegNo, AgencyId> =
            resolve_agencies(route, &self.province.agencies, &filing, known_on).unwrap();
        let (calendars, tree) = (&self.province.calendars, &self.province.agencies);
        let facts = ReceiveFacts { version, pack, calendars, agencies: &agencies, tree };
        let number = number(pack, now);
        receive(&facts, filing, number, now).unwrap().events
    }
}

/// The first number that the counter gives on the day of `at`.
pub fn number(pack: &RulePack, at: Instant) -> DossierNumber {
    DossierNumber::write(pack.number.format.value, "H13.163.01", at.date(), 1, 4)
}

/// The working time after a swap that is announced on `today`: next Monday is off, for the Saturday
/// after it, unless either is a day of its own already.
pub fn swapped(today: Date) -> &'static Calendars {
    static SWAPPED: OnceLock<BTreeMap<Date, Calendars>> = OnceLock::new();
    let known = SWAPPED.get_or_init(|| mondays().map(|monday| (monday, swap(monday))).collect());
    &known[&next_monday(today)]
}

const DAYS: &str = include_str!("../../../config/calendars/vn_holidays_2007_2030.csv");

fn next_monday(today: Date) -> Date {
    let to_monday = 7 - i64::from(today.weekday().number_days_from_monday());
    today + time::Duration::days(to_monday)
}

/// Those a day of 2026 or early 2027 can name.
fn mondays() -> impl Iterator<Item = Date> {
    let first = next_monday(at("2026-01-05T08:00").date());
    (0..60).map(move |week| first + time::Duration::weeks(week))
}

fn swap(monday: Date) -> Calendars {
    let saturday = monday + time::Duration::days(5);
    let taken = |day: Date| DAYS.contains(&day.to_string());
    let lines = if taken(monday) || taken(saturday) {
        String::new()
    } else {
        format!("{monday},Mon,substituted_off,Nghỉ hoán đổi,,\n{saturday},Sat,makeup_workday,Làm bù,,\n")
    };
    let days = DayCalendar::parse_csv(&format!("{DAYS}{lines}")).unwrap();
    Calendars::new(WorkingCalendar::new(days, Vec::new(), Vec::new()))
}
