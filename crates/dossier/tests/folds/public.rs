//! What the public sees of a dossier, and what it never sees.

use crate::fixture::{
    COMMUNE, LAND, Story, TAX, TEXT, finished, leg, nov, proposed, returning, sent_to, state_of,
};
use motcua_calendar::TimeLimit;
use motcua_catalogue::{
    ChargeKind, Collector, Component, ComponentGroup, DueWhen, LegKind, Life, Procedure, ProcedureCase,
    ProcedureVersion, Route,
};
use motcua_dossier::{
    Charge, ClockHolder, Degree, Dossier, Event, LegPlan, Outcome, PaidCharge, PaymentMeans, PublicAgency,
    PublicCharge, PublicStatus, ReturnMethod, StepState, SupplementItem, SupplementSubject, ToDo,
    public_status,
};
use motcua_kernel::{
    Agency, AgencyId, AgencyKind, AgencyTree, Instant, LegNo, Level, ProcedureId, ProcedureVersionId,
    Validity, Vnd, parse_date,
};
use uuid::Uuid;

const TITLE: &str = "Đăng ký biến động quyền sử dụng đất";

fn procedure() -> Procedure {
    Procedure {
        id: ProcedureId(Uuid::from_u128(20)),
        code: "1.012781".to_owned(),
        field: "Đất đai".to_owned(),
        sensitive: false,
    }
}

fn version() -> ProcedureVersion {
    let paper = Component {
        code: "hop-dong".to_owned(),
        name: "Hợp đồng chuyển nhượng".to_owned(),
        originals: 1,
        copies: 0,
        required: true,
        form: None,
    };
    let group = ComponentGroup { name: String::new(), one_of: false, components: vec![paper] };
    ProcedureVersion {
        id: ProcedureVersionId(Uuid::from_u128(5)),
        procedure: procedure().id,
        name: TITLE.to_owned(),
        validity: Validity::since(parse_date("2026-01-01").unwrap()),
        life: Life::Published,
        sequence: String::new(),
        applicants: Vec::new(),
        legal_basis: Vec::new(),
        conditions: vec!["Đất không có tranh chấp".to_owned()],
        publication: None,
        results: Vec::new(),
        cases: vec![ProcedureCase {
            code: "chung".to_owned(),
            name: "Chuyển nhượng".to_owned(),
            components: vec![group],
            channels: Vec::new(),
            route: Route::default(),
        }],
    }
}

fn tree() -> AgencyTree {
    let agency = |id: AgencyId, code: &str, name: &str| Agency {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        kind: AgencyKind::Division,
        level: Level::Commune,
        parent: None,
        validity: Validity::since(parse_date("2025-07-01").unwrap()),
        successor: None,
        inside: true,
        liaison: None,
    };
    AgencyTree::new([
        agency(COMMUNE, "H13.15", "Phường Ninh Kiều"),
        agency(LAND, "H13.VPDK", "Văn phòng đăng ký đất đai"),
        agency(TAX, "H13.THUE", "Thuế cơ sở"),
    ])
    .unwrap()
}

/// Where leg `no` stands, as the public reads it.
pub fn step_state(dossier: &Dossier, no: LegNo) -> StepState {
    let view = public_status(dossier, &procedure(), &version(), &tree()).unwrap();
    view.steps.iter().find(|it| it.no == no).unwrap().state
}

fn ward() -> PublicAgency {
    PublicAgency { code: "H13.15".to_owned(), name: "Phường Ninh Kiều".to_owned() }
}

fn tax_left(amount: i64) -> PublicCharge {
    let tax = charge("le-phi-truoc-ba", amount, DueWhen::DuringProcessing);
    PublicCharge { name: tax.name, amount: Vnd(amount), collector: tax.collector }
}

fn charge(code: &str, amount: i64, due: DueWhen) -> Charge {
    Charge {
        code: code.to_owned(),
        name: code.to_owned(),
        kind: ChargeKind::StateFee,
        amount: Some(Vnd(amount)),
        quantity: None,
        collector: Collector::Counter,
        due,
        basis: "Nghị quyết".to_owned(),
        confirmed: true,
    }
}

