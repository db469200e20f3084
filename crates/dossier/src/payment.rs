//! Đã nộp: what was paid, on which charge, by what means, and what became of it. A list beside the charges, so that a
//! receipt, a drawer or a refund can name one payment.

use crate::{Charge, Dossier};
use motcua_catalogue::DueWhen;
use motcua_kernel::{AccountId, Instant, Vnd};
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

/// The paper that was given for money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MoneyReceipt {
    /// Phiếu thu (không thay biên lai): the office's own sheet where there is no series.
    Slip {
        /// Its number in the year's book of the agency.
        number: String,
    },
    /// Biên lai of a series.
    Series {
        /// Mẫu số.
        form: String,
        /// Ký hiệu.
        symbol: String,
        /// The number, with its leading zeros.
        number: String,
    },
}

impl MoneyReceipt {
    /// As people say it: the symbol where there is one, and the number.
    pub fn name(&self) -> String {
        match self {
            Self::Slip { number } => number.clone(),
            Self::Series { symbol, number, .. } => format!("{symbol} {number}"),
        }
    }
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
    /// Who recorded it; nobody, where a rule did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
    /// The paper that was given for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<MoneyReceipt>,
    /// The cash that was put down for it, where the counter noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Vnd>,
    /// The entry that took it back as a wrong one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed: Option<u32>,
}

impl Payment {
    /// All of it, in whole đồng.
    pub fn total(&self) -> Vnd {
        self.paid.iter().map(|it| it.amount).sum()
    }

    /// Tiền trả lại: what went back over the counter, where what was put down is known.
    pub fn change(&self) -> Option<Vnd> {
        self.given.map(|it| it.minus(self.total()))
    }

    /// What was paid on the charge with this code; nothing once it was taken back.
    pub fn on(&self, code: &str) -> Vnd {
        if self.reversed.is_some() {
            return Vnd::ZERO;
        }
        self.paid.iter().filter(|it| it.code == code).map(|it| it.amount).sum()
    }
}

impl Dossier {
    /// The charge with this code.
    pub fn charge(&self, code: &str) -> Option<&Charge> {
        self.charges.iter().find(|it| it.code == code)
    }

    /// The payment that entry `seq` recorded.
    pub fn payment(&self, seq: u32) -> Option<&Payment> {
        self.payments.iter().find(|it| it.seq == seq)
    }

    /// What was paid on the charge with this code; a refund takes nothing off it.
    pub fn paid(&self, code: &str) -> Vnd {
        self.payments.iter().map(|it| it.on(code)).sum()
    }

    /// What need not be paid of the charge with this code.
    pub fn exempted(&self, code: &str) -> Vnd {
        self.exemptions.iter().filter(|it| it.code == code).map(|it| it.amount).sum()
    }

    /// What is still to be paid on `charge`; nothing until it is assessed.
    pub fn unpaid(&self, charge: &Charge) -> Vnd {
        let settled = || self.paid(&charge.code).plus(self.exempted(&charge.code));
        charge.amount.map_or(Vnd::ZERO, |it| it.minus(settled()))
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
