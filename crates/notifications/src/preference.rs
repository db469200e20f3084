//! Who is told what on which channel: everything, or only what matters.

use crate::{Channel, NoticeKind, Weight};

/// From which weight on a person is told on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference {
    /// Which channel.
    pub channel: Channel,
    /// The least that is told there: `Routine` is everything.
    pub from: Weight,
}

impl Preference {
    /// What holds where the person said nothing: everything by mail, which costs and disturbs nobody; only what matters
    /// on the telephone.
    pub const fn usual(channel: Channel) -> Self {
        match channel {
            Channel::Email => Self { channel, from: Weight::Routine },
            Channel::Sms | Channel::Zalo => Self { channel, from: Weight::Important },
        }
    }

    /// Whether a notice of this kind goes there.
    pub fn wants(self, kind: NoticeKind) -> bool {
        self.from <= kind.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_rings_where_nobody_said_otherwise() {
        let sms = Preference::usual(Channel::Sms);
        assert!(sms.wants(NoticeKind::ResultReady));
        assert!(!sms.wants(NoticeKind::BeingProcessed));
        assert!(NoticeKind::ALL.into_iter().all(|it| Preference::usual(Channel::Email).wants(it)));
    }
}
