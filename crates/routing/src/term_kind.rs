//! What a dossier is watched for, by kind: how it is written, and whether those above hear of it.

/// What is so from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermKind {
    /// The counter has not sent the dossier off (NĐ 61/2018 Điều 18(2)).
    CounterHandover,
    /// A hand-over was not accepted in the pack's time; to an agency outside: no letter went out.
    Acceptance,
    /// A hand-over came back and its sender has not sent it again in the time in which one is to be accepted. The state
    /// does not keep since when: as of a proposal.
    SentBack,
    /// A leg nears its planned end.
    LegSoon,
    /// A leg passed its planned end; for a consultation: the opinion is late (NĐ 61/2018 Điều 19(5)).
    Leg,
    /// A proposal waits long for its signature. The state does not keep since when: the moment is counted from the last
    /// change of the dossier, and whoever keeps terms keeps the first one.
    Approval,
    /// The lawful date is near: the days by which an apology must precede it, and some more, are left
    /// (NĐ 61/2018 Điều 19(9)).
    LawfulSoon,
    /// The lawful date has passed.
    Lawful,
    /// The reappointed date is near: no apology moves it again.
    ReappointedSoon,
    /// The reappointed date has passed too: a progress notice is owed, no appointment any more.
    Reappointed,
    /// The term for a supplement nears its end.
    SupplementSoon,
    /// The term for a payment nears its end.
    PaymentSoon,
    /// The result lies at the counter and nobody comes for it.
    NotCollected,
}

impl TermKind {
    /// Every kind, in the order of a dossier's life.
    pub const ALL: [Self; 13] = [
        Self::CounterHandover,
        Self::Acceptance,
        Self::SentBack,
        Self::LegSoon,
        Self::Leg,
        Self::Approval,
        Self::LawfulSoon,
        Self::Lawful,
        Self::ReappointedSoon,
        Self::Reappointed,
        Self::SupplementSoon,
        Self::PaymentSoon,
        Self::NotCollected,
    ];

    /// As stored rows, addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CounterHandover => "counter-handover",
            Self::Acceptance => "acceptance",
            Self::SentBack => "sent-back",
            Self::LegSoon => "leg-soon",
            Self::Leg => "leg",
            Self::Approval => "approval",
            Self::LawfulSoon => "lawful-soon",
            Self::Lawful => "lawful",
            Self::ReappointedSoon => "reappointed-soon",
            Self::Reappointed => "reappointed",
            Self::SupplementSoon => "supplement-soon",
            Self::PaymentSoon => "payment-soon",
            Self::NotCollected => "not-collected",
        }
    }

    /// The kind that is written so.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }

    /// Whether the moment is kept as it was first worked out.
    pub const fn keeps_first(self) -> bool {
        matches!(self, Self::Approval | Self::SentBack)
    }

    /// Whether an office is behind, so that its heads hear of it when nothing happens.
    pub(crate) const fn escalates(self) -> bool {
        match self {
            Self::CounterHandover
            | Self::Acceptance
            | Self::SentBack
            | Self::Leg
            | Self::Approval
            | Self::Lawful
            | Self::Reappointed => true,
            Self::LegSoon
            | Self::LawfulSoon
            | Self::ReappointedSoon
            | Self::SupplementSoon
            | Self::PaymentSoon
            | Self::NotCollected => false,
        }
    }
}
