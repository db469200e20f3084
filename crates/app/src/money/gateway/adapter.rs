//! Gateways by their protocol. One more is one more arm here: all else asks a [`Gateway`] and knows no protocol.

use motcua_fees::gateway::{Callback, CallbackFault, GatewaySecret, Order, PayRequest};

/// A gateway, as the rest of the house uses it.
#[derive(Clone, Debug)]
pub enum Gateway {
    /// One that the browser is led to with a signed order, and that answers with a signed form.
    Redirect(RedirectGateway),
}

/// A gateway by redirect.
#[derive(Clone, Debug)]
pub struct RedirectGateway {
    /// Its page, without a question mark.
    pub address: String,
    /// The house, as it is known there.
    pub merchant: String,
    /// What both share.
    pub secret: GatewaySecret,
    /// Minutes an order may be paid in.
    pub minutes: u32,
    /// Whether it is the stand-in of this house, where no money moves.
    pub trial: bool,
}

impl Gateway {
    /// The stand-in of this house, at a page of its own.
    pub fn trial(secret: &[u8; 32]) -> Self {
        Self::Redirect(RedirectGateway {
            address: "/cong-thu".to_owned(),
            merchant: "MOTCUA-THU".to_owned(),
            secret: GatewaySecret::of(secret),
            minutes: 15,
            trial: true,
        })
    }

    /// The address that the browser goes to for an order, and comes `back` from.
    pub fn page_of(&self, order: &Order, back: String, about: String) -> String {
        let Self::Redirect(it) = self;
        let request = PayRequest::of(order, &it.merchant, back, about).signed(&it.secret);
        format!("{}?{request}", it.address)
    }

    /// What the gateway says.
    ///
    /// # Errors
    /// When it does not say it, or not to this house.
    pub fn read(&self, body: &str) -> Result<Callback, CallbackFault> {
        let Self::Redirect(it) = self;
        Callback::read(&it.secret, &it.merchant, body)
    }

    /// Minutes an order may be paid in.
    pub const fn minutes(&self) -> u32 {
        let Self::Redirect(it) = self;
        it.minutes
    }

    /// What the stand-in shares with the house; none for a gateway of others.
    pub fn stand_in(&self) -> Option<&GatewaySecret> {
        let Self::Redirect(it) = self;
        it.trial.then_some(&it.secret)
    }
}
