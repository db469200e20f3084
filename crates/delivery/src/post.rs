//! What is posted to a server of somebody else: bytes with headers, and what it answers.

use crate::wire::Wire;
use crate::{Failure, Tray};
use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use std::time::Duration;
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
    /// Over HTTP.
    Http(HttpPoster),
    /// Into a memory.
    Memory(Tray<Post>),
}

/// Posts over HTTP: to `https` only, or to this machine; no redirect is followed.
#[derive(Clone, Debug)]
pub struct HttpPoster(Wire);

impl HttpPoster {
    /// Waiting so long for an answer. Addresses of this machine and of networks of one's own are posted to only where
    /// `inside` says so, whatever a name leads to.
    ///
    /// # Errors
    /// When the machine has no certificates to trust.
    pub fn new(patience: Duration, inside: bool) -> Result<Self, NoWire> {
        Wire::new(patience, inside).map(Self).map_err(|_| NoWire)
    }

    /// Whether this address may be posted to, as far as it tells itself.
    ///
    /// # Errors
    /// When it may not.
    pub fn may_post_to(&self, url: &str) -> Result<(), Failure> {
        self.0.allowed(url).map(|_| ())
    }
}

/// Nothing can be spoken over HTTP.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this machine has no certificates of authorities to trust; install ca-certificates")]
pub struct NoWire;

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
            Self::Http(poster) => {
                let headers = headers(&post.headers)?;
                poster.0.speak(Method::POST, &post.url, headers, post.body.clone()).await
            }
            Self::Memory(tray) => {
                let status = tray.offer(post.clone()).await?;
                Ok(Posted { status, after: None, body: String::new() })
            }
        }
    }
}

pub(crate) fn headers(all: &[(String, String)]) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in all {
        let name: Result<HeaderName, _> = name.parse();
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(value)) = (name, value) else { return Err(Failure::never("a header is none")) };
        headers.append(name, value);
    }
    Ok(headers)
}
