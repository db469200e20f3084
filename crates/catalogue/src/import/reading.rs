//! What became of one row of the source: understood, understood with a doubt, or only kept. The text is always there.

use serde::Serialize;
use std::fmt;

/// A row of the source and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reading", rename_all = "kebab-case")]
pub enum Reading<T> {
    /// Understood.
    Structured {
        /// What it says.
        value: T,
        /// The row: a text as it stands, any other row as JSON.
        verbatim: String,
    },
    /// Understood, but an officer must confirm it.
    Doubtful {
        /// What it seems to say.
        value: T,
        /// The row.
        verbatim: String,
        /// What is doubtful.
        why: FlagReason,
    },
    /// Kept, not understood.
    Flagged {
        /// The row.
        verbatim: String,
        /// What is wrong.
        why: FlagReason,
    },
}

impl<T> Reading<T> {
    /// The row it came from.
    pub fn verbatim(&self) -> &str {
        match self {
            Self::Structured { verbatim, .. }
            | Self::Doubtful { verbatim, .. }
            | Self::Flagged { verbatim, .. } => verbatim,
        }
    }

    /// What it says or seems to say.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Structured { value, .. } | Self::Doubtful { value, .. } => Some(value),
            Self::Flagged { .. } => None,
        }
    }

    /// Why an officer must look at it.
    pub const fn flag(&self) -> Option<FlagReason> {
        match self {
            Self::Structured { .. } => None,
            Self::Doubtful { why, .. } | Self::Flagged { why, .. } => Some(*why),
        }
    }
}

macro_rules! flag_reasons {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {
        /// Why an officer must look at a row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum FlagReason {
            $($(#[$doc])* $name,)*
        }

        impl fmt::Display for FlagReason {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self { $(Self::$name => $text,)* })
            }
        }
    };
}

flag_reasons! {
    /// Not the shape such a row has.
    WrongShape "not the shape of such a row";
    /// A text the importer has no rule for.
    Unreadable "no rule reads this text";
    /// The limit has neither number nor unit.
    NoLimit "no limit stated";
    /// The limit has a number without a unit.
    NoUnit "limit without a unit";
    /// The limit has a unit without a number.
    NoNumber "limit without a number";
    /// A limit of 0: as likely an empty field as a promise for the same day, so none is made.
    ZeroLimit "limit of 0";
    /// Not a whole number; half a day is no number of hours that holds in every agency.
    NotWhole "limit not a whole number";
    /// Hours beyond one working day: by the clock or of opening time, the source does not say.
    HoursOverOneDay "more hours than a working day has";
    /// The note counts the same number in the other kind of days.
    NoteCountsOtherDays "note counts the other kind of days";
    /// `Không có thông tin`, `Chưa quy định`.
    NoInformation "no information";
    /// `Miễn phí`; nobody checked it.
    FreeUnverified "said to be free, unverified";
    /// `0 VNĐ` without more.
    ZeroAmount "amount of 0, unverified";
    /// Said to be free or 0, but the note states an amount.
    AmountOnlyInNote "nothing owed, yet the note states an amount";
    /// Said to be free or 0, but the note names a charge or the act that sets it.
    ChargeInNote "nothing owed, yet the note names a charge";
    /// The province sets it (HĐND, UBND cấp tỉnh).
    LocalDecision "set by the province";
    /// Depends on who applies or how.
    Conditional "depends on conditions in the note";
    /// Holds from or until a day the note names.
    Temporary "holds for a time named in the note";
    /// Under 1.000 đồng: thousands left out, or a place holder.
    SuspiciouslySmall "under 1.000 đồng";
    /// The note states another amount.
    AmountsDiffer "note states another amount";
    /// Not in đồng.
    ForeignCurrency "foreign currency";
    /// No name, or only marks.
    EmptyName "document without a name";
    /// Neither originals nor copies.
    NoCount "neither originals nor copies";
    /// More than nine of one paper: the crawl took digits of a date for the number.
    ImplausibleCount "implausible number of originals or copies";
    /// Advice (`Lưu ý`), no paper.
    Remark "advice, not a paper";
    /// The rest of a sentence that another row begins.
    Fragment "fragment of a sentence";
    /// The sentence goes on in another row or is lost.
    NameCut "name breaks off";
    /// A file name hangs at the end of the name.
    FileNameInName "file name at the end of the name";
    /// `nếu có` somewhere in the name: of the paper, or of something on it?
    PerhapsOptional "perhaps optional";
    /// Not `number/year/issuer`.
    UnusualCode "unusual code of a legal document";
    /// The channel was stated before in the same procedure.
    ChannelTwice "channel stated before";
    /// Words beside a channel's limit and fees; the model has no room for them.
    ChannelNote "note of a channel";
}