/// 1 tax beside 2 land, which decides → 3 back at the counter.
fn received() -> Story {
    let deciding = LegPlan { decides: true, ..leg(2, LAND, 2, &[], "05 17:00") };
    let legs = vec![leg(1, TAX, 1, &[], "04 17:00"), deciding, returning(3, &[1, 2])];
    let mut story = Story::received(nov("02 08:00"), TimeLimit::working_days(5), nov("09 17:00"), legs);
    if let Event::Received { charges, .. } = &mut story.entries[0].event {
        charges.push(charge("le-phi-truoc-ba", 2_500_000, DueWhen::DuringProcessing));
        charges.push(charge("le-phi-cap-giay", 28_000, DueWhen::AtReturn));
    }
    story
}

fn in_process() -> Story {
    received()
        .then("02 09:00", sent_to(None, 1))
        .then("02 09:00", sent_to(None, 2))
        .then("02 10:00", Event::LegAccepted { leg: LegNo(1) })
        .then("03 07:30", Event::LegAccepted { leg: LegNo(2) })
}

fn signed(outcome: Outcome) -> Story {
    in_process()
        .then("04 08:00", finished(1))
        .then("05 08:00", Event::ResultProposed { leg: LegNo(2), outcome })
        .then("05 09:00", Event::ResultApproved { leg: LegNo(2) })
        .then("05 10:00", Event::ResultNumbered { leg: LegNo(2), number: "12/GCN".to_owned(), file: None })
}

fn ready(outcome: Outcome) -> Story {
    signed(outcome)
        .then("06 08:00", finished(2))
        .taken(Some(2), 3, "06 08:00", "06 09:00")
        .then("06 09:00", Event::ResultReady)
}

fn granted() -> Outcome {
    Outcome::Granted { result: "giay-chung-nhan".to_owned(), file: None }
}

fn shown(story: &Story) -> PublicStatus {
    let shown = public_status(&state_of(story), &procedure(), &version(), &tree()).unwrap();
    let stored = serde_json::to_string(&shown).unwrap();
    assert_eq!(serde_json::from_str::<PublicStatus>(&stored).unwrap(), shown, "read back");
    shown
}

type Row = (u16, StepState, Option<Instant>, Option<Instant>);

fn steps(shown: &PublicStatus) -> Vec<Row> {
    shown.steps.iter().map(|it| (it.no.0, it.state, it.since, it.finished)).collect()
}

#[test]
fn a_reception_shows_number_dates_agencies_and_steps_to_come() {
    let shown = shown(&received());
    assert_eq!(shown.number.as_str(), "H13.15-261102-0001");
    assert_eq!((shown.procedure.code.as_str(), shown.procedure.title.as_deref()), ("1.012781", Some(TITLE)));
    assert_eq!(shown.case.as_deref(), Some("Chuyển nhượng"));
    assert_eq!((shown.status.as_str(), shown.national_code), ("received", Some(2)));
    assert_eq!((shown.received, shown.dates.lawful), (nov("02 08:00"), nov("09 17:00")));
    assert_eq!((shown.clock, shown.paused_since), (ClockHolder::Office, None));
    assert_eq!((shown.receiving.clone(), shown.competent.code.as_str()), (ward(), "H13.VPDK"));
    let waiting = |no| (no, StepState::Waiting, None, None);
    assert_eq!(steps(&shown), [waiting(1), waiting(2), waiting(3)]);
    assert_eq!((shown.degree, shown.to_do, shown.ended), (Degree { done: 0, total: 3 }, None, None));
}

#[test]
fn the_number_alone_shows_no_date_agency_or_step() {
    let alone = shown(&in_process().then("04 08:00", finished(1))).by_number_alone();
    assert_eq!(
        serde_json::to_value(&alone).unwrap(),
        serde_json::json!({
            "number": "H13.15-261102-0001", "degree": {"done": 1, "total": 3}
        })
    );
}

