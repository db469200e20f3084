//! Báo nhận: what a gateway says later of a message.

use super::adapter::Receipts;
use super::http::GatewayAccount;
use super::posted::{GatewayFault, Posting, value_at};

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its name there.
    pub their_id: String,
    /// On the telephone, or never; none while it is on its way.
    pub delivered: Option<bool>,
}

impl Receipt {
    pub(super) fn read(
        of: &Receipts,
        account: &GatewayAccount,
        header: impl Fn(&str) -> Option<String>,
        body: &[u8],
    ) -> Result<Self, GatewayFault> {
        let posting = Posting::read(of.body, &of.id, body)?;
        let their_id = posting.id.clone().ok_or(GatewayFault::Unreadable)?;
        posting.check(&of.signature, account, header, |_| String::new())?;
        let state = value_at(&posting.said, &of.state).ok_or(GatewayFault::Unreadable)?;
        let delivered = if of.delivered.contains(&state) {
            Some(true)
        } else if of.failed.contains(&state) {
            Some(false)
        } else {
            None
        };
        Ok(Self { their_id, delivered })
    }
}
