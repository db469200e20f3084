//! The walk through a history by the time things happened: the ground under main line, leg clocks and lateness.
//!
//! Tolerant: whether an event fitted was decided when it was written. It must never look at an entry after `until`.

use crate::lane::{Lane, Place};
use crate::{Calendars, Entry, Event, Filing, Holder, LegPlan, MainLine, Reception, Segment};
use motcua_calendar::TimeLimit;
use motcua_kernel::{AgencyId, Instant, LegNo};
use std::cmp::Reverse;

/// What a history says up to a moment.
pub struct Course<'a> {
    pub calendars: &'a Calendars,
    pub acceptance_minutes: u64,
    pub receiving: AgencyId,
    pub reception: &'a Reception,
    /// That of the version it is under now.
    pub limit: &'a TimeLimit,
    /// The lawful date, moved by the pauses that are over.
    pub lawful: Instant,
    pub lanes: Vec<Lane>,
    /// Legs in the order in which they were finished.
    pub finished: Vec<LegNo>,
    /// The main line so far; minutes are measured at the end.
    pub line: Vec<Segment>,
    /// Who has it instead of the offices, since when.
    pub pause: Option<(Holder, Instant)>,
    /// How far the walk has come; after it, the end or `until`.
    pub now: Instant,
    pub ended: Option<Instant>,
    /// Whether it ended with a result at the counter.
    pub has_result: bool,
    /// Who had it instead of the offices when it ended.
    pub paused_at_end: Option<Holder>,
}

impl<'a> Course<'a> {
    /// Nothing when no receipt happened by `until`.
    pub fn walk(
        history: &'a [Entry],
        calendars: &'a Calendars,
        acceptance_minutes: u32,
        until: Instant,
    ) -> Option<Self> {
        let mut entries: Vec<&Entry> = history.iter().filter(|it| it.occurred <= until).collect();
        entries.sort_by_key(|it| it.occurred);
        let mut entries = entries.into_iter();
        let mut course = entries.find_map(|entry| {
            let Event::Received { filing, reception, legs, .. } = &entry.event else { return None };
            Some(Self::begin(filing, reception, legs, calendars, acceptance_minutes))
        })?;
        let mut since_end: Vec<&Entry> = Vec::new();
        for entry in entries {
            since_end.push(entry);
            if course.ended.is_some() {
                let Event::Reopened { ground, .. } = &entry.event else { continue };
                course.open_again(*ground);
            }
            for entry in since_end.drain(..) {
                course.run_to(entry.occurred);
                course.happen(&entry.event);
            }
        }
        if course.ended.is_none() {
            course.run_to(until);
        }
        Some(course)
    }

    fn begin(
        filing: &Filing,
        reception: &'a Reception,
        legs: &[LegPlan],
        calendars: &'a Calendars,
        acceptance_minutes: u32,
    ) -> Self {
        Self {
            calendars,
            acceptance_minutes: u64::from(acceptance_minutes),
            receiving: filing.receiving,
            reception,
            limit: &reception.limit,
            lawful: reception.dates.lawful,
            lanes: legs.iter().cloned().map(Lane::planned).collect(),
            finished: Vec::new(),
            line: Vec::new(),
            pause: stands_from_receipt(reception).map(|holder| (holder, reception.at)),
            now: reception.at,
            ended: None,
            has_result: false,
            paused_at_end: None,
        }
    }

    /// The main line with its minutes.
    pub fn main_line(&self, calendars: &Calendars) -> MainLine {
        let mut segments: Vec<Segment> = Vec::new();
        for segment in &self.line {
            match segments.last_mut() {
                Some(last) if (last.holder, last.leg) == (segment.holder, segment.leg) => {
                    last.to = segment.to;
                }
                Some(_) | None => segments.push(*segment),
            }
        }
        for segment in &mut segments {
            let agency = segment.holder.agency().unwrap_or(self.receiving);
            segment.minutes = calendars.of(agency).measure(segment.from, segment.to);
        }
        MainLine { segments, ended: self.ended }
    }

