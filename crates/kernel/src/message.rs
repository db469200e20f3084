//! What people are told, as codes: the words live in the locale files.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The key of a text in the locale files, such as `intake.component-missing`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageCode(pub Cow<'static, str>);

impl MessageCode {
    /// The code with this key.
    pub const fn new(key: &'static str) -> Self {
        Self(Cow::Borrowed(key))
    }
}

impl fmt::Display for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text to be shown: its code and the values of its placeholders, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Which text.
    pub code: MessageCode,
    /// Placeholder name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(Cow<'static, str>, String)>,
}

impl Message {
    /// The text `key` without placeholders.
    pub const fn new(key: &'static str) -> Self {
        Self { code: MessageCode::new(key), values: Vec::new() }
    }

    /// With one more placeholder filled.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts alike are given at the call site")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((Cow::Borrowed(name), value.to_string()));
        self
    }
}

/// A command that the rules do not allow: the user must act. Never an error of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("refused: {}", message.code)]
pub struct Refusal {
    /// What to tell the user.
    pub message: Message,
    /// The input the message is about, as a path (`components.2.originals`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The article that demands it (`NĐ 61/2018 Điều 19(9)`), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Cow<'static, str>>,
}

impl Refusal {
    /// A refusal with the text `key`.
    pub const fn new(key: &'static str) -> Self {
        Self { message: Message::new(key), field: None, article: None }
    }

    /// With one more placeholder filled.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// About one input.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// About an input inside `place`: `papers` within `children.khai-sinh` is `children.khai-sinh.papers`.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.field = Some(match self.field {
            Some(field) => format!("{place}.{field}"),
            None => place.to_owned(),
        });
        self
    }

    /// Because of one article.
    #[must_use]
    pub fn under(mut self, article: impl Into<Cow<'static, str>>) -> Self {
        self.article = Some(article.into());
        self
    }
}
