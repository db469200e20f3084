//! The weeks before: whoever's turn it is next acts, at that moment. Never goes back in time, never past now.

use super::World;
use super::applicants::Applicant;
use super::chance::Chance;
use super::deed::deed;
use super::life::{Life, ToDo};
use super::office::Office;
use super::story::Story;
use super::visit::visit;
use crate::{AppError, Context};
use motcua_kernel::{Agency, AgencyId, AgencyKind, Date, Instant, Refusal};

/// From this time on a day counts as begun: what is brought in the first hours has been brought.
const DAY_HAS_BEGUN: time::Time = time::macros::time!(09:30);

/// The demo as it happens.
pub(super) struct Past<'a> {
    pub context: &'a Context,
    pub office: &'a Office,
    pub chance: Chance,
    world: World,
    lives: Vec<Life>,
    applicants: u32,
    undone: Vec<Refusal>,
}

/// What comes next.
enum Next {
    Visit,
    Task(usize, ToDo),
}

impl<'a> Past<'a> {
    pub(super) fn new(context: &'a Context, office: &'a Office, world: World, today: Date) -> Self {
        let chance = Chance::of(u64::from(today.to_julian_day().unsigned_abs()));
        Self { context, office, chance, world, lives: Vec::new(), applicants: 0, undone: Vec::new() }
    }

    /// Lets everything happen that happens before `now`. What a rule refuses on the way stays undone, and is returned.
    pub(super) async fn happen(
        mut self,
        stories: impl Iterator<Item = &Story>,
        now: Instant,
    ) -> Result<Vec<Refusal>, AppError> {
        let mut visits: Vec<(Instant, &Story)> =
            stories.map(|it| (self.moment(it, now), it)).filter(|(at, _)| *at <= now).collect();
        // The first stands last, to be taken from there.
        visits.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        while let Some((at, next)) = self.next(visits.last().map(|(at, _)| *at)) {
            if at > now {
                break;
            }
            self.context.clock.set(at);
            match next {
                Next::Visit => {
                    if let Some((_, story)) = visits.pop() {
                        self.begin(story).await?;
                    }
                }
                Next::Task(life, task) => self.act(life, task).await?,
            }
        }
        Ok(self.undone)
    }

    /// How many have come so far.
    pub(super) const fn visits(&self) -> usize {
        self.lives.len()
    }

    /// The next person at the counter of `agency`.
    pub(super) fn next_applicant(&mut self, agency: AgencyId) -> Applicant {
        self.applicants += 1;
        let committee = |it: &&Agency| it.kind == AgencyKind::PeoplesCommittee && it.parent.is_some();
        let commune = self.context.province.agencies.ancestors(agency).find(committee);
        let commune = commune.map_or("thành phố Sóc Trăng", |it| it.name.trim_start_matches("UBND "));
        Applicant::invent(self.applicants, commune, self.world, &mut self.chance)
    }

    fn next(&self, visit: Option<Instant>) -> Option<(Instant, Next)> {
        let tasks = self.lives.iter().enumerate().filter_map(|(place, life)| {
            let (at, task) = life.next()?;
            Some((at, Next::Task(place, task)))
        });
        tasks.chain(visit.map(|at| (at, Next::Visit))).min_by_key(|(at, _)| *at)
    }

    async fn begin(&mut self, story: &Story) -> Result<(), AppError> {
        let visited = visit(self, story).await;
        let Some(dossier) = self.allowed(visited)? else { return Ok(()) };
        let mut life = Life::new(*story, dossier, self.visits());
        life.look_at_desks(&self.context.province, &mut self.chance);
        self.lives.push(life);
        Ok(())
    }

    async fn act(&mut self, place: usize, task: ToDo) -> Result<(), AppError> {
        let Some(life) = self.lives.get_mut(place) else { return Ok(()) };
        let done = deed(self.context, self.office, life, task).await;
        let after = self.allowed(done)?.flatten();
        if let Some(life) = self.lives.get_mut(place) {
            match after {
                Some(after) => life.went_on(task, after, &self.context.province, &mut self.chance),
                None => life.leave(task),
            }
        }
        Ok(())
    }

    /// What a rule refuses does not happen.
    fn allowed<T>(&mut self, outcome: Result<T, AppError>) -> Result<Option<T>, AppError> {
        match outcome {
            Ok(done) => Ok(Some(done)),
            Err(AppError::Refused(refusal)) => {
                self.undone.push(refusal);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// When a story begins, seen from `now`.
    fn moment(&self, story: &Story, now: Instant) -> Instant {
        let province = &self.context.province;
        let counter = province.agencies.by_code(story.counter, now.date());
        let works = |it: &Date| counter.is_none_or(|at| province.calendars.of(at.id).is_working_day(*it));
        let begun = if now.time() < DAY_HAS_BEGUN { now.date().previous_day() } else { Some(now.date()) };
        let days = std::iter::successors(begun, |it| it.previous_day()).filter(works);
        let day = days.take(story.days_ago as usize + 1).last().unwrap_or(now.date());
        let (hour, minute) = story.at;
        Instant::local(day, time::Time::from_hms(hour, minute, 0).unwrap_or(time::Time::MIDNIGHT))
    }
}
