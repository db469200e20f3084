//! What a dossier was received under: its version and its rule pack, with the calendars in use.
//!
//! Never the version or pack of today: a dossier lives by those of its day of receipt, and others are refused.

use crate::standing::received;
use motcua_calendar::WorkingCalendar;
use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{Calendars, Dossier, Reception};
use motcua_kernel::{Refusal, RulePack};

/// The rules a received dossier lives by.
#[derive(Clone, Copy, Debug)]
pub struct Pinned<'a> {
    /// The version it pins.
    pub version: &'a ProcedureVersion,
    /// The pack in force on its day of receipt.
    pub pack: &'a RulePack,
    /// The working time of the agencies.
    pub calendars: &'a Calendars,
}

/// A received dossier beside its rules.
pub struct PinnedDossier<'a> {
    pub reception: &'a Reception,
    pub case: &'a ProcedureCase,
    /// Of the receiving agency, by which the citizen's dates are counted.
    pub calendar: &'a WorkingCalendar,
}

impl<'a> Pinned<'a> {
    /// The dossier under these rules; refused when it was not received, or was received under others.
    pub(crate) fn dossier(&self, dossier: &'a Dossier) -> Result<PinnedDossier<'a>, Refusal> {
        let (filing, reception) = received(dossier)?;
        if self.version.id != filing.version || self.pack.code != reception.pack {
            return Err(Refusal::new("intake.rules-differ").with("pack", &reception.pack));
        }
        let case = self
            .version
            .case(&filing.case)
            .ok_or_else(|| Refusal::new("intake.case-unknown").with("case", &filing.case).at("case"))?;
        Ok(PinnedDossier { reception, case, calendar: self.calendars.of(filing.receiving) })
    }
}
