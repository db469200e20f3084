//! One leg as it runs through a history: when its agency had it in hand. Knows nothing of other legs or the main line.

use crate::{Holder, LegPlan};
use motcua_catalogue::LegKind;
use motcua_kernel::{AgencyId, Instant, LegNo};

/// Where a leg is at a moment of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not handed over, or sent back.
    Waiting,
    /// Handed over since `since`; `left` working minutes remain to accept it.
    Sent { since: Instant, left: u64 },
    /// In the hands of its agency.
    Held,
    /// Done.
    Done,
}

/// A stretch in which the clock of a leg ran.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: Instant,
    pub to: Instant,
    pub with_signer: bool,
    /// Whose it was then: an agency that ended keeps what it used.
    pub agency: AgencyId,
}

#[derive(Clone, Debug)]
pub struct Lane {
    pub plan: LegPlan,
    /// Asked on the way: runs beside the leg that asks, never on the main line.
    pub beside: bool,
    pub place: Place,
    /// The leg that handed it over; none for the counter.
    pub sender: Option<LegNo>,
    pub with_signer: bool,
    pub started: Option<Instant>,
    pub finished: Option<Instant>,
    /// In order and apart; the dossier's pauses are left out.
    pub spans: Vec<Span>,
}

impl Lane {
    pub const fn planned(plan: LegPlan) -> Self {
        Self {
            plan,
            beside: false,
            place: Place::Waiting,
            sender: None,
            with_signer: false,
            started: None,
            finished: None,
            spans: Vec::new(),
        }
    }

    pub const fn consultation(plan: LegPlan, asking: LegNo, since: Instant, left: u64) -> Self {
        let mut lane = Self::planned(plan);
        lane.beside = true;
        lane.place = Place::Sent { since, left };
        lane.sender = Some(asking);
        lane
    }

    /// Who has the main line when this leg has it.
    pub const fn holder(&self, with_signer: bool) -> Holder {
        self.held_by(self.plan.agency, with_signer)
    }

    /// Who had it at `at`, for the part of the line that this leg is given; out of its spans whoever has it now.
    pub fn holder_at(&self, at: Instant) -> Holder {
        match self.span_at(at) {
            Some(span) => self.held_by(span.agency, span.with_signer),
            None => self.holder(false),
        }
    }

    const fn held_by(&self, agency: AgencyId, with_signer: bool) -> Holder {
        let no = self.plan.no;
        match self.plan.kind {
            LegKind::Return => Holder::Counter { agency },
            LegKind::Process | LegKind::Consultation if with_signer => Holder::Signer { leg: no, agency },
            LegKind::Process | LegKind::Consultation => Holder::Leg { no, agency },
        }
    }

    pub fn is_held(&self) -> bool {
        self.place == Place::Held
    }

    pub fn is_done(&self) -> bool {
        self.place == Place::Done
    }

    /// The clock ran from `from` to `to`.
    pub fn tick(&mut self, from: Instant, to: Instant) {
        let (with_signer, agency) = (self.with_signer, self.plan.agency);
        match self.spans.last_mut() {
            Some(last) if last.to == from && (last.with_signer, last.agency) == (with_signer, agency) => {
                last.to = to;
            }
            Some(_) | None => self.spans.push(Span { from, to, with_signer, agency }),
        }
    }

    /// The stretch of its clock in which `at` lies.
    pub fn span_at(&self, at: Instant) -> Option<&Span> {
        self.spans.iter().find(|span| span.from <= at && at < span.to)
    }
}
