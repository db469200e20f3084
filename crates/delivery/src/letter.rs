//! What a mail looks like on the wire: the same bytes however often the same mail is made.
//!
//! Nothing that came from a person can end a line of its head: names and subjects lose what is no character of a line, are
//! cut to a length, and are encoded (RFC 2047); what is no address is no recipient.

use crate::dkim::Dkim;
use crate::{Attachment, Failure, Mail};
use lettre::Address;
use lettre::address::AddressError;
use lettre::message::header::{ContentType, Date, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox, Message, MultiPart, MultiPartBuilder, SinglePart};
use motcua_kernel::Instant;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

const LONGEST_SUBJECT: usize = 200;
const LONGEST_NAME: usize = 100;
const LONGEST_ADDRESS: usize = 254;

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::new_from_ascii_str("Idempotency-Key");
const LIST_UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const LIST_UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// Who writes: what stands at the head of every mail of the house.
#[derive(Debug)]
pub struct Letterhead {
    from: Mailbox,
    reply_to: Option<Mailbox>,
    domain: String,
    dkim: Option<Dkim>,
}

/// A mail as it goes over the wire, with its envelope.
pub(crate) struct Letter {
    pub from: Address,
    pub to: Address,
    pub bytes: Vec<u8>,
}

impl Letterhead {
    /// Of the address that mail comes from with the name beside it, the one that answers go to, and the domain that names
    /// mails; an empty one is that of the address.
    ///
    /// # Errors
    /// When an address is none.
    pub fn new(from: &str, name: &str, reply_to: &str, domain: &str) -> Result<Self, AddressError> {
        let address: Address = from.trim().parse()?;
        let domain = if domain.trim().is_empty() { address.domain() } else { domain.trim() }.to_owned();
        let name = Some(line(name, LONGEST_NAME)).filter(|it| !it.is_empty());
        let reply_to = match reply_to.trim() {
            "" => None,
            text => Some(Mailbox::new(None, text.parse()?)),
        };
        Ok(Self { from: Mailbox::new(name, address), reply_to, domain, dkim: None })
    }

    /// The same, with a signature of the domain on every mail.
    #[must_use]
    pub fn signing(self, dkim: Dkim) -> Self {
        Self { dkim: Some(dkim), ..self }
    }

    /// The address that mail comes from.
    pub fn from(&self) -> &str {
        self.from.email.as_ref()
    }

    /// The domain that names mails.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// What signs mails, where anything does.
    pub const fn key(&self) -> Option<&Dkim> {
        self.dkim.as_ref()
    }

    /// # Errors
    /// Never, when the address is none; later, when the signature can not be made.
    pub(crate) fn letter(&self, mail: &Mail) -> Result<Letter, Failure> {
        let to = recipient(&mail.to)?;
        let name = mail.to_name.as_deref().map(|it| line(it, LONGEST_NAME)).filter(|it| !it.is_empty());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, to.clone()))
            .subject(line(&mail.subject, LONGEST_SUBJECT))
            .header(Date::new(moment(mail.at)))
            .message_id(Some(format!("<{}@{}>", mail.id, self.domain)))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .raw_header(HeaderValue::new(IDEMPOTENCY_KEY, mail.id.to_string()));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        if let Some(page) = mail.unsubscribe.as_deref().filter(|it| is_link(it)) {
            let one_click = "List-Unsubscribe=One-Click".to_owned();
            message = message
                .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE, format!("<{page}>")))
                .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE_POST, one_click));
        }
        let message = match body(mail) {
            Body::One(part) => message.singlepart(part),
            Body::Several(parts) => message.multipart(parts),
        };
        let message = message.map_err(|error| Failure::never(format!("no mail can be made: {error}")))?;
        let mut bytes = message.formatted();
        if let Some(dkim) = &self.dkim {
            bytes = dkim.signed(&bytes, mail.at).map_err(|error| Failure::later(error.to_string()))?;
        }
        Ok(Letter { from: self.from.email.clone(), to, bytes })
    }
}

/// The address, when it is one that every server takes.
fn recipient(text: &str) -> Result<Address, Failure> {
    let fits =
        text.len() <= LONGEST_ADDRESS && text.is_ascii() && text.bytes().all(|it| it.is_ascii_graphic());
    let address = if fits { text.parse().ok() } else { None };
    address.ok_or_else(|| Failure::bad_address("what is written there is no address"))
}

/// One line of text: whatever would end it or hide becomes a space, and it has an end.
fn line(text: &str, longest: usize) -> String {
    let visible = |it: char| if it.is_control() || is_hidden(it) { ' ' } else { it };
    let spaced: String = text.chars().take(longest * 4).map(visible).collect();
    let mut whole = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if whole.chars().count() > longest {
        let cut: String = whole.chars().take(longest - 1).collect();
        cut.trim_end().clone_into(&mut whole);
        whole.push('…');
    }
    whole
}

/// Ends of lines and paragraphs, and what turns the direction of reading.
const fn is_hidden(it: char) -> bool {
    matches!(it, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_link(page: &str) -> bool {
    let fits = page.bytes().all(|it| it.is_ascii_graphic() && it != b'<' && it != b'>');
    fits && page.len() < 900 && (page.starts_with("https://") || page.starts_with("http://"))
}

fn moment(at: Instant) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.micros()).unwrap_or(0))
}

enum Body {
    One(SinglePart),
    Several(MultiPart),
}

fn body(mail: &Mail) -> Body {
    let plain = SinglePart::plain(mail.text.clone());
    let said = match &mail.html {
        None => Body::One(plain),
        Some(html) => {
            let both = parted(MultiPart::alternative(), mail.id, "a").singlepart(plain);
            Body::Several(both.singlepart(SinglePart::html(html.clone())))
        }
    };
    if mail.attachments.is_empty() {
        return said;
    }
    let all = parted(MultiPart::mixed(), mail.id, "m");
    let all = match said {
        Body::One(part) => all.singlepart(part),
        Body::Several(parts) => all.multipart(parts),
    };
    Body::Several(mail.attachments.iter().fold(all, |all, it| all.singlepart(attached(it))))
}

/// The line between parts is made of the id, so that a mail that is made again is the same; no text names it.
fn parted(parts: MultiPartBuilder, id: Uuid, level: &str) -> MultiPartBuilder {
    parts.boundary(format!("=_{level}_{}", id.simple()))
}

fn attached(it: &Attachment) -> SinglePart {
    let name = line(&it.name.replace(['/', '\\', '"'], "-"), LONGEST_NAME);
    let kind = ContentType::parse(&it.kind).or_else(|_| ContentType::parse("application/octet-stream"));
    let kind = kind.unwrap_or(ContentType::TEXT_PLAIN);
    Part::new(name).body(it.bytes.to_vec(), kind)
}
