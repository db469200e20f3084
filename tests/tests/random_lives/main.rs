//! Lives of dossiers nobody thought of: any command, by anybody, at any time, on shipped procedures; received over the
//! counter, from slips of an outage or the paper age, behind another of their bundle, with a calendar that changes.
//!
//! Whatever the rules accept must be a history, and every figure of it must add up. No database and no mock: only the
//! pure rules. What a life is stands in `life`, what must hold of each in `properties`, chosen lives in `law`.
#![cfg(test)]

mod law;
mod life;
mod office;
mod origin;
mod properties;
mod wish;

use life::{Life, Plan, plans};
use motcua_dossier::Status;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

#[test]
fn whatever_the_rules_accept_is_a_history_that_adds_up() {
    let config = Config { cases: 128, failure_persistence: None, ..Config::default() };
    let check = |plan: Plan| {
        properties::check(&Life::live(&plan));
        Ok(())
    };
    TestRunner::new(config).run(&plans(), check).unwrap();
}

/// What the lives of one run came to.
#[derive(Debug, Default)]
struct Census {
    accepted: usize,
    /// Wishes of people; what a push forward tried in vain is not counted.
    refused: usize,
    returned: usize,
    withdrawn: usize,
    stopped: usize,
    annulled: usize,
    suspended_between: usize,
    citizen_between: usize,
    reappointed: usize,
    late: usize,
    consulted: usize,
    paid: usize,
    paid_while_awaited: usize,
    answered_from_outside: usize,
    corrected: usize,
    reopened: usize,
    rebased: usize,
    entered_late: usize,
    carried_over: usize,
    begun_behind_another: usize,
    moved_by_a_swap: usize,
}

impl Census {
    fn count(&mut self, life: &Life) {
        let passed = |is: fn(&Status) -> bool| usize::from(life.states.iter().any(|it| is(&it.status)));
        self.accepted += life.accepted;
        self.refused += life.refused;
        self.returned += passed(|it| matches!(it, Status::Returned { .. }));
        self.withdrawn += passed(|it| matches!(it, Status::Withdrawn { .. }));
        self.stopped += passed(|it| matches!(it, Status::Stopped { .. }));
        self.annulled += passed(|it| matches!(it, Status::Annulled { .. }));
        self.suspended_between += passed(|it| matches!(it, Status::Suspended { .. }));
        self.citizen_between += passed(|it| it.clock() == motcua_dossier::ClockHolder::Citizen);
        self.reappointed += usize::from(life.state().reappointments > 0);
        self.corrected += usize::from(!life.state().replaced.is_empty());
        self.reopened += usize::from(!life.state().reopenings.is_empty());
        self.late += usize::from(properties::lateness_at_end(life) > 0);
        let confirmed =
            |it: &motcua_dossier::Entry| matches!(it.event, motcua_dossier::Event::PaymentConfirmed { .. });
        self.paid_while_awaited += usize::from(life.entries.iter().any(confirmed));
        self.paid += usize::from(!life.state().payments.is_empty());
        let answered =
            |it: &motcua_dossier::Entry| matches!(it.event, motcua_dossier::Event::AnswerRecorded { .. });
        self.answered_from_outside += usize::from(life.entries.iter().any(answered));
        let paper = life.states[0].paper_origin();
        let carried_over = paper.is_some_and(motcua_dossier::PaperOrigin::is_carried_over);
        self.carried_over += usize::from(carried_over);
        self.entered_late += usize::from(paper.is_some() && !carried_over);
        let happened = |is: fn(&motcua_dossier::Event) -> bool| life.entries.iter().any(|it| is(&it.event));
        self.begun_behind_another +=
            usize::from(happened(|it| matches!(it, motcua_dossier::Event::Begun { .. })));
        self.moved_by_a_swap +=
            usize::from(happened(|it| matches!(it, motcua_dossier::Event::DatesRecomputed { .. })));
        self.rebased += usize::from(life.state().rebasing.received.is_some());
        let asked =
            |it: &motcua_dossier::Entry| matches!(it.event, motcua_dossier::Event::ConsultationAsked { .. });
        self.consulted += usize::from(life.entries.iter().any(asked));
    }
}

/// A generator that never gets anywhere would make every property true.
#[test]
fn the_lives_really_end_in_every_way() {
    let mut runner = TestRunner::deterministic();
    let strategy = plans();
    let mut census = Census::default();
    for _ in 0..256 {
        census.count(&Life::live(&strategy.new_tree(&mut runner).unwrap().current()));
    }
    println!("{census:?}");
    assert!(census.accepted > 3000 && census.refused > 1000, "{census:?}");
    assert!(census.returned >= 60, "{census:?}");
    assert!(census.withdrawn >= 10 && census.stopped >= 20 && census.annulled >= 3, "{census:?}");
    assert!(census.suspended_between >= 30 && census.citizen_between >= 60, "{census:?}");
    assert!(census.paid >= 30 && census.paid_while_awaited >= 10, "{census:?}");
    assert!(census.answered_from_outside >= 30, "{census:?}");
    assert!(census.corrected >= 5 && census.reopened >= census.corrected + 10, "{census:?}");
    assert!(census.entered_late >= 25 && census.carried_over >= 25, "{census:?}");
    assert!(census.begun_behind_another >= 15 && census.moved_by_a_swap >= 15, "{census:?}");
    assert!(census.reappointed >= 10 && census.late >= 30 && census.consulted >= 20, "{census:?}");
    assert!(census.rebased >= 20, "{census:?}");
}
