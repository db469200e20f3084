//! Money: what is assessed, what is paid.

use super::Verb;
use crate::api::named::plain;
use motcua_app::money::{assess_charge, record_payment};
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
        record_payment(context, command, paid, how).await
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
