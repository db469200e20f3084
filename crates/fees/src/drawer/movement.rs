//! Cash that moved in a shift.
//!
//! An amount is never negative: the kind says in which direction it went.

use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};

/// Why cash moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CashMovementKind {
    /// Tiền lẻ đầu ca, given to the cashier.
    OpeningFloat,
    /// Thu tiền mặt: what the payer put on the counter.
    CashIn,
    /// Tiền thối lại.
    Change,
    /// Hoàn trả bằng tiền mặt.
    RefundOut,
    /// Nộp quỹ, nộp ngân sách.
    Remitted,
}

/// One movement, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMovement {
    /// Why.
    pub kind: CashMovementKind,
    /// How much, above zero.
    pub amount: Vnd,
    /// By what it is known (number of a receipt, an entry, a slip); no person's name.
    pub of: String,
}

impl CashMovement {
    /// What the drawer has more by it; less where negative.
    pub fn into_drawer(&self) -> Vnd {
        match self.kind {
            CashMovementKind::OpeningFloat | CashMovementKind::CashIn => self.amount,
            CashMovementKind::Change | CashMovementKind::RefundOut | CashMovementKind::Remitted => {
                Vnd::ZERO.minus(self.amount)
            }
        }
    }
}

/// What should lie in the drawer after all of them, in whole đồng.
pub fn expected_cash(movements: &[CashMovement]) -> Vnd {
    movements.iter().map(CashMovement::into_drawer).sum()
}
