//! A new version of the land transfer comes into force while dossiers are on their way; its transitional provision takes
//! those along that can go. Every date is worked out by hand: 16/11/2026 is a Monday, 24/11 a holiday.

use crate::office::{LAND, Office, at, on};
use crate::support;
use motcua_app::catalogue::{
    Provision, Running, confirm_rebase_of, propose_rebase_of, rebase_trial, unstaffed,
};
use motcua_app::intake::{receive_at_counter, withdraw};
use motcua_app::routing::{accept, hand_over_from_counter};
use motcua_app::upkeep::{Trial, recompute, verify};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_catalogue::{Catalogue, Life, version_id};
use motcua_dossier::{By, Dossier, Event};
use motcua_identity::{Account, Grant, LoginName};
use motcua_kernel::{AccountId, Actor, Date, LegNo, Role, Validity};
use motcua_storage::{Tx, accounts, dossiers};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicU64;
use time::macros::date;

const CODE: &str = "1.013831";
const DOCUMENT: &str = "99/2026/NĐ-CP";
const NEW: Date = date!(2026 - 11 - 18);

/// The shipped province, where from 18/11 on the transfer has six working days and no paper of the contract's copies.
fn changed() -> Province {
    let mut province = Province::can_tho().unwrap();
    let old = province.catalogue.version_on(CODE, NEW).unwrap().clone();
    let mut new = old.clone();
    new.id = version_id(CODE, NEW);
    new.validity.from = NEW;
    new.life = Life::Published;
    new.legal_basis.push(DOCUMENT.to_owned());
    for case in &mut new.cases {
        for row in &mut case.channels {
            row.limit = "6 working days".parse().unwrap();
        }
        let mut paper = case.components[0].components[0].clone();
        paper.code = "cam-ket-moi".to_owned();
        case.components[0].components.push(paper);
    }
    let versions = province.catalogue.versions().cloned().map(|mut it| {
        if it.id == old.id {
            it.validity.until = Some(NEW);
        }
        it
    });
    let procedures = province.catalogue.procedures().cloned();
    province.catalogue = Catalogue::new(procedures, versions.chain([new])).unwrap();
    province
}

/// The same office and store on the day of the new version.
fn on_the_day(office: &Office) -> Context {
    let ids = IdSource::Counting(AtomicU64::new(1_000_000));
    Context::new(Clock::fixed(at("2026-11-18T09:00")), ids, office.context.store.clone(), changed())
}

async fn received(office: &Office) -> Dossier {
    receive_at_counter(&office.context, office.counter(), office.filing()).await.unwrap().dossier
}

on_both_databases!(
    running_dossiers_go_over_by_a_transitional_provision_and_no_other_way,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let waiting = received(&office).await;
        let in_hand = received(&office).await;
        let in_hand = hand_over_from_counter(&office.context, on(&in_hand, office.counter())).await.unwrap();
        let in_hand = accept(&office.context, on(&in_hand, office.land()), LAND).await.unwrap();
        let withdrawn = received(&office).await;
        withdraw(&office.context, on(&withdrawn, office.counter()), "Đổi ý".to_owned()).await.unwrap();

        let after = on_the_day(&office);
        let stored =
            async |dossier: &Dossier| dossiers::load(&after.store.reader(), dossier.id).await.unwrap();
        assert_eq!(
            recompute(&after, Trial::Not, &|_| ()).await.unwrap().moved,
            [],
            "a new version moves nothing"
        );

        let trial = rebase_trial(&after, CODE, |_| true).await.unwrap();
        assert_eq!(trial.lines.len(), 2, "what has ended stays");
        for line in &trial.lines {
            let difference = line.outcome.as_ref().unwrap();
            // 17, 18, 19, 20, 23, 25, 26, 27 as received; 17, 18, 19, 20, 23, 25 under the new limit.
            assert_eq!(difference.lawful_before, at("2026-11-27T17:00"));
            assert_eq!(difference.lawful_after, at("2026-11-25T17:00"));
            assert_eq!(difference.papers_not_asked, ["cam-ket-moi"]);
        }
        assert_eq!(stored(&in_hand).await, in_hand, "a look changes nothing");

        let officer = office.person(50, "H13", Role::CatalogueOfficer);
        let leader = office.person(51, "H13.163", Role::Leader);
        let provision = |document: &str| Provision {
            document: document.to_owned(),
            words: "Khoản 2 Điều 9: hồ sơ đang giải quyết áp dụng thời hạn mới".to_owned(),
        };
        let wrong =
            propose_rebase_of(&after, CODE, &provision("1/1999/NĐ-CP"), |_| Ok(Some(officer))).await.unwrap();
        assert_eq!((wrong.done.len(), wrong.left.len()), (0, 2));
        let none = confirm_rebase_of(&after, CODE, |_| Ok(Some(leader))).await.unwrap();
        assert_eq!((none.done.len(), none.left.len()), (0, 0), "nothing was proposed");
        let named = provision(DOCUMENT);
        let of_this = |it: Running| Ok((it.dossier == in_hand.id).then_some(officer));
        let proposed = propose_rebase_of(&after, CODE, &named, of_this).await.unwrap();
        assert_eq!(proposed.done, [in_hand.reception.as_ref().unwrap().number.clone()]);
        assert_eq!(lawful(&stored(&in_hand).await), at("2026-11-27T17:00"), "a proposal moves nothing");
        let own = confirm_rebase_of(&after, CODE, |_| Ok(Some(officer))).await.unwrap();
        assert_eq!(own.left[0].1.message.code.to_string(), "intake.own-request");
        let approved = confirm_rebase_of(&after, CODE, |_| Ok(Some(leader))).await.unwrap();
        assert_eq!((approved.done.len(), approved.left.len()), (1, 0));

        let moved = stored(&in_hand).await;
        assert_eq!(moved.reception.as_ref().unwrap().dates.first, at("2026-11-27T17:00"), "as printed");
        assert_eq!(lawful(&moved), at("2026-11-25T17:00"));
        assert_eq!(
            (moved.charges, moved.legs[0].status.clone()),
            (in_hand.charges.clone(), in_hand.legs[0].status.clone())
        );
        assert_eq!(lawful(&stored(&waiting).await), at("2026-11-27T17:00"));
        assert_eq!(audited(&after, &in_hand).await, BTreeSet::from([officer, leader].map(|it| it.account)));
        let again = confirm_rebase_of(&after, CODE, |_| Ok(Some(leader))).await.unwrap();
        assert_eq!(again.done, [], "once is enough");
        assert_eq!(rebase_trial(&after, CODE, |_| true).await.unwrap().lines.len(), 1);
        assert_eq!(recompute(&after, Trial::Not, &|_| ()).await.unwrap().moved, []);
        assert_eq!(verify(&after, &|_| ()).await.unwrap().broken, []);

        // The work goes on by the new plan.
        let land: Actor = office.land();
        let next = stored(&in_hand).await;
        motcua_app::routing::claim(&after, on(&next, land), LegNo(1)).await.unwrap();
    }
);

