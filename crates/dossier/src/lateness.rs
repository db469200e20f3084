//! How late, and whose: the minutes past the lawful date divided among the legs of the main line.
//!
//! Never more than the delay itself, never a concurrent leg. What no leg's overrun explains is "không phân định".

use crate::course::Course;
use crate::leg_clock::clocks;
use crate::{Calendars, Entry};
use motcua_kernel::{AgencyId, Instant, LegNo};
use serde::{Deserialize, Serialize};

/// The delay of a dossier and its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// The lawful date as moved by the pauses that are over.
    pub lawful: Instant,
    /// What is judged against it: the end, or the moment asked about; while the dossier stands still, when it came to
    /// stand.
    pub end: Instant,
    /// Working minutes from `lawful` to `end` in the receiving agency's calendar; 0 when not late.
    pub total_minutes: i64,
    /// The parts of legs that overran, in order of completion.
    pub by_leg: Vec<(LegNo, AgencyId, i64)>,
    /// Không phân định: what is left. The parts and this add up to the total.
    pub unassigned: i64,
}

/// The delay as known at `until`; nothing when nothing was received by then.
pub fn lateness(
    history: &[Entry],
    calendars: &Calendars,
    acceptance_minutes: u32,
    until: Instant,
) -> Option<Lateness> {
    let course = Course::walk(history, calendars, acceptance_minutes, until)?;
    let end = course.judged_at();
    let total_minutes = calendars.of(course.receiving).measure(course.lawful, end);
    let mut on_line = clocks(&course, &course.main_line(calendars), calendars);
    on_line.retain(|clock| clock.started.is_some() && !clock.concurrent);
    on_line.sort_by_key(|clock| (clock.finished.unwrap_or(Instant::MAX), clock.no));
    let mut unassigned = total_minutes;
    let mut by_leg = Vec::new();
    for clock in on_line {
        let part = clock.overrun.min(unassigned);
        if part > 0 {
            unassigned -= part;
            by_leg.push((clock.no, clock.agency, part));
        }
    }
    Some(Lateness { lawful: course.lawful, end, total_minutes, by_leg, unassigned })
}

impl Course<'_> {
    /// The moment compared with a date: a pause does not make late.
    pub fn judged_at(&self) -> Instant {
        self.pause.map_or(self.now, |(_, since)| since)
    }
}
