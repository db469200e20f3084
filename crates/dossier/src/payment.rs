//! Đã nộp: what was paid, on which charge, by what means. A list beside the charges, so that a receipt, a drawer or a
//! refund can name one payment.

use crate::{Charge, Dossier};
use motcua_catalogue::DueWhen;
use motcua_kernel::{Instant, Vnd};
use serde::{Deserialize, Serialize};

/// A sum on one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidCharge {
    /// Code of the charge.
    pub code: String,
    /// What was paid on it, above zero.
    pub amount: Vnd,
}

/// How money came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum PaymentMeans {
    /// Tiền mặt.
    Cash,
    /// Chuyển khoản.
    Transfer {
        /// The reference of the bank or of the QR code.
        reference: String,
    },
    /// Nộp Kho bạc theo thông báo: proven, never taken here.
    Notice {
        /// Number of the notice.
        number: String,
    },
    /// Đã thu trên giấy, before the dossier was taken over: never in a drawer of ours.
    OnPaper {
        /// Number of the paper receipt.
        receipt: String,
    },
}

/// One payment, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The entry that recorded it: its name.
    pub seq: u32,
    /// When it was paid.
    pub at: Instant,
    /// What for.
    pub paid: Vec<PaidCharge>,
    /// How.
    pub how: PaymentMeans,
}

impl Dossier {
    /// The charge with this code.
    pub fn charge(&self, code: &str) -> Option<&Charge> {
        self.charges.iter().find(|it| it.code == code)
    }

    /// What was paid on the charge with this code.
    pub fn paid(&self, code: &str) -> Vnd {
        let paid = self.payments.iter().flat_map(|it| &it.paid);
        paid.filter(|it| it.code == code).map(|it| it.amount).sum()
    }

    /// What is still to be paid on `charge`; nothing until it is assessed.
    pub fn unpaid(&self, charge: &Charge) -> Vnd {
        charge.amount.map_or(Vnd::ZERO, |it| it.minus(self.paid(&charge.code)))
    }

    /// The charges that are, or were last, awaited.
    pub fn awaited(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(|it| self.awaited_charges.contains(&it.code))
    }

    /// What is still to be paid of all that falls due `when`, whoever collects it.
    pub fn outstanding(&self, when: DueWhen) -> Vnd {
        self.charges.iter().filter(|it| it.due == when).map(|it| self.unpaid(it)).sum()
    }

    /// What is still to be paid before the result goes out. A refusal costs nothing: what is due at return is the price
    /// of what was asked for.
    pub fn unpaid_at_return(&self) -> Vnd {
        if self.is_refused() { Vnd::ZERO } else { self.outstanding(DueWhen::AtReturn) }
    }

    /// A charge that an agency must still assess before the result goes out.
    pub fn unassessed_at_return(&self) -> Option<&Charge> {
        if self.is_refused() {
            return None;
        }
        self.charges.iter().find(|it| it.due == DueWhen::AtReturn && it.amount.is_none())
    }

    fn is_refused(&self) -> bool {
        self.result.as_ref().is_some_and(|it| it.refused)
    }
}
