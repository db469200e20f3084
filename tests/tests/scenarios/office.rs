//! An office for scenarios: people with their agencies, a clock that is set, and the shipped province.

use crate::support::TestDatabase;
use motcua_app::{Clock, Command, Context, IdSource, Province};
use motcua_catalogue::Channel;
use motcua_dossier::{ComponentGiven, Dossier, Filing};
use motcua_identity::{Account, LoginName};
use motcua_kernel::{
    AccountId, Actor, Agency, AgencyId, AgencyTree, Instant, LegNo, PartyId, Role, parse_instant,
};
use motcua_storage::{StoreError, Tx, accounts};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicU64;
use uuid::Uuid;

pub const LAND: LegNo = LegNo(1);
pub const TAX: LegNo = LegNo(2);

pub struct Office {
    pub context: Context,
}

impl Office {
    /// The tax office, too, works in the system.
    pub fn open(database: &TestDatabase) -> Self {
        let mut province = Province::can_tho().unwrap();
        let agencies = province.agencies.iter().cloned().map(|it| Agency { inside: true, ..it });
        province.agencies = AgencyTree::new(agencies).unwrap();
        Self {
            context: Context::new(
                Clock::fixed(at("2026-11-16T08:00")),
                IdSource::Counting(AtomicU64::new(0)),
                database.store.clone(),
                province,
            ),
        }
    }

    pub fn agency(&self, code: &str) -> AgencyId {
        self.context.province.agencies.by_code(code, at("2026-11-16T08:00").date()).unwrap().id
    }

    pub fn counter(&self) -> Actor {
        self.person(1, "H13.163.01", Role::Clerk)
    }

    /// Whoever takes cash has a drawer, and a drawer is somebody's.
    pub async fn hire(&self, actor: Actor) {
        let account = Account {
            id: actor.account,
            login: LoginName::parse("quay").unwrap(),
            display_name: "Quầy".to_owned(),
            disabled: false,
            grants: Vec::new(),
            signing: Vec::new(),
        };
        let hired: Result<(), StoreError> =
            self.context.store.write(async |tx: &Tx| accounts::insert(tx, &account, None).await).await;
        hired.unwrap();
    }

    pub fn land(&self) -> Actor {
        self.person(2, "H13.031", Role::Specialist)
    }

    pub fn land_leader(&self) -> Actor {
        self.person(3, "H13.031", Role::Leader)
    }

    pub fn tax(&self) -> Actor {
        self.person(4, "H13.030", Role::Specialist)
    }

    pub fn person(&self, number: u128, agency: &str, role: Role) -> Actor {
        Actor { account: AccountId(Uuid::from_u128(number)), agency: self.agency(agency), role }
    }

    pub fn it_is(&self, moment: &str) {
        self.context.clock.set(at(moment));
    }

    pub fn filing(&self) -> Filing {
        let date = at("2026-11-16T08:00").date();
        let version = self.context.province.catalogue.version_on("1.013831", date).unwrap();
        let paper = |code: &str, copies| ComponentGiven { code: code.to_owned(), originals: 1, copies };
        Filing {
            version: version.id,
            case: "toan-bo-thua".to_owned(),
            channel: Channel::Counter,
            receiving: self.agency("H13.163.01"),
            competent: self.agency("H13.031"),
            applicant: PartyId(Uuid::from_u128(100)),
            helper: None,
            answers: BTreeMap::from([("co-nghia-vu-tai-chinh".to_owned(), true)]),
            components: vec![paper("don-dang-ky", 0), paper("hop-dong", 1), paper("giay-chung-nhan", 0)],
            quantities: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        }
    }
}

pub fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

pub fn on(dossier: &Dossier, actor: Actor) -> Command {
    Command { actor, dossier: dossier.id, seen: dossier.seq, once: None }
}
