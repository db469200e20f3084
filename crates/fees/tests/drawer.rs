//! A cashier closes the drawer: notes counted, a difference found by its amount, and confirmed by somebody else.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_fees::drawer::{
    CashMovement, CashMovementKind, Denominations, Drawer, DrawerCount, DrawerState, MovementFault,
    expected_cash, explain,
};
use motcua_kernel::{AccountId, Instant, Refusal, Vnd, parse_instant};
use proptest::prelude::*;
use uuid::Uuid;

use CashMovementKind::{CashIn, Change, OpeningFloat, RefundOut, Remitted};

fn denominations() -> Denominations {
    Denominations::parse(include_str!("../../../config/denominations.toml")).unwrap()
}

fn movement(kind: CashMovementKind, amount: i64, of: &str) -> CashMovement {
    CashMovement { kind, amount: Vnd(amount), of: of.to_owned() }
}

/// A float, two fees of 28 000 and one of 150 000 with change, a refund.
fn shift() -> Vec<CashMovement> {
    vec![
        movement(OpeningFloat, 200_000, "float"),
        movement(CashIn, 28_000, "1"),
        movement(CashIn, 500_000, "2"),
        movement(Change, 350_000, "2"),
        movement(CashIn, 28_000, "3"),
        movement(RefundOut, 15_000, "4"),
    ]
}

#[test]
fn a_drawer_is_counted_by_its_notes() {
    let counted = [(Vnd(500_000), 1), (Vnd(2_000), 3), (Vnd(200), 0), (Vnd(1_000), 1)];
    let count = DrawerCount::new(&denominations(), counted).unwrap();
    assert_eq!(count.total(), Vnd(507_000));
    let notes: Vec<_> = count.notes().collect();
    assert_eq!(notes, [(Vnd(500_000), 1), (Vnd(2_000), 3), (Vnd(1_000), 1)]);
    let stored = serde_json::to_string(&count).unwrap();
    assert_eq!(serde_json::from_str::<DrawerCount>(&stored).unwrap(), count);
}

#[test]
fn a_note_that_does_not_exist_is_refused_by_name() {
    let check = |counted: &[(i64, u32)], code: &str, field: &str| {
        let counted = counted.iter().map(|(note, count)| (Vnd(*note), *count));
        let refusal = DrawerCount::new(&denominations(), counted).unwrap_err();
        assert_eq!((refusal.message.code.0.as_ref(), refusal.field.as_deref()), (code, Some(field)));
    };
    check(&[(3_000, 1)], "fees.denomination-unknown", "notes.3000");
    check(&[(-500, 1)], "fees.denomination-unknown", "notes.-500");
    check(&[(1_000, 1), (1_000, 2)], "fees.denomination-twice", "notes.1000");
    check(&[(1_000, 100_001)], "fees.denomination-absurd", "notes.1000");
}

#[test]
fn what_should_lie_there_is_what_came_less_what_went() {
    assert_eq!(expected_cash(&shift()), Vnd(391_000));
    assert_eq!(expected_cash(&[movement(Remitted, 1, "a")]), Vnd(-1));
}

#[test]
fn a_difference_is_found_by_its_amount_the_likeliest_first() {
    let check = |difference: i64, expected: &[(MovementFault, &str)]| {
        let found = explain(Vnd(difference), &shift());
        let found: Vec<_> = found.iter().map(|it| (it.fault, it.of.as_str())).collect();
        assert_eq!(found, expected, "{difference}");
    };
    check(0, &[]);
    check(-28_000, &[(MovementFault::Twice, "3")]);
    check(28_000, &[(MovementFault::Missing, "3")]);
    check(15_000, &[(MovementFault::NeverMoved, "4")]);
    check(-15_000, &[(MovementFault::Missing, "4")]);
    check(-56_000, &[(MovementFault::WrongSign, "3")]);
    check(30_000, &[(MovementFault::WrongSign, "4")]);
    check(54_000, &[(MovementFault::Transposed { meant: Vnd(82_000) }, "3")]);
    check(-25_200, &[(MovementFault::FactorTen { meant: Vnd(2_800) }, "3")]);
    check(252_000, &[(MovementFault::FactorTen { meant: Vnd(280_000) }, "3")]);
    check(
        -180_000,
        &[
            (MovementFault::FactorTen { meant: Vnd(20_000) }, "float"),
            (MovementFault::Transposed { meant: Vnd(530_000) }, "2"),
        ],
    );
    check(1, &[]);
}

