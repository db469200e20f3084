//! Tìm chênh lệch: one slip of the pen that would make the difference, found by its amount.
//!
//! Proposes and never decides: two slips at once, or a note given away, are found by nobody's arithmetic.

use super::{CashMovement, CashMovementKind};
use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One slip that would make the whole difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What went wrong.
    pub fault: MovementFault,
    /// The movement it concerns; of several alike the last one.
    pub of: String,
    /// Its kind.
    pub kind: CashMovementKind,
    /// Its amount, as recorded.
    pub amount: Vnd,
}

/// A slip, the likelier first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum MovementFault {
    /// Ghi trùng: the same stands there twice and happened once.
    Twice,
    /// Nhầm số không: ten times too much or too little was recorded.
    FactorTen {
        /// What it was.
        meant: Vnd,
    },
    /// Đảo chữ số: two neighbouring digits were swapped.
    Transposed {
        /// What it was.
        meant: Vnd,
    },
    /// Ghi mà không có: recorded, and the cash never moved.
    NeverMoved,
    /// Sót: one more like this happened and was not recorded.
    Missing,
    /// Ngược chiều: in was recorded as out, or out as in.
    WrongSign,
}

/// Every single slip in `movements` that makes exactly `difference` (counted less expected), the likelier first, then in
/// the order of the movements. Empty when there is none, and when there is no difference.
pub fn explain(difference: Vnd, movements: &[CashMovement]) -> Vec<Explanation> {
    if difference == Vnd::ZERO {
        return Vec::new();
    }
    let mut told = BTreeSet::new();
    let mut found: Vec<Explanation> = Vec::new();
    for (place, movement) in movements.iter().enumerate().rev() {
        for fault in faults(difference, movement, twin(place, movement, movements)) {
            if told.insert((fault, movement.kind, movement.amount)) {
                let (of, kind, amount) = (movement.of.clone(), movement.kind, movement.amount);
                found.push(Explanation { fault, of, kind, amount });
            }
        }
    }
    found.reverse();
    found.sort_by_key(|it| it.fault);
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Twin {
    Alone,
    Repeated,
}

fn twin(place: usize, movement: &CashMovement, movements: &[CashMovement]) -> Twin {
    let alike = |(other, it): (usize, &CashMovement)| {
        other != place && it.kind == movement.kind && it.amount == movement.amount
    };
    if movements.iter().enumerate().any(alike) { Twin::Repeated } else { Twin::Alone }
}

fn faults(difference: Vnd, movement: &CashMovement, twin: Twin) -> Vec<MovementFault> {
    let moved = movement.into_drawer();
    let mut found = Vec::new();
    if difference == Vnd::ZERO.minus(moved) {
        found.push(match twin {
            Twin::Repeated => MovementFault::Twice,
            Twin::Alone => MovementFault::NeverMoved,
        });
    }
    if difference == moved {
        found.push(MovementFault::Missing);
    }
    if difference == Vnd::ZERO.minus(moved).minus(moved) {
        found.push(MovementFault::WrongSign);
    }
    let makes = |meant: &Vnd| {
        let other = CashMovement { amount: *meant, ..movement.clone() };
        other.into_drawer().minus(moved) == difference
    };
    let tens = ten_times(movement.amount).into_iter().filter(makes);
    found.extend(tens.map(|meant| MovementFault::FactorTen { meant }));
    let swaps = swapped(movement.amount).into_iter().filter(makes);
    found.extend(swaps.map(|meant| MovementFault::Transposed { meant }));
    found
}

fn ten_times(amount: Vnd) -> Vec<Vnd> {
    let less = (amount.0 % 10 == 0).then_some(amount.0 / 10);
    less.into_iter().chain(amount.0.checked_mul(10)).map(Vnd).collect()
}

/// The amounts with two neighbouring digits swapped; none that begins with a zero.
fn swapped(amount: Vnd) -> BTreeSet<Vnd> {
    let digits: Vec<char> = amount.0.to_string().chars().collect();
    let swap = |at: usize| {
        let mut other = digits.clone();
        other.swap(at - 1, at);
        let text: String = other.into_iter().collect();
        text.parse().ok().filter(|_| !text.starts_with('0')).map(Vnd)
    };
    (1..digits.len()).filter_map(swap).filter(|it| *it != amount).collect()
}
