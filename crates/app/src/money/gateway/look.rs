//! Trạng thái lệnh thanh toán: what is known of an order, to whoever has its reference. Never what a browser brings back
//! from the gateway: only what the gateway signed.

use crate::{AppError, Context};
use motcua_dossier::{DossierNumber, MoneyReceipt};
use motcua_fees::gateway::{Order, OrderReference};
use motcua_kernel::Instant;
use motcua_storage::status_views;
use motcua_storage::{dossiers, gateway_callbacks, gateway_orders};

/// Where an order stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderIs {
    /// The gateway has not said yet.
    Waiting,
    /// Its time is over, and the gateway has not said that it was paid.
    Expired,
    /// The gateway said that it was not paid; it may be tried again.
    Failed,
    /// What it was for is no longer owed: it must not be paid.
    NotOwed,
    /// Paid and booked.
    Paid {
        /// When it was booked.
        at: Instant,
        /// The receipt that was given.
        receipt: Option<String>,
    },
    /// Money came, and a person looks at it.
    Looked,
}

/// What is known of an order.
#[derive(Clone, Debug)]
pub struct OrderLook {
    /// It.
    pub order: Order,
    /// Of which dossier.
    pub number: DossierNumber,
    /// The token of the slip of that dossier, for whoever is known to have it.
    pub token: Option<String>,
    /// Where it stands.
    pub is: OrderIs,
    /// Whether money came for it that a person looks at, or looked at.
    pub more: bool,
}

/// Looks an order up.
///
/// # Errors
/// Not found when there is none.
pub async fn order(context: &Context, reference: &OrderReference) -> Result<OrderLook, AppError> {
    let reader = context.store.reader();
    let row = gateway_orders::find(&reader, reference.as_str()).await?.ok_or(AppError::NotFound)?;
    let dossier = dossiers::load(&reader, row.order.dossier).await?;
    let number = dossier.reception.as_ref().map(|it| it.number.clone()).ok_or(AppError::NotFound)?;
    let waiting = gateway_callbacks::waiting_of_order(&reader, reference.as_str()).await?;
    let token = status_views::by_dossier(&reader, dossier.id).await?.map(|it| it.token);
    let is = if let Some(paid) = &row.paid {
        let receipt = dossier.payment(paid.seq).and_then(|it| it.receipt.as_ref()).map(MoneyReceipt::name);
        OrderIs::Paid { at: paid.at, receipt }
    } else if !waiting.is_empty() {
        OrderIs::Looked
    } else if !row.order.is_still_owed(&dossier) {
        OrderIs::NotOwed
    } else if context.clock.now() > row.order.expires {
        OrderIs::Expired
    } else if row.failed_at.is_some() {
        OrderIs::Failed
    } else {
        OrderIs::Waiting
    };
    Ok(OrderLook { more: !waiting.is_empty(), order: row.order, number, token, is })
}
