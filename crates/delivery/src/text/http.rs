//! A gateway of text messages over HTTP, spoken to as its adapter says.

use super::adapter::{Adapter, Answering, BodyKind, Method, Numbers};
use super::incoming::Incoming;
use super::posted::{GatewayFault, value_at};
use super::receipt::Receipt;
use super::template::{Place, Template};
use super::{Phones, Text};
use crate::post::headers;
use crate::wire::Wire;
use crate::{Failure, NoWire, Posted, Sent};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde_json::{Map, Value};
use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;
use toml::Value as Field;

/// So long a message waits for its turn before it is sent away to come again.
const TURN: Duration = Duration::from_secs(5);

/// Who the house is to a gateway.
#[derive(Clone)]
pub struct GatewayAccount {
    /// Its name there.
    pub login: String,
    /// What both share.
    pub secret: String,
    /// What a telephone shows as the sender, or the id of the Official Account.
    pub sender: String,
}

impl fmt::Debug for GatewayAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.login)
    }
}

/// Hands text messages to a gateway.
pub struct HttpTexter {
    adapter: Adapter,
    account: GatewayAccount,
    wire: Wire,
    rate: DefaultDirectRateLimiter,
    phones: Option<Phones>,
}

impl fmt::Debug for HttpTexter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a gateway of texts at {}", self.adapter.request.url)
    }
}

impl HttpTexter {
    /// By this adapter, as this house, so many a minute, waiting so long for an answer.
    ///
    /// # Errors
    /// When the machine has no certificates to trust.
    pub fn new(
        adapter: Adapter,
        account: GatewayAccount,
        per_minute: NonZeroU32,
        patience: Duration,
    ) -> Result<Self, NoWire> {
        let wire = Wire::new(patience, true).map_err(|_| NoWire)?;
        // One at a time, so that the gateway never sees a burst.
        let quota = Quota::per_minute(per_minute).allow_burst(NonZeroU32::MIN);
        Ok(Self { adapter, account, wire, rate: RateLimiter::direct(quota), phones: None })
    }

    /// The stand-in of this house, which answers at `url`: its phones, and what sends there.
    ///
    /// # Errors
    /// When the machine has no certificates to trust.
    pub fn stand_in(url: String, phones: Phones) -> Result<Self, NoWire> {
        const A_THOUSAND: NonZeroU32 = NonZeroU32::MIN.saturating_add(59_999);
        let account = phones.account();
        let texter = Self::new(Phones::adapter().at(url), account, A_THOUSAND, Duration::from_secs(10))?;
        Ok(Self { phones: Some(phones), ..texter })
    }

    /// The phones, where it is the stand-in.
    pub const fn phones(&self) -> Option<&Phones> {
        self.phones.as_ref()
    }

    /// Where the gateway is.
    pub fn url(&self) -> &str {
        &self.adapter.request.url
    }

    /// Whether it tells what became of a message.
    pub const fn tells_receipts(&self) -> bool {
        self.adapter.receipt.is_some()
    }