fn lawful(dossier: &Dossier) -> motcua_kernel::Instant {
    dossier.reception.as_ref().unwrap().dates.lawful
}

/// Who proposed and who approved, as the history says.
async fn audited(context: &Context, dossier: &Dossier) -> BTreeSet<motcua_kernel::AccountId> {
    let history = dossiers::history(&context.store.reader(), dossier.id).await.unwrap();
    let rebasing =
        history.iter().filter(|it| matches!(it.event, Event::RebaseProposed { .. } | Event::Rebased(_)));
    rebasing
        .filter_map(|it| match it.by {
            By::Officer(actor) => Some(actor.account),
            By::Party { .. } | By::Rule => None,
        })
        .collect()
}

on_both_databases!(
    a_procedure_without_people_says_who_is_missing,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let look = async || {
            let now = office.context.clock.now();
            let gaps = unstaffed(&office.context, "1.001193", "H13.163.01", now).await.unwrap();
            gaps.iter().map(|it| it.message.values.clone()).collect::<Vec<_>>()
        };
        let nobody = look().await;
        let is = |all: &[(_, String)], wanted: &str| all.iter().any(|(_, value)| value == wanted);
        let said = nobody.iter().find(|it| is(it, "specialist") && is(it, "1")).unwrap();
        assert!(is(said, "2026-11-16"), "{said:?}");

        let commune = office.agency("H13.163");
        let grant = |from, until| Grant {
            role: Role::Specialist,
            agency: commune,
            validity: Validity { from, until },
            delegation: None,
        };
        let somebody = |number, login: &str, grant| Account {
            id: AccountId(uuid::Uuid::from_u128(number)),
            login: LoginName::parse(login).unwrap(),
            display_name: "Phạm Quốc Bảo".to_owned(),
            disabled: false,
            grants: vec![grant],
            signing: Vec::new(),
        };
        let joins = async |account: Account| {
            let store = &office.context.store;
            store.write(async |tx: &Tx| accounts::insert(tx, &account, None).await).await.unwrap();
        };
        let yesterday = Some(date!(2026 - 11 - 16));
        joins(somebody(1, "da.nghi", grant(date!(2020 - 01 - 01), yesterday))).await;
        assert_eq!(look().await, nobody, "whoever has left does not count");
        joins(Account { disabled: true, ..somebody(2, "bi.khoa", grant(date!(2020 - 01 - 01), None)) }).await;
        assert_eq!(look().await, nobody, "nor does a disabled account");
        joins(somebody(3, "pham.bao", grant(date!(2026 - 11 - 16), None))).await;
        let found = look().await;
        assert_eq!(found.len() + 1, nobody.len());
        assert!(!found.contains(said));
    }
);
