//! What a house says of texts that people send it.

use crate::Context;
use motcua_notifications::inquiry::Limits;
use std::sync::Arc;

/// How often texts are answered, and where people send them.
#[derive(Clone, Debug, Default)]
pub struct InquirySetting {
    /// How often.
    pub limits: Limits,
    /// The number that people text; none where nobody can.
    pub sms: Option<String>,
    /// The Official Account that people write to; none where nobody can.
    pub zalo: Option<String>,
}

/// Where people may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteTo {
    /// `sms` or `zalo`.
    pub channel: &'static str,
    /// The number, or the name of the account.
    pub address: String,
}

impl Context {
    /// The same, with what it says of texts that people send.
    #[must_use]
    pub fn with_inquiries(self, setting: InquirySetting) -> Self {
        Self { inquiries: Arc::new(setting), ..self }
    }

    /// What it says of texts that people send.
    pub fn inquiries(&self) -> &InquirySetting {
        &self.inquiries
    }

    /// Where people may ask by text: only where the house has said so.
    pub fn write_to(&self) -> Vec<WriteTo> {
        let InquirySetting { sms, zalo, .. } = self.inquiries();
        let ways = [("sms", sms), ("zalo", zalo)];
        let way = |(channel, address): (&'static str, &Option<String>)| {
            Some(WriteTo { channel, address: address.clone()? })
        };
        ways.into_iter().filter_map(way).collect()
    }
}
