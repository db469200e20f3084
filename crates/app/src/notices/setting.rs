//! What a house says of its notices.

use crate::Context;
use motcua_kernel::Instant;
use motcua_notifications::{Channel, Letters, QuietHours, ShortLetters, Templates};
use std::sync::{Arc, LazyLock};

/// In which words and at which hours people are told.
#[derive(Clone, Debug)]
pub struct NoticeSetting {
    /// The words.
    pub templates: Arc<Templates>,
    /// When nothing rings in a pocket.
    pub quiet_hours: QuietHours,
    /// In which letters short texts go out.
    pub letters: ShortLetters,
    /// Whether the people and dossiers are made up: each message says so.
    pub sample: bool,
    /// Where a past is filled in: from which moment of it on notices are written down, as told and without being sent.
    pub past: Option<Instant>,
}

impl Default for NoticeSetting {
    fn default() -> Self {
        static BUILT_IN: LazyLock<Arc<Templates>> = LazyLock::new(|| Arc::new(Templates::built_in()));
        Self {
            templates: Arc::clone(&BUILT_IN),
            quiet_hours: QuietHours::default(),
            letters: ShortLetters::default(),
            sample: false,
            past: None,
        }
    }
}

impl Context {
    /// The same, with other words or hours for its notices.
    #[must_use]
    pub fn with_notices(self, setting: NoticeSetting) -> Self {
        Self { notices: Arc::new(setting), ..self }
    }

    /// What the house says of its notices.
    pub fn notices(&self) -> &NoticeSetting {
        &self.notices
    }

    /// Whether anybody is told on this channel; of a past that is filled in, everybody was.
    pub(crate) fn tells_on(&self, channel: Channel) -> bool {
        match self.notices.past {
            Some(since) => channel != Channel::Zalo && self.clock.now() >= since,
            None => self.delivery().is_on(channel.code()),
        }
    }

    /// In which letters a text goes out on this channel: of notices as of answers.
    pub(crate) fn letters_on(&self, channel: Channel) -> Letters {
        self.notices.letters.of(channel)
    }

    /// The words of its messages.
    pub fn templates(&self) -> &Templates {
        &self.notices.templates
    }
}
