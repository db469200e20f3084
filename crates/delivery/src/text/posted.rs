//! What a gateway posts of its own accord, believed by its signature alone.

use super::adapter::BodyKind;
use super::http::GatewayAccount;
use super::signature::Signature;
use super::template::Place;
use serde_json::{Map, Value};

/// Why what was posted is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayFault {
    /// It is not what the gateway posts.
    Unreadable,
    /// It is signed by somebody else, or was changed.
    WrongSignature,
    /// The gateway posts no such thing.
    NotPosted,
}

/// What was posted, read and not yet believed.
pub(super) struct Posting<'a> {
    body: &'a str,
    pub said: Value,
    /// Its name at the gateway; none where it has none, or one that is too long.
    pub id: Option<String>,
}

impl<'a> Posting<'a> {
    pub fn read(kind: BodyKind, id: &str, body: &'a [u8]) -> Result<Self, GatewayFault> {
        let body = std::str::from_utf8(body).map_err(|_| GatewayFault::Unreadable)?;
        let said: Value = match kind {
            BodyKind::Json => serde_json::from_str(body).map_err(|_| GatewayFault::Unreadable)?,
            BodyKind::Form | BodyKind::Query => {
                let pairs = form_urlencoded::parse(body.as_bytes());
                let pairs = pairs.map(|(name, it)| (name.into_owned(), Value::from(it.into_owned())));
                Value::Object(pairs.collect::<Map<_, _>>())
            }
        };
        let id = value_at(&said, id).filter(|it| !it.is_empty() && it.len() <= 200);
        Ok(Self { body, said, id })
    }

    /// Whether the gateway signed it; `fill` knows what only this posting has.
    pub fn check(
        &self,
        signing: &Signature,
        account: &GatewayAccount,
        header: impl Fn(&str) -> Option<String>,
        fill: impl Fn(Place) -> String,
    ) -> Result<(), GatewayFault> {
        let signature = match (&signing.header, &signing.field) {
            (Some(name), _) => header(name),
            (None, Some(field)) => value_at(&self.said, &format!("/{field}")),
            (None, None) => None,
        };
        let filled = |place: Place| match place {
            Place::Body => self.body.to_owned(),
            Place::Id => self.id.clone().unwrap_or_default(),
            Place::Login => account.login.clone(),
            Place::Sender => account.sender.clone(),
            Place::Secret => account.secret.clone(),
            Place::From | Place::Text => fill(place),
            Place::To | Place::Channel | Place::Basic | Place::Seconds => String::new(),
        };
        let signed = signature.is_some_and(|it| signing.is(&it, &account.secret, filled));
        if signed && !account.secret.is_empty() { Ok(()) } else { Err(GatewayFault::WrongSignature) }
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