#[test]
fn parallel_legs_show_where_each_stands_and_since_when() {
    let running = shown(&in_process().then("04 08:00", finished(1)).then("05 08:00", proposed(2)));
    assert_eq!(running.status, "in-process");
    let expected = [
        (1, StepState::Finished, Some(nov("02 10:00")), Some(nov("04 08:00"))),
        (2, StepState::AwaitingSignature, Some(nov("03 07:30")), None),
        (3, StepState::Waiting, None, None),
    ];
    assert_eq!(steps(&running), expected);
    assert_eq!(running.steps[0].agency.name, "Thuế cơ sở");

    let sent = received().then("02 09:00", sent_to(None, 1)).then("02 09:00", sent_to(None, 2));
    let back = sent.then("02 10:00", Event::HandoverSentBack { leg: LegNo(1), reason: TEXT });
    let asked = back.then("02 10:00", Event::HandoverQuestioned { leg: LegNo(2), question: TEXT });
    let states: Vec<StepState> = shown(&asked).steps.iter().map(|it| it.state).collect();
    assert_eq!(states, [StepState::SentBack, StepState::Questioned, StepState::Waiting]);
}

#[test]
fn an_opinion_is_marked_and_counts_for_no_degree() {
    let plan = LegPlan { kind: LegKind::Consultation, steps: 0, ..leg(4, TAX, 1, &[], "06 17:00") };
    let asked = Event::ConsultationAsked { asking: LegNo(2), plan, question: TEXT };
    let shown = shown(&in_process().then("04 08:00", asked));
    assert_eq!(shown.steps[3].kind, LegKind::Consultation);
    assert_eq!(shown.degree.total, 3);
}

#[test]
fn a_pause_says_what_to_do_and_until_when() {
    let until = nov("30 17:00");
    let check = |event: Event, clock, expected: Option<ToDo>| {
        let shown = shown(&in_process().then("04 08:00", event));
        assert_eq!((shown.clock, shown.paused_since), (clock, Some(nov("04 08:00"))));
        assert_eq!(shown.to_do, expected);
    };
    let about = |subject| SupplementItem { subject, reason: TEXT };
    let items = vec![
        about(SupplementSubject::Component { code: "hop-dong".to_owned() }),
        about(SupplementSubject::Condition { index: 0 }),
    ];
    let names = vec!["Hợp đồng chuyển nhượng".to_owned(), "Đất không có tranh chấp".to_owned()];
    check(
        Event::SupplementRequested { items, leg: Some(LegNo(2)), answer_by: until, overridden: None },
        ClockHolder::Citizen,
        Some(ToDo::Supplement { items: names, by: until }),
    );
    check(
        Event::PaymentAwaited { charges: vec!["le-phi-truoc-ba".to_owned()], pay_by: until },
        ClockHolder::Citizen,
        Some(ToDo::Pay { amount: Vnd(2_500_000), charges: vec![tax_left(2_500_000)], by: until }),
    );
    check(
        Event::Suspended { ground: motcua_dossier::SuspensionGround::Court, reason: TEXT },
        ClockHolder::Suspension,
        None,
    );
}

#[test]
fn a_result_is_collected_at_the_counter_and_keeps_its_number_and_moments() {
    let signed = shown(&signed(granted()));
    assert_eq!((signed.status.as_str(), signed.ended, signed.to_do), ("result-signed", None, None));
    let expected = [StepState::Finished, StepState::Signed, StepState::Waiting];
    assert!(signed.steps.iter().map(|it| it.state).eq(expected));

    let ready = shown(&ready(granted()));
    assert_eq!((ready.status.as_str(), ready.ended), ("result-ready", Some(nov("06 09:00"))));
    assert_eq!(ready.degree, Degree { done: 3, total: 3 });
    assert_eq!(ready.to_do, Some(ToDo::Collect { agency: ward(), unpaid: Vnd(28_000) }));
    let result = ready.result.unwrap();
    assert_eq!((result.number.as_str(), result.refused), ("12/GCN", false));
    assert_eq!((result.signed, result.ready, result.returned), (nov("05 10:00"), ready.ended, None));
}

