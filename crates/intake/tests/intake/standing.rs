//! Each command in each state: allowed, or refused by a code that names the state.

use crate::support::*;
use motcua_dossier::{Correction, Dossier, Status, StopGround, SuspensionGround};
use motcua_intake::{
    PaymentWait, SupplementRequest, ask_supplement, await_payment, complete_supplement, confirm_annulment,
    confirm_correction, lapse, request_annulment, request_correction, stop, withdraw,
};
use motcua_kernel::{Instant, PartyId, Refusal, Vnd};
use uuid::Uuid;

const NOW: &str = "2026-09-07T15:00";

/// Every state a received dossier can be in, with the end of its code.
fn states() -> Vec<(Status, &'static str)> {
    let (at, refused) = (at("2026-09-07T10:00"), false);
    vec![
        (Status::Received, "received"),
        (Status::InProcess, "in-process"),
        (Status::SupplementRequested { since: at, answer_by: at }, "supplement-requested"),
        (Status::AwaitingPayment { since: at, pay_by: at }, "awaiting-payment"),
        (Status::Suspended { ground: SuspensionGround::Court, since: at }, "suspended"),
        (Status::ResultSigned { number: "1/QĐ".to_owned(), at, refused }, "result-signed"),
        (Status::ResultReady { at, refused }, "result-ready"),
        (Status::Returned { at, refused }, "returned"),
        (Status::Withdrawn { at }, "withdrawn"),
        (Status::Stopped { at, ground: StopGround::ByApplicant }, "stopped"),
        (Status::Annulled { at }, "annulled"),
    ]
}

const RUNNING: &[&str] = &["received", "in-process"];
const OPEN: &[&str] = &["received", "in-process", "supplement-requested", "awaiting-payment", "suspended"];
const IN_THE_HOUSE: &[&str] = &[
    "received",
    "in-process",
    "supplement-requested",
    "awaiting-payment",
    "suspended",
    "result-signed",
    "result-ready",
];

fn check<T: std::fmt::Debug>(
    allowed: &[&str],
    command: impl Fn(&Office, &Dossier, Instant) -> Result<T, Refusal>,
) {
    let office = Office::new("2018-06");
    let mut dossier = office.received(at("2026-09-07T09:00"));
    dossier.annulment = Some((lan().account, REASON));
    dossier.correction = Some((lan().account, right_owner()));
    for (status, name) in states() {
        dossier.status = status;
        match command(&office, &dossier, at(NOW)) {
            Ok(_) => assert!(allowed.contains(&name), "allowed when {name}"),
            Err(refusal) => {
                assert!(!allowed.contains(&name), "{refusal:?}");
                assert_eq!(refusal.message.code.to_string(), format!("intake.state-{name}"));
            }
        }
    }
}

fn right_owner() -> Correction {
    Correction::Applicant { party: PartyId(Uuid::from_u128(82)) }
}

#[test]
fn a_supplement_is_asked_and_a_payment_awaited_only_while_the_offices_work() {
    let items = || vec![component_item("don")];
    check(RUNNING, |office, dossier, now| {
        let request = SupplementRequest { items: items(), leg: None, overridden: None };
        ask_supplement(dossier, &office.pinned(), request, now)
    });
    check(RUNNING, |office, dossier, now| {
        let mut assessed = dossier.clone();
        assessed.charges.iter_mut().for_each(|it| it.amount = Some(Vnd(1_000)));
        let wait = PaymentWait { leg: None, charges: vec!["thue".to_owned()], pay_by: now.date() };
        await_payment(&assessed, &office.pinned(), lan(), wait, now)
    });
}

#[test]
fn only_what_is_awaited_comes_or_lapses() {
    check(&["supplement-requested"], |office, dossier, now| {
        complete_supplement(dossier, &office.pinned(), now)
    });
    check(&["supplement-requested", "awaiting-payment"], |_, dossier, now| lapse(dossier, now));
}

#[test]
fn an_open_dossier_can_be_withdrawn_stopped_and_annulled_also_while_it_stands_still() {
    check(OPEN, |_, dossier, _| withdraw(dossier, REASON));
    check(OPEN, |office, dossier, _| stop(dossier, &office.pack, REASON));
    check(OPEN, |_, dossier, now| {
        request_annulment(&Dossier { annulment: None, ..dossier.clone() }, REASON, now)
    });
    check(OPEN, |_, dossier, _| confirm_annulment(dossier, minh()));
}

#[test]
fn a_correction_is_possible_until_the_dossier_leaves_the_house() {
    check(IN_THE_HOUSE, |_, dossier, _| {
        request_correction(&Dossier { correction: None, ..dossier.clone() }, right_owner(), REASON)
    });
    check(IN_THE_HOUSE, |_, dossier, _| confirm_correction(dossier, minh()));
}

#[test]
fn a_visit_without_a_number_is_no_dossier_yet() {
    let now = at(NOW);
    let events = motcua_intake::guide(&version(), filing(), vec![component_item("don")], now).unwrap();
    let visit = happen(None, events, lan(), now);
    assert_eq!(code(withdraw(&visit, REASON)), "intake.state-guidance-given");
    assert_eq!(code(request_annulment(&visit, REASON, now)), "intake.state-guidance-given");
    assert_eq!(code(request_correction(&visit, right_owner(), REASON)), "intake.state-guidance-given");
}
