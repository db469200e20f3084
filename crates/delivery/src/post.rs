//! What is posted to a server of somebody else: bytes with headers, and what it answers.

use crate::{Failure, Tray};
use bytes::Bytes;
use std::fmt;
use uuid::Uuid;

/// One post. Its debug form tells nothing of what is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Post {
    /// Whose it is, the same however often it is sent.
    pub id: Uuid,
    /// Where to.
    pub url: String,
    /// With these headers, the type of the body among them.
    pub headers: Vec<(String, String)>,
    /// What.
    pub body: Bytes,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "post {} of {} bytes", self.id, self.body.len())
    }
}

/// What the other server answered; what it means is for whoever posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The status.
    pub status: u16,
    /// Seconds it asked to wait (`Retry-After`).
    pub after: Option<u64>,
    /// The beginning of what it said.
    pub body: String,
}

impl Posted {
    /// Whether it was taken.
    pub const fn is_taken(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// A way that posts go.
#[derive(Clone, Debug, Default)]
pub enum Poster {
    /// None.
    #[default]
    Off,
    /// Into a memory.
    Memory(Tray<Post>),
}

impl Poster {
    /// Whether posts go anywhere.
    pub const fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Posts once.
    ///
    /// # Errors
    /// `Later` when there was no answer, `Never` when the address may not be posted to. Any answer, whatever its status, is
    /// no error here.
    pub async fn send(&self, post: &Post) -> Result<Posted, Failure> {
        match self {
            Self::Off => Err(Failure::never("nothing is posted from this house")),
            Self::Memory(tray) => {
                let status = tray.offer(post.clone()).await?;
                Ok(Posted { status, after: None, body: String::new() })
            }
        }
    }
}
