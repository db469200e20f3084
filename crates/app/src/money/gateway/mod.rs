//! Cổng thanh toán trực tuyến: a citizen orders what is due, pays at the gateway, and the gateway's signed answer books
//! it, once. Money that can not be booked waits for a person; nothing that came is lost.

mod adapter;
mod begin;
mod look;
mod take;
mod waiting;

pub use adapter::{Gateway, RedirectGateway};
pub use begin::{Begun, begin_order, takes_online};
pub use look::{OrderIs, OrderLook, order};
pub use motcua_fees::gateway::trial::{TrialPress, callbacks as trial_callbacks};
pub use motcua_fees::gateway::{
    Callback, CallbackFault, CallbackOutcome, GatewaySecret, OrderReference, PayRequest, Waits,
};
pub use motcua_storage::gateway_callbacks::CallbackRow;
pub use take::{Came, Taken, note_refused, take_callback};
pub use waiting::{
    CreditBooking, LATEST, MOST_CREDITS, WaitingCredit, book_credit, latest_callbacks, settle_credit,
    waiting_credits,
};

use crate::{AppError, Context};

/// The gateway of the house.
///
/// # Errors
/// Not found where the house has none.
pub fn gateway(context: &Context) -> Result<&Gateway, AppError> {
    context.gateway.as_deref().ok_or(AppError::NotFound)
}
