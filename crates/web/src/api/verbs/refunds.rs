//! Money that goes back: refunds, and payments that were entered by mistake.

use super::Verb;
use crate::api::named::plain;
use motcua_app::money::{
    RefundWish, approve_refund, decline_refund, pay_refund, request_refund, reverse_payment,
};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, PaidCharge, PaymentMeans};
use motcua_identity::Action;
use motcua_kernel::{AccountId, Refusal, Vnd};
use serde::Deserialize;
use utoipa::ToSchema;

/// Ask for a refund.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestRefund {
    /// The number of the entry that recorded the payment.
    pub payment: u32,
    /// Code of the charge.
    pub charge: String,
    /// How much of it, in whole đồng.
    pub amount: i64,
    /// Why.
    pub reason: String,
}

impl Verb for RequestRefund {
    const ACTION: Action = Action::RequestRefund;
    const SUMMARY: &'static str = "Ask that money is paid back; another person confirms it";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let parts = vec![PaidCharge { code: self.charge, amount: Vnd(self.amount) }];
        request_refund(context, command, RefundWish { payment: self.payment, parts, reason: self.reason })
            .await
    }
}

/// Confirm the refund another person asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveRefund {}

impl Verb for ApproveRefund {
    const ACTION: Action = Action::ConfirmRefund;
    const SUMMARY: &'static str = "Confirm the refund that another person asked for";

    fn requested_by(dossier: &Dossier) -> Option<AccountId> {
        asked_by(dossier)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        approve_refund(context, command).await
    }
}

/// Decline the refund another person asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineRefund {
    /// Why.
    pub reason: String,
}

impl Verb for DeclineRefund {
    const ACTION: Action = Action::ConfirmRefund;
    const SUMMARY: &'static str = "Decline the refund that another person asked for, with the reason";

    fn requested_by(dossier: &Dossier) -> Option<AccountId> {
        asked_by(dossier)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        decline_refund(context, command, self.reason).await
    }
}

fn asked_by(dossier: &Dossier) -> Option<AccountId> {
    dossier.open_refund().map(|it| it.by)
}

/// How money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RefundedBy {
    /// Tiền mặt, out of the drawer of whoever pays.
    Cash,
    /// Chuyển khoản.
    Transfer,
}

/// Record that a confirmed refund was paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayRefund {
    /// How it went.
    pub means: RefundedBy,
    /// Reference of the transfer.
    #[serde(default)]
    pub reference: Option<String>,
}

impl Verb for PayRefund {
    const ACTION: Action = Action::RequestRefund;
    const SUMMARY: &'static str =
        "Record that the confirmed refund was paid; cash leaves the drawer of whoever pays";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let reference = plain(self.reference.unwrap_or_default(), "reference")?;
        let how = match self.means {
            RefundedBy::Cash if reference.trim().is_empty() => PaymentMeans::Cash,
            RefundedBy::Cash => return Err(Refusal::new("web.cash-has-no-reference").at("reference").into()),
            RefundedBy::Transfer => PaymentMeans::Transfer { reference },
        };
        pay_refund(context, command, how).await
    }
}

/// Take back a payment that was entered by mistake.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReversePayment {
    /// The number of the entry that recorded it.
    pub payment: u32,
    /// Why.
    pub reason: String,
}

impl Verb for ReversePayment {
    const ACTION: Action = Action::ReversePayment;
    const SUMMARY: &'static str =
        "Take back a payment that another person entered by mistake, while its drawer is not counted";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        reverse_payment(context, command, self.payment, self.reason).await
    }
}
