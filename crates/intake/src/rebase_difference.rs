//! What would be another for a dossier that goes over to another version, for those who decide whether it shall.

use motcua_calendar::TimeLimit;
use motcua_dossier::{Dossier, LegStatus, Rebased};
use motcua_kernel::{Instant, LegNo};
use serde::Serialize;

/// Old and new beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RebaseDifference {
    /// The lawful date as it stands.
    pub lawful_before: Instant,
    /// The lawful date under the new version.
    pub lawful_after: Instant,
    /// Legs that come, go or get another time, by rising number.
    pub legs: Vec<LegDifference>,
    /// Codes of the papers only the new version asks for; none of them is asked for (NĐ 63/2010 Điều 18(6)).
    pub papers_not_asked: Vec<String>,
}

/// A leg that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegDifference {
    /// Its number.
    pub no: LegNo,
    /// What is done.
    pub name: String,
    /// What becomes of it.
    pub change: LegChange,
}

/// What becomes of a leg.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum LegChange {
    /// Only the new route has it.
    Added {
        /// Its time.
        budget: TimeLimit,
    },
    /// Only the old route has it, and it was never sent.
    Removed,
    /// It has another time.
    Budget {
        /// As it was.
        before: TimeLimit,
        /// As it will be.
        after: TimeLimit,
    },
}

/// What `rebased` would change on `dossier`; nothing for one that was never received.
pub fn rebase_difference(dossier: &Dossier, rebased: &Rebased) -> Option<RebaseDifference> {
    let lawful_before = dossier.reception.as_ref()?.dates.lawful;
    let planned = |no: LegNo| rebased.legs.iter().find(|it| it.no == no);
    let removed =
        dossier.legs.iter().filter(|leg| leg.status == LegStatus::Waiting && planned(leg.plan.no).is_none());
    let removed = removed.map(|leg| LegDifference {
        no: leg.plan.no,
        name: leg.plan.name.clone(),
        change: LegChange::Removed,
    });
    let other = rebased.legs.iter().filter_map(|plan| {
        let change = match dossier.leg(plan.no) {
            None => LegChange::Added { budget: plan.budget.clone() },
            Some(leg) if leg.plan.budget != plan.budget => {
                LegChange::Budget { before: leg.plan.budget.clone(), after: plan.budget.clone() }
            }
            Some(_) => return None,
        };
        Some(LegDifference { no: plan.no, name: plan.name.clone(), change })
    });
    let mut legs: Vec<LegDifference> = removed.chain(other).collect();
    legs.sort_by_key(|it| it.no);
    Some(RebaseDifference {
        lawful_before,
        lawful_after: rebased.lawful,
        legs,
        papers_not_asked: rebased.not_asked.iter().cloned().collect(),
    })
}
