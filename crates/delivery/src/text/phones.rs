//! Cổng tin nhắn thử: a gateway of text messages and the telephones behind it, in a house that has no other. The adapter
//! speaks to it over HTTP and signs; what it says comes back signed through the door that a gateway comes through.

use super::adapter::Adapter;
use super::http::GatewayAccount;
use super::signature::Signature;
use super::template::Place;
use crate::{Incoming, Receipt, Tray};
use motcua_kernel::Instant;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// How many messages the telephones remember.
const MOST: usize = 300;

/// The telephones of a demo.
#[derive(Clone, Debug)]
pub struct Phones {
    tray: Tray<Arrival>,
    secret: String,
}

/// A message on a telephone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// Whose it is at the house that sent it.
    pub id: String,
    /// `sms` or `zalo`.
    pub channel: String,
    /// Whom the telephone shows.
    pub from: String,
    /// The number.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl Arrival {
    /// Its name at the gateway.
    pub fn their_id(&self) -> String {
        format!("thu-{}", self.id)
    }

    /// When it was written, as its id tells.
    pub fn made(&self) -> Option<Instant> {
        let (seconds, nanos) = Uuid::parse_str(&self.id).ok()?.get_timestamp()?.to_unix();
        let micros = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?;
        Some(Instant::from_micros(micros.checked_add(i64::from(nanos / 1_000))?))
    }
}

/// What a gateway answers, or what it posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayWords {
    /// The status of an answer.
    pub status: u16,
    /// The value of the header that signs what is posted; empty for an answer.
    pub signature: String,
    /// In JSON.
    pub body: String,
}

impl Phones {
    /// The name of the header that signs.
    pub const HEADER: &str = "x-signature";

    /// With a secret that nobody can guess.
    pub fn new(secret: String) -> Self {
        Self { tray: Tray::keeping(MOST), secret }
    }

    /// What has come, oldest first.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.tray.taken()
    }

    /// Takes a message, when it is signed. A number that ends in 0000 is nobody's, one that ends in 9999 is busy. What had
    /// come before is not shown twice.
    pub async fn take(&self, signature: &str, body: &[u8]) -> GatewayWords {
        let answer = |status: u16, code: &str, id: Value| GatewayWords {
            status,
            signature: String::new(),
            body: json!({ "code": code, "id": id }).to_string(),
        };
        let Ok(text) = std::str::from_utf8(body) else { return answer(400, "unreadable", Value::Null) };
        let wanted = Self::adapter().request.signature;
        if !wanted.is_some_and(|it| it.is(signature, &self.secret, |place| words(place, text))) {
            return answer(403, "signature", Value::Null);
        }
        let Ok(arrival) = serde_json::from_str::<Arrival>(text) else {
            return answer(400, "unreadable", Value::Null);
        };
        if arrival.to.ends_with("0000") {
            return answer(200, "no-such-number", Value::Null);
        }
        if arrival.to.ends_with("9999") {
            return answer(200, "busy", Value::Null);
        }
        let their_id = arrival.their_id();
        let is_new = self.arrivals().iter().all(|it| it.id != arrival.id);
        if is_new && self.tray.offer(arrival).await.is_err() {
            return answer(200, "busy", Value::Null);
        }
        answer(200, "0", Value::from(their_id))
    }

    /// What the gateway posts of a message later.
    pub fn receipt(&self, receipt: &Receipt) -> GatewayWords {
        let state = match receipt.delivered {
            Some(true) => "delivered",
            Some(false) => "failed",
            None => "waiting",
        };
        let body = json!({ "id": receipt.their_id, "state": state }).to_string();
        self.posts(Self::adapter().receipt.map(|it| it.signature), body)
    }

    /// What the gateway posts of a text that somebody sent.
    pub fn texted(&self, text: &Incoming) -> GatewayWords {
        let body = json!({ "id": text.their_id, "from": text.from, "text": text.text }).to_string();
        self.posts(Self::adapter().inbound.map(|it| it.signature), body)
    }

    fn posts(&self, signing: Option<Signature>, body: String) -> GatewayWords {
        let signature = signing.map(|it| it.made(&self.secret, |place| words(place, &body)));
        GatewayWords { status: 200, signature: signature.unwrap_or_default(), body }
    }

    pub(super) fn account(&self) -> GatewayAccount {
        GatewayAccount {
            login: "motcua-thu".to_owned(),
            secret: self.secret.clone(),
            sender: "MOTCUA".to_owned(),
        }
    }

    /// How it is spoken to.
    pub(super) fn adapter() -> Adapter {
        #[expect(clippy::expect_used, reason = "a file of the program, which a test reads")]
        Adapter::read(include_str!("../../../../config/texts/trial.toml"))
            .expect("the adapter of the stand-in")
    }
}

fn words(place: Place, body: &str) -> String {
    match place {
        Place::Body => body.to_owned(),
        Place::To
        | Place::From
        | Place::Text
        | Place::Id
        | Place::Channel
        | Place::Sender
        | Place::Login
        | Place::Secret
        | Place::Basic
        | Place::Seconds => String::new(),
    }
}
