//! A message as it goes out.

use crate::{Segments, TemplateFault, segments};
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

impl Form {
    /// A short text without marks; a mail as it is.
    #[must_use]
    pub fn without_marks(self) -> Self {
        match self {
            Self::Short { text } => Self::Short { text: without_marks(&text) },
            mail @ Self::Mail { .. } => mail,
        }
    }

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
