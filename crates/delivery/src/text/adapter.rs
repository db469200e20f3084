//! Cổng nhắn tin: how one is spoken to, as data of a file. What it wants to be asked, how it signs, what its answers and its
//! receipts mean. `config/texts/example.toml` explains every line.

use super::signature::Signature;
use super::template::{Place, Template};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Value;

/// How a gateway is spoken to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adapter {
    pub(crate) request: Asking,
    #[serde(default)]
    pub(crate) answer: Answering,
    pub(crate) receipt: Option<Receipts>,
    pub(crate) inbound: Option<Incomings>,
}

/// Why a file is no adapter.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct AdapterFault(String);

/// Why a file is none that names whom nobody sent from.
const NO_FROM: &str = "{from} may stand in what signs a text that came and nowhere else";

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asking {
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) method: Method,
    #[serde(default)]
    pub(crate) body: BodyKind,
    #[serde(default)]
    pub(crate) numbers: Numbers,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, Template>,
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, Value>,
    pub(crate) signature: Option<Signature>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum Method {
    #[default]
    #[serde(rename = "POST")]
    Post,
    #[serde(rename = "GET")]
    Get,
}

/// How the fields go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BodyKind {
    #[default]
    Json,
    Form,
    Query,
}

/// How a number of Việt Nam is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum Numbers {
    #[default]
    #[serde(rename = "84")]
    Country,
    #[serde(rename = "+84")]
    Plus,
    #[serde(rename = "0")]
    National,
}

/// What an answer means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answering {
    /// Where its code stands; none where the status says all.
    pub(crate) code: Option<String>,
    #[serde(default)]
    pub(crate) accepted: Vec<String>,
    #[serde(default)]
    pub(crate) later: Vec<String>,
    #[serde(default)]
    pub(crate) address: Vec<String>,
    /// Where the name of the message there stands.
    pub(crate) id: Option<String>,
}

/// What it says later of a message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipts {
    #[serde(default)]
    pub(crate) body: BodyKind,
    pub(crate) id: String,
    pub(crate) state: String,
    pub(crate) delivered: Vec<String>,
    pub(crate) failed: Vec<String>,
    pub(crate) signature: Signature,
}

/// A text that somebody sent to the house, as it is posted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Incomings {
    #[serde(default)]
    pub(crate) body: BodyKind,
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) text: String,
    pub(crate) signature: Signature,
}

impl Adapter {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no adapter: what is wrong, and where.
    pub fn read(text: &str) -> Result<Self, AdapterFault> {
        let read: Self = toml::from_str(text).map_err(|error| AdapterFault(error.to_string()))?;
        read.checked().map_err(AdapterFault)
    }

    /// The same at another address, as the stand-in has it.
    #[must_use]
    pub fn at(mut self, url: String) -> Self {
        self.request.url = url;
        self
    }

    /// Whether anything is signed with the secret.
    pub const fn signs(&self) -> bool {
        self.request.signature.is_some() || self.receipt.is_some() || self.inbound.is_some()
    }

    fn checked(self) -> Result<Self, String> {
        let Asking { body, fields, signature, headers, .. } = &self.request;
        for value in fields.values() {
            check_places(value, *body == BodyKind::Json)?;
        }
        if headers.values().any(|it| it.has(Place::Body)) {
            return Err("{body} may stand in what is signed and nowhere else".to_owned());
        }
        let signed = signature.iter().map(|it| &it.over);
        let of_receipt = self.receipt.iter().map(|it| &it.signature.over);
        if headers.values().chain(signed).chain(of_receipt).any(|it| it.has(Place::From)) {
            return Err(NO_FROM.to_owned());
        }
        if let Some(signature) = signature {
            signature.check()?;
            if *body == BodyKind::Query && signature.over.has(Place::Body) {
                return Err("a query has no {body} to be signed".to_owned());
            }
        }
        if self.answer.code.is_some() && self.answer.accepted.is_empty() {
            return Err("answer.accepted must name a code where answer.code is set".to_owned());
        }
        let pointers = [&self.answer.code, &self.answer.id].into_iter().flatten();
        let of_receipt = self.receipt.iter().flat_map(|it| [&it.id, &it.state]);
        let of_inbound = self.inbound.iter().flat_map(|it| [&it.id, &it.from, &it.text]);
        if let Some(wrong) = pointers.chain(of_receipt).chain(of_inbound).find(|it| !it.starts_with('/')) {
            return Err(format!(
                "{wrong:?} is no place in an answer; such a place begins with a slash: /data/id"
            ));
        }
        if let Some(receipt) = &self.receipt {
            receipt.signature.check()?;
        }
        if let Some(inbound) = &self.inbound {
            inbound.signature.check()?;
            // Without its name one text could be posted again and again under others.
            let parts = [Place::Id, Place::From, Place::Text];
            let over = |it: &Place| inbound.signature.over.has(*it);
            if !over(&Place::Body) && !parts.iter().all(over) {
                return Err(
                    "what signs a text that came must be over {body}, or over {id}, {from} and {text}"
                        .to_owned(),
                );
            }
        }
        Ok(self)
    }
}

/// Every text among the fields has only places that there are, and nothing lies in another where it can not.
fn check_places(value: &Value, deep: bool) -> Result<(), String> {
    match value {
        Value::String(text) => match Template::read(text)? {
            it if it.has(Place::Body) => {
                Err("{body} may stand in what is signed and nowhere else".to_owned())
            }
            it if it.has(Place::From) => Err(NO_FROM.to_owned()),
            _ => Ok(()),
        },
        Value::Integer(_) | Value::Boolean(_) => Ok(()),
        Value::Array(all) if deep => all.iter().try_for_each(|it| check_places(it, deep)),
        Value::Table(all) if deep => all.values().try_for_each(|it| check_places(it, deep)),
        Value::Array(_) | Value::Table(_) => Err("a form has no field inside another".to_owned()),
        Value::Float(_) | Value::Datetime(_) => Err(format!("{value} must be written as a text")),
    }
}
