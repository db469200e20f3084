//! Chạy thử: what keeps a procedure from being announced, and the clock of each leg of a dossier that would be received now.
//!
//! The same rules as reception, on a filing that nobody brought: nothing is stored, and no number is used.

use crate::Province;
use motcua_calendar::Explanation;
use motcua_catalogue::{
    Channel, ChannelRow, Gap, Procedure, ProcedureCase, ProcedureVersion, check_route, completeness,
};
use motcua_dossier::{ComponentGiven, DossierNumber, Event, Filing, LegPlan};
use motcua_intake::{ReceiveFacts, receive, resolve_agencies};
use motcua_kernel::{Agency, AgencyId, Instant, LegNo, PartyId, Refusal, RulePack};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a look at one procedure found.
#[derive(Clone, Debug)]
pub struct DryRun {
    /// Name of the version in force.
    pub name: String,
    /// What it lacks, and what is wrong with its routes.
    pub gaps: Vec<Gap>,
    /// A walk through each case and channel, or why there is none.
    pub walks: Vec<Walk>,
}

/// A dossier that would be received.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Code of the case.
    pub case: String,
    /// Its name.
    pub name: String,
    /// The channel.
    pub channel: Channel,
    /// Where it would go, or why it can not be received.
    pub way: Result<Way, Refusal>,
}

/// Its way.
#[derive(Clone, Debug)]
pub struct Way {
    /// The date the slip would say.
    pub due: Instant,
    /// Why.
    pub explanation: Explanation,
    /// Its legs by rising number.
    pub legs: Vec<WalkedLeg>,
    /// Working minutes of the receiving agency between the end of the last leg and the date.
    pub to_spare: i64,
}

/// A leg and its clock.
#[derive(Clone, Debug)]
pub struct WalkedLeg {
    /// As planned.
    pub plan: LegPlan,
    /// Name of its agency.
    pub agency: String,
    /// When it begins if every leg before it takes its full budget.
    pub begins: Instant,
    /// Working minutes of its agency from there to its planned end.
    pub minutes: i64,
}

/// Looks at the version of the procedure `code` in force at `at`, and walks every case and channel of it from the counter
/// `receiving`, each question answered with yes, so that the longest way is walked.
///
/// # Errors
/// Refused when there is no such procedure or counter then.
pub fn dry_run(province: &Province, code: &str, receiving: &str, at: Instant) -> Result<DryRun, Refusal> {
    let trial = of_procedure(province, code, receiving, at)?;
    let Trial { version, pack, .. } = trial;
    let mut gaps = completeness(trial.procedure, version, pack);
    gaps.extend(version.cases.iter().flat_map(check_route));
    let mut walks = Vec::new();
    for case in &version.cases {
        for row in &case.channels {
            let way = trial.way(case, row.channel);
            walks.push(Walk { case: case.code.clone(), name: case.name.clone(), channel: row.channel, way });
        }
    }
    Ok(DryRun { name: version.name.clone(), gaps, walks })
}

/// Everything a walk is decided by but its case and channel.
pub(super) struct Trial<'a> {
    pub province: &'a Province,
    procedure: &'a Procedure,
    pub version: &'a ProcedureVersion,
    pack: &'a RulePack,
    counter: &'a Agency,
    at: Instant,
}

/// The version in force at `at`, the counter and the pack of that day; refused when there is no such procedure or counter.
pub(super) fn of_procedure<'a>(
    province: &'a Province,
    code: &str,
    receiving: &str,
    at: Instant,
) -> Result<Trial<'a>, Refusal> {
    let date = at.date();
    let unknown =
        || Refusal::new("app.procedure-unknown").with("code", code).with("date", date).at("procedure");
    let procedure = province.catalogue.procedure(code).ok_or_else(unknown)?;
    let version = province.catalogue.version_on(code, date).ok_or_else(unknown)?;
    let no_counter = || Refusal::new("app.agency-not-in-force").at("receiving");
    let counter = province.agencies.by_code(receiving, date).ok_or_else(no_counter)?;
    let pack = province.packs.on(date).ok_or_else(|| Refusal::new("app.no-pack").with("date", date))?;
    Ok(Trial { province, procedure, version, pack, counter, at })
}

impl Trial<'_> {
    /// The agency of each leg a dossier of this case needs.
    pub fn agencies(
        &self,
        case: &ProcedureCase,
        channel: Channel,
    ) -> Result<BTreeMap<LegNo, AgencyId>, Refusal> {
        let filing = filing(self.version, case, channel, self.counter);
        resolve_agencies(&case.route, &self.province.agencies, &filing, self.at.date())
    }

    fn way(&self, case: &ProcedureCase, channel: Channel) -> Result<Way, Refusal> {
        let Self { province, version, pack, counter, at, .. } = *self;
        let filing = filing(version, case, channel, counter);
        let agencies = self.agencies(case, channel)?;
        let facts = ReceiveFacts {
            version,
            pack,
            calendars: &province.calendars,
            agencies: &agencies,
            tree: &province.agencies,
        };
        let (format, width) = (pack.number.format.value, pack.number.serial_width.value);
        let number = DossierNumber::write(format, &counter.code, at.date(), 1, width);
        let received = receive(&facts, filing, number, at)?;
        let found = received.events.into_iter().find_map(|event| {
            if let Event::Received { reception, legs, .. } = event { Some((reception, legs)) } else { None }
        });
        let (reception, legs) = found.ok_or_else(|| Refusal::new("intake.route-broken"))?;
        let due = reception.dates.first;
        let last = legs.iter().map(|it| it.planned_end).max().unwrap_or(at);
        Ok(Way {
            due,
            explanation: received.explanation,
            legs: legs.iter().map(|leg| walked(province, leg, &legs, at)).collect(),
            to_spare: province.calendars.of(counter.id).measure(last, due),
        })
    }
}

fn walked(province: &Province, leg: &LegPlan, legs: &[LegPlan], at: Instant) -> WalkedLeg {
    let ahead = legs.iter().filter(|it| leg.after.contains(&it.no)).map(|it| it.planned_end).max();
    let begins = ahead.unwrap_or(at);
    WalkedLeg {
        agency: province.agencies.get(leg.agency).map(|it| it.name.clone()).unwrap_or_default(),
        begins,
        minutes: province.calendars.of(leg.agency).measure(begins, leg.planned_end),
        plan: leg.clone(),
    }
}

/// Everything the case asks for, once.
fn filing(version: &ProcedureVersion, case: &ProcedureCase, channel: Channel, counter: &Agency) -> Filing {
    let papers = case.components.iter().flat_map(|group| &group.components);
    let units = case.channel(channel).into_iter().flat_map(ChannelRow::per_unit);
    Filing {
        version: version.id,
        case: case.code.clone(),
        channel,
        receiving: counter.id,
        competent: counter.parent.unwrap_or(counter.id),
        applicant: PartyId(Uuid::nil()),
        helper: None,
        answers: case.route.questions().into_iter().map(|it| (it.to_owned(), true)).collect(),
        components: papers
            .map(|it| ComponentGiven { code: it.code.clone(), originals: it.originals, copies: it.copies })
            .collect(),
        quantities: units.map(|it| (it.code.clone(), 1)).collect(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}
