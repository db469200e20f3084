//! Who held the dossier from receipt to end, minute by minute: the measure every duration stands on.
//!
//! A fold over the history, never stored. It must never count a minute twice, leave one out, or charge an agency for
//! what another held.

use crate::course::Course;
use crate::{Calendars, Entry, SuspensionGround};
use motcua_kernel::{AgencyId, Instant, LegNo};
use serde::{Deserialize, Serialize};

/// Who holds the main line at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Holder {
    /// The counter that received it, or takes the result and hands it out.
    Counter {
        /// Whose counter.
        agency: AgencyId,
    },
    /// The agency of a leg.
    Leg {
        /// Which leg.
        no: LegNo,
        /// Its agency.
        agency: AgencyId,
    },
    /// The signer, from the proposal of a result until approval or rework.
    Signer {
        /// Which leg proposed.
        leg: LegNo,
        /// Its agency.
        agency: AgencyId,
    },
    /// The liaison unit of a leg outside the system, while no letter to its agency is on its way.
    Liaison {
        /// Which leg.
        leg: LegNo,
        /// The unit.
        agency: AgencyId,
    },
    /// The citizen: a supplement or a payment is awaited.
    Citizen,
    /// Nobody: a lawful suspension.
    Suspension {
        /// Why.
        ground: SuspensionGround,
    },
    /// Another dossier of the bundle: this one begins on its result.
    Predecessor,
    /// Nobody: a wrong result was out, and nobody had said so yet.
    AfterResult,
    /// Offices of the paper age: nobody wrote down which of them had it.
    OnPaper,
}

impl Holder {
    /// The agency whose minutes they are; none for citizen, suspension, predecessor, paper and after a result.
    pub const fn agency(self) -> Option<AgencyId> {
        match self {
            Self::Counter { agency }
            | Self::Leg { agency, .. }
            | Self::Signer { agency, .. }
            | Self::Liaison { agency, .. } => Some(agency),
            Self::Citizen
            | Self::Suspension { .. }
            | Self::Predecessor
            | Self::AfterResult
            | Self::OnPaper => None,
        }
    }
}

/// One stretch in one pair of hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// From when.
    pub from: Instant,
    /// Until when, not included.
    pub to: Instant,
    /// Who held it.
    pub holder: Holder,
    /// The leg on whose account it is held; none for the receiving counter and whoever is no office.
    pub leg: Option<LegNo>,
    /// Working minutes in the holder's calendar; of whoever is no office in the receiving agency's.
    pub minutes: i64,
}

impl Segment {
    /// Whether it counts as what the agency of leg `no` held; what a liaison unit takes to write to it does not.
    pub(crate) fn is_of(&self, no: LegNo) -> bool {
        self.leg == Some(no) && !matches!(self.holder, Holder::Liaison { .. })
    }
}

/// All stretches from receipt to end, without gap or overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainLine {
    /// In order; each begins where the one before it ended, and its holder is another.
    pub segments: Vec<Segment>,
    /// When the citizen's clock ended, if it did.
    pub ended: Option<Instant>,
}

impl MainLine {
    /// What the citizen waited, in microseconds of the calendar from receipt to end.
    pub fn waited_micros(&self) -> i64 {
        match (self.segments.first(), self.segments.last()) {
            (Some(first), Some(last)) => last.to.micros_since(first.from),
            (None, _) | (_, None) => 0,
        }
    }

    /// Working minutes by holder, in the order in which they first held it.
    pub fn minutes_by_holder(&self) -> Vec<(Holder, i64)> {
        self.totals(|segment| Some(segment.holder))
    }

    /// Working minutes by agency, in the order in which they first held it: its counter, legs and signers together.
    pub fn minutes_by_agency(&self) -> Vec<(AgencyId, i64)> {
        self.totals(|segment| segment.holder.agency())
    }

    /// What the offices used, in working minutes.
    pub fn office_minutes(&self) -> i64 {
        self.minutes_where(|segment| segment.holder.agency().is_some())
    }

    /// What the citizen used, in working minutes of the receiving agency.
    pub fn citizen_minutes(&self) -> i64 {
        self.minutes_where(|segment| segment.holder == Holder::Citizen)
    }

    /// What lawful suspensions took, in working minutes of the receiving agency.
    pub fn suspension_minutes(&self) -> i64 {
        self.minutes_where(|segment| matches!(segment.holder, Holder::Suspension { .. }))
    }

    /// What it waited for another dossier of its bundle, in working minutes of the receiving agency.
    pub fn predecessor_minutes(&self) -> i64 {
        self.minutes_where(|segment| segment.holder == Holder::Predecessor)
    }

    /// What lay between a wrong result and its report, in working minutes of the receiving agency.
    pub fn after_result_minutes(&self) -> i64 {
        self.minutes_where(|segment| segment.holder == Holder::AfterResult)
    }

    /// What passed on paper before it was taken over, in working minutes of the receiving agency.
    pub fn paper_minutes(&self) -> i64 {
        self.minutes_where(|segment| segment.holder == Holder::OnPaper)
    }

    /// What a leg held of the main line, its signer included and its liaison unit not, in working minutes.
    pub fn leg_minutes(&self, no: LegNo) -> i64 {
        self.minutes_where(|segment| segment.is_of(no))
    }

    /// Who holds it now; nothing after the end.
    pub fn holder_now(&self) -> Option<Holder> {
        if self.ended.is_some() { None } else { self.segments.last().map(|it| it.holder) }
    }

    fn minutes_where(&self, counts: impl Fn(&Segment) -> bool) -> i64 {
        self.segments.iter().filter(|it| counts(it)).map(|it| it.minutes).sum()
    }

    fn totals<K: PartialEq>(&self, key: impl Fn(&Segment) -> Option<K>) -> Vec<(K, i64)> {
        let mut totals: Vec<(K, i64)> = Vec::new();
        for segment in &self.segments {
            let Some(key) = key(segment) else { continue };
            match totals.iter_mut().find(|(known, _)| *known == key) {
                Some((_, minutes)) => *minutes += segment.minutes,
                None => totals.push((key, segment.minutes)),
            }
        }
        totals
    }
}

/// The main line as it was known at `until`, which is its end unless the dossier ended before. Only what happened by
/// then is used. `acceptance_minutes` is the pack's time for accepting a hand-over, in the receiver's working minutes.
/// Empty when nothing was received by then.
pub fn main_line(
    history: &[Entry],
    calendars: &Calendars,
    acceptance_minutes: u32,
    until: Instant,
) -> MainLine {
    Course::walk(history, calendars, acceptance_minutes, until)
        .map_or_else(MainLine::default, |course| course.main_line(calendars))
}