    /// The receipt in what a gateway posted, with what it signed: the value of a header by its name.
    ///
    /// # Errors
    /// When it is none, or is not signed by the gateway.
    pub fn receipt(
        &self,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Receipt, GatewayFault> {
        let of = self.adapter.receipt.as_ref().ok_or(GatewayFault::NotPosted)?;
        Receipt::read(of, &self.account, header, body)
    }

    /// Whether it posts what people send to the house.
    pub const fn takes_texts(&self) -> bool {
        self.adapter.inbound.is_some()
    }

    /// The text of somebody in what a gateway posted, read as a receipt is; none in what it signed and is no text to be answered.
    ///
    /// # Errors
    /// When it can not be read, or is not signed by the gateway.
    pub fn incoming(
        &self,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Option<Incoming>, GatewayFault> {
        let of = self.adapter.inbound.as_ref().ok_or(GatewayFault::NotPosted)?;
        Incoming::read(of, &self.account, header, body)
    }

    pub(crate) async fn send(&self, text: &Text) -> Result<Sent, Failure> {
        let filling = Filling { text, to: self.number(&text.to)?, account: &self.account };
        self.turn().await?;
        let (url, headers, body) = self.asked(&filling)?;
        let method = match self.adapter.request.method {
            Method::Post => reqwest::Method::POST,
            Method::Get => reqwest::Method::GET,
        };
        let posted = self.wire.speak(method, &url, headers, body).await.map_err(setup)?;
        meaning(&self.adapter.answer, &posted)
    }

    /// Waits for its turn, or is sent away with how long to wait.
    async fn turn(&self) -> Result<(), Failure> {
        loop {
            let Err(not_yet) = self.rate.check() else { return Ok(()) };
            let wait = not_yet.wait_time_from(DefaultClock::default().now());
            if wait > TURN {
                let error = "the gateway takes no more messages at present".to_owned();
                return Err(Failure::NoRoom { error, after: wait.as_secs() + 1 });
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// As the gateway wants numbers.
    fn number(&self, to: &str) -> Result<String, Failure> {
        let digits: String = to.chars().filter(|it| !" .-()".contains(*it)).collect();
        let rest = digits.strip_prefix("+84").or_else(|| digits.strip_prefix('0'));
        let rest = rest.or_else(|| digits.strip_prefix("84").filter(|it| it.len() >= 9)).unwrap_or_default();
        if !(8..=10).contains(&rest.len()) || !rest.bytes().all(|it| it.is_ascii_digit()) {
            return Err(Failure::bad_address("what is written there is no telephone number of Việt Nam"));
        }
        Ok(match self.adapter.request.numbers {
            Numbers::Country => format!("84{rest}"),
            Numbers::Plus => format!("+84{rest}"),
            Numbers::National => format!("0{rest}"),
        })
    }

    fn asked(&self, filling: &Filling) -> Result<(String, reqwest::header::HeaderMap, Bytes), Failure> {
        let asking = &self.adapter.request;
        let mut fields: Map<String, Value> =
            asking.fields.iter().map(|(name, value)| (name.clone(), filling.json(value))).collect();
        let signature = asking.signature.as_ref();
        if let Some((signature, field)) = signature.and_then(|it| Some((it, it.field.as_ref()?))) {
            let made = signature.made(&self.account.secret, |it| filling.of(it, ""));
            fields.insert(field.clone(), Value::String(made));
        }
        let (url, kind, body) = match asking.body {
            BodyKind::Json => (asking.url.clone(), "application/json", Value::Object(fields).to_string()),
            BodyKind::Form => (asking.url.clone(), "application/x-www-form-urlencoded", form(&fields)),
            BodyKind::Query => {
                let mark = if asking.url.contains('?') { '&' } else { '?' };
                (format!("{}{mark}{}", asking.url, form(&fields)), "", String::new())
            }
        };
        let mut all: Vec<(String, String)> = asking
            .headers
            .iter()
            .map(|(name, it)| (name.clone(), it.filled(|it| filling.of(it, ""))))
            .collect();
        if !kind.is_empty() {
            all.push(("content-type".to_owned(), kind.to_owned()));
        }
        if let Some((signature, header)) = signature.and_then(|it| Some((it, it.header.as_ref()?))) {
            let made = signature.made(&self.account.secret, |it| filling.of(it, &body));
            all.push((header.clone(), made));
        }
        Ok((url, headers(&all)?, Bytes::from(body)))
    }
}

/// An address that may not be spoken to is that of the gateway, not of the person.
fn setup(failure: Failure) -> Failure {
    match failure {
        Failure::Never { error, address: true } => Failure::later(error),
        other @ (Failure::Never { .. } | Failure::NoRoom { .. } | Failure::Later { .. }) => other,
    }
}

/// What is filled in.
struct Filling<'a> {
    text: &'a Text,
    to: String,
    account: &'a GatewayAccount,
}

impl Filling<'_> {
    fn of(&self, place: Place, body: &str) -> String {
        let GatewayAccount { login, secret, sender } = self.account;
        match place {
            Place::To => self.to.clone(),
            Place::Text => self.text.text.clone(),
            Place::Id => self.text.id.to_string(),
            Place::Channel => self.text.channel.to_owned(),
            Place::Sender => sender.clone(),
            Place::Login => login.clone(),
            Place::Secret => secret.clone(),
            Place::Basic => STANDARD.encode(format!("{login}:{secret}")),
            Place::Seconds => {
                let made = self.text.id.get_timestamp().map_or(0, |it| it.to_unix().0);
                made.to_string()
            }
            Place::Body => body.to_owned(),
            // Refused when the file was read.
            Place::From => String::new(),
        }
    }

    /// Filled in after it was read, so that nothing in a message ends its text.
    fn json(&self, field: &Field) -> Value {
        match field {
            Field::String(text) => match Template::read(text) {
                Ok(template) => Value::String(template.filled(|it| self.of(it, ""))),
                Err(_) => Value::String(text.clone()),
            },
            Field::Integer(number) => Value::from(*number),
            Field::Boolean(yes) => Value::from(*yes),
            Field::Array(all) => all.iter().map(|it| self.json(it)).collect(),
            Field::Table(all) => {
                Value::Object(all.iter().map(|(name, it)| (name.clone(), self.json(it))).collect())
            }
            // Refused when the file was read.
            Field::Float(_) | Field::Datetime(_) => Value::String(field.to_string()),
        }
    }
}

fn form(fields: &Map<String, Value>) -> String {
    let said = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let pairs = fields.iter().map(|(name, it)| (name.as_str(), said(it)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// What an answer means: its code where the adapter knows one, else its status. Who we are to the gateway is nothing of
/// this message: it waits until that is mended.
fn meaning(answering: &Answering, posted: &Posted) -> Result<Sent, Failure> {
    let said: Value = serde_json::from_str(&posted.body).unwrap_or(Value::Null);
    let code = answering.code.as_deref().and_then(|it| value_at(&said, it));
    let is_in = |codes: &[String]| code.as_ref().is_some_and(|it| codes.contains(it));
    let told = code.as_ref().map_or_else(String::new, |it| {
        let short: String = it.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        format!(", code {short}")
    });
    let error = format!("the gateway of texts said {}{told}", posted.status);
    if is_in(&answering.later) {
        return Err(Failure::Later { error, after: posted.after });
    }
    if is_in(&answering.address) {
        return Err(Failure::bad_address(error));
    }
    match posted.status {
        200..=299 if answering.code.is_none() || is_in(&answering.accepted) => {
            let their_id = answering.id.as_deref().and_then(|it| value_at(&said, it));
            Ok(Sent::Accepted { their_id: their_id.filter(|it| !it.is_empty() && it.len() <= 200) })
        }
        401 | 402 | 403 | 404 | 407 | 408 | 425 | 429 | 500.. => {
            Err(Failure::Later { error, after: posted.after })
        }
        _ => Err(Failure::never(error)),
    }
}
