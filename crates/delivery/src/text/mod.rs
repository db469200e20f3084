//! Tin nhắn: what a text message is, and the ways it may go.

mod adapter;
mod http;
mod incoming;
mod phones;
mod posted;
mod receipt;
mod signature;
mod template;

pub use adapter::{Adapter, AdapterFault};
pub use http::{GatewayAccount, HttpTexter};
pub use incoming::Incoming;
pub use phones::{Arrival, GatewayWords, Phones};
pub use posted::GatewayFault;
pub use receipt::Receipt;

use crate::folder::write_text;
use crate::{Failure, Sent, Tray};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// One text message to one telephone number. Its debug form tells no person.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// Whose it is, the same however often it is sent.
    pub id: Uuid,
    /// `sms` or `zalo`.
    pub channel: &'static str,
    /// The number, as `0912345678` or `+84912345678`.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.channel, self.id)
    }
}

/// The ways that text messages go, one a channel.
#[derive(Clone, Debug, Default)]
pub struct Texter {
    /// To telephones.
    pub sms: TextWay,
    /// To Zalo, by the Official Account of the house.
    pub zalo: TextWay,
}

/// A way that text messages go.
#[derive(Clone, Debug, Default)]
pub enum TextWay {
    /// None.
    #[default]
    Off,
    /// To a gateway.
    Http(Arc<HttpTexter>),
    /// Into a folder.
    Folder(PathBuf),
    /// Into a memory, which gives each its own id as the name it has there.
    Memory(Tray<Text>),
}

impl Texter {
    /// Both channels into one memory.
    pub fn memory(tray: &Tray<Text>) -> Self {
        Self { sms: TextWay::Memory(tray.clone()), zalo: TextWay::Memory(tray.clone()) }
    }

    /// Whether anything goes on this channel.
    pub fn is_on(&self, channel: &str) -> bool {
        self.way(channel).is_some_and(|it| !matches!(it, TextWay::Off))
    }

    /// Sends one message.
    ///
    /// # Errors
    /// As the other side says, or when it says nothing in time.
    pub async fn send(&self, text: &Text) -> Result<Sent, Failure> {
        match self.way(text.channel) {
            None | Some(TextWay::Off) => {
                Err(Failure::never("no text message leaves this house on this channel"))
            }
            Some(TextWay::Http(texter)) => texter.send(text).await,
            Some(TextWay::Folder(folder)) => write_text(folder, text).await,
            Some(TextWay::Memory(tray)) => tray.take(text.clone(), Some(text.id.to_string())).await,
        }
    }

    /// The gateway of a channel, where it goes to one.
    pub fn gateway(&self, channel: &str) -> Option<&HttpTexter> {
        match self.way(channel)? {
            TextWay::Http(texter) => Some(texter),
            TextWay::Off | TextWay::Folder(_) | TextWay::Memory(_) => None,
        }
    }

    /// Whether it is told later on this channel what became of a message.
    pub fn tells_receipts(&self, channel: &str) -> bool {
        match self.way(channel) {
            Some(TextWay::Http(texter)) => texter.tells_receipts(),
            Some(TextWay::Memory(_)) => true,
            None | Some(TextWay::Off | TextWay::Folder(_)) => false,
        }
    }

    /// The telephones of the stand-in, where the house has no other gateway.
    pub fn phones(&self) -> Option<&Phones> {
        self.gateway("sms").or_else(|| self.gateway("zalo")).and_then(HttpTexter::phones)
    }

    fn way(&self, channel: &str) -> Option<&TextWay> {
        match channel {
            "sms" => Some(&self.sms),
            "zalo" => Some(&self.zalo),
            _ => None,
        }
    }
}
