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
    /// What was posted, once it is believed; none where it is no text: gateways also tell of pictures, of whoever follows the
    /// house, and of texts longer than any question.
    pub(super) fn read(
        of: &Incomings,
        account: &GatewayAccount,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Option<Self>, GatewayFault> {
        let posting = Posting::read(of.body, &of.id, body)?;
        let from = value_at(&posting.said, &of.from).unwrap_or_default();
        let text = value_at(&posting.said, &of.text);
        let fill =
            |place: Place| if place == Place::From { from.clone() } else { text.clone().unwrap_or_default() };
        posting.check(&of.signature, account, header, fill)?;
        let is_one = !from.trim().is_empty() && from.len() <= 100;
        Ok(posting.id.zip(text).filter(|(_, text)| is_one && text.len() <= LONGEST).map(|(id, text)| Self {
            their_id: id,
            from,
            text,
        }))
    }
}
