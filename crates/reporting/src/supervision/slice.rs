//! Which dossiers a figure counts.

use super::{Beginning, Fact, LegFact, Month, Remaining, Standing};
use motcua_kernel::{AgencyId, Instant};

/// Days from which on a solved dossier stands in the last bin of the histogram.
pub const LONGEST_BIN: i64 = 13;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Tiếp nhận trong kỳ.
    Received,
    /// Kỳ trước chuyển qua.
    CarriedOver,
    /// Mở lại trong kỳ.
    Reopened,
    /// Đã giải quyết.
    Solved,
    /// Trước hạn.
    Early,
    /// Đúng ngày hẹn.
    OnTime,
    /// Trước và đúng hạn.
    InDeadline,
    /// Quá hạn khi xong.
    Late,
    /// Rút, dừng, hủy.
    EndedOtherwise,
    /// Đang giải quyết.
    Open,
    /// Đang giải quyết, trong hạn.
    InTime,
    /// Đang giải quyết, quá hạn.
    Overdue,
    /// Đang tạm dừng.
    Paused,
    /// Những hồ sơ xong một bước.
    StepDone,
    /// Trong đó vượt định mức.
    StepOver,
}

impl What {
    /// All, in the order of the identities.
    pub const ALL: [Self; 15] = [
        Self::Received,
        Self::CarriedOver,
        Self::Reopened,
        Self::Solved,
        Self::Early,
        Self::OnTime,
        Self::InDeadline,
        Self::Late,
        Self::EndedOtherwise,
        Self::Open,
        Self::InTime,
        Self::Overdue,
        Self::Paused,
        Self::StepDone,
        Self::StepOver,
    ];

    /// As addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::CarriedOver => "carried-over",
            Self::Reopened => "reopened",
            Self::Solved => "solved",
            Self::Early => "early",
            Self::OnTime => "on-time",
            Self::InDeadline => "in-deadline",
            Self::Late => "late",
            Self::EndedOtherwise => "ended-otherwise",
            Self::Open => "open",
            Self::InTime => "in-time",
            Self::Overdue => "overdue",
            Self::Paused => "paused",
            Self::StepDone => "step-done",
            Self::StepOver => "step-over",
        }
    }

    /// The one written so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == text)
    }

    const fn holds(self, standing: Standing) -> bool {
        match self {
            Self::Received
            | Self::CarriedOver
            | Self::Reopened
            | Self::Paused
            | Self::StepDone
            | Self::StepOver => true,
            Self::Solved => standing.is_solved(),
            Self::Early => matches!(standing, Standing::Early),
            Self::OnTime => matches!(standing, Standing::OnTime),
            Self::InDeadline => matches!(standing, Standing::Early | Standing::OnTime),
            Self::Late => matches!(standing, Standing::Late),
            Self::EndedOtherwise => matches!(standing, Standing::EndedOtherwise),
            Self::Open => standing.is_open(),
            Self::InTime => matches!(standing, Standing::InTime),
            Self::Overdue => matches!(standing, Standing::Overdue),
        }
    }
}

/// What an agency does of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// Whose.
    pub agency: AgencyId,
    /// Its name.
    pub name: String,
}

/// Which dossiers, of those of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Of what kind.
    pub what: What,
    /// Which this agency must solve.
    pub competent: Option<AgencyId>,
    /// Received or ended in this month, instead of in the period.
    pub month: Option<Month>,
    /// With so much left.
    pub remaining: Option<Remaining>,
    /// Received on this day of the week (1 is Monday) in this hour.
    pub hour: Option<(u8, u8)>,
    /// On which the offices used so many working days, begun ones counted.
    pub days: Option<i64>,
    /// Of which this step was finished in the period.
    pub step: Option<Step>,
}

impl Slice {
    /// All of a kind.
    pub const fn all(what: What) -> Self {
        Self { what, competent: None, month: None, remaining: None, hour: None, days: None, step: None }
    }

    /// Whether a dossier is among them; steps count when they were finished from `from` on.
    pub fn holds(&self, fact: &Fact, from: Instant) -> bool {
        self.what.holds(fact.standing)
            && self.is_of_its_time(fact)
            && self.competent.is_none_or(|it| it == fact.competent)
            && self.remaining.is_none_or(|it| fact.remaining == Some(it))
            && self.hour.is_none_or(|it| hour_of(fact.received) == it)
            && self.days.is_none_or(|it| bin(fact) == it)
            && self.has_step(fact, from)
    }

    fn is_of_its_time(&self, fact: &Fact) -> bool {
        if let Some(month) = self.month {
            return match self.what {
                What::Received => Month::of(fact.received) == month,
                What::CarriedOver
                | What::Reopened
                | What::Solved
                | What::Early
                | What::OnTime
                | What::InDeadline
                | What::Late
                | What::EndedOtherwise
                | What::Open
                | What::InTime
                | What::Overdue
                | What::Paused
                | What::StepDone
                | What::StepOver => fact.ended.is_some_and(|it| Month::of(it) == month),
            };
        }
        match self.what {
            What::Received => fact.beginning == Beginning::Received,
            What::CarriedOver => fact.beginning == Beginning::CarriedOver,
            What::Reopened => fact.beginning == Beginning::Reopened,
            What::Paused => fact.standing.is_open() && fact.paused,
            What::Solved
            | What::Early
            | What::OnTime
            | What::InDeadline
            | What::Late
            | What::EndedOtherwise
            | What::Open
            | What::InTime
            | What::Overdue
            | What::StepDone
            | What::StepOver => fact.beginning != Beginning::Earlier,
        }
    }

    fn has_step(&self, fact: &Fact, from: Instant) -> bool {
        let over = self.what == What::StepOver;
        let asked = over || self.what == What::StepDone || self.step.is_some();
        let is_it = |leg: &LegFact| {
            leg.finished >= from
                && (!over || leg.used_minutes > leg.allowed_minutes)
                && self.step.as_ref().is_none_or(|it| it.agency == leg.agency && it.name == leg.name)
        };
        !asked || fact.legs.iter().any(is_it)
    }
}

/// Day of the week and hour of a moment.
pub(super) fn hour_of(at: Instant) -> (u8, u8) {
    (at.date().weekday().number_from_monday(), at.time().hour())
}

/// The bin of the histogram a dossier stands in: whole days, begun ones counted.
pub(super) fn bin(fact: &Fact) -> i64 {
    ((fact.hundredths_of_days() + 99) / 100).clamp(1, LONGEST_BIN)
}
