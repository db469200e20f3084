//! What is owed, as the counter foresees it, the slip says it and the page of a dossier shows it: in the same words.

use super::Page;
use crate::words::key_of;
use motcua_dossier::{Charge, Dossier};
use motcua_kernel::Vnd;

/// One amount, and how it is paid.
pub struct Owed {
    /// What for.
    pub name: String,
    /// How much, or that an agency has still to assess it.
    pub amount: String,
    /// To whom and when.
    pub how: String,
    /// What was paid of it.
    pub paid: Option<String>,
    /// Whether it is an amount that the province has not confirmed.
    pub unconfirmed: bool,
}

/// The charges of a dossier in words, with what was paid.
pub fn owed_and_paid(page: &Page, dossier: &Dossier) -> Vec<Owed> {
    let with_paid = |(mut owed, charge): (Owed, &Charge)| {
        let paid = Some(dossier.paid(&charge.code)).filter(|it| *it > Vnd::ZERO);
        owed.paid = paid.map(|it| page.t1("label.paid", "amount", it));
        owed
    };
    owed(page, &dossier.charges).into_iter().zip(&dossier.charges).map(with_paid).collect()
}

/// Charges in words.
pub fn owed(page: &Page, charges: &[Charge]) -> Vec<Owed> {
    charges.iter().map(|it| one(page, it)).collect()
}

fn one(page: &Page, charge: &Charge) -> Owed {
    let collector = page.word("collector", &key_of(&charge.collector, ""));
    let due = page.word("charge-due", &key_of(&charge.due, ""));
    Owed {
        name: charge.name.clone(),
        amount: charge.amount.map_or_else(|| page.t("label.fee-assessed"), |it| it.to_string()),
        paid: None,
        how: format!("{collector}, {due}"),
        unconfirmed: charge.amount.is_some() && !charge.confirmed,
    }
}
