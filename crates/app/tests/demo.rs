//! The demo: every state can be seen, every history is one the rules and the permissions allow, at whatever moment it is
//! made.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_app::demo::{self, Held, World};
use motcua_app::{Clock, Context, IdSource, Province, upkeep};
use motcua_dossier::{By, Dossier, Event, LegStatus, PaymentMeans, Status};
use motcua_identity::{Account, Action, LoginName, PasswordCost};
use motcua_kernel::{AgencyId, Refusal, Role, parse_instant};
use motcua_storage::{Store, Tx, accounts, dossiers};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

struct House {
    context: Context,
    url: String,
    world: World,
    _folder: TempDir,
}

impl House {
    async fn empty(world: World, moment: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("demo.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        motcua_migrations::apply(&url).await.unwrap();
        let clock = Clock::fixed(parse_instant(moment).unwrap());
        let province = match world {
            World::CanTho => Province::can_tho(),
            World::SocTrang => Province::soc_trang(),
        };
        let context = Context::new(clock, IdSource::System, store, province.unwrap())
            .with_password_cost(PasswordCost::trial());
        Self { context, url, world, _folder: folder }
    }

    async fn filled(world: World, moment: &str) -> Self {
        let house = Self::empty(world, moment).await;
        assert_eq!(house.fill().await, [], "refused at {moment}");
        house
    }

    async fn fill(&self) -> Vec<Refusal> {
        let store = Store::open_for_filling(&self.url).await.unwrap();
        demo::fill(&self.context, store, self.world).await.unwrap()
    }

    async fn dossiers(&self) -> Vec<Dossier> {
        let reader = self.context.store.reader();
        let mut found = Vec::new();
        for id in dossiers::ids(&reader, None, 1000).await.unwrap() {
            found.push(dossiers::load(&reader, id).await.unwrap());
        }
        found
    }

    async fn people(&self) -> Vec<Account> {
        let reader = self.context.store.reader();
        let mut people = Vec::new();
        for person in self.world.people() {
            let login = LoginName::parse(person.login).unwrap();
            people.push(accounts::by_login(&reader, &login).await.unwrap().unwrap().0);
        }
        people
    }
}

/// The permissions under which an event can come about.
fn actions(event: &Event) -> &'static [Action] {
    match event {
        Event::Received { .. } => &[Action::Receive],
        Event::CarriedOver { .. } => &[Action::SendPaperBatch],
        Event::GuidanceGiven { .. } => &[Action::Guide],
        Event::NotReceived { .. } => &[Action::NotReceive],
        Event::SupplementRequested { .. } => &[Action::AskSupplement],
        Event::SupplementCompleted { .. } => &[Action::CompleteSupplement],
        Event::Withdrawn { .. } => &[Action::Withdraw],
        Event::Stopped { .. } => &[Action::Stop],
        Event::AnnulmentRequested { .. } => &[Action::RequestAnnulment],
        Event::Annulled => &[Action::ConfirmAnnulment],
        Event::CorrectionRequested { .. } => &[Action::RequestCorrection],
        Event::Corrected => &[Action::ConfirmCorrection],
        Event::HandedOver { .. } => &[Action::HandOver, Action::AnswerConsultation, Action::RecordOutsideLeg],
        Event::StepFinished { .. } | Event::LegFinished { .. } => &[Action::HandOver],
        Event::LegAccepted { .. } | Event::ResultReady => &[Action::AcceptLeg],
        // What follows an answer goes on with it.
        Event::LetterSent { .. } | Event::AnswerRecorded { .. } => &[Action::RecordOutsideLeg],
        Event::HandoverQuestioned { .. } => &[Action::QuestionHandover],
        Event::HandoverSentBack { .. } => &[Action::SendBackHandover],
        // To take a leg is part of handing it on; to give it to another is not.
        Event::LegAssigned { .. } => &[Action::Assign, Action::HandOver],
        Event::ConsultationAsked { .. } => &[Action::Consult],
        Event::ConsultationAnswered { .. } => &[Action::AnswerConsultation],
        Event::ResultProposed { .. } => &[Action::ProposeResult],
        Event::ReworkDemanded { .. } => &[Action::SendBackForRework],
        Event::ResultApproved { .. } => &[Action::Approve],
        Event::ResultNumbered { .. } => &[Action::NumberAndStamp],
        Event::Reappointed { .. } | Event::ApologyIssued { .. } => &[Action::Reappoint],
        Event::Suspended { .. } => &[Action::Suspend],
        Event::Resumed { .. } => &[Action::Resume],
        Event::ResultReturned { .. } => &[Action::ReturnResult],
        Event::IncidentRecorded { .. } => &[Action::RecordIncident],
        Event::Reopened { .. } => &[Action::Reopen],
        Event::ChargesPaid { .. } | Event::PaymentConfirmed { .. } | Event::ChargeExempted { .. } => {
            &[Action::RecordPayment]
        }
        Event::PaymentReversed { .. } => &[Action::ReversePayment],
        Event::RefundRequested { .. } | Event::RefundPaid { .. } => &[Action::RequestRefund],
        Event::RefundApproved { .. } | Event::RefundDeclined { .. } => &[Action::ConfirmRefund],
        Event::ChargeAssessed { .. } => &[Action::AssessCharge],
        Event::PaymentAwaited { .. } => &[Action::AwaitPayment],
        Event::SheetIssued { .. }
        | Event::SheetReprinted { .. }
        | Event::Begun { .. }
        | Event::AgencySucceeded { .. }
        | Event::DatesRecomputed { .. }
        | Event::RebaseProposed { .. }
        | Event::Rebased(_)
        | Event::LogImported { .. }
        | Event::Imported { .. } => &[],
    }
}

