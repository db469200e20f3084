//! A dossier as figures know it: when it came, how it stands, what each agency used. No person is in it.

use motcua_kernel::{AgencyId, DossierId, Instant};

/// How a dossier came to be counted in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beginning {
    /// It had ended before the period and counts in earlier months only.
    Earlier,
    /// Received in the period.
    Received,
    /// Open when the period began (kỳ trước chuyển qua), or taken over from paper.
    CarriedOver,
    /// It had ended before the period, and was opened again.
    Reopened,
}

/// How a dossier stands to its lawful date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, in its time.
    InTime,
    /// Open, past its lawful date.
    Overdue,
    /// Solved on an earlier day.
    Early,
    /// Solved on the day it was due.
    OnTime,
    /// Solved after its lawful date.
    Late,
    /// Withdrawn, stopped or annulled.
    EndedOtherwise,
}

impl Standing {
    /// Whether it is open.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::InTime | Self::Overdue)
    }

    /// Whether it is solved.
    pub const fn is_solved(self) -> bool {
        matches!(self, Self::Early | Self::OnTime | Self::Late)
    }
}

/// What an open dossier has left of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Remaining {
    /// Overdue for more than five working days.
    LongOverdue,
    /// Overdue for five working days at most.
    Overdue,
    /// Due today.
    Today,
    /// Three working days at most are left.
    Soon,
    /// More is left.
    Later,
    /// In its time, and its limit does not run.
    Paused,
}

impl Remaining {
    /// All, the most urgent first.
    pub const ALL: [Self; 6] =
        [Self::LongOverdue, Self::Overdue, Self::Today, Self::Soon, Self::Later, Self::Paused];
    const LONG: u64 = 5;
    const SHORT: u64 = 3;

    /// Of a dossier that is overdue since so many working days.
    pub const fn overdue(days: u64) -> Self {
        if days > Self::LONG { Self::LongOverdue } else { Self::Overdue }
    }

    /// Of one that runs and is due in so many working days, 0 for today.
    pub const fn due_in(days: u64) -> Self {
        match days {
            0 => Self::Today,
            1..=Self::SHORT => Self::Soon,
            _ => Self::Later,
        }
    }

    /// As addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LongOverdue => "long-overdue",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Paused => "paused",
        }
    }
}

/// A leg that its agency has finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegFact {
    /// Whose.
    pub agency: AgencyId,
    /// What is done, in Vietnamese.
    pub name: String,
    /// When it was finished.
    pub finished: Instant,
    /// Working minutes it used.
    pub used_minutes: i64,
    /// Working minutes it was allowed.
    pub allowed_minutes: i64,
    /// Working minutes of a day of the agency.
    pub day_minutes: i64,
}

/// One dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub dossier: DossierId,
    /// Whose counter received it.
    pub receiving: AgencyId,
    /// Who must solve it.
    pub competent: AgencyId,
    /// Lĩnh vực.
    pub field: String,
    /// When it was received.
    pub received: Instant,
    /// When it ended, if it has.
    pub ended: Option<Instant>,
    /// How it came to be counted.
    pub beginning: Beginning,
    /// How it stands.
    pub standing: Standing,
    /// What it has left while it is open.
    pub remaining: Option<Remaining>,
    /// Whether its limit does not run.
    pub paused: bool,
    /// Working minutes the offices used.
    pub used_minutes: i64,
    /// Working minutes of a day of the receiving agency.
    pub day_minutes: i64,
    /// Its finished legs.
    pub legs: Vec<LegFact>,
}

impl Fact {
    /// Working days the offices used, in hundredths.
    pub const fn hundredths_of_days(&self) -> i64 {
        if self.day_minutes > 0 { self.used_minutes * 100 / self.day_minutes } else { 0 }
    }
}
