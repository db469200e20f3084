//! Money: what is assessed, what is awaited, what is paid.

use super::Verb;
use crate::api::named::{date, plain, short};
use motcua_app::money::{
    ExemptionWish, PaymentWait, Told, assess_charge, await_payment, exempt_charge, record_payment,
};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, PaidCharge, PaymentMeans};
use motcua_identity::Action;
use motcua_kernel::{LegNo, Refusal, Vnd};
use serde::Deserialize;
use utoipa::ToSchema;

/// How money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaidBy {
    /// Tiền mặt.
    Cash,
    /// Chuyển khoản.
    Transfer,
    /// Nộp Kho bạc theo thông báo.
    Notice,
}

/// Record that money came.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// Code of the charge.
    pub charge: String,
    /// What was paid on it, in whole đồng.
    pub amount: i64,
    /// How it came.
    pub means: PaidBy,
    /// Reference of the transfer, or number of the notice.
    #[serde(default)]
    pub reference: Option<String>,
    /// The number on the pre-printed receipt that is given for it, where the cashier has such receipts.
    #[serde(default)]
    pub receipt: Option<u32>,
    /// The cash that was put down, in whole đồng, where it is noted: what is above the amount goes back as change.
    #[serde(default)]
    pub given: Option<i64>,
}

impl Verb for RecordPayment {
    const ACTION: Action = Action::RecordPayment;
    const SUMMARY: &'static str = "Record that money came for a charge";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let reference = plain(self.reference.unwrap_or_default(), "reference")?;
        let how = match self.means {
            PaidBy::Cash if reference.trim().is_empty() => PaymentMeans::Cash,
            PaidBy::Cash => return Err(Refusal::new("web.cash-has-no-reference").at("reference").into()),
            PaidBy::Transfer => PaymentMeans::Transfer { reference },
            PaidBy::Notice => PaymentMeans::Notice { number: reference },
        };
        let paid = vec![PaidCharge { code: self.charge, amount: Vnd(self.amount) }];
        record_payment(
            context,
            command,
            Told { paid, how, receipt: self.receipt, given: self.given.map(Vnd) },
        )
        .await
    }
}

/// Say what a charge comes to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessCharge {
    /// The leg that the agency has in hand.
    pub leg: u16,
    /// Code of the charge.
    pub charge: String,
    /// What is owed, in whole đồng; 0 when nothing is.
    pub amount: i64,
}

impl Verb for AssessCharge {
    const ACTION: Action = Action::AssessCharge;
    const SUMMARY: &'static str = "Say what a charge comes to that has no amount yet";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        assess_charge(context, command, LegNo(self.leg), &self.charge, Vnd(self.amount)).await
    }
}

/// Say that a charge, or a part of it, need not be paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptCharge {
    /// Code of the charge.
    pub charge: String,
    /// Code of a ground that its fee rule lists; the rule says how much is taken off.
    pub ground: String,
    /// The paper that shows it.
    pub evidence: String,
}

impl Verb for ExemptCharge {
    const ACTION: Action = Action::RecordPayment;
    const SUMMARY: &'static str = "Take off a charge what its fee rule says for a ground";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let Self { charge, ground, evidence } = self;
        exempt_charge(context, command, ExemptionWish { charge, ground, evidence }).await
    }
}

/// Let the clock stand until charges are paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AwaitPayment {
    /// The leg that the agency has in hand; the counter when absent.
    #[serde(default)]
    pub leg: Option<u16>,
    /// Codes of the charges, each with an amount and not paid in full.
    #[serde(default)]
    pub charges: Vec<String>,
    /// The last day of the notice, as `2026-12-04`. It counts to its end at midnight, or to that of the next working day
    /// when it is none; then the dossier is stopped.
    pub pay_by: String,
}

impl Verb for AwaitPayment {
    const ACTION: Action = Action::AwaitPayment;
    const SUMMARY: &'static str =
        "Let the clock stand until what was assessed is paid; the last payment ends the wait";

    fn leg(&self) -> Option<LegNo> {
        self.leg.map(LegNo)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let (leg, pay_by) = (self.leg(), date(&self.pay_by, "pay_by")?);
        for (index, code) in self.charges.iter().enumerate() {
            short(code, || format!("charges.{index}"))?;
        }
        await_payment(context, command, PaymentWait { leg, charges: self.charges, pay_by }).await
    }
}