fn person(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn at() -> Instant {
    parse_instant("2026-11-23T16:30").unwrap()
}

fn of_notes(notes: &[(i64, u32)]) -> DrawerCount {
    DrawerCount::new(&denominations(), notes.iter().map(|(note, count)| (Vnd(*note), *count))).unwrap()
}

/// 391 000 đ.
fn right() -> DrawerCount {
    of_notes(&[(200_000, 1), (50_000, 3), (20_000, 2), (1_000, 1)])
}

/// 28 000 đ less.
fn short() -> DrawerCount {
    of_notes(&[(200_000, 1), (50_000, 3), (10_000, 1), (1_000, 3)])
}

fn open() -> Drawer {
    Drawer::open(person(1), at())
}

fn code(refused: Result<impl Sized, Refusal>) -> String {
    refused.err().unwrap().message.code.to_string()
}

#[test]
fn a_drawer_that_agrees_is_closed_by_its_cashier_alone() {
    let counted = open().count(person(1), right(), &shift()).unwrap();
    let DrawerState::Counted { finding } = counted.state() else { unreachable!("counted") };
    assert_eq!(finding.difference, Vnd::ZERO);
    let locked = counted.confirm(person(1)).unwrap().lock(at()).unwrap();
    assert!(matches!(locked.state(), DrawerState::Locked { confirmed_by, .. } if *confirmed_by == person(1)));
    let stored = serde_json::to_string(&locked).unwrap();
    assert_eq!(serde_json::from_str::<Drawer>(&stored).unwrap(), locked);
}

#[test]
fn nobody_confirms_a_difference_of_their_own() {
    let counted = open().count(person(1), short(), &shift()).unwrap();
    assert_eq!(code(counted.clone().confirm(person(1))), "fees.difference-own");
    let explanation = explain(Vnd(-28_000), &shift()).remove(0);
    let explained = counted.explained(person(1), explanation.clone(), &shift()).unwrap();
    assert_eq!(code(explained.clone().confirm(person(1))), "fees.difference-own");
    let confirmed = explained.confirm(person(2)).unwrap();
    let DrawerState::Confirmed { finding, by } = confirmed.state() else { unreachable!("confirmed") };
    assert_eq!((finding.difference, *by), (Vnd(-28_000), person(2)));
    assert_eq!(finding.explanation.as_ref(), Some(&explanation));
}

#[test]
fn an_explanation_that_does_not_make_the_difference_is_none() {
    let counted = open().count(person(1), short(), &shift()).unwrap();
    let other = explain(Vnd(15_000), &shift()).remove(0);
    assert_eq!(code(counted.explained(person(1), other, &shift())), "fees.difference-not-explained");
}

#[test]
fn a_drawer_is_its_cashiers_until_it_is_counted() {
    let drawer = open();
    assert!(drawer.takes_cash(person(1)).is_ok());
    assert_eq!(code(drawer.takes_cash(person(2))), "fees.drawer-of-another");
    assert_eq!(code(open().count(person(2), right(), &[])), "fees.drawer-of-another");
    let counted = open().count(person(1), right(), &shift()).unwrap();
    assert_eq!(code(counted.takes_cash(person(1))), "fees.drawer-counted");
    let again = counted.count(person(1), short(), &shift()).unwrap();
    assert!(again.clone().reopen(person(1)).unwrap().takes_cash(person(1)).is_ok());
    assert_eq!(code(again.reopen(person(2))), "fees.drawer-of-another");
}

#[test]
fn no_step_is_left_out_and_none_comes_after_the_lock() {
    let drawer = |steps: u8| {
        let mut drawer = open();
        if steps > 0 {
            drawer = drawer.count(person(1), right(), &shift()).unwrap();
        }
        if steps > 1 {
            drawer = drawer.confirm(person(2)).unwrap();
        }
        if steps > 2 {
            drawer = drawer.lock(at()).unwrap();
        }
        drawer
    };
    let some = explain(Vnd(-28_000), &shift()).remove(0);
    assert_eq!(code(drawer(0).confirm(person(2))), "fees.drawer-not-counted");
    assert_eq!(code(drawer(0).lock(at())), "fees.drawer-not-counted");
    assert_eq!(code(drawer(0).reopen(person(1))), "fees.drawer-not-counted");
    assert_eq!(code(drawer(1).lock(at())), "fees.drawer-not-confirmed");
    for (steps, refused) in [(2, "fees.drawer-confirmed"), (3, "fees.drawer-locked")] {
        assert_eq!(code(drawer(steps).takes_cash(person(1))), refused);
        assert_eq!(code(drawer(steps).count(person(1), right(), &shift())), refused);
        assert_eq!(code(drawer(steps).reopen(person(1))), refused);
        assert_eq!(code(drawer(steps).explained(person(1), some.clone(), &shift())), refused);
        assert_eq!(code(drawer(steps).confirm(person(2))), refused);
    }
    assert_eq!(code(drawer(3).lock(at())), "fees.drawer-locked");
}

fn any_movement() -> impl Strategy<Value = CashMovement> {
    let kinds = prop::sample::select(vec![OpeningFloat, CashIn, Change, RefundOut, Remitted]);
    (kinds, 1_i64..5_000, "[0-9]{3}").prop_map(|(kind, amount, of)| movement(kind, amount * 500, &of))
}

/// One slip of the pen: what really happened, when `recorded` is what stands there.
fn happened(recorded: &[CashMovement], at: usize, slip: u8) -> Vec<CashMovement> {
    let mut real = recorded.to_vec();
    match slip {
        0 => {
            real.remove(at);
        }
        1 => real.push(recorded[at].clone()),
        2 => real[at].amount = recorded[at].amount.times(10),
        _ => {
            real[at].kind = match recorded[at].kind {
                OpeningFloat | CashIn => Change,
                Change | RefundOut | Remitted => CashIn,
            };
        }
    }
    real
}

proptest! {
    #[test]
    fn one_slip_of_the_pen_is_always_among_what_is_proposed(
        recorded in prop::collection::vec(any_movement(), 1..30),
        at in any::<prop::sample::Index>(),
        slip in 0_u8..4,
    ) {
        let at = at.index(recorded.len());
        let real = happened(&recorded, at, slip);
        let difference = expected_cash(&real).minus(expected_cash(&recorded));
        let found = explain(difference, &recorded);
        let wanted = |fault: &MovementFault| match slip {
            0 => matches!(fault, MovementFault::Twice | MovementFault::NeverMoved),
            1 => *fault == MovementFault::Missing,
            2 => matches!(fault, MovementFault::FactorTen { .. }),
            _ => *fault == MovementFault::WrongSign,
        };
        let hit = |it: &motcua_fees::drawer::Explanation| {
            wanted(&it.fault) && it.kind == recorded[at].kind && it.amount == recorded[at].amount
        };
        prop_assert!(found.iter().any(hit), "{slip} of {at}: {found:?}");
        prop_assert!(found.is_sorted_by_key(|it| it.fault));
    }
}
