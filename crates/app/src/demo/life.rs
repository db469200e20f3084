//! One dossier of the demo on its way: what lies on whose desk, and when somebody will turn to it.

use super::chance::Chance;
use super::story::{Story, Twist};
use crate::Province;
use motcua_catalogue::LegKind;
use motcua_dossier::{DeskTask, Dossier, Leg, LegStatus, desk_rows};
use motcua_kernel::{AgencyId, Instant, LegNo};
use std::collections::BTreeMap;

/// A task on a desk; slot 0 is the counter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ToDo {
    pub agency: AgencyId,
    pub slot: u16,
    pub task: DeskTask,
}

/// A limit shorter than this leaves no time to let things lie.
const SHORT_LIMIT_MINUTES: i64 = 700;

/// A story and how far it has come.
pub(super) struct Life {
    pub story: Story,
    pub dossier: Dossier,
    /// Chooses people, so that one dossier stays in one person's hands.
    pub number: usize,
    /// What has not yet happened of what is not straight.
    pub twist: Option<Twist>,
    todo: BTreeMap<ToDo, Instant>,
}

impl Life {
    pub(super) const fn new(story: Story, dossier: Dossier, number: usize) -> Self {
        Self { story, dossier, number, twist: story.twist, todo: BTreeMap::new() }
    }

    /// The task whose time comes first.
    pub(super) fn next(&self) -> Option<(Instant, ToDo)> {
        self.todo.iter().map(|(task, at)| (*at, *task)).min()
    }

    /// The leg a task is about.
    pub(super) fn leg(&self, task: ToDo) -> Option<&Leg> {
        self.dossier.leg(LegNo(task.slot))
    }

    /// A task was done and made this of the dossier.
    pub(super) fn went_on(&mut self, done: ToDo, after: Dossier, province: &Province, chance: &mut Chance) {
        self.dossier = after;
        self.todo.remove(&done);
        self.todo.retain(|_, at| *at < Instant::MAX);
        self.look_at_desks(province, chance);
    }

    /// Nobody can do it now; looked at again when the dossier has moved.
    pub(super) fn leave(&mut self, task: ToDo) {
        self.todo.insert(task, Instant::MAX);
    }

    /// Takes up what has come to a desk and forgets what has left one.
    pub(super) fn look_at_desks(&mut self, province: &Province, chance: &mut Chance) {
        let rows = desk_rows(&self.dossier).into_iter();
        let now: Vec<ToDo> =
            rows.map(|it| ToDo { agency: it.agency, slot: it.slot, task: it.task }).collect();
        self.todo.retain(|task, _| now.contains(task));
        for task in now {
            if !self.rests(task) && !self.todo.contains_key(&task) {
                let at = self.time_for(task, province, chance);
                self.todo.insert(task, at);
            }
        }
    }

    /// A dossier that stands still is taken up again by nobody, whoever has it in hand.
    fn rests(&self, it: ToDo) -> bool {
        let here = |(task, slot)| task == it.task && (slot == it.slot || task == DeskTask::Resume);
        self.twist.is_none_or(|it| !it.comes_before_rest()) && self.story.rest.is_some_and(here)
    }

    fn time_for(&self, it: ToDo, province: &Province, chance: &mut Chance) -> Instant {
        let calendar = province.calendars.of(it.agency);
        let now = self.dossier.last_recorded;
        // An answer from outside is one task: what else is to happen there happens soon, before it.
        let answer = it.task == DeskTask::RecordAnswer && !self.twist.is_some_and(|twist| twist.is_due(it));
        if (it.task == DeskTask::Work || answer)
            && let Some(leg) = self.leg(it)
        {
            let end = calendar.due(now, &leg.plan.budget, None).at;
            let whole = u32::try_from(calendar.measure(now, end)).unwrap_or(0);
            let steps = if it.task == DeskTask::Work { leg.plan.steps.max(1) } else { 1 };
            let part = whole * chance.between(45, 85) / 100 / u32::from(steps);
            let at = calendar.add_minutes(now, u64::from(part.max(1)));
            return if self.makes_late(leg) { at.max(self.past_the_limit(it, province, chance)) } else { at };
        }
        let (least, most) = usual_minutes(it.task);
        let minutes = chance.between(least, most) / if self.is_short(province) { 6 } else { 1 };
        calendar.add_minutes(now, u64::from(minutes.max(1)))
    }

    fn past_the_limit(&self, it: ToDo, province: &Province, chance: &mut Chance) -> Instant {
        let lawful = self.dossier.reception.as_ref().map_or(Instant::MIN, |it| it.dates.lawful);
        province.calendars.of(it.agency).add_minutes(lawful, u64::from(chance.between(150, 900)))
    }

    /// Whether this is the last thing to be done on the leg of the story that takes too long.
    fn makes_late(&self, leg: &Leg) -> bool {
        let LegStatus::Active { steps_done, .. } = leg.status else { return false };
        let last = leg.plan.liaison.is_some()
            || leg.plan.kind == LegKind::Consultation
            || steps_done + 1 >= leg.plan.steps.min(2);
        self.story.late == Some(leg.plan.no.0) && last
    }

    fn is_short(&self, province: &Province) -> bool {
        let Some(reception) = &self.dossier.reception else { return false };
        let Some(receiving) = self.dossier.receiving() else { return false };
        let calendar = province.calendars.of(receiving);
        calendar.measure(reception.at, reception.dates.lawful) < SHORT_LIMIT_MINUTES
    }
}

impl Twist {
    /// Whether its moment is a task at which the story may rest afterwards.
    const fn comes_before_rest(self) -> bool {
        !matches!(self, Self::Refuse | Self::Guidance | Self::NotReceived)
    }
}

/// How long a task lies, in working minutes.
const fn usual_minutes(task: DeskTask) -> (u32, u32) {
    match task {
        DeskTask::HandOver => (15, 50),
        DeskTask::AwaitCitizen => (400, 1300),
        DeskTask::Accept | DeskTask::SendLetter => (15, 90),
        DeskTask::AnswerQuestion | DeskTask::Resend => (30, 150),
        DeskTask::Take => (10, 70),
        DeskTask::Work
        | DeskTask::RecordAnswer
        | DeskTask::Decide
        | DeskTask::ConfirmAnnulment
        | DeskTask::ConfirmCorrection => (30, 180),
        DeskTask::Number | DeskTask::HandOn => (10, 60),
        DeskTask::Resume => (700, 1500),
        DeskTask::ReturnResult => (60, 900),
    }
}
