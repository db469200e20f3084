//! The own clock of each leg: what its agency used, what its budget allows, and what of it lay on the main line.
//!
//! Clocks of parallel legs run at the same time, so they must never be added up; the main line is what adds up.

use crate::course::Course;
use crate::lane::Lane;
use crate::{Calendars, Entry, MainLine};
use motcua_kernel::{AgencyId, Instant, LegNo};
use serde::{Deserialize, Serialize};

/// What one leg used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegClock {
    /// Which leg.
    pub no: LegNo,
    /// Its agency; all minutes are in its calendar.
    pub agency: AgencyId,
    /// When the agency first had it in hand: accepted, or the time for accepting was over.
    pub started: Option<Instant>,
    /// The liaison unit that recorded it for an agency outside the system ("ghi nhận thay").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<AgencyId>,
    /// When it was done.
    pub finished: Option<Instant>,
    /// Working minutes in hand until the next one had it, the dossier's pauses left out.
    pub used_minutes: i64,
    /// Working minutes from the start to the end of its budget; 0 before the start.
    pub allowed_minutes: i64,
    /// Working minutes it held the main line, its signer included.
    pub main_line_minutes: i64,
    /// It ran only beside the main line: a consultation, or a parallel leg that did not close the join.
    pub concurrent: bool,
    /// Working minutes used beyond those allowed; never negative, and none for a leg that was done on paper.
    pub overrun: i64,
}

/// The clock of every leg as known at `until`, by rising number, consultations at the end. Empty when nothing was
/// received by then.
pub fn leg_clocks(
    history: &[Entry],
    calendars: &Calendars,
    acceptance_minutes: u32,
    until: Instant,
) -> Vec<LegClock> {
    Course::walk(history, calendars, acceptance_minutes, until)
        .map_or_else(Vec::new, |course| clocks(&course, &course.main_line(calendars), calendars))
}

pub fn clocks(course: &Course<'_>, line: &MainLine, calendars: &Calendars) -> Vec<LegClock> {
    course.lanes.iter().map(|lane| clock(lane, line, calendars)).collect()
}

fn clock(lane: &Lane, main: &MainLine, calendars: &Calendars) -> LegClock {
    let no = lane.plan.no;
    let calendar = calendars.of(lane.plan.agency);
    let used = lane.of_its_agency().map(|it| calendars.of(it.agency).measure(it.from, it.to));
    let used_minutes = used.sum();
    let allowed = |start| calendar.measure(start, calendar.due(start, &lane.plan.budget, None).at);
    let allowed_minutes = lane.started.map_or(0, allowed);
    LegClock {
        no,
        agency: lane.plan.agency,
        recorded_by: lane.plan.liaison,
        started: lane.started,
        finished: lane.finished,
        used_minutes,
        allowed_minutes,
        main_line_minutes: main.leg_minutes(no),
        concurrent: lane.of_its_agency().next().is_some() && !main.segments.iter().any(|it| it.is_of(no)),
        // What began on paper has an allowance that nobody knows.
        overrun: lane.started.map_or(0, |_| (used_minutes - allowed_minutes).max(0)),
    }
}
