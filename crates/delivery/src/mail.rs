//! Thư điện tử: what a mail is, and the ways it may go.

use crate::folder::MailFolder;
use crate::letter::Letterhead;
use crate::smtp::{SmtpMailer, SmtpServer};
use crate::{Failure, Sent, Tray};
use bytes::Bytes;
use motcua_kernel::Instant;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// One mail to one address. Its debug form tells no person.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Whose it is: makes the `Message-ID` and the `Idempotency-Key`, the same however often it is sent.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// Who is written to, where the name may be told.
    pub to_name: Option<String>,
    /// One line.
    pub subject: String,
    /// The plain form.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
    /// The address of the page that ends such mail with one press (RFC 8058).
    pub unsubscribe: Option<String>,
    /// When it was written.
    pub at: Instant,
}

/// A file that goes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name it is saved under.
    pub name: String,
    /// Its media type, as `application/pdf`.
    pub kind: String,
    /// It.
    pub bytes: Bytes,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mail {} with {} attachments", self.id, self.attachments.len())
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.kind, self.bytes.len())
    }
}

/// A way that mail goes.
#[derive(Clone, Debug, Default)]
pub enum Mailer {
    /// None.
    #[default]
    Off,
    /// To a server.
    Smtp(Arc<SmtpMailer>),
    /// Into a folder.
    Folder(Arc<MailFolder>),
    /// Into a memory.
    Memory(Tray<Mail>),
}

impl Mailer {
    /// Whether mail goes anywhere.
    pub const fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// To a server, with a letterhead.
    ///
    /// # Errors
    /// When the certificates of `server` can not be read.
    pub fn smtp(server: SmtpServer, head: Letterhead) -> Result<Self, lettre::transport::smtp::Error> {
        SmtpMailer::new(server, head).map(|it| Self::Smtp(Arc::new(it)))
    }

    /// Into a folder.
    pub fn folder(folder: PathBuf, head: Letterhead) -> Self {
        Self::Folder(Arc::new(MailFolder::new(folder, head)))
    }

    /// What lies in the memory, where it goes into one.
    pub const fn tray(&self) -> Option<&Tray<Mail>> {
        match self {
            Self::Memory(tray) => Some(tray),
            Self::Off | Self::Smtp(_) | Self::Folder(_) => None,
        }
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// As the other side says, or when it says nothing in time.
    pub async fn send(&self, mail: &Mail) -> Result<Sent, Failure> {
        match self {
            Self::Off => Err(Failure::never("no mail leaves this house")),
            Self::Smtp(mailer) => mailer.send(mail).await,
            Self::Folder(folder) => folder.send(mail).await,
            Self::Memory(tray) => tray.take(mail.clone(), None).await,
        }
    }
}
