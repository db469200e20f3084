//! What each event changes in a course: hands, pauses, the end. Never lets time pass; that is the walk's.

use crate::course::Course;
use crate::join;
use crate::lane::{Hands, Lane, Place};
use crate::{Event, Holder, IncidentKind, Rebased, ReopenGround};
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
            Event::AgencySucceeded { from, to, liaison } => {
                if self.receiving == *from {
                    self.receiving = *to;
                }
                for lane in self.lanes.iter_mut().filter(|it| !it.is_done()) {
                    lane.plan.succeed(*from, *to, *liaison);
                }
            }
            Event::CarriedOver { done, open } => self.carry_over(done, open),
            Event::HandedOver { from, to } => self.send(*from, *to),
            Event::LegAccepted { leg } | Event::LetterSent { leg, .. } => self.take(*leg),
            Event::AnswerRecorded { leg, answer, .. } if answer.is_final() => self.finish(*leg),
            Event::AnswerRecorded { leg, .. } => self.hand(*leg, Hands::Liaison),
            Event::HandoverSentBack { leg, .. } => self.give_back(*leg),
            Event::ConsultationAsked { asking, plan, .. } => {
                let lane = Lane::consultation(plan.clone(), *asking, self.now, self.acceptance_minutes);
                self.lanes.push(lane);
            }
            Event::ConsultationAnswered { leg, .. } | Event::LegFinished { leg } => self.finish(*leg),
            Event::ResultProposed { leg, .. } => self.hand(*leg, Hands::Signer),
            Event::ReworkDemanded { leg, .. } | Event::ResultApproved { leg } => {
                self.hand(*leg, Hands::Agency);
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
            Event::IncidentRecorded { kind: IncidentKind::WrongResult, .. } => self.is_reported(),
            Event::Reopened { ground, lawful, .. } => self.go_on_after_end(*ground, *lawful),
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
            | Event::ChargeExempted { .. }
            | Event::PaymentReversed { .. }
            | Event::RefundRequested { .. }
            | Event::RefundApproved { .. }
            | Event::RefundDeclined { .. }
            | Event::RefundPaid { .. }
            | Event::SheetIssued { .. }
            | Event::SheetReprinted { .. }
            | Event::Reappointed { .. }
            | Event::ApologyIssued { .. }
            | Event::ResultReturned { .. }
            | Event::IncidentRecorded {
                kind: IncidentKind::PapersLost | IncidentKind::PapersDamaged, ..
            }
            | Event::AnnulmentRequested { .. }
            | Event::CorrectionRequested { .. }
            | Event::RebaseProposed { .. }
            | Event::Corrected
            | Event::LogImported { .. }
            | Event::Imported(_) => {}
        }
    }

    /// Nobody's clock ran on paper: a leg done there has neither start nor minutes.
    fn carry_over(&mut self, done: &[LegNo], open: &[LegNo]) {
        self.pause = None;
        for no in done {
            let now = self.now;
            if let Some(lane) = self.lane_mut(*no) {
                lane.place = Place::Done;
                lane.hands = lane.hands_when_done();
                lane.finished = Some(now);
            }
        }
        self.finished.extend(done);
        // No letter is recorded yet: what is outside is the liaison unit's until one is.
        for no in open {
            self.becomes_the_receivers(*no);
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
                    let used = self.calendars.of(lane.plan.desk()).measure(*since, self.now);
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

    /// The end is taken back. What lies between is nobody's as long as nobody had said that the result is wrong, and the
    /// counter's where it or the office had ended it by mistake.
    pub fn open_again(&mut self, ground: ReopenGround) {
        self.ended = None;
        self.has_result = false;
        self.paused_at_end = self.pause.map(|(holder, _)| holder);
        self.stand_still(match ground {
            ReopenGround::WrongResult => Holder::AfterResult,
            ReopenGround::EndedByMistake => Holder::Counter { agency: self.receiving },
        });
    }

    /// From the report of a wrong result on the counter owes its correction.
    fn is_reported(&mut self) {
        if let Some((holder @ Holder::AfterResult, _)) = &mut self.pause {
            *holder = Holder::Counter { agency: self.receiving };
        }
    }

    fn go_on_after_end(&mut self, ground: ReopenGround, lawful: Instant) {
        self.go_on(lawful);
        let paused = self.paused_at_end.take();
        match ground {
            ReopenGround::WrongResult => self.decide_again(),
            ReopenGround::EndedByMistake => {
                if let Some(holder) = paused {
                    self.stand_still(holder);
                }
            }
        }
    }

    /// The leg that gave the result has it in hand again, and the return waits for it.
    fn decide_again(&mut self) {
        for lane in &mut self.lanes {
            if lane.plan.decides {
                lane.place = Place::Held;
                lane.finished = None;
                self.finished.retain(|no| *no != lane.plan.no);
            } else if lane.plan.kind == LegKind::Return {
                lane.place = Place::Waiting;
                lane.sender = None;
                lane.finished = None;
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
            lane.hands = Hands::Agency;
            lane.started.get_or_insert(now);
        }
    }

    /// Without an acceptance: its agency's, or the liaison unit's that has not written.
    pub fn becomes_the_receivers(&mut self, no: LegNo) {
        match self.lane_mut(no).filter(|it| it.plan.liaison.is_some()) {
            Some(lane) => {
                lane.place = Place::Held;
                lane.hands = Hands::Liaison;
            }
            None => self.take(no),
        }
    }

    fn give_back(&mut self, no: LegNo) {
        if let Some(lane) = self.lane_mut(no).filter(|it| !it.is_done()) {
            lane.place = Place::Waiting;
            lane.hands = Hands::Agency;
        }
    }

    fn hand(&mut self, no: LegNo, hands: Hands) {
        if let Some(lane) = self.lane_mut(no) {
            lane.hands = hands;
        }
    }

    fn finish(&mut self, no: LegNo) {
        let now = self.now;
        let Some(lane) = self.lane_mut(no).filter(|it| !it.is_done()) else { return };
        lane.place = Place::Done;
        lane.hands = lane.hands_when_done();
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
