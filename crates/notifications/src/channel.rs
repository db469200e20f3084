//! By which way a notice goes out.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A way out of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Thư điện tử.
    Email,
    /// Tin nhắn SMS.
    Sms,
    /// Tin nhắn Zalo of an official account.
    Zalo,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Zalo];

    /// As stored rows, addresses and texts write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Zalo => "zalo",
        }
    }

    /// Whether it rings in a pocket: such messages wait for the morning, mail does not.
    pub const fn is_loud(self) -> bool {
        match self {
            Self::Email => false,
            Self::Sms | Self::Zalo => true,
        }
    }
}

/// No channel has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such channel")]
pub struct NoSuchChannel;

impl FromStr for Channel {
    type Err = NoSuchChannel;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(NoSuchChannel)
    }
}