fn leg_state(status: &LegStatus) -> &'static str {
    match status {
        LegStatus::Waiting => "waiting",
        LegStatus::Sent { .. } => "sent",
        LegStatus::Questioned { .. } => "questioned",
        LegStatus::SentBack { .. } => "sent back",
        LegStatus::Active { assignee: None, .. } => "active",
        LegStatus::Active { assignee: Some(_), .. } => "taken",
        LegStatus::Proposed { .. } => "proposed",
        LegStatus::Approved { .. } => "approved",
        LegStatus::Finished { .. } => "finished",
    }
}

#[tokio::test]
async fn every_state_can_be_seen() {
    let house = House::filled(World::CanTho, "2026-11-20T15:00").await;
    let now = house.context.clock.now();
    let found = house.dossiers().await;
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for dossier in &found {
        *states.entry(dossier.status.code()).or_default() += 1;
    }
    let seen: Vec<&str> = states.keys().copied().collect();
    assert_eq!(
        seen,
        [
            "annulled",
            "awaiting-payment",
            "awaiting-predecessor",
            "guidance-given",
            "in-process",
            "not-received",
            "received",
            "result-ready",
            "result-signed",
            "returned",
            "stopped",
            "supplement-requested",
            "suspended",
            "withdrawn",
        ],
        "{states:?}"
    );
    let legs: BTreeSet<&str> = found.iter().flat_map(|it| &it.legs).map(|it| leg_state(&it.status)).collect();
    assert_eq!(legs.len(), 9, "{legs:?}");
    let lawful = |it: &Dossier| it.reception.as_ref().unwrap().dates.lawful;
    let any = |what: &str, is: &dyn Fn(&Dossier) -> bool| assert!(found.iter().any(is), "no dossier {what}");
    any("is overdue", &|it| it.status.is_running() && lawful(it) < now);
    any("was late", &|it| matches!(it.status, Status::Returned { at, .. } if lawful(it) < at));
    any("was refused", &|it| matches!(it.status, Status::ResultReady { refused: true, .. }));
    any("has a new date", &|it| it.reappointments > 0);
    any("was paid for in cash", &|it| it.payments.iter().any(|it| it.how == PaymentMeans::Cash));
    any("was paid for by transfer", &|it| {
        it.payments.iter().any(|it| matches!(it.how, PaymentMeans::Transfer { .. }))
    });
    any("was paid for at the Treasury while it waited", &|it| {
        let notice = it.payments.iter().any(|it| matches!(it.how, PaymentMeans::Notice { .. }));
        notice && matches!(it.status, Status::Returned { .. })
    });
    any("waits for another of its bundle", &|it| it.awaits().is_some());
    any("began with the result of another", &|it| {
        it.bundle().is_some_and(|it| it.after.is_some()) && it.awaits().is_none()
    });
    any("is with two agencies", &|it| {
        it.open_legs().map(|leg| leg.plan.agency).collect::<BTreeSet<_>>().len() > 1
    });
    any("waits for another to annul it", &|it| it.status == Status::Received && it.annulment.is_some());
    any("waits for another to correct it", &|it| it.correction.is_some());
    let procedures: BTreeSet<_> =
        found.iter().filter_map(|it| it.filing.as_ref()).map(|it| it.version).collect();
    // The twelve the stories are about, and three that come only in bundles.
    assert_eq!(procedures.len(), 15);
    let counters: BTreeSet<_> = found.iter().filter_map(Dossier::receiving).collect();
    assert_eq!(counters.len(), 2);
}

