//! Waiting for money an agency has assessed. Received on Monday 7 September 2026, due on Monday 14; the tax office has its
//! leg in hand and has assessed two taxes.

use crate::support::*;
use motcua_catalogue::{DueWhen, LegKind};
use motcua_dossier::{Charge, Dossier, Event, LegPlan, PaidCharge, PaymentMeans, Status};
use motcua_fees::Taking;
use motcua_intake::{PaymentWait, await_payment, record_payment};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, LegNo, Refusal, Role, Vnd};
use uuid::Uuid;

const NOW: &str = "2026-09-09T09:00";
const TAX_LEG: Option<LegNo> = Some(LegNo(2));

const fn of(agency: AgencyId) -> Actor {
    Actor { account: AccountId(Uuid::from_u128(95)), agency, role: Role::Specialist }
}

/// With 2 000 000 ₫ of one tax and 500 000 ₫ of another assessed, a third without an amount, and a fourth of nothing.
fn assessed() -> Dossier {
    let mut dossier = Office::new("2018-06").received(at("2026-09-07T09:00"));
    let tax = dossier.charge("thue").unwrap().clone();
    let also = |code: &str| Charge { code: code.to_owned(), ..tax.clone() };
    dossier.charges.extend(["thue-hai", "thue-ba", "mien-thue"].map(also));
    let amount = |code: &str, amount| Event::ChargeAssessed { code: code.to_owned(), amount: Vnd(amount) };
    let events = vec![
        Event::HandedOver { from: None, to: LegNo(2) },
        Event::LegAccepted { leg: LegNo(2) },
        amount("thue", 2_000_000),
        amount("thue-hai", 500_000),
        amount("mien-thue", 0),
    ];
    happen(Some(dossier), events, of(TAX), at("2026-09-08T09:00"))
}

fn wait(leg: Option<LegNo>, charges: &[&str], pay_by: &str) -> PaymentWait {
    let charges = charges.iter().map(|it| (*it).to_owned()).collect();
    PaymentWait { leg, charges, pay_by: at(&format!("{pay_by}T00:00")).date() }
}

fn awaited(dossier: &Dossier, actor: Actor, wait: PaymentWait) -> Result<Vec<Event>, Refusal> {
    await_payment(dossier, &Office::new("2018-06").pinned(), actor, wait, at(NOW))
}

fn waiting(charges: &[&str]) -> Dossier {
    let events = awaited(&assessed(), of(TAX), wait(TAX_LEG, charges, "2026-10-09")).unwrap();
    happen(Some(assessed()), events, of(TAX), at(NOW))
}

/// Lan records it; the dossier after it.
fn paid(dossier: Dossier, parts: &[(&str, i64)], now: Instant) -> Dossier {
    let part = |(code, amount): &(&str, i64)| PaidCharge { code: (*code).to_owned(), amount: Vnd(*amount) };
    let (parts, pinned) = (parts.iter().map(part).collect(), Office::new("2018-06"));
    let taking = Taking { paid: parts, how: PaymentMeans::Cash, receipt: None, given: None };
    let events = record_payment(&dossier, &pinned.pinned(), lan(), taking, now).unwrap();
    happen(Some(dossier), events, lan(), now)
}

#[test]
fn the_lawful_date_moves_by_the_working_time_of_the_wait() {
    let dossier = waiting(&["thue"]);
    assert!(matches!(dossier.status, Status::AwaitingPayment { since, .. } if since == at(NOW)));
    let dossier = paid(dossier, &[("thue", 2_000_000)], at("2026-09-11T09:00"));
    let dates = dossier.reception.unwrap().dates;
    assert_eq!((dates.first, dates.lawful), (at("2026-09-14T17:00"), at("2026-09-16T17:00")));
    assert_eq!(dossier.status, Status::InProcess);
}

#[test]
fn only_the_last_of_what_is_awaited_ends_the_wait() {
    let check = |payments: &[&[(&str, i64)]], ends: bool| {
        let later = at("2026-09-10T09:00");
        let start = waiting(&["thue", "thue-hai"]);
        let lawful = start.reception.as_ref().unwrap().dates.lawful;
        let dossier = payments.iter().fold(start, |dossier, parts| paid(dossier, parts, later));
        assert_eq!(matches!(dossier.status, Status::InProcess), ends, "{payments:?}: {:?}", dossier.status);
        assert_eq!(dossier.reception.unwrap().dates.lawful > lawful, ends, "{payments:?}");
    };
    check(&[&[("thue", 2_000_000)]], false);
    check(&[&[("thue", 1_999_999), ("thue-hai", 500_000)]], false);
    check(&[&[("le-phi", 28_000)]], false);
    check(&[&[("thue", 2_000_000), ("thue-hai", 500_000)]], true);
    check(&[&[("thue-hai", 500_000)], &[("thue", 1_500_000)], &[("thue", 500_000)]], true);
    check(&[&[("thue", 2_000_000)], &[("le-phi", 28_000), ("thue-hai", 500_000)]], true);
}

