//! What reception looks up for one filing: version, rule pack, case and agencies of the day. Decides nothing.

use crate::Context;
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{Calendars, DossierNumber, Filing};
use motcua_intake::{ReceiveFacts, resolve_agencies};
use motcua_kernel::{AgencyId, AgencyTree, Date, Instant, LegNo, Refusal, RulePack};
use std::collections::BTreeMap;

/// Everything a decision about a filing is given.
pub(crate) struct Found<'a> {
    pub(crate) version: &'a ProcedureVersion,
    pub(crate) pack: &'a RulePack,
    calendars: &'a Calendars,
    agencies: BTreeMap<LegNo, AgencyId>,
    tree: &'a AgencyTree,
}

impl<'a> Found<'a> {
    /// For `filing` on the day of `now`.
    pub(crate) fn for_filing(context: &'a Context, filing: &Filing, now: Instant) -> Result<Self, Refusal> {
        let province = &context.province;
        let date = now.date();
        let version = province.version(filing.version)?;
        let unknown = || Refusal::new("intake.case-unknown").with("case", &filing.case).at("case");
        let case = version.case(&filing.case).ok_or_else(unknown)?;
        Ok(Self {
            version,
            pack: pack_on(context, date)?,
            calendars: &province.calendars,
            tree: &province.agencies,
            agencies: resolve_agencies(&case.route, &province.agencies, filing, date)?,
        })
    }

    /// As the rules of intake take it.
    pub(crate) const fn facts(&self) -> ReceiveFacts<'_> {
        ReceiveFacts {
            version: self.version,
            pack: self.pack,
            calendars: self.calendars,
            agencies: &self.agencies,
            tree: self.tree,
        }
    }
}

/// The number of a filing, the `serial`th that its counter gives on the day of `now`.
pub(crate) fn number(
    context: &Context,
    filing: &Filing,
    serial: u32,
    now: Instant,
) -> Result<DossierNumber, Refusal> {
    let date = now.date();
    let pack = pack_on(context, date)?;
    let agency = context
        .province
        .agencies
        .get(filing.receiving)
        .filter(|it| it.validity.holds_on(date))
        .ok_or_else(|| Refusal::new("app.agency-not-in-force").at("receiving"))?;
    let rules = &pack.number;
    Ok(DossierNumber::write(rules.format.value, &agency.code, date, serial, rules.serial_width.value))
}

/// The book in which numbers given on `date` count, as the pack of that day says.
pub(crate) fn book_on(context: &Context, date: Date) -> Result<String, Refusal> {
    Ok(pack_on(context, date)?.number.format.value.book(date))
}

fn pack_on(context: &Context, date: Date) -> Result<&RulePack, Refusal> {
    context.province.packs.on(date).ok_or_else(|| Refusal::new("app.no-pack").with("date", date))
}
