//! What each event changes in a course: hands, pauses, the end. Never lets time pass; that is the walk's.

use crate::course::Course;
use crate::join;
use crate::lane::{Lane, Place};
use crate::{Event, Holder, Rebased};
use motcua_catalogue::LegKind;
use motcua_kernel::{Instant, LegNo};

impl<'a> Course<'a> {
    pub fn happen(&mut self, event: &'a Event) {
        match event {
            Event::SupplementRequested { .. } | Event::PaymentAwaited { .. } => {
                self.stand_still(Holder::Citizen);
            }
            Event::Suspended { ground, .. } => self.stand_still(Holder::Suspension { ground: *ground }),
            Event::SupplementCompleted { lawful }
            | Event::PaymentConfirmed { lawful }
            | Event::Resumed { lawful } => self.go_on(*lawful),
            Event::DatesRecomputed { lawful, planned } => {
                self.plan(planned);
                self.lawful = *lawful;
            }
            Event::Begun { lawful, planned } => {
                self.plan(planned);
                self.go_on(*lawful);
            }
            Event::Rebased(rebased) => self.rebase(rebased),
            Event::AgencySucceeded { from, to } => {
                if self.receiving == *from {
                    self.receiving = *to;
                }
                for lane in self.lanes.iter_mut().filter(|it| it.plan.agency == *from && !it.is_done()) {
                    lane.plan.agency = *to;
                }
            }
            Event::HandedOver { from, to } => self.send(*from, *to),
            Event::LegAccepted { leg } => self.take(*leg),
            Event::HandoverSentBack { leg, .. } => self.give_back(*leg),
            Event::ConsultationAsked { asking, plan, .. } => {
                let lane = Lane::consultation(plan.clone(), *asking, self.now, self.acceptance_minutes);
                self.lanes.push(lane);
            }
            Event::ConsultationAnswered { leg, .. } | Event::LegFinished { leg } => self.finish(*leg),
            Event::ResultProposed { leg, .. } => self.with_signer(*leg, true),
            Event::ReworkDemanded { leg, .. } | Event::ResultApproved { leg } => {
                self.with_signer(*leg, false);
            }
            Event::ResultReady => {
                let returning = |lane: &&mut Lane| lane.plan.kind == LegKind::Return && !lane.is_done();
                for lane in self.lanes.iter_mut().filter(returning) {
                    lane.place = Place::Done;
                    lane.finished = Some(self.now);
                }
                self.has_result = true;
                self.ended = Some(self.now);
            }
            Event::Withdrawn { .. } | Event::Stopped { .. } | Event::Annulled => self.ended = Some(self.now),
            Event::Received { .. }
            | Event::GuidanceGiven { .. }
            | Event::NotReceived { .. }
            | Event::HandoverQuestioned { .. }
            | Event::LegAssigned { .. }
            | Event::StepFinished { .. }
            | Event::ResultNumbered { .. }
            | Event::ChargeAssessed { .. }
            | Event::ChargesPaid { .. }
            | Event::Reappointed { .. }
            | Event::ApologyIssued { .. }
            | Event::ResultReturned { .. }
            | Event::AnnulmentRequested { .. }
            | Event::CorrectionRequested { .. }
            | Event::RebaseProposed { .. }
            | Event::Corrected
            | Event::LogImported { .. }
            | Event::Imported(_) => {}
        }
    }

    fn plan(&mut self, planned: &[(LegNo, Instant)]) {
        for (no, end) in planned {
            if let Some(lane) = self.lane_mut(*no) {
                lane.plan.planned_end = *end;
            }
        }
    }

    /// What never went goes by the new plan; what is done or beside stays.
    fn rebase(&mut self, rebased: &'a Rebased) {
        self.limit = &rebased.limit;
        self.lawful = rebased.lawful;
        let planned = |lane: &Lane| rebased.legs.iter().any(|it| it.no == lane.plan.no);
        self.lanes.retain(|lane| lane.is_done() || lane.beside || planned(lane));
        for plan in &rebased.legs {
            match self.lane_mut(plan.no) {
                Some(lane) => lane.plan = plan.clone(),
                None => self.lanes.push(Lane::planned(plan.clone())),
            }
        }
    }

    /// A pause also stops the time for accepting a hand-over.
    fn stand_still(&mut self, holder: Holder) {
        if self.pause.is_none() {
            for lane in &mut self.lanes {
                if let Place::Sent { since, left } = &mut lane.place {
                    let used = self.calendars.of(lane.plan.agency).measure(*since, self.now);
                    *left = left.saturating_sub(u64::try_from(used).unwrap_or(0));
                }
            }
        }
        let since = self.pause.map_or(self.now, |(_, since)| since);
        self.pause = Some((holder, since));
    }

    fn go_on(&mut self, lawful: Instant) {
        self.lawful = lawful;
        if self.pause.take().is_some() {
            for lane in &mut self.lanes {
                if let Place::Sent { since, .. } = &mut lane.place {
                    *since = self.now;
                }
            }
        }
    }

    fn send(&mut self, from: Option<LegNo>, to: LegNo) {
        let sent = Place::Sent { since: self.now, left: self.acceptance_minutes };
        if let Some(lane) = self.lane_mut(to).filter(|it| !it.is_held() && !it.is_done()) {
            lane.place = sent;
            lane.sender = from;
        }
    }

    pub fn take(&mut self, no: LegNo) {
        let now = self.now;
        if let Some(lane) = self.lane_mut(no).filter(|it| !it.is_done()) {
            lane.place = Place::Held;
            lane.started.get_or_insert(now);
        }
    }

    fn give_back(&mut self, no: LegNo) {
        if let Some(lane) = self.lane_mut(no).filter(|it| !it.is_done()) {
            lane.place = Place::Waiting;
            lane.with_signer = false;
        }
    }

    fn with_signer(&mut self, no: LegNo, with_signer: bool) {
        if let Some(lane) = self.lane_mut(no) {
            lane.with_signer = with_signer;
        }
    }

    fn finish(&mut self, no: LegNo) {
        let now = self.now;
        let Some(lane) = self.lane_mut(no).filter(|it| !it.is_done()) else { return };
        lane.place = Place::Done;
        lane.with_signer = false;
        lane.finished = Some(now);
        if lane.beside {
            return;
        }
        self.finished.push(no);
        for closed in join::closed_by(&self.lanes, no) {
            let chain = join::closing_chain(&self.lanes, &self.finished, &closed, no);
            self.line = join::reassigned(&self.line, &self.lanes, &closed, &chain);
        }
    }
}
