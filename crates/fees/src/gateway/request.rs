//! What the browser carries to the page of the gateway: the order, where to come back to, and the signature of the house.

use super::{CallbackFault, GatewaySecret, Order, OrderReference, read_signed, signed};
use motcua_kernel::{Instant, Vnd};
use std::collections::BTreeMap;

/// The form this house writes and reads.
pub const VERSION: &str = "1";
const MICROS_PER_SECOND: i64 = 1_000_000;

/// An order as the gateway is given it: no person, no procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayRequest {
    /// The house, as the gateway knows it.
    pub merchant: String,
    /// The order.
    pub order: OrderReference,
    /// In whole đồng.
    pub amount: Vnd,
    /// Until when it may be paid, to the second.
    pub expires: Instant,
    /// Where the browser goes afterwards.
    pub back: String,
    /// What the payer reads: the number of the dossier.
    pub about: String,
}

impl PayRequest {
    /// For an order.
    pub fn of(order: &Order, merchant: &str, back: String, about: String) -> Self {
        Self {
            merchant: merchant.to_owned(),
            order: order.reference.clone(),
            amount: order.amount,
            expires: order.expires,
            back,
            about,
        }
    }

    /// As it stands behind the address of the gateway.
    pub fn signed(&self, secret: &GatewaySecret) -> String {
        let fields = [
            ("version", VERSION.to_owned()),
            ("merchant", self.merchant.clone()),
            ("order", self.order.to_string()),
            ("amount", self.amount.0.to_string()),
            ("expires", seconds(self.expires).to_string()),
            ("return", self.back.clone()),
            ("about", self.about.clone()),
        ];
        signed(secret, &fields.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// Reads what `signed` wrote; for whoever stands at the side of the gateway.
    ///
    /// # Errors
    /// When it is not signed by the house, or is no order.
    pub fn read(secret: &GatewaySecret, text: &str) -> Result<Self, CallbackFault> {
        let fields = read_signed(secret, text)?;
        Ok(Self {
            merchant: field(&fields, "merchant")?.to_owned(),
            order: field(&fields, "order")?.parse().map_err(|()| CallbackFault::Unreadable)?,
            amount: amount(&fields)?,
            expires: moment(&fields, "expires")?,
            back: field(&fields, "return")?.to_owned(),
            about: field(&fields, "about")?.to_owned(),
        })
    }
}

/// The seconds since 1970, as gateways write a moment.
pub fn seconds(moment: Instant) -> i64 {
    moment.micros().div_euclid(MICROS_PER_SECOND)
}

pub fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> Result<&'a str, CallbackFault> {
    fields.get(name).map(String::as_str).filter(|it| !it.is_empty()).ok_or(CallbackFault::Unreadable)
}

/// Whole đồng above zero.
pub fn amount(fields: &BTreeMap<String, String>) -> Result<Vnd, CallbackFault> {
    let amount: i64 = field(fields, "amount")?.parse().map_err(|_| CallbackFault::Unreadable)?;
    if amount > 0 { Ok(Vnd(amount)) } else { Err(CallbackFault::Unreadable) }
}

pub fn moment(fields: &BTreeMap<String, String>, name: &str) -> Result<Instant, CallbackFault> {
    let seconds: i64 = field(fields, name)?.parse().map_err(|_| CallbackFault::Unreadable)?;
    let micros = seconds.checked_mul(MICROS_PER_SECOND).filter(|_| seconds > 0);
    micros.map(Instant::from_micros).ok_or(CallbackFault::Unreadable)
}
