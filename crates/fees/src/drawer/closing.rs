//! Chốt ca: open, counted, confirmed, locked. Each step takes the drawer and gives it back one further, or refuses.
//!
//! Nobody confirms a difference of their own, and after the lock nothing moves.

use super::{CashMovement, DrawerCount, Explanation, expected_cash, explain};
use motcua_kernel::{AccountId, Instant, Refusal, Vnd};
use serde::{Deserialize, Serialize};

/// The drawer of one cashier and shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawer {
    cashier: AccountId,
    opened: Instant,
    state: DrawerState,
}

/// How far its closing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum DrawerState {
    /// Đang mở: cash moves.
    Open,
    /// Đã kiểm đếm.
    Counted {
        /// What came of it.
        finding: DrawerFinding,
    },
    /// Đã xác nhận.
    Confirmed {
        /// What came of the count.
        finding: DrawerFinding,
        /// By whom; where there is a difference, never the cashier.
        by: AccountId,
    },
    /// Đã khóa.
    Locked {
        /// What came of the count.
        finding: DrawerFinding,
        /// Who confirmed it.
        confirmed_by: AccountId,
        /// When it was locked.
        at: Instant,
    },
}

/// What a count came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerFinding {
    /// The counting sheet.
    pub count: DrawerCount,
    /// Counted less expected: above zero is too much (thừa), below is too little (thiếu).
    pub difference: Vnd,
    /// The slip that makes the difference; absent while none was found or chosen.
    pub explanation: Option<Explanation>,
}

impl Drawer {
    /// A drawer that is opened.
    pub fn open(cashier: AccountId, opened: Instant) -> Self {
        Self { cashier, opened, state: DrawerState::Open }
    }

    /// Whose it is.
    pub fn cashier(&self) -> AccountId {
        self.cashier
    }

    /// When it was opened.
    pub fn opened(&self) -> Instant {
        self.opened
    }

    /// How far its closing is.
    pub const fn state(&self) -> &DrawerState {
        &self.state
    }

    /// What its count came to; nothing while it is open.
    pub fn finding(&self) -> Option<&DrawerFinding> {
        match &self.state {
            DrawerState::Open => None,
            DrawerState::Counted { finding }
            | DrawerState::Confirmed { finding, .. }
            | DrawerState::Locked { finding, .. } => Some(finding),
        }
    }

    /// The difference that its movements make, where that is not the one its count came to.
    pub fn count_fault(&self, movements: &[CashMovement]) -> Option<Vnd> {
        let finding = self.finding()?;
        let difference = finding.count.total().minus(expected_cash(movements));
        Some(difference).filter(|it| *it != finding.difference)
    }

    /// Whether cash may move: to be asked before every movement.
    ///
    /// # Errors
    /// Refused for any but the cashier, and once the drawer is counted.
    pub fn takes_cash(&self, by: AccountId) -> Result<(), Refusal> {
        self.must_be_the_cashiers(by)?;
        match &self.state {
            DrawerState::Open => Ok(()),
            DrawerState::Counted { .. } => Err(Refusal::new("fees.drawer-counted")),
            DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => Err(self.not_now()),
        }
    }

    /// Records the count of what lies in the drawer, over an earlier one too.
    ///
    /// # Errors
    /// Refused for any but the cashier, and once a count is confirmed.
    pub fn count(
        self,
        by: AccountId,
        count: DrawerCount,
        movements: &[CashMovement],
    ) -> Result<Self, Refusal> {
        self.must_be_the_cashiers(by)?;
        match &self.state {
            DrawerState::Open | DrawerState::Counted { .. } => {
                let difference = count.total().minus(expected_cash(movements));
                let finding = DrawerFinding { count, difference, explanation: None };
                Ok(Self { state: DrawerState::Counted { finding }, ..self })
            }
            DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => Err(self.not_now()),
        }
    }

    /// Opens a counted drawer again, for a payer who comes late or a slip to be corrected; the count is dropped.
    ///
    /// # Errors
    /// Refused for any but the cashier, unless it is counted, and once the count is confirmed.
    pub fn reopen(self, by: AccountId) -> Result<Self, Refusal> {
        self.must_be_the_cashiers(by)?;
        match &self.state {
            DrawerState::Counted { .. } => Ok(Self { state: DrawerState::Open, ..self }),
            DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => {
                Err(self.not_now())
            }
        }
    }

    /// Says which slip makes the difference.
    ///
    /// # Errors
    /// Refused for any but the cashier, unless the drawer is counted, and when `explanation` is none that `explain`
    /// finds in `movements`.
    pub fn explained(
        self,
        by: AccountId,
        explanation: Explanation,
        movements: &[CashMovement],
    ) -> Result<Self, Refusal> {
        self.must_be_the_cashiers(by)?;
        match self.state {
            DrawerState::Counted { finding } => {
                if !explain(finding.difference, movements).contains(&explanation) {
                    return Err(Refusal::new("fees.difference-not-explained").at("explanation"));
                }
                let finding = DrawerFinding { explanation: Some(explanation), ..finding };
                Ok(Self { state: DrawerState::Counted { finding }, ..self })
            }
            DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => {
                Err(self.not_now())
            }
        }
    }

    /// Confirms the count; where something differs, another person than the cashier does.
    ///
    /// # Errors
    /// Refused unless the drawer is counted, and for a cashier with a difference.
    pub fn confirm(self, by: AccountId) -> Result<Self, Refusal> {
        match self.state {
            DrawerState::Counted { finding } => {
                if finding.difference != Vnd::ZERO && by == self.cashier {
                    return Err(Refusal::new("fees.difference-own").with("difference", finding.difference));
                }
                Ok(Self { state: DrawerState::Confirmed { finding, by }, ..self })
            }
            DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => {
                Err(self.not_now())
            }
        }
    }

    /// Locks a confirmed drawer for good.
    ///
    /// # Errors
    /// Refused unless the count is confirmed, and the second time.
    pub fn lock(self, at: Instant) -> Result<Self, Refusal> {
        match self.state {
            DrawerState::Confirmed { finding, by } => {
                Ok(Self { state: DrawerState::Locked { finding, confirmed_by: by, at }, ..self })
            }
            DrawerState::Counted { .. } => Err(Refusal::new("fees.drawer-not-confirmed")),
            DrawerState::Open | DrawerState::Locked { .. } => Err(self.not_now()),
        }
    }

    fn must_be_the_cashiers(&self, by: AccountId) -> Result<(), Refusal> {
        if by == self.cashier { Ok(()) } else { Err(Refusal::new("fees.drawer-of-another")) }
    }

    /// What keeps a step from being taken where the state is not the one it needs.
    fn not_now(&self) -> Refusal {
        match &self.state {
            DrawerState::Open => Refusal::new("fees.drawer-not-counted"),
            DrawerState::Counted { .. } => Refusal::new("fees.drawer-counted"),
            DrawerState::Confirmed { .. } => Refusal::new("fees.drawer-confirmed"),
            DrawerState::Locked { .. } => Refusal::new("fees.drawer-locked"),
        }
    }
}
