//! Reception: one moment fixes number, dates, legs and charges.

use crate::support::*;
use motcua_calendar::{CutOff, CutOffEffect};
use motcua_catalogue::{Channel, Life};
use motcua_dossier::{Event, Filing, Status};
use motcua_kernel::Vnd;
use time::macros::{date, time};

#[test]
fn five_working_days_over_the_national_day_end_on_9_september_law_14_example_1() {
    let office = Office::new("2026-07");
    let now = at("2026-08-28T10:00");
    let received = office.receive(filing(), now).unwrap();
    let dossier = happen(None, received.events, lan(), now);
    let dates = dossier.reception.unwrap().dates;
    assert_eq!(dates.first.date(), date!(2026 - 09 - 09));
    assert_eq!((dates.lawful, dates.reappointed), (dates.first, None));
    assert!(received.explanation.items.len() > 2, "the slip names every skipped day");
    assert_eq!(dossier.status, Status::Received);
}

#[test]
fn same_day_after_the_cut_off_is_due_on_the_next_working_day_law_14_example_2() {
    let mut office = Office::new("2018-06");
    let row = &mut office.version.cases[0].channels[0];
    row.limit = "same day".parse().unwrap();
    row.cut_off = Some(CutOff { at: time!(15:00), effect: CutOffEffect::SameDayElseNextDay });
    let check = |now, due| {
        let dossier = office.received(at(now));
        assert_eq!(dossier.reception.unwrap().dates.first.date(), due, "{now}");
    };
    check("2026-09-08T14:50", date!(2026 - 09 - 08));
    check("2026-09-08T15:10", date!(2026 - 09 - 09));
    check("2026-09-11T15:10", date!(2026 - 09 - 14));
}

#[test]
fn the_charges_of_the_channel_are_owed() {
    let dossier = Office::new("2018-06").received(at("2026-09-08T09:00"));
    let amounts: Vec<_> = dossier.charges.iter().map(|it| (it.code.as_str(), it.amount)).collect();
    assert_eq!(amounts, [("le-phi", Some(Vnd(28_000))), ("thue", None), ("trich-luc", Some(Vnd(3_000)))]);
}

#[test]
fn the_pack_of_the_day_and_limit_of_the_channel_are_kept() {
    let dossier = Office::new("2025-07").received(at("2025-09-08T09:00"));
    let reception = dossier.reception.unwrap();
    assert_eq!((reception.pack.as_str(), reception.limit), ("2025-07", "5 working days".parse().unwrap()));
    assert_eq!(reception.at, at("2025-09-08T09:00"));
}

fn refused(change: impl FnOnce(&mut Office, &mut Filing), expected: &str, field: Option<&str>) {
    let (mut office, mut filing) = (Office::new("2018-06"), filing());
    change(&mut office, &mut filing);
    let refusal = office.receive(filing, at("2026-09-08T09:00")).unwrap_err();
    assert_eq!((refusal.message.code.to_string().as_str(), refusal.field.as_deref()), (expected, field));
}

#[test]
fn only_a_version_in_force_receives() {
    let not_in_force = "intake.version-not-in-force";
    refused(|office, _| office.version.life = Life::Draft, not_in_force, None);
    refused(|office, _| office.version.life = Life::Appraised, not_in_force, None);
    refused(|office, _| office.version.validity.until = Some(date!(2026 - 09 - 08)), not_in_force, None);
    refused(|office, _| office.version.validity.from = date!(2026 - 09 - 09), not_in_force, None);
    refused(
        |_, filing| filing.version = motcua_catalogue::version_id("1.000001", date!(2000 - 01 - 01)),
        "intake.rules-differ",
        Some("version"),
    );
}

#[test]
fn case_and_channel_must_be_open() {
    refused(|_, it| it.case = "khac".to_owned(), "intake.case-unknown", Some("case"));
    refused(|_, it| it.channel = Channel::Postal, "intake.channel-closed", Some("channel"));
}

#[test]
fn no_paper_beyond_the_list_is_taken_nd_63_2010_dieu_18_6() {
    refused(
        |_, it| it.components.push(given("so-ho-khau", 1, 0)),
        "intake.component-unknown",
        Some("components.3"),
    );
    refused(|_, it| it.components.push(given("don", 1, 0)), "intake.component-twice", Some("components.3"));
}

#[test]
fn a_dossier_that_lacks_a_paper_is_not_received_nd_61_2018_dieu_17_1() {
    let missing = "intake.component-missing";
    refused(|_, it| it.components.retain(|it| it.code != "don"), missing, Some("components.don"));
    refused(|_, it| it.components[1].copies = 1, missing, Some("components.hop-dong"));
    refused(|_, it| it.components[1].originals = 0, missing, Some("components.hop-dong"));
    refused(|_, it| it.components.retain(|it| it.code != "cccd"), missing, Some("components.cccd"));
}

#[test]
fn unknown_questions_and_units_are_refused() {
    let answer = |_: &mut Office, it: &mut Filing| _ = it.answers.insert("mau-mat".to_owned(), true);
    refused(answer, "intake.answer-unknown", Some("answers.mau-mat"));
    refused(|_, it| it.quantities.clear(), "fees.quantity-missing", Some("quantities.trich-luc"));
}

#[test]
fn the_event_keeps_the_filing_as_it_was_brought() {
    let received = Office::new("2018-06").receive(filing(), at("2026-09-08T09:00")).unwrap();
    assert_eq!(received.events.len(), 1);
    assert!(matches!(&received.events[0], Event::Received { filing: kept, .. } if *kept == filing()));
}
