//! Cổng thanh toán thử: what a gateway would answer to an order, made here, so that a demo and the tests can go through
//! the whole of it. No money moves.

use super::{Callback, CallbackOutcome, GatewaySecret, PayRequest};
use motcua_kernel::{Instant, Vnd};

/// What can be pressed at the trial gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialPress {
    /// Pay.
    Pay,
    /// Pay, and be told so three times.
    Repeat,
    /// Pay in two transactions.
    PayTwice,
    /// The payment fails.
    Fail,
    /// Pay another amount than was asked.
    WrongAmount,
    /// Pay once the order has ended.
    Late,
    /// Somebody else says that it was paid.
    WrongSignature,
}

impl TrialPress {
    /// Each of them, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Pay,
        Self::Fail,
        Self::Repeat,
        Self::PayTwice,
        Self::WrongAmount,
        Self::Late,
        Self::WrongSignature,
    ];

    /// As a form says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::Repeat => "repeat",
            Self::PayTwice => "pay-twice",
            Self::Fail => "fail",
            Self::WrongAmount => "wrong-amount",
            Self::Late => "late",
            Self::WrongSignature => "wrong-signature",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What the gateway sends then, one after another.
pub fn callbacks(secret: &GatewaySecret, asked: &PayRequest, press: TrialPress, now: Instant) -> Vec<String> {
    let paid = Callback {
        merchant: asked.merchant.clone(),
        order: asked.order.to_string(),
        transaction: format!("{}-1", asked.order),
        amount: asked.amount,
        outcome: CallbackOutcome::Paid,
        at: now,
    };
    let sent = |it: &Callback| it.signed(secret);
    let second = format!("{}-2", asked.order);
    match press {
        TrialPress::Pay => vec![sent(&paid)],
        TrialPress::Repeat => vec![sent(&paid); 3],
        TrialPress::PayTwice => vec![sent(&paid), sent(&Callback { transaction: second, ..paid })],
        TrialPress::Fail => {
            let transaction = format!("{}-0", asked.order);
            vec![sent(&Callback { outcome: CallbackOutcome::Failed, transaction, ..paid })]
        }
        TrialPress::WrongAmount => {
            vec![sent(&Callback { amount: paid.amount.plus(Vnd(1_000)), transaction: second, ..paid })]
        }
        TrialPress::Late => {
            let at = Instant::from_micros(asked.expires.micros().saturating_add(1_000_000));
            let transaction = format!("{}-3", asked.order);
            vec![sent(&Callback { transaction, at, ..paid })]
        }
        TrialPress::WrongSignature => vec![paid.signed(&GatewaySecret::of(&[7; 32]))],
    }
}
