//! Sổ thu của một hồ sơ, over the API: every movement of its money between two accounts, and what was paid and is paid back.

use crate::Site;
use crate::api::find;
use crate::door::Caller;
use crate::failure::Failure;
use crate::words::{self, key_of};
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::money;
use motcua_dossier::{Dossier, MoneyReceipt, Payment, Refund};
use motcua_fees::{Account, Movement};
use serde::Serialize;
use utoipa::ToSchema;

/// The money of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerDocument {
    /// Every movement, in order; each leaves one account and comes to another.
    pub lines: Vec<LedgerLineDocument>,
    /// What was paid.
    pub payments: Vec<PaymentDocument>,
    /// What is, or is asked to be, paid back.
    pub refunds: Vec<RefundDocument>,
}

/// One movement.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerLineDocument {
    /// The number of the entry.
    pub seq: u32,
    /// When.
    pub at: String,
    /// Code of the charge.
    pub charge: String,
    /// Why.
    pub movement: &'static str,
    /// The account it comes to.
    pub debit: &'static str,
    /// The account it leaves.
    pub credit: &'static str,
    /// In whole đồng.
    pub amount: i64,
}

/// A payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentDocument {
    /// The number of the entry that recorded it.
    pub seq: u32,
    /// When.
    pub at: String,
    /// `cash`, `transfer`, `notice` or `on-paper`.
    pub means: String,
    /// In whole đồng.
    pub amount: i64,
    /// The receipt.
    pub receipt: Option<String>,
    /// Whether it was taken back as a wrong entry.
    pub reversed: bool,
}

/// A refund.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefundDocument {
    /// The number of the entry that asked for it.
    pub seq: u32,
    /// The payment it is taken from.
    pub payment: u32,
    /// In whole đồng.
    pub amount: i64,
    /// `requested`, `approved`, `declined` or `paid`.
    pub state: String,
}

/// `GET /api/v1/dossiers/{id}/ledger`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<LedgerDocument>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let ledger = money::ledger_of(&site.context, dossier.id).await?;
    let line = |it: &motcua_fees::Line| LedgerLineDocument {
        seq: it.seq,
        at: words::moment(it.at),
        charge: it.code.clone(),
        movement: movement(it.movement),
        debit: account(it.debit),
        credit: account(it.credit),
        amount: it.amount.0,
    };
    Ok(Json(LedgerDocument {
        lines: ledger.lines().iter().map(line).collect(),
        payments: payments(&dossier),
        refunds: dossier.refunds.iter().map(refund).collect(),
    }))
}

fn payments(dossier: &Dossier) -> Vec<PaymentDocument> {
    let payment = |it: &Payment| PaymentDocument {
        seq: it.seq,
        at: words::moment(it.at),
        means: key_of(&it.how, "by"),
        amount: it.total().0,
        receipt: it.receipt.as_ref().map(MoneyReceipt::name),
        reversed: it.reversed.is_some(),
    };
    dossier.payments.iter().map(payment).collect()
}

fn refund(it: &Refund) -> RefundDocument {
    RefundDocument {
        seq: it.seq,
        payment: it.payment,
        amount: it.total().0,
        state: key_of(&it.state, "state"),
    }
}

const fn movement(it: Movement) -> &'static str {
    match it {
        Movement::Charge => "charge",
        Movement::Exemption => "exemption",
        Movement::Payment => "payment",
        Movement::Reversal => "reversal",
        Movement::RefundApproval => "refund-approval",
        Movement::Refund => "refund",
    }
}

const fn account(it: Account) -> &'static str {
    match it {
        Account::Owed => "owed",
        Account::Charged => "charged",
        Account::Exempted => "exempted",
        Account::GivenBack => "given-back",
        Account::ToGiveBack => "to-give-back",
        Account::Cash => "cash",
        Account::Bank => "bank",
        Account::Treasury => "treasury",
        Account::Paper => "paper",
    }
}
