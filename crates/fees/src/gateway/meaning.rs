//! What an answer of the gateway means for what is owed.

use super::{Callback, CallbackOutcome, Order};
use motcua_dossier::{Dossier, PaidCharge};

/// What is to be done about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// These charges are paid.
    Paid(Vec<PaidCharge>),
    /// Nothing was paid.
    Failed,
    /// Money came that a person must look at.
    Waits(Waits),
}

/// Why money that came through the gateway waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// No order of ours has this name.
    UnknownOrder,
    /// Another amount than was ordered.
    WrongAmount,
    /// The order was paid before, by another transaction.
    PaidTwice,
    /// Paid after the order had ended.
    Late,
    /// What was ordered is no longer owed: paid otherwise, exempt, or the dossier has ended.
    NotOwed,
}

impl Waits {
    /// Each of them.
    pub const ALL: [Self; 5] =
        [Self::UnknownOrder, Self::WrongAmount, Self::PaidTwice, Self::Late, Self::NotOwed];

    /// As it is kept and told to programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownOrder => "unknown-order",
            Self::WrongAmount => "wrong-amount",
            Self::PaidTwice => "paid-twice",
            Self::Late => "late",
            Self::NotOwed => "not-owed",
        }
    }
}

/// What `callback` means, given its order with whether it was paid before, and the dossier of the order as it is now. An
/// answer that was taken before is not asked about again. An answer that was long on its way counts as long as the
/// payment itself was in time.
pub fn meaning(callback: &Callback, order: Option<(&Order, bool)>, dossier: Option<&Dossier>) -> Meaning {
    match callback.outcome {
        CallbackOutcome::Failed => return Meaning::Failed,
        CallbackOutcome::Paid => {}
    }
    let (Some((order, paid_before)), Some(dossier)) = (order, dossier) else {
        return Meaning::Waits(Waits::UnknownOrder);
    };
    if paid_before {
        Meaning::Waits(Waits::PaidTwice)
    } else if callback.amount != order.amount {
        Meaning::Waits(Waits::WrongAmount)
    } else if callback.at > order.expires {
        Meaning::Waits(Waits::Late)
    } else if order.is_still_owed(dossier) {
        Meaning::Paid(order.charges.clone())
    } else {
        Meaning::Waits(Waits::NotOwed)
    }
}
