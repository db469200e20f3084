//! Cần Thơ as it ships, two people at each agency that could meet, and what is filed. Knows no rule.

use motcua_app::Province;
use motcua_calendar::WorkingCalendar;
use motcua_catalogue::{Channel, ProcedureVersion};
use motcua_dossier::{ComponentGiven, DossierNumber, Event, Filing};
use motcua_intake::{ReceiveFacts, receive, resolve_agencies};
use motcua_kernel::{
    AccountId, Actor, AgencyId, Date, Instant, LegNo, PartyId, Role, RulePack, parse_instant,
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
        Office { province, people }
    })
}

impl Office {
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
        let number = DossierNumber::write(pack.number.format.value, "H13.163.01", now.date(), 1, 4);
        receive(&facts, filing, number, now).unwrap().events
    }
}
