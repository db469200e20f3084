//! Báo nhận: what a gateway says later of a message, believed by its signature alone.

use super::adapter::{BodyKind, Receipts};
use super::http::GatewayAccount;
use super::template::Place;
use serde_json::{Map, Value};

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its name there.
    pub their_id: String,
    /// On the telephone, or never; none while it is on its way.
    pub delivered: Option<bool>,
}

/// Why a receipt is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptFault {
    /// It is none.
    Unreadable,
    /// It is signed by somebody else, or was changed.
    WrongSignature,
}

impl Receipt {
    pub(super) fn read(
        of: &Receipts,
        account: &GatewayAccount,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Self, ReceiptFault> {
        let body = std::str::from_utf8(body).map_err(|_| ReceiptFault::Unreadable)?;
        let said: Value = match of.body {
            BodyKind::Json => serde_json::from_str(body).map_err(|_| ReceiptFault::Unreadable)?,
            BodyKind::Form | BodyKind::Query => {
                let pairs = form_urlencoded::parse(body.as_bytes());
                let pairs = pairs.map(|(name, it)| (name.into_owned(), Value::from(it.into_owned())));
                Value::Object(pairs.collect::<Map<_, _>>())
            }
        };
        let id = value_at(&said, &of.id).filter(|it| !it.is_empty() && it.len() <= 200);
        let id = id.ok_or(ReceiptFault::Unreadable)?;
        let signature = match (&of.signature.header, &of.signature.field) {
            (Some(name), _) => header(name),
            (None, Some(field)) => value_at(&said, &format!("/{field}")),
            (None, None) => None,
        };
        let fill = |place: Place| match place {
            Place::Body => body.to_owned(),
            Place::Id => id.clone(),
            Place::Login => account.login.clone(),
            Place::Sender => account.sender.clone(),
            Place::Secret => account.secret.clone(),
            Place::To | Place::Text | Place::Channel | Place::Basic | Place::Seconds => String::new(),
        };
        let signed = signature.is_some_and(|it| of.signature.is(&it, &account.secret, fill));
        if !signed || account.secret.is_empty() {
            return Err(ReceiptFault::WrongSignature);
        }
        let state = value_at(&said, &of.state).ok_or(ReceiptFault::Unreadable)?;
        let delivered = if of.delivered.contains(&state) {
            Some(true)
        } else if of.failed.contains(&state) {
            Some(false)
        } else {
            None
        };
        Ok(Self { their_id: id, delivered })
    }
}

/// A text or a number at a place, as text.
pub(super) fn value_at(said: &Value, place: &str) -> Option<String> {
    match said.pointer(place)? {
        Value::String(it) => Some(it.clone()),
        it @ (Value::Number(_) | Value::Bool(_)) => Some(it.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
