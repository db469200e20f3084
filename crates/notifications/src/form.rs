//! A message as it goes out.

use crate::{Channel, Segments, TemplateFault, segments};
use motcua_i18n::without_marks;

/// A message in the form of its channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// By mail: the same words twice.
    Mail {
        /// One line, at most 150 letters.
        subject: String,
        /// As plain text.
        text: String,
        /// As a page.
        html: String,
    },
    /// By SMS or Zalo.
    Short {
        /// One line, with marks.
        text: String,
    },
}

/// In which letters a short text goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// As it is written, with the marks of Vietnamese: 70 letters in a message.
    Marked,
    /// Without marks: 160 letters in a message.
    #[default]
    Plain,
}

/// In which letters each channel of short texts has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortLetters {
    /// By SMS, where each message costs.
    pub sms: Letters,
    /// By Zalo, which counts no letters.
    pub zalo: Letters,
}

impl Default for ShortLetters {
    fn default() -> Self {
        Self { sms: Letters::Plain, zalo: Letters::Marked }
    }
}

impl ShortLetters {
    /// Those of a channel; a mail has all of them.
    pub const fn of(self, channel: Channel) -> Letters {
        match channel {
            Channel::Email => Letters::Marked,
            Channel::Sms => self.sms,
            Channel::Zalo => self.zalo,
        }
    }
}

impl Letters {
    /// `text` in these letters.
    pub fn of(self, text: String) -> String {
        match self {
            Self::Marked => text,
            Self::Plain => without_marks(&text),
        }
    }
}

impl Form {
    /// How a short text is sent; none for a mail.
    pub fn segments(&self) -> Option<Segments> {
        match self {
            Self::Short { text } => Some(segments(text)),
            Self::Mail { .. } => None,
        }
    }
}

/// A message, and what was wrong with the province's template if the built-in one had to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The message.
    pub form: Form,
    /// To be told to the administrator.
    pub fault: Option<TemplateFault>,
}
