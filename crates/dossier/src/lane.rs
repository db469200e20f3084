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

/// Whose hands a leg is in while it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hands {
    /// Those of its agency.
    Agency,
    /// Those of its agency's signer.
    Signer,
    /// Those of the liaison unit: no letter to the agency outside is on its way.
    Liaison,
}

/// A stretch in which the clock of a leg ran.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: Instant,
    pub to: Instant,
    pub hands: Hands,
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
    pub hands: Hands,
    /// When its agency first had it in hand.
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
            hands: Hands::Agency,
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

    /// Who has the main line when this leg has it in these hands.
    pub fn holder(&self, hands: Hands) -> Holder {
        self.held_by(self.agency_of(hands), hands)
    }

    /// Who had it at `at`, for the part of the line that this leg is given; out of its spans whoever has it now.
    pub fn holder_at(&self, at: Instant) -> Holder {
        match self.span_at(at) {
            Some(span) => self.held_by(span.agency, span.hands),
            None => self.holder(Hands::Agency),
        }
    }

    /// Until the next one accepts, it is the sender's: for an agency outside its liaison unit hands on.
    pub const fn hands_when_done(&self) -> Hands {
        if self.plan.liaison.is_some() { Hands::Liaison } else { Hands::Agency }
    }

    fn agency_of(&self, hands: Hands) -> AgencyId {
        match hands {
            Hands::Agency | Hands::Signer => self.plan.agency,
            Hands::Liaison => self.plan.desk(),
        }
    }

    const fn held_by(&self, agency: AgencyId, hands: Hands) -> Holder {
        let no = self.plan.no;
        match (self.plan.kind, hands) {
            (LegKind::Return, _) => Holder::Counter { agency },
            (LegKind::Process | LegKind::Consultation, Hands::Agency) => Holder::Leg { no, agency },
            (LegKind::Process | LegKind::Consultation, Hands::Signer) => Holder::Signer { leg: no, agency },
            (LegKind::Process | LegKind::Consultation, Hands::Liaison) => Holder::Liaison { leg: no, agency },
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
        let (hands, agency) = (self.hands, self.agency_of(self.hands));
        match self.spans.last_mut() {
            Some(last) if last.to == from && (last.hands, last.agency) == (hands, agency) => {
                last.to = to;
            }
            Some(_) | None => self.spans.push(Span { from, to, hands, agency }),
        }
    }

    /// The stretches in which its own agency had it: what a liaison unit takes to write is not on its clock.
    pub fn of_its_agency(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(|it| it.hands != Hands::Liaison)
    }

    /// The stretch of its clock in which `at` lies.
    pub fn span_at(&self, at: Instant) -> Option<&Span> {
        self.spans.iter().find(|span| span.from <= at && at < span.to)
    }
}
