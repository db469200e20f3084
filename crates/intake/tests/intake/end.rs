//! Ends without a result: withdrawn, stopped, lapsed.

use crate::support::*;
use motcua_dossier::{Dossier, Event, LegStatus, Outcome, Status, StopGround};
use motcua_intake::{PaymentWait, SupplementRequest, ask_supplement, await_payment, lapse, stop, withdraw};
use motcua_kernel::{LegNo, Vnd};

const NOW: &str = "2026-09-08T09:00";

fn received() -> (Office, Dossier) {
    let office = Office::new("2025-07");
    let dossier = office.received(at("2026-09-07T09:00"));
    (office, dossier)
}

#[test]
fn the_applicant_withdraws_or_stops_an_open_dossier_nd_118_2025_dieu_21() {
    let (office, dossier) = received();
    let withdrawn = happen(Some(dossier.clone()), withdraw(&dossier, REASON).unwrap(), lan(), at(NOW));
    assert_eq!(withdrawn.status, Status::Withdrawn { at: at(NOW) });
    let events = stop(&dossier, &office.pack, REASON).unwrap();
    let stopped = happen(Some(dossier), events, lan(), at(NOW));
    assert_eq!(stopped.status, Status::Stopped { at: at(NOW), ground: StopGround::ByApplicant });
    assert_eq!(code(withdraw(&stopped, REASON)), "intake.state-stopped");
}

#[test]
fn once_signed_and_before_it_has_a_number_nothing_is_withdrawn_or_stopped() {
    let (office, mut dossier) = received();
    dossier.status = Status::InProcess;
    let outcome = Outcome::Granted { result: "giay".to_owned(), file: None };
    let leg = dossier.legs.iter_mut().find(|it| it.plan.no == LegNo(3)).unwrap();
    leg.status = LegStatus::Approved { outcome, signer: minh().account };
    assert_eq!(code(withdraw(&dossier, REASON)), "intake.state-result-signed");
    let refusal = stop(&dossier, &office.pack, REASON).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "intake.state-result-signed");
    assert_eq!(refusal.article.as_deref(), Some(office.pack.ending.stop_notice.article.as_str()));
}

#[test]
fn a_pack_without_a_rule_of_stopping_lends_no_article() {
    let office = Office::new("2018-06");
    let mut dossier = office.received(at("2026-09-07T09:00"));
    dossier.status = Status::ResultReady { at: at(NOW), refused: false };
    assert_eq!(stop(&dossier, &office.pack, REASON).unwrap_err().article, None);
}

#[test]
fn a_supplement_lapses_only_after_its_last_moment() {
    let (office, dossier) = received();
    let request =
        SupplementRequest { items: vec![component_item("don")], leg: None, overridden: Some(REASON) };
    let events = ask_supplement(&dossier, &office.pinned(), request, at(NOW)).unwrap();
    let dossier = happen(Some(dossier), events, lan(), at(NOW));
    let Status::SupplementRequested { answer_by, .. } = dossier.status else { panic!("not asked") };
    assert_eq!(code(lapse(&dossier, at(NOW))), "intake.not-lapsed");
    assert_eq!(code(lapse(&dossier, answer_by)), "intake.not-lapsed");
    let late = answer_by.plus_minutes(1);
    let dossier = happen(Some(dossier.clone()), lapse(&dossier, late).unwrap(), lan(), late);
    assert_eq!(dossier.status, Status::Stopped { at: late, ground: StopGround::NoSupplement });
}

#[test]
fn a_payment_lapses_only_after_the_deadline_of_its_notice() {
    let (office, dossier) = received();
    let assessed = Event::ChargeAssessed { code: "thue".to_owned(), amount: Vnd(2_000_000) };
    let dossier = happen(Some(dossier), vec![assessed], lan(), at(NOW));
    let pay_by = at("2026-10-09T00:00").date();
    let wait = PaymentWait { leg: None, charges: vec!["thue".to_owned()], pay_by };
    let events = await_payment(&dossier, &office.pinned(), lan(), wait, at(NOW)).unwrap();
    let dossier = happen(Some(dossier), events, lan(), at(NOW));
    assert_eq!(code(lapse(&dossier, at("2026-10-09T23:59:59"))), "intake.not-lapsed");
    let late = at("2026-10-10T00:00");
    let dossier = happen(Some(dossier.clone()), lapse(&dossier, late).unwrap(), lan(), late);
    assert_eq!(dossier.status, Status::Stopped { at: late, ground: StopGround::NoPayment });
}