#[test]
fn what_was_paid_before_is_not_awaited_again_and_no_other_payment_starts_the_clock() {
    let some = paid(assessed(), &[("thue", 500_000)], at(NOW));
    assert_eq!(some.status, Status::InProcess);
    let events = awaited(&some, of(TAX), wait(TAX_LEG, &["thue"], "2026-10-09")).unwrap();
    let dossier = happen(Some(some), events, of(TAX), at(NOW));
    let dossier = paid(dossier, &[("thue", 1_500_000)], at(NOW));
    assert_eq!(dossier.status, Status::InProcess);
    // Nothing stood, so nothing moves.
    assert_eq!(dossier.reception.unwrap().dates.lawful, at("2026-09-14T17:00"));
}

#[test]
fn a_wait_lasts_to_the_end_of_the_last_day_of_its_notice() {
    let check = |pay_by: &str, expected: &str| {
        let events = awaited(&assessed(), of(TAX), wait(TAX_LEG, &["thue"], pay_by)).unwrap();
        let [Event::PaymentAwaited { pay_by, .. }] = events.as_slice() else { panic!("{events:?}") };
        let midnight = at(&format!("{expected}T00:00"));
        assert_eq!(pay_by.micros() + 1, midnight.micros(), "{pay_by}");
    };
    check("2026-10-09", "2026-10-10");
    // Today still has hours to pay in.
    check("2026-09-09", "2026-09-10");
    // A Saturday: the Monday after it counts whole.
    check("2026-10-10", "2026-10-13");
}

#[test]
fn the_counter_waits_too_and_nobody_for_a_leg_of_others() {
    let check = |actor, leg, expected: Option<&str>| {
        let refused = awaited(&assessed(), actor, wait(leg, &["thue"], "2026-10-09")).err();
        let said = refused.map(|it| (it.message.code.to_string(), it.field));
        let expected = expected.map(|it| (it.to_owned(), Some("leg".to_owned())));
        assert_eq!(said, expected);
    };
    check(of(TAX), TAX_LEG, None);
    check(lan(), None, None);
    check(of(TAX), None, Some("intake.wait-of-other-counter"));
    check(of(LAND), None, Some("intake.wait-of-other-counter"));
    check(of(LAND), TAX_LEG, Some("intake.wait-of-other-leg"));
    check(lan(), TAX_LEG, Some("intake.wait-of-other-leg"));
    // The land office has not been given its leg, and there is no ninth.
    check(of(LAND), Some(LegNo(1)), Some("intake.wait-of-other-leg"));
    check(of(TAX), Some(LegNo(9)), Some("intake.wait-of-other-leg"));
}

#[test]
fn who_is_asked_for_an_opinion_stops_no_clock() {
    let dossier = assessed();
    let of_tax = dossier.leg(LegNo(2)).unwrap().plan.clone();
    let plan = LegPlan { no: LegNo(5), agency: LAND, kind: LegKind::Consultation, ..of_tax };
    let asked = Event::ConsultationAsked { asking: LegNo(2), plan, question: REASON };
    let accepted = Event::LegAccepted { leg: LegNo(5) };
    let dossier = happen(Some(dossier), vec![asked, accepted], of(TAX), at(NOW));
    let refused = awaited(&dossier, of(LAND), wait(Some(LegNo(5)), &["thue"], "2026-10-09"));
    assert_eq!(code(refused), "intake.wait-of-other-leg");
}

#[test]
fn only_assessed_charges_that_stop_the_work_and_are_owed_are_waited_for() {
    let dossier = paid(assessed(), &[("thue-hai", 500_000)], at(NOW));
    let check = |charges: &[&str], pay_by, expected: &str, field: &str| {
        let refusal = awaited(&dossier, of(TAX), wait(TAX_LEG, charges, pay_by)).unwrap_err();
        assert_eq!(
            (refusal.message.code.to_string().as_str(), refusal.field.as_deref()),
            (expected, Some(field))
        );
    };
    assert_eq!(dossier.charge("trich-luc").unwrap().due, DueWhen::AtReturn);
    check(&[], "2026-10-09", "intake.charges-empty", "charges");
    check(&["khac"], "2026-10-09", "intake.charge-unknown", "charges.0");
    check(&["thue", "thue"], "2026-10-09", "intake.charge-twice", "charges.1");
    check(&["trich-luc"], "2026-10-09", "intake.charge-due-at-return", "charges.0");
    check(&["thue", "thue-ba"], "2026-10-09", "intake.charge-not-assessed", "charges.1");
    check(&["thue-hai"], "2026-10-09", "intake.charge-paid", "charges.0");
    check(&["mien-thue"], "2026-10-09", "intake.charge-paid", "charges.0");
    check(&["thue"], "2026-09-08", "intake.pay-by-past", "pay_by");
}
