//! Lệnh thanh toán: what one dossier owes its agency at a moment, to be paid at the gateway as one sum.

use crate::transfer_due;
use motcua_dossier::{Dossier, PaidCharge};
use motcua_kernel::{AgencyId, DossierId, Instant, Refusal, Vnd};
use std::fmt;
use std::str::FromStr;

/// Characters of a reference: 100 bits.
const CHARACTERS: usize = 20;
const MICROS_PER_MINUTE: i64 = 60_000_000;

/// The name of an order, not to be guessed: whoever has it may see what became of the order and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrderReference(String);

impl OrderReference {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for OrderReference {
    type Err = ();

    /// 20 capital letters and digits.
    fn from_str(text: &str) -> Result<Self, ()> {
        let fits =
            text.len() == CHARACTERS && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name at the gateway and here.
    pub reference: OrderReference,
    /// Whose.
    pub dossier: DossierId,
    /// Whose money it is: the agency that received the dossier.
    pub agency: AgencyId,
    /// What for.
    pub charges: Vec<PaidCharge>,
    /// All of it, in whole đồng.
    pub amount: Vnd,
    /// When it was made.
    pub at: Instant,
    /// Until when it may be paid.
    pub expires: Instant,
}

impl Order {
    /// An order of all that `dossier` owes its agency now, to be paid within `minutes`.
    ///
    /// # Errors
    /// Refused when nothing is owed by transfer.
    pub fn of(
        reference: OrderReference,
        dossier: &Dossier,
        (at, minutes): (Instant, u32),
    ) -> Result<Self, Refusal> {
        let charges = transfer_due(dossier);
        let nothing = || Refusal::new("fees.order-nothing-owed");
        let agency = dossier.receiving().filter(|_| !charges.is_empty()).ok_or_else(nothing)?;
        let amount = charges.iter().map(|it| it.amount).sum();
        let expires =
            Instant::from_micros(at.micros().saturating_add(MICROS_PER_MINUTE * i64::from(minutes)));
        Ok(Self { reference, dossier: dossier.id, agency, charges, amount, at, expires })
    }

    /// Whether each of its charges is still owed as it was.
    pub fn is_still_owed(&self, dossier: &Dossier) -> bool {
        let due = transfer_due(dossier);
        let owed = |it: &PaidCharge| due.iter().any(|due| due.code == it.code && due.amount >= it.amount);
        self.charges.iter().all(owed)
    }

    /// Whether it is just what is owed now.
    pub fn is_all_that_is_owed(&self, dossier: &Dossier) -> bool {
        self.charges == transfer_due(dossier)
    }
}