#[test]
fn what_was_paid_is_not_asked_for_again() {
    let paid = |code: &str, amount, how| Event::ChargesPaid {
        paid: vec![PaidCharge { code: code.to_owned(), amount: Vnd(amount) }],
        how,
        receipt: None,
        given: None,
    };
    let collect = |story: &Story| shown(story).to_do;
    let unpaid = |amount| Some(ToDo::Collect { agency: ward(), unpaid: Vnd(amount) });
    let part = ready(granted()).then("06 09:10", paid("le-phi-cap-giay", 20_000, PaymentMeans::Cash));
    assert_eq!(collect(&part), unpaid(8_000));
    let whole = part.then("06 09:20", paid("le-phi-cap-giay", 8_000, PaymentMeans::Cash));
    assert_eq!(collect(&whole), unpaid(0));

    let number = "LTB-12".to_owned();
    let tax = "le-phi-truoc-ba";
    let awaited = Event::PaymentAwaited { charges: vec![tax.to_owned()], pay_by: nov("20 17:00") };
    let waiting = in_process()
        .then("03 08:00", awaited)
        .then("03 09:00", paid(tax, 1_000_000, PaymentMeans::Notice { number }));
    let left = |story: &Story, amount, charges| {
        assert_eq!(collect(story), Some(ToDo::Pay { amount: Vnd(amount), charges, by: nov("20 17:00") }));
    };
    left(&waiting, 1_500_000, vec![tax_left(1_500_000)]);
    let rest = paid(tax, 1_500_000, PaymentMeans::Notice { number: "LTB-13".to_owned() });
    left(&waiting.then("03 10:00", rest), 0, vec![]);
}

#[test]
fn a_refusal_is_a_result_too_and_its_reason_is_not_shown() {
    let refused = shown(&ready(Outcome::Refused { reason: TEXT }));
    assert_eq!(refused.result.as_ref().map(|it| it.refused), Some(true));
    assert!(!serde_json::to_string(&refused).unwrap().contains(&TEXT.to_string()));
}

#[test]
fn what_was_handed_out_still_shows_when_the_clock_ended() {
    let returned = shown(
        &ready(granted())
            .then("09 09:00", Event::ResultReturned { method: ReturnMethod::Online, handed: None }),
    );
    assert_eq!((returned.status.as_str(), returned.to_do), ("returned", None));
    assert_eq!(returned.ended, Some(nov("06 09:00")));
    assert_eq!(returned.result.unwrap().returned, Some(nov("09 09:00")));
    let withdrawn = shown(&in_process().then("04 08:00", Event::Withdrawn { reason: TEXT }));
    assert_eq!((withdrawn.ended, withdrawn.clock), (Some(nov("04 08:00")), ClockHolder::Stopped));
}

#[test]
fn a_sensitive_procedure_shows_no_title() {
    let sensitive = Procedure { sensitive: true, ..procedure() };
    let shown = public_status(&state_of(&received()), &sensitive, &version(), &tree()).unwrap();
    assert_eq!((&shown.procedure.title, &shown.case), (&None, &None));
    assert!(!serde_json::to_string(&shown).unwrap().contains(TITLE));
}

#[test]
fn nobody_is_named() {
    let story = received();
    let stored = serde_json::to_string(&shown(&story)).unwrap();
    let Some(filing) = state_of(&story).filing else { panic!("filed") };
    assert!(!stored.contains(&filing.applicant.to_string()), "{stored}");
}

#[test]
fn a_visit_without_a_number_shows_nothing() {
    let Event::Received { filing, .. } = received().entries.remove(0).event else { panic!("received") };
    let guided = Event::GuidanceGiven { filing, lacking: Vec::new() };
    let visit = Story { entries: Vec::new() }.then("02 08:00", guided);
    assert_eq!(public_status(&state_of(&visit), &procedure(), &version(), &tree()), None);
}

#[test]
fn an_unknown_agency_has_no_name() {
    let shown = public_status(&state_of(&received()), &procedure(), &version(), &AgencyTree::default());
    assert_eq!(shown.unwrap().receiving, PublicAgency::default());
}
