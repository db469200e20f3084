//! Orders at the payment gateway. Each is paid at most once: by the first transaction that is booked for it.

use crate::entities::gateway_order;
use crate::{Handle, StoreError, Tx};
use motcua_fees::gateway::{Order, OrderReference};
use motcua_kernel::{AgencyId, DossierId, Instant, Vnd};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

const TABLE: &str = "gateway_order";

/// An order as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// What was ordered.
    pub order: Order,
    /// The payment that was booked for it.
    pub paid: Option<OrderPaid>,
    /// When the gateway said last that it was not paid.
    pub failed_at: Option<Instant>,
}

/// The payment of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderPaid {
    /// The number of the gateway.
    pub transaction: String,
    /// The entry of the history of its dossier.
    pub seq: u32,
    /// When it was booked.
    pub at: Instant,
}

/// Keeps a new order.
///
/// # Errors
/// `Taken` when its reference belongs to another.
pub async fn add(tx: &Tx, order: &Order) -> Result<(), StoreError> {
    let reference = order.reference.as_str();
    let charges = serde_json::to_string(&order.charges)
        .map_err(|error| StoreError::corrupt(TABLE, reference, error.to_string()))?;
    let row = gateway_order::ActiveModel {
        reference: Set(reference.to_owned()),
        dossier: Set(order.dossier.0),
        agency: Set(order.agency.0),
        amount: Set(order.amount.0),
        charges: Set(charges),
        begun_at: Set(order.at.micros()),
        expires_at: Set(order.expires.micros()),
        payment: Set(None),
        seq: Set(None),
        paid_at: Set(None),
        failed_at: Set(None),
    };
    gateway_order::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || format!("order {reference}")))?;
    Ok(())
}

/// The order with this name; none when there is none, as for any name that is none of ours.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, reference: &str) -> Result<Option<OrderRow>, StoreError> {
    let row = gateway_order::Entity::find_by_id(reference.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.as_ref().map(read).transpose()
}

/// The latest order of a dossier that is neither paid nor failed.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn latest_open(handle: &impl Handle, dossier: DossierId) -> Result<Option<OrderRow>, StoreError> {
    let row = gateway_order::Entity::find()
        .filter(gateway_order::Column::Dossier.eq(dossier.0))
        .filter(gateway_order::Column::PaidAt.is_null())
        .filter(gateway_order::Column::FailedAt.is_null())
        .order_by_desc(gateway_order::Column::BegunAt)
        .order_by_desc(gateway_order::Column::Reference)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.as_ref().map(read).transpose()
}

/// Notes the payment that was booked for an order; says whether it was the first.
///
/// # Errors
/// When the database fails.
pub async fn pay(tx: &Tx, reference: &OrderReference, paid: &OrderPaid) -> Result<bool, StoreError> {
    let updated = gateway_order::Entity::update_many()
        .col_expr(gateway_order::Column::Payment, Expr::value(paid.transaction.as_str()))
        .col_expr(gateway_order::Column::Seq, Expr::value(i64::from(paid.seq)))
        .col_expr(gateway_order::Column::PaidAt, Expr::value(paid.at.micros()))
        .filter(gateway_order::Column::Reference.eq(reference.as_str()))
        .filter(gateway_order::Column::PaidAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(updated.rows_affected == 1)
}

/// Notes that the gateway says of an order that it was not paid; one that is paid stays so.
///
/// # Errors
/// When the database fails.
pub async fn fail(tx: &Tx, reference: &str, at: Instant) -> Result<(), StoreError> {
    gateway_order::Entity::update_many()
        .col_expr(gateway_order::Column::FailedAt, Expr::value(at.micros()))
        .filter(gateway_order::Column::Reference.eq(reference))
        .filter(gateway_order::Column::PaidAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn read(row: &gateway_order::Model) -> Result<OrderRow, StoreError> {
    let corrupt = |what: &str| StoreError::corrupt(TABLE, &row.reference, what);
    let reference = row.reference.parse().map_err(|()| corrupt("the reference is none"))?;
    let charges = serde_json::from_str(&row.charges).map_err(|error| corrupt(&error.to_string()))?;
    let paid = match (&row.payment, row.seq, row.paid_at) {
        (Some(transaction), Some(seq), Some(at)) => Some(OrderPaid {
            transaction: transaction.clone(),
            seq: u32::try_from(seq).map_err(|_| corrupt("the entry is none"))?,
            at: Instant::from_micros(at),
        }),
        _ => None,
    };
    Ok(OrderRow {
        order: Order {
            reference,
            dossier: DossierId(row.dossier),
            agency: AgencyId(row.agency),
            charges,
            amount: Vnd(row.amount),
            at: Instant::from_micros(row.begun_at),
            expires: Instant::from_micros(row.expires_at),
        },
        paid,
        failed_at: row.failed_at.map(Instant::from_micros),
    })
}
