//! Tin đến: a text that somebody sent to the house, as its gateway posts it.

use super::adapter::Incomings;
use super::http::GatewayAccount;
use super::posted::{GatewayFault, Posting, value_at};
use super::template::Place;
use std::fmt;

/// The longest text that is read, in bytes; a telephone joins some ten messages into one.
const LONGEST: usize = 4_000;

/// A text that somebody sent. Its debug form tells no person.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its name at the gateway, the same however often it is posted.
    pub their_id: String,
    /// Who sent it, as the gateway writes it.
    pub from: String,
    /// What it says.
    pub text: String,
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.their_id)
    }
}

impl Incoming {
    pub(super) fn read(
        of: &Incomings,
        account: &GatewayAccount,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Self, GatewayFault> {
        let posting = Posting::read(of.body, &of.id, body)?;
        let from = value_at(&posting.said, &of.from).ok_or(GatewayFault::Unreadable)?;
        let text = value_at(&posting.said, &of.text).ok_or(GatewayFault::Unreadable)?;
        let fill = |place: Place| if place == Place::From { from.clone() } else { text.clone() };
        posting.check(&of.signature, account, header, fill)?;
        if from.trim().is_empty() || from.len() > 100 || text.len() > LONGEST {
            return Err(GatewayFault::Unreadable);
        }
        Ok(Self { their_id: posting.id, from, text })
    }
}
