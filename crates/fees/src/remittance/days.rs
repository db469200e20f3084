//! What an agency took, day by day. Nothing of what went into a drawer to give change from, or out of it.

use crate::{BookKind, BookLine, BookMeans};
use motcua_catalogue::ChargeKind;
use motcua_kernel::{Date, Vnd};
use std::collections::{BTreeMap, BTreeSet};

/// One day; amounts in whole đồng.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayTaken {
    /// How many receipts were given.
    pub receipts: usize,
    /// Phí, less what was taken back as entered by mistake.
    pub fee: Vnd,
    /// Lệ phí, less what was taken back.
    pub state_fee: Vnd,
    /// Everything else, less what was taken back.
    pub other: Vnd,
    /// Paid back, above zero.
    pub refunded: Vnd,
    /// Of what is left, in cash.
    pub cash: Vnd,
    /// Of what is left, on the account.
    pub transfer: Vnd,
}

impl DayTaken {
    /// What is left: collected less paid back; always cash and transfer together.
    pub const fn net(&self) -> Vnd {
        self.fee.plus(self.state_fee).plus(self.other).minus(self.refunded)
    }
}

/// The days on which money of a dossier came or went, in their order.
pub fn days_of(lines: &[BookLine]) -> BTreeMap<Date, DayTaken> {
    let mut days: BTreeMap<Date, DayTaken> = BTreeMap::new();
    let mut receipts: BTreeMap<Date, BTreeSet<&str>> = BTreeMap::new();
    for line in lines {
        let Some(kind) = line.subject.as_ref().map(|it| it.kind) else { continue };
        let date = line.at.date();
        let day = days.entry(date).or_default();
        match line.kind {
            BookKind::Payment | BookKind::Reversal => {
                let sum = match kind {
                    ChargeKind::Fee => &mut day.fee,
                    ChargeKind::StateFee => &mut day.state_fee,
                    ChargeKind::Postage | ChargeKind::Tax => &mut day.other,
                };
                *sum = sum.plus(line.amount);
            }
            BookKind::Refund => day.refunded = day.refunded.minus(line.amount),
            BookKind::Float | BookKind::Remittance => continue,
        }
        let left = match line.means {
            BookMeans::Cash => &mut day.cash,
            BookMeans::Transfer => &mut day.transfer,
        };
        *left = left.plus(line.amount);
        if line.kind == BookKind::Payment {
            receipts.entry(date).or_default().extend(line.receipt.as_deref());
        }
    }
    for (date, given) in receipts {
        if let Some(day) = days.get_mut(&date) {
            day.receipts = given.len();
        }
    }
    days
}
