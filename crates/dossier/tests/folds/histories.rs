//! What is no history: said with its place, never a panic.

use crate::fixture::{Story, TAX, TEXT, leg, nov, officer, sent_to};
use motcua_calendar::TimeLimit;
use motcua_dossier::{Entry, Event, HistoryError, Imported, ImportedCase, replay};
use motcua_kernel::DossierId;
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(42));

fn received() -> Story {
    let legs = vec![leg(1, TAX, 2, &[], "04 17:00")];
    Story::received(nov("02 08:00"), TimeLimit::working_days(4), nov("06 17:00"), legs)
}

#[test]
fn nothing_ordinary_happens_at_another_time_than_it_is_recorded() {
    let mut entries = received().then("02 09:00", sent_to(None, 1)).entries;
    assert!(replay(ID, &entries).is_ok());
    entries[1].occurred = nov("02 08:30");
    assert_eq!(replay(ID, &entries), Err(HistoryError::Dated(2)));
    let mut entries = received().entries;
    entries[0].occurred = nov("01 08:00");
    assert_eq!(replay(ID, &entries), Err(HistoryError::Dated(1)));
}

#[test]
fn a_receipt_on_paper_has_the_time_of_its_slip_and_no_other() {
    let dated = |occurred: &str| {
        let mut entries = received().carried_over(&[], &[1], "04 09:00").entries;
        entries[0].occurred = nov(occurred);
        replay(ID, &entries)
    };
    assert!(dated("02 08:00").is_ok());
    for other in ["02 08:01", "04 09:00", "05 08:00"] {
        assert_eq!(dated(other), Err(HistoryError::Dated(1)), "{other}");
    }
}

#[test]
fn only_what_came_from_paper_is_taken_over_and_only_once() {
    let taken = Event::CarriedOver { done: Vec::new(), open: Vec::new() };
    let misfit = |seq| Err(HistoryError::Misfit { seq, what: "nothing to take over" });
    assert_eq!(replay(ID, &received().then("02 09:00", taken.clone()).entries), misfit(2));
    let twice = received().carried_over(&[], &[], "04 09:00").then("04 10:00", taken);
    assert_eq!(replay(ID, &twice.entries), misfit(3));
}

#[test]
fn what_another_system_wrote_has_its_own_time() {
    let entry =
        |seq, occurred, event| Entry { seq, recorded: nov("10 08:00"), occurred, by: officer(), event };
    let case = Event::LogImported { case: ImportedCase::default() };
    let activity = Event::Imported(Imported { activity: "Nhận".to_owned(), ..Imported::default() });
    let entries = [entry(1, nov("02 08:00"), case), entry(2, nov("03 08:00"), activity)];
    assert!(replay(ID, &entries).is_ok());
}

#[test]
fn a_gap_a_second_beginning_and_a_step_back_are_named() {
    let check = |change: &dyn Fn(&mut Vec<Entry>), error: HistoryError| {
        let mut entries = received().then("02 09:00", sent_to(None, 1)).entries;
        change(&mut entries);
        assert_eq!(replay(ID, &entries), Err(error));
    };
    check(&|it| it[1].seq = 3, HistoryError::Gap { expected: 2, found: 3 });
    check(&|it| it[1].event = it[0].event.clone(), HistoryError::Beginning(2));
    check(
        &|it| {
            it[1].recorded = nov("02 07:00");
            it[1].occurred = nov("02 07:00");
        },
        HistoryError::Backwards(2),
    );
    let withdrawn = Event::Withdrawn { reason: TEXT };
    check(&|it| it[0].event = withdrawn.clone(), HistoryError::Beginning(1));
    check(&Vec::clear, HistoryError::Empty);
}
