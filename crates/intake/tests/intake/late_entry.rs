//! An afternoon without power, entered the next morning by leave of the head: the day of receipt is that of the slip.

use crate::support::*;
use motcua_dossier::{By, Entry, LateEntryPermit, LateGround, PaperOrigin, apply};
use motcua_intake::{
    Arrival, LateEntryAsked, PaperSlip, late_arrival, permit_late_entry, receive_at, slip_number,
};
use motcua_kernel::{Actor, DossierId, Instant, LateEntryPermitId, Refusal};
use uuid::Uuid;

const PERMIT: LateEntryPermitId = LateEntryPermitId(Uuid::from_u128(60));

fn asked() -> LateEntryAsked {
    LateEntryAsked {
        ground: LateGround::Outage,
        reason: " Mất điện cả chiều ".to_owned(),
        from: at("2026-11-26T13:00"),
        until: at("2026-11-26T17:00"),
        slips: 2,
        enter_by: at("2026-11-27T17:00"),
    }
}

fn permit() -> LateEntryPermit {
    permit_late_entry(PERMIT, minh(), &asked(), at("2026-11-26T17:30")).unwrap()
}

fn slip() -> PaperSlip {
    PaperSlip { number: " 017 /gb".to_owned(), received: at("2026-11-26T14:05"), promised: None }
}

fn arrival(slip: &PaperSlip, entered: u32, now: &str) -> Result<Arrival, Refusal> {
    late_arrival(slip, &permit(), lan(), entered, at(now))
}

#[test]
fn the_receipt_has_the_day_and_dates_of_the_slip_and_says_why() {
    let (office, now) = (Office::new("2026-07"), at("2026-11-27T07:40"));
    let arrival = arrival(&slip(), 0, "2026-11-27T07:40").unwrap();
    let late = office
        .looked_up(&filing(), arrival.at, |facts, number| receive_at(facts, filing(), number, None, &arrival))
        .unwrap();
    let punctual = office.receive(filing(), arrival.at).unwrap();
    assert_eq!(late.explanation, punctual.explanation);
    let entry = |occurred: Instant| Entry {
        seq: 1,
        recorded: now,
        occurred,
        by: By::Officer(lan()),
        event: late.events[0].clone(),
    };
    let received = |occurred| apply(DossierId(Uuid::from_u128(1)), None, &entry(occurred));
    let reception = received(arrival.at).unwrap().reception.unwrap();
    assert_eq!((reception.at, reception.dates.first), (at("2026-11-26T14:05"), at("2026-12-03T17:00")));
    assert_eq!(
        reception.origin.as_deref(),
        Some(&PaperOrigin::LateEntry { slip: "017 /GB".to_owned(), permit: PERMIT })
    );
    assert!(received(now).is_err(), "it did not happen when it was recorded");
    assert!(received(at("2026-11-26T14:06")).is_err(), "nor at any other time than the slip says");
}

#[test]
fn a_date_written_by_hand_stays_the_first_and_the_law_the_lawful_one() {
    let promised = at("2026-12-02T17:00");
    let arrival = arrival(&PaperSlip { promised: Some(promised), ..slip() }, 0, "2026-11-27T08:00").unwrap();
    let late = Office::new("2026-07")
        .looked_up(&filing(), arrival.at, |facts, number| receive_at(facts, filing(), number, None, &arrival))
        .unwrap();
    let motcua_dossier::Event::Received { reception, .. } = &late.events[0] else { unreachable!() };
    assert_eq!((reception.dates.first, reception.dates.lawful), (promised, at("2026-12-03T17:00")));
}

#[test]
fn a_slip_is_entered_only_within_the_leave() {
    let check = |change: &dyn Fn(&mut PaperSlip), entered: u32, now: &str, expected: &str| {
        let mut slip = slip();
        change(&mut slip);
        assert_eq!(code(arrival(&slip, entered, now)), expected);
    };
    let morning = "2026-11-27T07:40";
    check(&|_| {}, 2, morning, "intake.late-permit-used");
    check(&|_| {}, 0, "2026-11-27T17:01", "intake.late-permit-over");
    check(&|it| it.received = at("2026-11-26T12:59"), 0, morning, "intake.late-outside-hours");
    check(&|it| it.received = at("2026-11-26T17:01"), 0, morning, "intake.late-outside-hours");
    check(&|it| it.promised = Some(at("2026-11-26T14:00")), 0, morning, "intake.late-promise-before");
    check(&|it| it.number = " ".to_owned(), 0, morning, "intake.slip-number-missing");
    check(&|it| it.number = "9".repeat(41), 0, morning, "intake.slip-number-long");
    let refused = |actor| code(late_arrival(&slip(), &permit(), actor, 0, at(morning)));
    assert_eq!(refused(Actor { agency: LAND, ..lan() }), "intake.late-other-counter");
    assert_eq!(refused(minh()), "intake.late-own-permit");
    for (received, now) in [("2026-11-26T13:00", morning), ("2026-11-26T17:00", "2026-11-27T17:00")] {
        assert!(arrival(&PaperSlip { received: at(received), ..slip() }, 1, now).is_ok(), "{received}");
    }
}

#[test]
fn a_head_gives_leave_for_hours_that_have_been() {
    let check = |change: &dyn Fn(&mut LateEntryAsked), expected: &str| {
        let mut asked = asked();
        change(&mut asked);
        assert_eq!(code(permit_late_entry(PERMIT, minh(), &asked, at("2026-11-26T17:30"))), expected);
    };
    assert_eq!(permit().reason, "Mất điện cả chiều");
    check(&|it| it.reason = " ".to_owned(), "intake.late-reason");
    check(&|it| it.until = it.from, "intake.late-hours-empty");
    check(&|it| it.until = at("2026-11-26T17:31"), "intake.late-hours-ahead");
    check(&|it| it.from = at("2026-10-25T13:00"), "intake.late-hours-old");
    check(&|it| it.slips = 0, "intake.late-slips");
    check(&|it| it.slips = 1_001, "intake.late-slips");
    check(&|it| it.enter_by = at("2026-11-26T17:30"), "intake.late-time-over");
}

#[test]
fn a_slip_has_one_number_however_it_is_typed() {
    assert_eq!(slip_number("  01/gb   2026 ").unwrap(), slip_number("01/GB 2026").unwrap());
}
