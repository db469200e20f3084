//! The names behind the ids and codes of a dossier, as its pinned version and the agency tree give them; where they give
//! none, what stands in the dossier itself.

use super::Page;
use crate::Site;
use crate::failure::Failure;
use crate::words::key_of;
use motcua_app::accounts;
use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{Dossier, PaperOrigin, SupplementSubject};
use motcua_kernel::{AccountId, AgencyId, LegNo};

/// Where there is nothing to show.
pub const NOTHING: &str = "–";

/// A paper that was handed in.
pub struct Paper {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Bản chính.
    pub originals: u16,
    /// Bản sao.
    pub copies: u16,
}

/// The name of an agency.
pub fn agency(site: &Site, id: AgencyId) -> String {
    site.context.province.agencies.get(id).map_or_else(|| id.to_string(), |it| it.name.clone())
}

/// The name of a person who works here.
pub async fn person(site: &Site, id: AccountId) -> Result<String, Failure> {
    let mut names = accounts::names(&site.context, &[id]).await?;
    Ok(names.remove(&id).unwrap_or_else(|| NOTHING.to_owned()))
}

/// Why the first date of a dossier is what it is; of one from paper, what its slip says of it. Days off that were kept
/// later say nothing about it.
pub fn why_first_date(site: &Site, page: &Page, dossier: &Dossier) -> Option<String> {
    let due = site.context.province.first_date(dossier)?;
    let by_rule = due.explanation.sentence();
    let first = dossier.reception.as_ref()?.dates.first;
    let Some(origin) = dossier.paper_origin() else {
        // Whoever holds the slip must not read another date in the explanation than on it.
        return Some(if first == due.at { by_rule } else { page.t("web.date-of-calendar-then") });
    };
    Some(match origin {
        PaperOrigin::CarriedOver { slip, .. } => page.t1("web.date-of-paper", "slip", slip),
        PaperOrigin::LateEntry { slip, .. } if first == due.at => {
            format!("{} {by_rule}", page.t1("web.slip-entered-late", "slip", slip))
        }
        PaperOrigin::LateEntry { slip, .. } => {
            format!("{} {by_rule}", page.t1("web.date-by-hand", "slip", slip))
        }
    })
}

/// The number as written on the slip; a dash for a visit without one.
pub fn number(dossier: &Dossier) -> String {
    dossier.reception.as_ref().map_or_else(|| NOTHING.to_owned(), |it| it.number.to_string())
}

/// The version a dossier was filed under.
pub fn version<'a>(site: &'a Site, dossier: &Dossier) -> Option<&'a ProcedureVersion> {
    site.context.province.catalogue.version(dossier.filing.as_ref()?.version)
}

/// The case a dossier was filed under.
pub fn case<'a>(site: &'a Site, dossier: &Dossier) -> Option<&'a ProcedureCase> {
    version(site, dossier)?.case(&dossier.filing.as_ref()?.case)
}

/// What was applied for.
pub fn procedure(site: &Site, dossier: &Dossier) -> String {
    version(site, dossier).map_or_else(|| NOTHING.to_owned(), |it| it.name.clone())
}

/// Why whoever filed it is served first.
pub fn priority(page: &Page, dossier: &Dossier) -> Option<String> {
    let ground = dossier.filing.as_ref()?.priority?;
    Some(page.word("priority-ground", &key_of(&ground, "")))
}

/// A result the version knows.
pub fn result(site: &Site, dossier: &Dossier, code: &str) -> String {
    let results = version(site, dossier).map_or(&[][..], |it| &it.results);
    results.iter().find(|it| it.code == code).map_or_else(|| code.to_owned(), |it| it.name.clone())
}

/// A leg.
pub fn leg(dossier: &Dossier, no: LegNo) -> String {
    dossier.leg(no).map_or_else(|| no.to_string(), |it| it.plan.name.clone())
}

/// A paper the case asks for.
pub fn paper(site: &Site, dossier: &Dossier, code: &str) -> String {
    let component = case(site, dossier).and_then(|it| it.component(code));
    // One that went over to another version keeps what was handed in by the list of the day of receipt.
    let component = component.or_else(|| {
        let received = site.context.province.catalogue.version(dossier.received_version()?)?;
        received.case(&dossier.filing.as_ref()?.case)?.component(code)
    });
    component.map_or_else(|| code.to_owned(), |it| it.name.clone())
}

/// The paper or condition that somebody asked for.
pub fn subject(site: &Site, dossier: &Dossier, subject: &SupplementSubject) -> String {
    match subject {
        SupplementSubject::Component { code } => paper(site, dossier, code),
        SupplementSubject::Condition { index } => version(site, dossier)
            .and_then(|it| it.conditions.get(usize::from(*index)))
            .map_or_else(|| index.to_string(), Clone::clone),
    }
}

/// Everything that was handed in.
pub fn papers(site: &Site, dossier: &Dossier) -> Vec<Paper> {
    let given = dossier.filing.iter().flat_map(|it| &it.components);
    given
        .map(|it| Paper {
            code: it.code.clone(),
            name: paper(site, dossier, &it.code),
            originals: it.originals,
            copies: it.copies,
        })
        .collect()
}
