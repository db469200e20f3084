//! Bundles of the demo: on the last working day a birth was registered, so that residence and insurance have begun; and a
//! death was reported, of which nothing is done yet.

use super::World;
use super::applicants::Applicant;
use super::chance::Chance;
use super::office::Office;
use super::visit::given;
use crate::intake::{BundleSubmission, group_of, person, receive_bundle_at_counter, usual_competent};
use crate::routing::{accept, approve, hand_over_from_counter, number_and_stamp, propose};
use crate::{AppError, Command, Context};
use motcua_catalogue::{Channel, ChannelRow, GroupChild, ProcedureCase, ProcedureGroup};
use motcua_dossier::{Dossier, Filing, Outcome, Party};
use motcua_kernel::{Actor, AgencyId, Date, Instant, LegNo, Refusal, Role};
use motcua_routing::NumberedResult;
use std::collections::{BTreeMap, BTreeSet};
use time::Time;
use time::macros::time;

const COUNTER: &str = "H13.163.01";
const REGISTRAR: &str = "H13.163";
const FIRST_LEG: LegNo = LegNo(1);

/// Lets both happen.
pub(super) async fn happen(context: &Context, office: &Office, now: Instant) -> Result<(), AppError> {
    let calendar = context.province.calendars.of(agency(context, COUNTER, now)?);
    let mut day = now.date().previous_day().unwrap_or(Date::MIN);
    while !calendar.is_working_day(day) {
        day = day.previous_day().ok_or(AppError::NotFound)?;
    }
    let past = Yesterday { context, office, day, chance: Chance::of(7) };
    Box::pin(past.birth()).await
}

struct Yesterday<'a> {
    context: &'a Context,
    office: &'a Office,
    day: Date,
    chance: Chance,
}

impl Yesterday<'_> {
    async fn birth(mut self) -> Result<(), AppError> {
        let children = self.received("lt-khai-sinh", time!(8:20), 901).await?;
        let Some(birth) = children.into_iter().next() else { return Ok(()) };
        let clerk = self.at(COUNTER, Role::Clerk)?;
        self.it_is(time!(8:40));
        let birth = hand_over_from_counter(self.context, on(&birth, clerk)).await?;
        self.it_is(time!(9:00));
        let registrar = self.at(REGISTRAR, Role::Specialist)?;
        let birth = accept(self.context, on(&birth, registrar), FIRST_LEG).await?;
        self.it_is(time!(9:30));
        let certificate = Outcome::Granted { result: "giay-khai-sinh".to_owned(), file: None };
        let birth = propose(self.context, on(&birth, registrar), FIRST_LEG, certificate).await?;
        self.it_is(time!(10:00));
        let leader = self.at(REGISTRAR, Role::Leader)?;
        let birth = approve(self.context, on(&birth, leader), FIRST_LEG).await?;
        self.it_is(time!(10:10));
        let records = self.at(REGISTRAR, Role::RecordsClerk)?;
        let result = NumberedResult { number: format!("215/{}", self.day.year()), file: None };
        number_and_stamp(self.context, on(&birth, records), FIRST_LEG, result).await?;
        self.received("lt-khai-tu", time!(14:05), 902).await?;
        Ok(())
    }

    async fn received(&mut self, group: &str, at: Time, applicant: u32) -> Result<Vec<Dossier>, AppError> {
        self.it_is(at);
        let group = group_of(self.context, group)?;
        let clerk = self.at(COUNTER, Role::Clerk)?;
        let applicant = Applicant::invent(applicant, "xã Kế Sách", World::CanTho, &mut self.chance);
        let party = person(self.context, applicant.input())?;
        let filing = |child: &GroupChild| self.filing(group, child, clerk.agency, &party);
        let children = group.children.iter().map(filing).collect::<Result<_, AppError>>()?;
        let submission = BundleSubmission {
            group: group.code.clone(),
            children,
            parties: vec![party.clone()],
            reach: Vec::new(),
            once: None,
            late: None,
        };
        let receipt = receive_bundle_at_counter(self.context, clerk, submission).await?;
        Ok(receipt.children.into_iter().map(|(dossier, _)| dossier).collect())
    }

    /// Every paper that is handed in with this child, and one copy where copies are counted.
    fn filing(
        &self,
        group: &ProcedureGroup,
        child: &GroupChild,
        receiving: AgencyId,
        applicant: &Party,
    ) -> Result<Filing, AppError> {
        let catalogue = &self.context.province.catalogue;
        let found = ProcedureGroup::version_of(child, catalogue, self.day);
        let (version, case) = found.ok_or_else(|| Refusal::new("app.version-unknown"))?;
        let elsewhere = group.elsewhere(child);
        let papers = case.components.iter().flat_map(given);
        let mut filing = Filing {
            version: version.id,
            case: case.code.clone(),
            channel: Channel::Counter,
            receiving,
            competent: receiving,
            applicant: applicant.id,
            helper: None,
            answers: BTreeMap::new(),
            components: papers.filter(|it| !elsewhere.contains(&it.code)).collect(),
            quantities: one_each(case),
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        filing.competent = usual_competent(self.context, &filing, self.context.clock.now())?;
        Ok(filing)
    }

    fn at(&self, code: &str, role: Role) -> Result<Actor, AppError> {
        let agency = agency(self.context, code, self.context.clock.now())?;
        let actor = self.office.actor(agency, &[role], 0);
        Ok(actor.ok_or_else(|| Refusal::new("app.other-counter"))?)
    }

    fn it_is(&self, at: Time) {
        self.context.clock.set(Instant::local(self.day, at));
    }
}

fn on(dossier: &Dossier, actor: Actor) -> Command {
    Command { actor, dossier: dossier.id, seen: dossier.seq, once: None }
}

fn agency(context: &Context, code: &str, now: Instant) -> Result<AgencyId, Refusal> {
    let agency = context.province.agencies.by_code(code, now.date());
    Ok(agency.ok_or_else(|| Refusal::new("app.agency-not-in-force"))?.id)
}

fn one_each(case: &ProcedureCase) -> BTreeMap<String, u32> {
    let counted = case.channel(Channel::Counter).into_iter().flat_map(ChannelRow::per_unit);
    counted.map(|it| (it.code.clone(), 1)).collect()
}
