//! Nộp ngân sách: what of the money an agency took it keeps, and what goes to the budget; and what it took day by day.
//!
//! Every đồng of the book stands in one place: kept and remitted are together what was collected less what was paid back.
//! What a share takes off is rounded down once for a row and period, so that the half đồng is the budget's.

mod budget;
mod days;

pub use budget::{BudgetBook, BudgetFileError, BudgetLine, Chapter};
pub use days::{DayTaken, days_of};

use crate::{BookKind, BookLine};
use motcua_catalogue::ChargeKind;
use motcua_kernel::Vnd;
use std::collections::BTreeMap;

/// What a line of the book was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFor {
    /// The name of the charge, in Vietnamese.
    pub name: String,
    /// Where it goes in the budget and what is kept of it, as known on the day of the line; none where nobody has said.
    pub budget: Option<BudgetLine>,
}

/// What a period comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remittance {
    /// A row for each charge, tiểu mục and share.
    pub rows: Vec<RemittanceRow>,
    /// Cước bưu chính, less what was paid back: the carrier's, and in no budget.
    pub passed_on: Vnd,
}

/// One row of the slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemittanceRow {
    /// Fee, state fee or tax.
    pub kind: ChargeKind,
    /// The name of the charge.
    pub name: String,
    /// Tiểu mục, where it is known.
    pub subsection: Option<String>,
    /// Whole percent that the agency keeps; 0 of what is no fee, and where nobody has said.
    pub kept_percent: u8,
    /// Whether tiểu mục and share are confirmed.
    pub confirmed: bool,
    /// Payments less those taken back as entered by mistake, in whole đồng.
    pub collected: Vnd,
    /// Paid back, above zero.
    pub refunded: Vnd,
}

impl RemittanceRow {
    /// Collected less paid back; below zero where more went back than came in the period.
    pub const fn net(&self) -> Vnd {
        self.collected.minus(self.refunded)
    }

    /// What the agency keeps, rounded down to the đồng.
    pub fn kept(&self) -> Vnd {
        let share = i128::from(self.net().0) * i128::from(self.kept_percent);
        // No more than the net itself, which fits.
        Vnd(i64::try_from(share.div_euclid(100)).unwrap_or(self.net().0))
    }

    /// What goes to the budget: all that is not kept.
    pub fn remitted(&self) -> Vnd {
        self.net().minus(self.kept())
    }
}

impl Remittance {
    /// What goes to the budget by tiểu mục, those without one last.
    pub fn by_subsection(&self) -> Vec<(Option<String>, Vnd)> {
        let mut sums: BTreeMap<(bool, Option<String>), Vnd> = BTreeMap::new();
        for row in &self.rows {
            let sum = sums.entry((row.subsection.is_none(), row.subsection.clone())).or_default();
            *sum = sum.plus(row.remitted());
        }
        sums.into_iter().map(|((_, subsection), sum)| (subsection, sum)).collect()
    }

    /// Whether everything on it is confirmed.
    pub fn is_confirmed(&self) -> bool {
        self.rows.iter().all(|it| it.confirmed)
    }

    /// Kept in all.
    pub fn kept(&self) -> Vnd {
        self.rows.iter().map(RemittanceRow::kept).sum()
    }

    /// Remitted in all.
    pub fn remitted(&self) -> Vnd {
        self.rows.iter().map(RemittanceRow::remitted).sum()
    }
}

/// Sums lines of one agency, each with what it was taken for. Floats and cash that left a drawer are no takings.
///
/// Lệ phí goes to the budget whole (Luật Phí và lệ phí 97/2015/QH13 Điều 13); of phí an agency keeps the share that an act
/// leaves it (Điều 12), and nothing where none is known.
pub fn remittance<'a>(lines: impl IntoIterator<Item = (&'a BookLine, TakenFor)>) -> Remittance {
    let mut rows: BTreeMap<Key, (Vnd, Vnd)> = BTreeMap::new();
    let mut passed_on = Vnd::ZERO;
    for (line, taken) in lines {
        let Some(kind) = line.subject.as_ref().map(|it| it.kind) else { continue };
        if !matches!(line.kind, BookKind::Payment | BookKind::Reversal | BookKind::Refund) {
            continue;
        }
        let Some(place) = place(kind) else {
            passed_on = passed_on.plus(line.amount);
            continue;
        };
        let (collected, refunded) = rows.entry(Key::of((place, kind), taken)).or_default();
        if line.kind == BookKind::Refund {
            *refunded = refunded.minus(line.amount);
        } else {
            *collected = collected.plus(line.amount);
        }
    }
    let row = |(key, (collected, refunded)): (Key, (Vnd, Vnd))| RemittanceRow {
        kind: key.kind(),
        name: key.name,
        subsection: key.subsection,
        kept_percent: key.kept_percent,
        confirmed: key.confirmed,
        collected,
        refunded,
    };
    Remittance { rows: rows.into_iter().map(row).collect(), passed_on }
}

/// By what lines are summed, in the order of the slip.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    place: u8,
    name: String,
    subsection: Option<String>,
    kept_percent: u8,
    confirmed: bool,
}

impl Key {
    fn of((place, kind): (u8, ChargeKind), taken: TakenFor) -> Self {
        let budget = taken.budget.as_ref();
        let share = budget.map_or(0, |it| it.kept_percent);
        Self {
            place,
            name: taken.name,
            subsection: budget.and_then(|it| it.subsection.clone()),
            kept_percent: if kind == ChargeKind::Fee { share } else { 0 },
            confirmed: budget.is_some_and(|it| it.confirmed && it.subsection.is_some()),
        }
    }

    const fn kind(&self) -> ChargeKind {
        match self.place {
            0 => ChargeKind::Fee,
            1 => ChargeKind::StateFee,
            _ => ChargeKind::Tax,
        }
    }
}

/// The place of a kind on the slip; none of what goes to no budget.
const fn place(kind: ChargeKind) -> Option<u8> {
    match kind {
        ChargeKind::Fee => Some(0),
        ChargeKind::StateFee => Some(1),
        ChargeKind::Tax => Some(2),
        ChargeKind::Postage => None,
    }
}
