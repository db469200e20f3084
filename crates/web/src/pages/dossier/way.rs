//! The way of a dossier through the agencies, leg by leg.

use super::clocks::{self, Clocked};
use crate::Site;
use crate::pages::{Page, names};
use crate::words::key_of;
use motcua_app::{AppError, accounts};
use motcua_dossier::{Dossier, Entry, Leg, LegStatus};
use motcua_kernel::{AccountId, Instant, Message};
use std::collections::BTreeMap;

/// A leg.
pub struct Step {
    /// How it looks: `done`, `now` or `todo`.
    pub class: &'static str,
    /// What is done.
    pub name: String,
    /// Who owes it.
    pub agency: String,
    /// The liaison unit that records it, for an agency outside the system.
    pub recorded_by: Option<String>,
    /// Where it stands.
    pub state: String,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// How many of its steps are done.
    pub steps: Option<String>,
    /// What it used of the time it is allowed.
    pub time: String,
    /// Whether that is more than it is allowed.
    pub over: bool,
    /// When it should be finished.
    pub planned: String,
    /// When it was.
    pub finished: Option<String>,
    /// Whether it is, or was, past its plan.
    pub late: bool,
}

/// The legs of `dossier`, as they stand at `now`.
pub async fn way(
    site: &Site,
    page: &Page,
    dossier: &Dossier,
    history: &[Entry],
    now: Instant,
) -> Result<Vec<Step>, AppError> {
    let mut holders: Vec<AccountId> = dossier.legs.iter().filter_map(holder).collect();
    holders.sort();
    holders.dedup();
    let people = accounts::names(&site.context, &holders).await?;
    let clocks = clocks::way(site, page, dossier, history, now);
    let steps = dossier.legs.iter().zip(clocks);
    Ok(steps.map(|(leg, clocked)| step(site, page, leg, clocked, &people, now)).collect())
}

fn step(
    site: &Site,
    page: &Page,
    leg: &Leg,
    clocked: Clocked,
    people: &BTreeMap<AccountId, String>,
    now: Instant,
) -> Step {
    let class = clocked.class;
    let done = match &leg.status {
        LegStatus::Active { steps_done, .. } => Some(*steps_done),
        LegStatus::Finished { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Waiting => None,
    };
    let finished = leg.status.finished();
    let of =
        |done: u16| page.say(&Message::new("label.steps-done").with("done", done).with("of", leg.plan.steps));
    Step {
        class,
        name: leg.plan.name.clone(),
        agency: names::agency(site, leg.plan.agency),
        recorded_by: leg.plan.liaison.map(|it| names::agency(site, it)),
        state: page.word("leg-status", &key_of(&leg.status, "is")),
        assignee: holder(leg).and_then(|it| people.get(&it).cloned()),
        steps: done.filter(|_| leg.plan.steps > 0).map(of),
        time: clocked.time,
        over: clocked.over,
        planned: page.moment(leg.plan.planned_end),
        finished: finished.map(|it| page.moment(it)),
        late: finished.unwrap_or(now) > leg.plan.planned_end && class != "todo",
    }
}

/// Who has a leg in hand.
fn holder(leg: &Leg) -> Option<AccountId> {
    match leg.status {
        LegStatus::Active { assignee, .. } => assignee,
        LegStatus::Proposed { by, .. } => Some(by),
        LegStatus::Approved { signer, .. } => Some(signer),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Finished { .. } => None,
    }
}
