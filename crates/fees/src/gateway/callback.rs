//! What the gateway tells of an order: signed by it, perhaps late, perhaps several times.

use super::request::{VERSION, amount, field, moment, seconds};
use super::signed::hexadecimal;
use super::{GatewaySecret, SignatureFault, read_signed, signed};
use motcua_kernel::{Instant, Vnd};
use sha2::{Digest, Sha256};

/// Longest number of a transaction: as that of a transfer.
const LONGEST_TRANSACTION: usize = 50;
/// Longest name of an order that is kept, ours or not.
const LONGEST_ORDER: usize = 50;

/// How an order ended at the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackOutcome {
    /// The money is there.
    Paid,
    /// No money moved.
    Failed,
}

impl CallbackOutcome {
    const fn written(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Failed => "failed",
        }
    }
}

/// An answer with a right signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// For whom.
    pub merchant: String,
    /// The order, perhaps none of ours.
    pub order: String,
    /// The number of the gateway: one for each movement of money.
    pub transaction: String,
    /// In whole đồng.
    pub amount: Vnd,
    /// How it ended.
    pub outcome: CallbackOutcome,
    /// When it ended, to the second, by the clock of the gateway.
    pub at: Instant,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackFault {
    /// It is no answer.
    Unreadable,
    /// The gateway has not signed it, or not so.
    WrongSignature,
    /// It is signed, but for another house.
    OtherMerchant,
}

impl CallbackFault {
    /// As it is kept and told to programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::WrongSignature => "wrong-signature",
            Self::OtherMerchant => "other-merchant",
        }
    }
}

impl From<SignatureFault> for CallbackFault {
    fn from(fault: SignatureFault) -> Self {
        match fault {
            SignatureFault::Unreadable => Self::Unreadable,
            SignatureFault::Wrong => Self::WrongSignature,
        }
    }
}

impl Callback {
    /// Reads an answer for `merchant`; nothing in it is believed before its signature is found right.
    ///
    /// # Errors
    /// When it is no answer, its signature is wrong, or it is for another house.
    pub fn read(secret: &GatewaySecret, merchant: &str, text: &str) -> Result<Self, CallbackFault> {
        let fields = read_signed(secret, text)?;
        let unreadable = CallbackFault::Unreadable;
        if field(&fields, "version")? != VERSION {
            return Err(unreadable);
        }
        if field(&fields, "merchant")? != merchant {
            return Err(CallbackFault::OtherMerchant);
        }
        let outcome = match field(&fields, "outcome")? {
            "paid" => CallbackOutcome::Paid,
            "failed" => CallbackOutcome::Failed,
            _ => return Err(unreadable),
        };
        Ok(Self {
            merchant: merchant.to_owned(),
            order: word(field(&fields, "order")?, LONGEST_ORDER)?,
            transaction: word(field(&fields, "transaction")?, LONGEST_TRANSACTION)?,
            amount: amount(&fields)?,
            outcome,
            at: moment(&fields, "at")?,
        })
    }

    /// As the gateway sends it.
    pub fn signed(&self, secret: &GatewaySecret) -> String {
        let fields = [
            ("version", VERSION.to_owned()),
            ("merchant", self.merchant.clone()),
            ("order", self.order.clone()),
            ("transaction", self.transaction.clone()),
            ("amount", self.amount.0.to_string()),
            ("outcome", self.outcome.written().to_owned()),
            ("at", seconds(self.at).to_string()),
        ];
        signed(secret, &fields.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// The name of what it tells, the same however often it is told: when it was sent is no part of it.
    pub fn fingerprint(&self) -> String {
        let Self { merchant, order, transaction, amount, outcome, at: _ } = self;
        let text = format!("{merchant}\n{order}\n{transaction}\n{}\n{}", amount.0, outcome.written());
        hexadecimal(&Sha256::digest(text))
    }
}

/// Letters, digits, dashes and the like: no sentence, nothing that hides.
fn word(text: &str, longest: usize) -> Result<String, CallbackFault> {
    let fits = text.len() <= longest && text.bytes().all(|it| it.is_ascii_graphic());
    if fits { Ok(text.to_owned()) } else { Err(CallbackFault::Unreadable) }
}
