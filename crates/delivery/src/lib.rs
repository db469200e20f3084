//! What leaves the house: mail, text messages, webhooks. Knows no dossier; is given an address and what to send there.
//!
//! Each way out is an enum with its real form, a folder for a trial and a memory for tests, and answers with what the
//! other side said: taken, to be tried again, or never. Whoever sends waits for a bounded time only. Nothing of what is
//! sent, and no address, is ever logged here: ids only.
#![warn(missing_docs)]

mod dkim;
mod folder;
mod letter;
mod mail;
mod outcome;
mod post;
mod smtp;
mod text;
mod tray;
mod wire;

pub use dkim::{Dkim, DkimFault};
pub use folder::MailFolder;
pub use letter::Letterhead;
pub use mail::{Attachment, Mail, Mailer};
pub use outcome::{Failure, Sent};
pub use post::{HttpPoster, NoWire, Post, Posted, Poster};
pub use smtp::{Security, SmtpMailer, SmtpServer};
pub use text::{
    Adapter, AdapterFault, Arrival, GatewayAccount, GatewayFault, GatewayWords, HttpTexter, Incoming, Phones,
    Receipt, Text, TextWay, Texter,
};
pub use tray::{Mood, Tray};

/// Every way out of the house.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// Mail.
    pub mail: Mailer,
    /// Text messages of telephones and of Zalo.
    pub texts: Texter,
    /// What is posted to servers of others.
    pub posts: Poster,
}

impl Delivery {
    /// Whether anything leaves on this channel: `email`, `sms` or `zalo`.
    pub fn is_on(&self, channel: &str) -> bool {
        if channel == "email" { self.mail.is_on() } else { self.texts.is_on(channel) }
    }
}
