//! Why a leg takes longer than it was to: what its state tells, so that an apology can say it. It is the state that speaks;
//! what only people know, people write.

use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Leg, LegStatus};
use motcua_kernel::{AgencyId, LegNo};

/// What holds a leg up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Another agency was asked for its opinion and has not answered.
    Opinion {
        /// Which.
        of: AgencyId,
    },
    /// An agency outside the system has the letter and has not answered.
    Outside {
        /// Which.
        agency: AgencyId,
    },
    /// It was handed over and is not accepted, or a question about it is open.
    HandOver,
    /// What is proposed waits for its signature, or for number and stamp.
    Signature,
    /// It came later than planned, from this leg.
    CameLate {
        /// The last of the legs before it.
        from: LegNo,
    },
    /// It is being worked on, and there is more to do than was planned.
    Work,
}

/// What holds leg `no` up; nothing where there is no such leg or it is not in hand.
pub fn delay(dossier: &Dossier, no: LegNo) -> Option<Delay> {
    let leg = dossier.leg(no)?;
    match leg.status {
        LegStatus::Sent { .. } | LegStatus::Questioned { .. } => Some(Delay::HandOver),
        LegStatus::Proposed { .. } | LegStatus::Approved { .. } => Some(Delay::Signature),
        LegStatus::Active { .. } => Some(at_work(dossier, leg)),
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => None,
    }
}

fn at_work(dossier: &Dossier, leg: &Leg) -> Delay {
    if leg.plan.liaison.is_some() {
        return Delay::Outside { agency: leg.plan.agency };
    }
    let asked = |it: &&Leg| {
        it.plan.kind == LegKind::Consultation && it.plan.no != leg.plan.no && !it.status.is_finished()
    };
    if let Some(opinion) = dossier.legs.iter().find(asked) {
        return Delay::Opinion { of: opinion.plan.agency };
    }
    let before = leg.plan.after.iter().filter_map(|no| dossier.leg(*no));
    let last =
        before.filter_map(|it| Some((it.status.finished()?, it))).max_by_key(|(at, it)| (*at, it.plan.no));
    match last {
        Some((at, before)) if at > before.plan.planned_end => Delay::CameLate { from: before.plan.no },
        Some(_) | None => Delay::Work,
    }
}