#[tokio::test]
async fn whoever_acts_holds_the_role_and_acts_in_working_time() {
    in_their_roles(&House::filled(World::CanTho, "2026-11-20T15:00").await).await;
    in_their_roles(&House::filled(World::SocTrang, SOC_TRANG_NOW).await).await;
}

async fn in_their_roles(house: &House) {
    let people = house.people().await;
    let reader = house.context.store.reader();
    for dossier in house.dossiers().await {
        for entry in dossiers::history(&reader, dossier.id).await.unwrap() {
            let By::Officer(actor) = entry.by else {
                assert!(matches!(entry.event, Event::Begun { .. }), "{entry:?}");
                continue;
            };
            let account = people.iter().find(|it| it.id == actor.account).unwrap();
            let today = entry.occurred.date();
            let holds = |agency: AgencyId, role: Role| {
                account.grants_on(today).any(|it| it.agency == agency && it.role == role)
            };
            assert!(holds(actor.agency, actor.role), "{entry:?}");
            let allowed = actions(&entry.event).iter().any(|it| it.rule().reach(actor.role).is_some());
            assert!(allowed, "{entry:?}");
            let calendar = house.context.province.calendars.of(actor.agency);
            let open = |it: &motcua_calendar::Session| (it.from()..=it.to()).contains(&entry.occurred.time());
            assert!(calendar.sessions(today).iter().any(open), "{entry:?}");
        }
    }
    assert_eq!(upkeep::verify(&house.context, &|_| {}).await.unwrap().broken, []);
}

#[tokio::test]
async fn the_same_moment_makes_the_same_world() {
    let (one, other) = (
        House::filled(World::CanTho, "2026-09-01T09:31").await,
        House::filled(World::CanTho, "2026-09-01T09:31").await,
    );
    assert_eq!(one.dossiers().await, other.dossiers().await);
}

/// Before the doors open, at a weekend, in the middle of Tết, after a week of holidays, on the first day of a year.
#[tokio::test]
async fn no_moment_makes_a_world_against_the_rules() {
    for moment in [
        "2026-03-02T06:00",
        "2026-08-15T23:59",
        "2026-02-18T10:00",
        "2027-02-15T16:59",
        "2027-01-01T00:00",
        "2026-04-29T12:15",
    ] {
        let house = House::filled(World::CanTho, moment).await;
        assert!(house.dossiers().await.len() >= 50, "{moment}");
    }
}

#[tokio::test]
async fn a_database_with_other_data_is_told_from_an_empty_one_and_a_demo() {
    let house = House::empty(World::CanTho, "2026-11-20T15:00").await;
    assert_eq!(demo::held(&house.context, house.world).await.unwrap(), Held::Nothing);
    house.fill().await;
    assert_eq!(demo::held(&house.context, house.world).await.unwrap(), Held::Demo);

    let house = House::empty(World::CanTho, "2026-11-20T15:00").await;
    let account = Account {
        id: motcua_kernel::AccountId(uuid::Uuid::from_u128(1)),
        login: LoginName::parse("an.nguyen").unwrap(),
        display_name: "Nguyễn Văn An".to_owned(),
        disabled: false,
        grants: Vec::new(),
        signing: Vec::new(),
    };
    let store = &house.context.store;
    store.write(async |tx: &Tx| accounts::insert(tx, &account, None).await).await.unwrap();
    assert_eq!(demo::held(&house.context, house.world).await.unwrap(), Held::Other);
}

