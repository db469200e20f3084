//! Tiếp nhận: a complete dossier gets its number, its due date with the reasons, its legs and its charges.
//!
//! One moment decides everything: that of arrival chooses validity, cut-off and dates. Never receives half a dossier, and never
//! gives a date without its explanation.

use crate::Arrival;
use crate::filing_check::check_filing;
use crate::lacking::lacking;
use crate::leg_plans::leg_plans;
use motcua_calendar::Explanation;
use motcua_catalogue::{ChannelRow, ProcedureCase, ProcedureVersion};
use motcua_dossier::{
    BundlePlace, Calendars, Charge, Dates, DossierNumber, Event, Filing, LegPlan, Reception,
};
use motcua_fees::charges_owed;
use motcua_kernel::{AgencyId, AgencyTree, Instant, LegNo, Refusal, RulePack};
use std::collections::BTreeMap;

/// What reception looks up before it decides.
#[derive(Clone, Copy, Debug)]
pub struct ReceiveFacts<'a> {
    /// The version filed under.
    pub version: &'a ProcedureVersion,
    /// The pack in force on the day of receipt.
    pub pack: &'a RulePack,
    /// The working time of the agencies.
    pub calendars: &'a Calendars,
    /// The agency of each needed leg, from [`crate::resolve_agencies`].
    pub agencies: &'a BTreeMap<LegNo, AgencyId>,
    /// Which of them work in the system, and who records what the others do.
    pub tree: &'a AgencyTree,
}

/// A reception, and why its due date is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What happened.
    pub events: Vec<Event>,
    /// The reasons of the due date, for slip and screen.
    pub explanation: Explanation,
}

/// The reception of `filing` under `number`.
///
/// The limit and cut-off are those of case and channel, counted in the calendar of the receiving agency; the amounts are
/// whole đồng.
///
/// # Errors
/// Refused when the version is not in force, case or channel are not open, a paper or answer is unknown, a required
/// paper is missing (NĐ 61/2018 Điều 17(1)), a quantity can not be meant, a leg has no agency, or not exactly one leg
/// decides.
pub fn receive(
    facts: &ReceiveFacts<'_>,
    filing: Filing,
    number: DossierNumber,
    now: Instant,
) -> Result<Received, Refusal> {
    receive_at(facts, filing, number, None, &Arrival::now(now))
}

/// As [`receive`], for a dossier that may have arrived before it is recorded, and may have a place in a bundle: one that
/// waits for another begins when the result of that one is planned.
///
/// # Errors
/// As [`receive`].
pub fn receive_at(
    facts: &ReceiveFacts<'_>,
    filing: Filing,
    number: DossierNumber,
    bundle: Option<BundlePlace>,
    arrival: &Arrival,
) -> Result<Received, Refusal> {
    let (case, row) = check_filing(facts.version, &filing, arrival.at.date())?;
    must_be_complete(case, &filing)?;
    let file = open_file(facts, (case, row), &filing, number, bundle, arrival)?;
    Ok(Received { events: vec![file.received(filing)], explanation: file.explanation })
}

/// What reception makes of a filing.
pub struct OpenedFile {
    pub reception: Reception,
    pub legs: Vec<LegPlan>,
    pub charges: Vec<Charge>,
    pub explanation: Explanation,
}

impl OpenedFile {
    /// What happened.
    pub fn received(&self, filing: Filing) -> Event {
        Event::Received {
            filing,
            reception: self.reception.clone(),
            legs: self.legs.clone(),
            charges: self.charges.clone(),
        }
    }
}

/// What a reception comes to, whether or not papers are lacking; `open` is what `filing` was found to be about.
pub fn open_file(
    facts: &ReceiveFacts<'_>,
    open: (&ProcedureCase, &ChannelRow),
    filing: &Filing,
    number: DossierNumber,
    bundle: Option<BundlePlace>,
    arrival: &Arrival,
) -> Result<OpenedFile, Refusal> {
    let (case, row) = open;
    let charges = charges_owed(row, &filing.quantities)?;
    let begins = bundle.as_ref().and_then(|it| it.after).map_or(arrival.at, |it| it.planned);
    let due = facts.calendars.of(filing.receiving).due(begins, &row.limit, row.cut_off);
    let mut legs = leg_plans(facts, &case.route, filing, row.cut_off, begins)?;
    for leg in &mut legs {
        // A budget never extends the limit, which holidays can make it do when the two have other units.
        leg.planned_end = leg.planned_end.min(due.at);
    }
    let reception = Reception {
        number,
        at: arrival.at,
        pack: facts.pack.code.clone(),
        limit: row.limit.clone(),
        cut_off: row.cut_off,
        dates: Dates { first: arrival.promised.unwrap_or(due.at), ..Dates::at_receipt(due.at) },
        bundle: bundle.map(Box::new),
        origin: arrival.origin.clone().map(Box::new),
    };
    Ok(OpenedFile { reception, legs, charges, explanation: due.explanation })
}

/// The agency that must solve a filing when nobody says which: that of the leg that decides.
///
/// `facts.agencies` were found with the receiving agency in its place, which so stays where a route leaves it open.
///
/// # Errors
/// Refused as `receive`, whether or not the papers are complete.
pub fn usual_competent(facts: &ReceiveFacts<'_>, filing: &Filing, now: Instant) -> Result<AgencyId, Refusal> {
    let (case, row) = check_filing(facts.version, filing, now.date())?;
    let legs = leg_plans(facts, &case.route, filing, row.cut_off, now)?;
    Ok(legs.iter().find(|leg| leg.decides).map_or(filing.receiving, |leg| leg.agency))
}

fn must_be_complete(case: &ProcedureCase, filing: &Filing) -> Result<(), Refusal> {
    let lacking = lacking(case, filing);
    let Some(first) = lacking.first() else { return Ok(()) };
    Err(Refusal::new("intake.component-missing")
        .with("name", &first.name)
        .with("originals", first.originals)
        .with("copies", first.copies)
        .with("count", lacking.len())
        .at(format!("components.{}", first.code))
        .under("NĐ 61/2018 Điều 17(1)"))
}
