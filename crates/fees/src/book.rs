//! Sổ thu chi của cơ quan: money that came over the counter or into the account of an agency, and went out of it, line by
//! line, whosever dossier it was. What drawers, day sheets and receipts are summed from.
//!
//! Never holds what is not the agency's: no notice of the Treasury and no paper of before. A line is never changed; what
//! was wrong is taken back by a line of its own.

use motcua_catalogue::ChargeKind;
use motcua_dossier::{Dossier, Entry, Event, PaidCharge, PaymentMeans};
use motcua_kernel::{AccountId, AgencyId, DossierId, DrawerId, Instant, MoneyMovementId, Vnd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why money came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookKind {
    /// Thu phí, lệ phí.
    Payment,
    /// Bút toán đảo.
    Reversal,
    /// Hoàn trả.
    Refund,
    /// Quỹ đầu ca: money put into the drawer to give change from.
    Float,
    /// Nộp quỹ: cash that left the drawer for the bank, the Treasury or the head.
    Remittance,
}

impl BookKind {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::Payment, Self::Reversal, Self::Refund, Self::Float, Self::Remittance];
}

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookMeans {
    /// Tiền mặt.
    Cash,
    /// Chuyển khoản.
    Transfer,
}

/// What a line of a dossier is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSubject {
    /// Whose.
    pub dossier: DossierId,
    /// The entry of its history.
    pub seq: u32,
    /// Code of the charge.
    pub charge: String,
    /// Fee, state fee, tax or postage.
    pub kind: ChargeKind,
}

/// One line of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// Its id.
    pub id: MoneyMovementId,
    /// Whose book.
    pub agency: AgencyId,
    /// Who wrote it.
    pub account: AccountId,
    /// When.
    pub at: Instant,
    /// The drawer, for cash.
    pub drawer: Option<DrawerId>,
    /// Why.
    pub kind: BookKind,
    /// In what form.
    pub means: BookMeans,
    /// How much, in whole đồng; below zero when it went out.
    pub amount: Vnd,
    /// The dossier and the charge; none for what a drawer is given and gives away.
    pub subject: Option<BookSubject>,
    /// The receipt it stands on.
    pub receipt: Option<String>,
    /// In words, for what no dossier explains.
    pub note: Option<String>,
}

/// What one entry of a history brings into the book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Booked {
    /// The entry.
    pub seq: u32,
    /// Code of the charge.
    pub charge: String,
    /// Why.
    pub kind: BookKind,
    /// In what form.
    pub means: BookMeans,
    /// How much; below zero when it went out.
    pub amount: Vnd,
    /// The receipt of the payment.
    pub receipt: Option<String>,
}

/// The lines that `entry` brings into the book of the receiving agency; `dossier` is the state of the same history, at or
/// after the entry. Nothing for payments from before the book was kept: they have no receipt.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other event moves money")]
pub fn booked(dossier: &Dossier, entry: &Entry) -> Vec<Booked> {
    match &entry.event {
        Event::ChargesPaid { paid, how, receipt: Some(receipt), .. } => {
            lines(entry.seq, paid, how, (BookKind::Payment, Some(receipt.name())))
        }
        Event::PaymentReversed { payment, .. } => {
            let payment = dossier.payment(*payment).filter(|it| it.receipt.is_some());
            let receipt = payment.and_then(|it| it.receipt.as_ref()).map(motcua_dossier::MoneyReceipt::name);
            payment.map_or_else(Vec::new, |it| {
                lines(entry.seq, &it.paid, &it.how, (BookKind::Reversal, receipt))
            })
        }
        Event::RefundPaid { request, how } => dossier
            .refund(*request)
            .map_or_else(Vec::new, |it| lines(entry.seq, &it.parts, how, (BookKind::Refund, None))),
        _ => Vec::new(),
    }
}

fn lines(
    seq: u32,
    parts: &[PaidCharge],
    how: &PaymentMeans,
    (kind, receipt): (BookKind, Option<String>),
) -> Vec<Booked> {
    let means = match how {
        PaymentMeans::Cash => BookMeans::Cash,
        PaymentMeans::Transfer { .. } => BookMeans::Transfer,
        PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. } => return Vec::new(),
    };
    let line = |part: &PaidCharge| Booked {
        seq,
        charge: part.code.clone(),
        kind,
        means,
        amount: if kind == BookKind::Payment { part.amount } else { Vnd::ZERO.minus(part.amount) },
        receipt: receipt.clone(),
    };
    parts.iter().map(line).collect()
}

/// What a time comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookSheet {
    /// By kind of charge and form: what came less what was taken back and given back.
    pub takings: BTreeMap<(u8, BookMeans), Taken>,
    /// Cash that left the drawers for bank, Treasury or head.
    pub remitted: Vnd,
    /// What was put in to give change from.
    pub floats: Vnd,
}

/// One row of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Payments.
    pub paid: Vnd,
    /// Taken back as entered by mistake, above zero.
    pub reversed: Vnd,
    /// Paid back, above zero.
    pub refunded: Vnd,
}

impl Taken {
    /// What is left.
    pub const fn net(self) -> Vnd {
        self.paid.minus(self.reversed).minus(self.refunded)
    }
}

/// The kinds of charges in the order of the sheets.
pub const SHEET_KINDS: [ChargeKind; 4] =
    [ChargeKind::Fee, ChargeKind::StateFee, ChargeKind::Postage, ChargeKind::Tax];

/// Sums lines of one agency.
pub fn book_sheet(lines: &[BookLine]) -> BookSheet {
    let mut sheet = BookSheet::default();
    for line in lines {
        let out = Vnd::ZERO.minus(line.amount);
        let kind = line.subject.as_ref().map(|it| place(it.kind));
        match (line.kind, kind) {
            (BookKind::Float, _) => sheet.floats = sheet.floats.plus(line.amount),
            (BookKind::Remittance, _) => sheet.remitted = sheet.remitted.plus(out),
            (BookKind::Payment | BookKind::Reversal | BookKind::Refund, None) => {}
            (BookKind::Payment, Some(kind)) => {
                let row = sheet.takings.entry((kind, line.means)).or_default();
                row.paid = row.paid.plus(line.amount);
            }
            (BookKind::Reversal, Some(kind)) => {
                let row = sheet.takings.entry((kind, line.means)).or_default();
                row.reversed = row.reversed.plus(out);
            }
            (BookKind::Refund, Some(kind)) => {
                let row = sheet.takings.entry((kind, line.means)).or_default();
                row.refunded = row.refunded.plus(out);
            }
        }
    }
    sheet
}

impl BookSheet {
    /// The row of a kind of charge and a form.
    pub fn row(&self, kind: ChargeKind, means: BookMeans) -> Taken {
        self.takings.get(&(place(kind), means)).copied().unwrap_or_default()
    }

    /// What is left over all kinds in one form.
    pub fn net(&self, means: BookMeans) -> Vnd {
        self.takings.iter().filter(|((_, it), _)| *it == means).map(|(_, row)| row.net()).sum()
    }
}

fn place(kind: ChargeKind) -> u8 {
    SHEET_KINDS.iter().position(|it| *it == kind).and_then(|it| u8::try_from(it).ok()).unwrap_or(u8::MAX)
}