    /// Lets time pass; hand-overs nobody accepted in their time change hands on the way. One whose time ends at `to`
    /// is not over: a term is over after its last moment.
    fn run_to(&mut self, to: Instant) {
        while let Some((limit, no)) = self.next_expiry().filter(|(limit, _)| *limit < to) {
            self.pass(limit);
            self.becomes_the_receivers(no);
        }
        self.pass(to);
    }

    fn next_expiry(&self) -> Option<(Instant, LegNo)> {
        if self.pause.is_some() {
            return None;
        }
        let expiry = |lane: &Lane| {
            let Place::Sent { since, left } = lane.place else { return None };
            let limit = self.calendars.of(lane.plan.desk()).add_minutes(since, left).max(since);
            Some((limit, lane.plan.no))
        };
        self.lanes.iter().filter_map(expiry).min()
    }

    /// One stretch in which nothing changes.
    fn pass(&mut self, to: Instant) {
        let from = self.now;
        if to <= from {
            return;
        }
        let (holder, leg) = self.live();
        self.line.push(Segment { from, to, holder, leg, minutes: 0 });
        if self.pause.is_none() {
            let keepers: Vec<LegNo> = self.kept().filter_map(|kept| self.keeper(kept)).collect();
            for lane in &mut self.lanes {
                let no = lane.plan.no;
                if lane.is_held() || leg == Some(no) || keepers.contains(&no) {
                    lane.tick(from, to);
                }
            }
        }
        self.now = to;
    }

    /// Who has the main line now, and for which leg.
    fn live(&self) -> (Holder, Option<LegNo>) {
        if let Some((holder, _)) = self.pause {
            return (holder, None);
        }
        let open = latest(self.lanes.iter().filter(|it| it.is_held() && !it.beside)).map(|it| it.plan.no);
        let holding = open.or_else(|| match latest(self.kept()) {
            Some(kept) => self.keeper(kept),
            None => self.finished.last().copied(),
        });
        match holding.and_then(|no| self.lane(no)) {
            Some(lane) => (lane.holder(lane.hands), Some(lane.plan.no)),
            None => (Holder::Counter { agency: self.receiving }, None),
        }
    }

    /// Legs that could be worked on but are still with whoever sends them.
    fn kept(&self) -> impl Iterator<Item = &Lane> {
        let before_done =
            |lane: &Lane| lane.plan.after.iter().filter_map(|no| self.lane(*no)).all(Lane::is_done);
        self.lanes
            .iter()
            .filter(|lane| matches!(lane.place, Place::Waiting | Place::Sent { .. }) && !lane.beside)
            .filter(move |lane| before_done(lane))
    }

    /// The finished leg that still has what `lane` is to get: its sender, or before sending the last leg before it.
    /// Nothing for the counter.
    fn keeper(&self, lane: &Lane) -> Option<LegNo> {
        let sender = lane.sender.filter(|no| self.lane(*no).is_some_and(Lane::is_done));
        sender.or_else(|| self.finished.iter().rev().find(|no| lane.plan.after.contains(no)).copied())
    }

    fn lane(&self, no: LegNo) -> Option<&Lane> {
        self.lanes.iter().find(|it| it.plan.no == no)
    }

    pub fn lane_mut(&mut self, no: LegNo) -> Option<&mut Lane> {
        self.lanes.iter_mut().find(|it| it.plan.no == no)
    }
}

/// Who has it instead of the offices when it is received, if anybody has.
fn stands_from_receipt(reception: &Reception) -> Option<Holder> {
    if reception.origin.as_ref().is_some_and(|it| it.is_carried_over()) {
        return Some(Holder::OnPaper);
    }
    reception.bundle.as_ref()?.after.map(|_| Holder::Predecessor)
}

/// The one with the latest planned end; of equals the one with the lower number.
fn latest<'l>(lanes: impl Iterator<Item = &'l Lane>) -> Option<&'l Lane> {
    lanes.max_by_key(|it| (it.plan.planned_end, Reverse(it.plan.no)))
}
