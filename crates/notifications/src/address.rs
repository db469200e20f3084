//! Where a notice goes: parsed at the door, masked wherever it is shown, and never in a log.

use crate::Channel;
use motcua_dossier::Phone;
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest address a mail server must take (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST: usize = 254;

/// The longest part before the @ (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// An address of e-mail: one @, a domain with a dot in ASCII, nothing that could end a line.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads what somebody typed; the domain is kept in small letters, spaces around it go.
    ///
    /// # Errors
    /// `notifications.email-invalid` at `email`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let refused = || Refusal::new("notifications.email-invalid").at("email");
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(refused());
        }
        let (local, domain) = text.split_once('@').ok_or_else(refused)?;
        if !is_local(local) || !is_domain(domain) {
            return Err(refused());
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// As it is written on an envelope.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For eyes that need not know it: `n***@gmail.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        format!("{}***@{domain}", local.chars().next().unwrap_or('*'))
    }
}

/// Letters, figures and the signs of an unquoted local part (RFC 5322 atext), no dot at an end or beside another. Letters
/// of other scripts are let out on purpose: few servers take them, and many look alike.
fn is_local(local: &str) -> bool {
    let is_sign = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(it);
    let is_atom = |it: &str| !it.is_empty() && it.chars().all(is_sign);
    local.len() <= LONGEST_LOCAL && local.split('.').all(is_atom)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |it: &str| {
        let inside = it.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
        !it.is_empty() && it.len() <= 63 && inside && !it.starts_with('-') && !it.ends_with('-')
    };
    let last_is_name =
        domain.rsplit('.').next().is_some_and(|it| it.chars().any(|it| it.is_ascii_alphabetic()));
    domain.contains('.') && last_is_name && domain.split('.').all(is_label)
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Where one person is reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// By mail.
    Email(EmailAddress),
    /// By the telephone: SMS, Zalo, or a call.
    Phone(Phone),
}

impl Address {
    /// The address of `channel` in `text`.
    ///
    /// # Errors
    /// It is no address of that channel.
    pub fn parse(channel: Channel, text: &str) -> Result<Self, Refusal> {
        match channel {
            Channel::Email => EmailAddress::parse(text).map(Self::Email),
            Channel::Sms | Channel::Zalo => Phone::parse(text).map(Self::Phone),
        }
    }

    /// All of it, for the envelope alone.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(it) => it.as_str(),
            Self::Phone(it) => it.as_str(),
        }
    }

    /// For eyes that need not know it: `n***@gmail.com`, `0912***678`.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(it) => it.masked(),
            Self::Phone(it) => {
                let digits = it.as_str();
                let last = digits.get(digits.len().saturating_sub(3)..).unwrap_or_default();
                format!("{}***{last}", digits.get(..4).unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_typed() {
        for (typed, kept) in [
            ("lan.nguyen@gmail.com", "lan.nguyen@gmail.com"),
            ("  Lan+motcua@GMAIL.COM ", "Lan+motcua@gmail.com"),
            ("a@kesach.cantho.gov.vn", "a@kesach.cantho.gov.vn"),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn what_is_no_address_or_could_end_a_line_is_refused() {
        let long = format!("{}@example.com", "a".repeat(65));
        let longer = format!("a@{}.com", "a.".repeat(130));
        for text in [
            "",
            "@",
            "lan",
            "lan@",
            "@gmail.com",
            "lan@gmail",
            "lan@@gmail.com",
            "lan@gmail.com@x.vn",
            "lan@gmail.com\r\nBcc: x@y.vn",
            "lan\n@gmail.com",
            "lan @gmail.com",
            "Lan <lan@gmail.com>",
            "lan@gmail.com,x@y.vn",
            ".lan@gmail.com",
            "lan..n@gmail.com",
            "lan@-gmail.com",
            "lan@gmail..com",
            "lan@192.168.1.1",
            "lan@thử.vn",
            "lân@gmail.com",
            "\u{202e}lan@gmail.com",
            &long,
            &longer,
        ] {
            let refusal = EmailAddress::parse(text).unwrap_err();
            assert_eq!(refusal.field.as_deref(), Some("email"), "{text:?}");
        }
    }

    #[test]
    fn an_address_is_shown_masked_and_never_in_a_log() {
        let mail = Address::parse(Channel::Email, "nguyenvana@gmail.com").unwrap();
        assert_eq!(mail.masked(), "n***@gmail.com");
        let phone = Address::parse(Channel::Sms, "+84 912 345 678").unwrap();
        assert_eq!(phone.masked(), "0912***678");
        assert!(!format!("{mail:?} {phone:?}").contains("nguyen"));
        assert!(!format!("{mail:?} {phone:?}").contains("345"));
    }
}