/// A Friday.
const SOC_TRANG_NOW: &str = "2013-11-22T15:00";

#[tokio::test]
async fn every_state_of_soc_trang_can_be_seen_under_the_law_of_its_time() {
    let house = House::filled(World::SocTrang, SOC_TRANG_NOW).await;
    let now = house.context.clock.now();
    let found = house.dossiers().await;
    let states: BTreeSet<&str> = found.iter().map(|it| it.status.code()).collect();
    let all = [
        "annulled",
        "awaiting-payment",
        "guidance-given",
        "in-process",
        "not-received",
        "received",
        "result-ready",
        "result-signed",
        "returned",
        "stopped",
        "supplement-requested",
        "suspended",
        "withdrawn",
    ];
    assert_eq!(states.into_iter().collect::<Vec<_>>(), all);
    let legs: BTreeSet<&str> = found.iter().flat_map(|it| &it.legs).map(|it| leg_state(&it.status)).collect();
    assert_eq!(legs.len(), 9, "{legs:?}");
    let lawful = |it: &Dossier| it.reception.as_ref().unwrap().dates.lawful;
    let any = |what: &str, is: &dyn Fn(&Dossier) -> bool| assert!(found.iter().any(is), "no dossier {what}");
    any("was late", &|it| matches!(it.status, Status::Returned { at, .. } if lawful(it) < at));
    any("was refused", &|it| it.result.as_ref().is_some_and(|it| it.refused));
    any("has a new date", &|it| it.reappointments > 0);
    any("is with two agencies", &|it| {
        it.open_legs().map(|leg| leg.plan.agency).collect::<BTreeSet<_>>().len() > 1
    });
    let catalogue = &house.context.province.catalogue;
    let versions: BTreeSet<_> =
        found.iter().filter_map(|it| it.filing.as_ref()).map(|it| it.version).collect();
    assert_eq!(versions.len(), 6);
    assert!(versions.iter().all(|it| catalogue.version(*it).unwrap().in_force_on(now.date())));
    let tree = &house.context.province.agencies;
    let levels: BTreeSet<_> = found
        .iter()
        .filter_map(Dossier::receiving)
        .map(|it| format!("{:?}", tree.get(it).unwrap().level))
        .collect();
    assert_eq!(levels.len(), 3, "a commune, a district and the province: {levels:?}");
    for dossier in found.iter().filter(|it| it.reception.is_some()) {
        assert_eq!(dossier.reception.as_ref().unwrap().pack, "2013-07");
        let history = dossiers::history(&house.context.store.reader(), dossier.id).await.unwrap();
        let calendars = &house.context.province.calendars;
        // Who has a hand-over that nobody has accepted changes hands, not minutes.
        let line = motcua_dossier::main_line(&history, calendars, 0, now);
        let end = line.ended.unwrap_or(now);
        let whole =
            calendars.of(dossier.receiving().unwrap()).measure(dossier.reception.as_ref().unwrap().at, end);
        assert_eq!(line.segments.iter().map(|it| it.minutes).sum::<i64>(), whole, "{dossier:?}");
    }
}

/// Early, at a weekend, around Tết, at the first days of the year in which it is shown, and at its last.
#[tokio::test]
async fn no_moment_makes_a_soc_trang_against_the_rules() {
    for moment in
        ["2013-07-01T06:00", "2013-08-17T23:59", "2014-02-05T10:00", "2014-01-30T16:59", "2014-06-29T12:15"]
    {
        let house = House::filled(World::SocTrang, moment).await;
        assert!(house.dossiers().await.len() >= 40, "{moment}");
    }
}

#[tokio::test]
async fn one_world_is_not_taken_for_the_other() {
    let house = House::filled(World::SocTrang, SOC_TRANG_NOW).await;
    assert_eq!(demo::held(&house.context, World::SocTrang).await.unwrap(), Held::Demo);
    assert_eq!(demo::held(&house.context, World::CanTho).await.unwrap(), Held::Other);
    assert!(!demo::is_ahead(&house.context).await.unwrap());
    house.context.clock.set(parse_instant("2013-07-01T08:00").unwrap());
    assert!(demo::is_ahead(&house.context).await.unwrap(), "its year has begun again");
}
