//! Dossiers that were open on paper on day one: the dates of their slips, the hands they have come to.

use crate::support::*;
use motcua_dossier::{Dossier, Entry, Event, PaperOrigin, PaymentMeans, Status, replay};
use motcua_intake::{PaperDossier, TakenOverBy, carry_over, recompute};
use motcua_kernel::{DossierId, LegNo, PaperBatchId, Refusal, Vnd};
use std::collections::BTreeSet;
use uuid::Uuid;

const NOW: &str = "2026-11-23T07:30";

fn by() -> TakenOverBy {
    TakenOverBy { batch: PaperBatchId(Uuid::from_u128(61)), approved_by: minh().account }
}

fn paper() -> PaperDossier {
    PaperDossier {
        slip: "gb-1204".to_owned(),
        received: at("2026-11-16T09:00"),
        promised: at("2026-11-24T17:00"),
        lawful: None,
        at_legs: BTreeSet::new(),
        receipt: None,
    }
}

fn taken_over(paper: &PaperDossier) -> Result<Vec<Event>, Refusal> {
    let mut filing = filing();
    filing.components.clear();
    Office::new("2026-07")
        .looked_up(&filing.clone(), paper.received, |facts, number| {
            carry_over(facts, filing, number, paper, by(), at(NOW))
        })
        .map(|it| it.events)
}

fn recorded(events: Vec<Event>) -> Vec<Entry> {
    let entry = |(seq, event): (u32, Event)| {
        let occurred = if let Event::Received { reception, .. } = &event { reception.at } else { at(NOW) };
        Entry { seq, recorded: at(NOW), occurred, by: motcua_dossier::By::Officer(lan()), event }
    };
    (1..).zip(events).map(entry).collect()
}

fn dossier(paper: &PaperDossier) -> Dossier {
    replay(DossierId(Uuid::from_u128(1)), &recorded(taken_over(paper).unwrap())).unwrap()
}

#[test]
fn it_keeps_the_dates_of_its_slip_and_lacks_no_paper() {
    let dossier = dossier(&paper());
    assert_eq!(dossier.status, Status::Received);
    let origin = dossier.paper_origin().unwrap();
    assert_eq!((origin.slip(), origin.is_carried_over()), ("GB-1204", true));
    assert!(matches!(origin, PaperOrigin::CarriedOver { approved_by, .. } if *approved_by == minh().account));
    let reception = dossier.reception.unwrap();
    let promised = at("2026-11-24T17:00");
    assert_eq!((reception.at, reception.dates.first), (at("2026-11-16T09:00"), promised));
    assert_eq!(reception.dates.lawful, promised);
}

#[test]
fn a_supplement_on_paper_has_moved_the_lawful_date_only() {
    let moved = Some(at("2026-11-26T17:00"));
    let dates = dossier(&PaperDossier { lawful: moved, ..paper() }).reception.unwrap().dates;
    assert_eq!((dates.first, Some(dates.lawful)), (at("2026-11-24T17:00"), moved));
}

#[test]
fn it_is_in_the_hands_the_paper_says_and_what_lies_before_is_done() {
    let check = |at_legs: &[u16], expected: &str, status: Status| {
        let at_legs = at_legs.iter().copied().map(LegNo).collect();
        let dossier = dossier(&PaperDossier { at_legs, ..paper() });
        let legs: String = dossier
            .legs
            .iter()
            .map(|leg| {
                if leg.status.is_finished() {
                    'f'
                } else if leg.status.is_open() {
                    'a'
                } else {
                    'w'
                }
            })
            .collect();
        assert_eq!((legs.as_str(), &dossier.status), (expected, &status));
    };
    check(&[], "wwww", Status::Received);
    check(&[1], "awww", Status::InProcess);
    check(&[1, 2], "aaww", Status::InProcess);
    check(&[3], "ffaw", Status::InProcess);
}

#[test]
fn what_was_paid_on_paper_is_not_asked_for_again() {
    let dossier = dossier(&PaperDossier { receipt: Some("BL 0000123".to_owned()), ..paper() });
    assert_eq!((dossier.paid("le-phi"), dossier.paid("trich-luc")), (Vnd(28_000), Vnd(3_000)));
    assert_eq!(dossier.payments[0].how, PaymentMeans::OnPaper { receipt: "BL 0000123".to_owned() });
}

#[test]
fn what_the_paper_can_not_mean_is_refused() {
    let check = |change: &dyn Fn(&mut PaperDossier), expected: &str, field: Option<&str>| {
        let mut paper = paper();
        change(&mut paper);
        let refusal = taken_over(&paper).unwrap_err();
        assert_eq!((refusal.message.code.to_string().as_str(), refusal.field.as_deref()), (expected, field));
    };
    check(&|it| it.slip.clear(), "intake.slip-number-missing", Some("slip"));
    check(&|it| it.received = at("2026-11-23T07:31"), "intake.paper-received-ahead", Some("received"));
    check(&|it| it.promised = at("2026-11-16T08:59"), "intake.paper-promised-before", Some("promised"));
    check(&|it| it.lawful = Some(at("2026-11-23T17:00")), "intake.paper-lawful-before", Some("lawful"));
    check(&|it| it.received = at("2019-12-31T09:00"), "intake.version-not-in-force", None);
    check(&|it| it.at_legs = BTreeSet::from([LegNo(9)]), "intake.paper-leg-unknown", Some("at-legs"));
    check(&|it| it.at_legs = BTreeSet::from([LegNo(4)]), "intake.paper-leg-decided", Some("at-legs"));
    check(
        &|it| it.at_legs = BTreeSet::from([LegNo(1), LegNo(3)]),
        "intake.paper-leg-before-another",
        Some("at-legs"),
    );
    check(&|it| it.receipt = Some(String::new()), "intake.slip-number-missing", Some("receipt"));
}

#[test]
fn no_calendar_moves_a_date_that_none_gave() {
    let (office, paper) = (Office::new("2026-07"), paper());
    let entries = recorded(taken_over(&paper).unwrap());
    // Five working days from 16 November end on the 23rd; the slip says the 24th.
    assert_eq!(recompute(&dossier(&paper), &entries, &office.pinned()).unwrap(), []);
}
