//! Ngăn kéo thu ngân: what should lie in the drawer of one cashier and shift, what was counted, and who stands for the
//! difference.
//!
//! Holds no ledger: the movements are given. What never was in the drawer (transfers, the Treasury's notices, what was
//! taken on paper before) is no movement of it.

mod closing;
mod count;
mod explain;
mod movement;

pub use closing::{Drawer, DrawerFinding, DrawerState};
pub use count::{Denominations, DrawerCount};
pub use explain::{Explanation, MovementFault, explain};
pub use movement::{CashMovement, CashMovementKind, expected_cash};
