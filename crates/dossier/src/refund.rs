//! Miễn, giảm and hoàn trả: what need not be paid, and what is paid back. Neither ever changes a charge or a payment: each
//! stands beside it, with who asked and who allowed it.

use crate::{Dossier, PaidCharge, PaymentMeans};
use motcua_kernel::{AccountId, Instant, TextId, Vnd};
use serde::{Deserialize, Serialize};

/// What need not be paid of a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempted {
    /// The entry that recorded it.
    pub seq: u32,
    /// Code of the charge.
    pub code: String,
    /// How much, in whole đồng.
    pub amount: Vnd,
    /// Code of the ground in the fee rule.
    pub ground: String,
}

/// How far a refund has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum RefundState {
    /// Another person must say yes or no.
    Requested,
    /// The money may go.
    Approved {
        /// Who said so.
        by: AccountId,
    },
    /// It stays.
    Declined {
        /// Why.
        reason: TextId,
    },
    /// It went.
    Paid {
        /// The entry that recorded it.
        seq: u32,
        /// How.
        how: PaymentMeans,
    },
}

/// Money to be paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The entry that asked for it: its name.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// Who asked.
    pub by: AccountId,
    /// The payment it is taken from.
    pub payment: u32,
    /// How much of which charge.
    pub parts: Vec<PaidCharge>,
    /// How far it has come.
    pub state: RefundState,
}

impl Refund {
    /// All of it, in whole đồng.
    pub fn total(&self) -> Vnd {
        self.parts.iter().map(|it| it.amount).sum()
    }

    /// What it takes from the charge with this code; nothing once it was declined.
    pub fn of(&self, code: &str) -> Vnd {
        if matches!(self.state, RefundState::Declined { .. }) {
            return Vnd::ZERO;
        }
        self.parts.iter().filter(|it| it.code == code).map(|it| it.amount).sum()
    }

    /// Whether it waits for another person.
    pub const fn is_requested(&self) -> bool {
        matches!(self.state, RefundState::Requested)
    }
}

impl Dossier {
    /// The refund that entry `seq` asked for.
    pub fn refund(&self, seq: u32) -> Option<&Refund> {
        self.refunds.iter().find(|it| it.seq == seq)
    }

    /// The one that is asked for, or approved and not paid yet.
    pub fn open_refund(&self) -> Option<&Refund> {
        let is_open =
            |it: &&Refund| matches!(it.state, RefundState::Requested | RefundState::Approved { .. });
        self.refunds.iter().find(is_open)
    }

    /// What can still be paid back of one payment on one charge.
    pub fn refundable(&self, payment: u32, code: &str) -> Vnd {
        let taken = self.refunds.iter().filter(|it| it.payment == payment).map(|it| it.of(code)).sum();
        self.payment(payment).map_or(Vnd::ZERO, |it| it.on(code)).minus(taken)
    }

    /// What went back of the charge with this code.
    pub fn refunded(&self, code: &str) -> Vnd {
        let paid = self.refunds.iter().filter(|it| matches!(it.state, RefundState::Paid { .. }));
        paid.map(|it| it.of(code)).sum()
    }
}
