//! What two persons do together: annul a reception, correct what was typed.

use crate::support::*;
use motcua_dossier::{Correction, Dossier, Status};
use motcua_intake::{confirm_annulment, confirm_correction, request_annulment, request_correction};
use motcua_kernel::PartyId;
use uuid::Uuid;

const RECEIVED: &str = "2026-09-07T09:00";
const NOW: &str = "2026-09-07T16:00";
const RIGHT_OWNER: PartyId = PartyId(Uuid::from_u128(82));

fn received() -> Dossier {
    Office::new("2018-06").received(at(RECEIVED))
}

#[test]
fn an_annulment_is_asked_on_the_day_and_confirmed_by_another() {
    let dossier = received();
    let asked =
        happen(Some(dossier.clone()), request_annulment(&dossier, REASON, at(NOW)).unwrap(), lan(), at(NOW));
    assert_eq!(asked.status, Status::Received, "nothing is annulled yet");
    assert_eq!(code(confirm_annulment(&asked, lan())), "intake.own-request");
    assert_eq!(code(request_annulment(&asked, REASON, at(NOW))), "intake.annulment-waits");
    let next_day = at("2026-09-08T08:00");
    let annulled = happen(Some(asked.clone()), confirm_annulment(&asked, minh()).unwrap(), minh(), next_day);
    assert_eq!(annulled.status, Status::Annulled { at: next_day });
    assert_eq!(annulled.reception.unwrap().number, asked.reception.unwrap().number, "the number stays used");
}

#[test]
fn an_annulment_on_another_day_or_unasked_or_after_the_result_is_refused() {
    let dossier = received();
    let late = request_annulment(&dossier, REASON, at("2026-09-08T00:00"));
    assert_eq!(code(late), "intake.annulment-other-day");
    assert_eq!(code(confirm_annulment(&dossier, minh())), "intake.annulment-not-requested");
    let asked = request_annulment(&dossier, REASON, at(NOW)).unwrap();
    let mut asked = happen(Some(dossier), asked, lan(), at(NOW));
    asked.status = Status::ResultSigned { number: "1/QĐ".to_owned(), at: at(NOW), refused: false };
    assert_eq!(code(confirm_annulment(&asked, minh())), "intake.state-result-signed");
}

fn correct(dossier: &Dossier, correction: Correction) -> Dossier {
    let events = request_correction(dossier, correction, REASON).unwrap();
    let asked = happen(Some(dossier.clone()), events, lan(), at(NOW));
    assert_eq!(asked.filing, dossier.filing, "nothing is corrected yet");
    assert_eq!(code(confirm_correction(&asked, lan())), "intake.own-request");
    let again = request_correction(&asked, Correction::Applicant { party: RIGHT_OWNER }, REASON);
    assert_eq!(code(again), "intake.correction-waits");
    let events = confirm_correction(&asked, minh()).unwrap();
    happen(Some(asked), events, minh(), at(NOW))
}

#[test]
fn a_correction_counts_when_another_has_confirmed_it() {
    let dossier = correct(&received(), Correction::Applicant { party: RIGHT_OWNER });
    assert_eq!(dossier.filing.as_ref().unwrap().applicant, RIGHT_OWNER);
    let code = "hop-dong".to_owned();
    let dossier = correct(&dossier, Correction::Component { code, originals: 1, copies: 3 });
    assert_eq!(dossier.filing.as_ref().unwrap().components[1], given("hop-dong", 1, 3));
}

#[test]
fn a_correction_of_nothing_is_refused() {
    let dossier = received();
    let check = |correction, expected: &str| {
        assert_eq!(code(request_correction(&dossier, correction, REASON)), expected);
    };
    check(Correction::Applicant { party: OWNER }, "intake.correction-unchanged");
    let paper = |code: &str| Correction::Component { code: code.to_owned(), originals: 1, copies: 2 };
    check(paper("hop-dong"), "intake.correction-unchanged");
    check(paper("ho-chieu"), "intake.component-not-given");
    assert_eq!(code(confirm_correction(&dossier, minh())), "intake.correction-not-requested");
}
