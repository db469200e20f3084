//! The two outcomes at the counter that take no number.

use crate::support::*;
use motcua_dossier::{Filing, Status, SupplementItem};
use motcua_intake::{guide, not_receive};
use time::macros::date;

fn lacking_two() -> Filing {
    let mut filing = filing();
    filing.components.retain(|it| it.code == "hop-dong");
    filing
}

#[test]
fn a_guidance_names_everything_and_starts_no_clock() {
    let now = at("2026-09-08T09:00");
    let items = vec![component_item("don"), component_item("ho-chieu"), condition_item(0)];
    let dossier = happen(None, guide(&version(), lacking_two(), items, now).unwrap(), lan(), now);
    assert_eq!(dossier.status, Status::GuidanceGiven);
    assert_eq!((dossier.reception, dossier.legs.len()), (None, 0));
}

#[test]
fn half_a_guidance_is_refused_nd_61_2018_dieu_15_3() {
    let check = |items: Vec<SupplementItem>, expected: &str, article: Option<&str>| {
        let refusal = guide(&version(), lacking_two(), items, at("2026-09-08T09:00")).unwrap_err();
        assert_eq!(refusal.message.code.to_string(), expected);
        assert_eq!(refusal.article.as_deref(), article);
    };
    check(vec![component_item("don")], "intake.guidance-incomplete", Some("NĐ 61/2018 Điều 15(3)"));
    check(vec![component_item("cccd")], "intake.guidance-incomplete", Some("NĐ 61/2018 Điều 15(3)"));
    check(vec![], "intake.items-empty", None);
    check(vec![component_item("so-do")], "intake.item-not-in-version", Some("NĐ 63/2010 Điều 18(6)"));
    check(vec![condition_item(1)], "intake.item-not-in-version", Some("NĐ 63/2010 Điều 18(6)"));
    check(vec![component_item("don"), component_item("don")], "intake.item-twice", None);
}

#[test]
fn a_paper_that_is_there_but_wrong_can_be_named() {
    let items = vec![component_item("hop-dong")];
    assert!(guide(&version(), filing(), items, at("2026-09-08T09:00")).is_ok());
}

#[test]
fn not_receiving_needs_a_written_reason_nd_63_2010_dieu_18_5() {
    let refusal = not_receive(&version(), filing(), None).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "intake.reason-missing");
    assert_eq!(refusal.article.as_deref(), Some("NĐ 63/2010 Điều 18(5)"));
    let events = not_receive(&version(), filing(), Some(REASON)).unwrap();
    let dossier = happen(None, events, lan(), at("2026-09-08T09:00"));
    assert_eq!(dossier.status, Status::NotReceived { reason: REASON });
}

#[test]
fn a_procedure_no_longer_in_force_can_be_turned_away_but_not_guided() {
    let mut version = version();
    version.validity.until = Some(date!(2026 - 01 - 01));
    assert!(not_receive(&version, filing(), Some(REASON)).is_ok());
    let guided = guide(&version, lacking_two(), vec![component_item("don")], at("2026-09-08T09:00"));
    assert_eq!(code(guided), "intake.version-not-in-force");
}
