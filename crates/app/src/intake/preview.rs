//! What a filing would come to if it were received at a moment: the same decision as reception, of which nothing is kept.
//!
//! It is taken as if every paper were there, so that the counter can say the date while papers are still counted.

use super::found::{Found, number};
use crate::{AppError, Context};
use motcua_calendar::Explanation;
use motcua_catalogue::{DueWhen, ProcedureCase};
use motcua_dossier::{Charge, ComponentGiven, Event, Filing, LegPlan};
use motcua_fees::total_due;
use motcua_intake::{Received, receive};
use motcua_kernel::{Instant, Refusal, Vnd};

/// What the counter can tell before it receives.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The date the slip would say.
    pub due: Instant,
    /// Why.
    pub explanation: Explanation,
    /// The legs that would be needed.
    pub legs: Vec<LegPlan>,
    /// What would be owed.
    pub charges: Vec<Charge>,
    /// The known amounts among them that are paid with the application.
    pub at_reception: Vnd,
}

/// Looks ahead: as if `filing` came at `at`.
///
/// # Errors
/// Refused as reception is, but for papers that are lacking.
pub fn preview(context: &Context, filing: &Filing, at: Instant) -> Result<Preview, AppError> {
    let found = Found::for_filing(context, filing, at)?;
    let complete = as_if_complete(context, filing)?;
    Preview::of(receive(&found.facts(), complete, number(context, filing, 1, at)?, at)?)
}

impl Preview {
    /// What a reception that is not kept says.
    pub(super) fn of(received: Received) -> Result<Self, AppError> {
        let reception = received.events.into_iter().find_map(|event| {
            let Event::Received { reception, legs, charges, .. } = event else { return None };
            Some((reception, legs, charges))
        });
        // A reception without this event is none.
        let (reception, legs, charges) = reception.ok_or(AppError::NotFound)?;
        Ok(Self {
            due: reception.dates.first,
            explanation: received.explanation,
            at_reception: total_due(&charges, DueWhen::AtReception),
            legs,
            charges,
        })
    }
}

/// The filing with every paper its case asks for.
pub(super) fn as_if_complete(context: &Context, filing: &Filing) -> Result<Filing, Refusal> {
    let version = context.province.version(filing.version)?;
    let unknown = || Refusal::new("intake.case-unknown").with("case", &filing.case).at("case");
    let case = version.case(&filing.case).ok_or_else(unknown)?;
    Ok(Filing { components: everything(case), ..filing.clone() })
}

fn everything(case: &ProcedureCase) -> Vec<ComponentGiven> {
    let papers = case.components.iter().flat_map(|group| &group.components);
    papers
        .map(|it| ComponentGiven { code: it.code.clone(), originals: it.originals, copies: it.copies })
        .collect()
}
