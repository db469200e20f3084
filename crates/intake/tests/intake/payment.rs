//! Waiting for money an agency has assessed. Received on Monday 7 September 2026, due on Monday 14.

use crate::support::*;
use motcua_dossier::{Event, Status};
use motcua_intake::{await_payment, confirm_payment};
use motcua_kernel::Refusal;

const NOW: &str = "2026-09-09T09:00";

fn awaited(charges: &[&str], pay_by: &str) -> Result<Vec<Event>, Refusal> {
    let dossier = Office::new("2018-06").received(at("2026-09-07T09:00"));
    let charges = charges.iter().map(|it| (*it).to_owned()).collect();
    await_payment(&dossier, charges, at(pay_by), at(NOW))
}

#[test]
fn the_lawful_date_moves_by_the_working_time_of_the_wait() {
    let office = Office::new("2018-06");
    let dossier = office.received(at("2026-09-07T09:00"));
    let dossier = happen(Some(dossier), awaited(&["thue"], "2026-10-09T17:00").unwrap(), lan(), at(NOW));
    assert_eq!(dossier.status, Status::AwaitingPayment { since: at(NOW), pay_by: at("2026-10-09T17:00") });
    let paid = at("2026-09-11T09:00");
    let dossier = happen(
        Some(dossier.clone()),
        confirm_payment(&dossier, &office.pinned(), paid).unwrap(),
        lan(),
        paid,
    );
    let dates = dossier.reception.unwrap().dates;
    assert_eq!((dates.first, dates.lawful), (at("2026-09-14T17:00"), at("2026-09-16T17:00")));
    assert_eq!(dossier.status, Status::Received);
}

#[test]
fn only_charges_of_the_dossier_that_stop_the_work_are_waited_for() {
    let check = |charges: &[&str], pay_by, expected: &str, field: &str| {
        let refusal = awaited(charges, pay_by).unwrap_err();
        assert_eq!(
            (refusal.message.code.to_string().as_str(), refusal.field.as_deref()),
            (expected, Some(field))
        );
    };
    check(&[], "2026-10-09T17:00", "intake.charges-empty", "charges");
    check(&["khac"], "2026-10-09T17:00", "intake.charge-unknown", "charges.0");
    check(&["thue", "thue"], "2026-10-09T17:00", "intake.charge-twice", "charges.1");
    check(&["trich-luc"], "2026-10-09T17:00", "intake.charge-due-at-return", "charges.0");
    check(&["thue"], NOW, "intake.pay-by-past", "pay_by");
}
