//! A dossier as programs read it.

use crate::{Site, words};
use motcua_dossier::{BundlePlace, Dossier, LegStatus};
use motcua_kernel::AgencyId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A dossier as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierDocument {
    /// Its id.
    pub id: Uuid,
    /// Its version: what `If-Match` must say.
    pub version: u32,
    /// Mã số hồ sơ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Where it stands.
    pub status: String,
    /// What was applied for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureDocument>,
    /// Who received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiving: Option<AgencyDocument>,
    /// Who must solve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competent: Option<AgencyDocument>,
    /// Where the papers were handed in, when that is not who received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_in_at: Option<AgencyDocument>,
    /// Why whoever came is served first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// How an applicant confirms who can not sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of_signing: Option<String>,
    /// When it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// First, lawful and reappointed date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DatesDocument>,
    /// Its place among the dossiers of the same visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle: Option<BundlePlaceDocument>,
    /// How it came from paper, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperDocument>,
    /// Its way through the agencies.
    pub legs: Vec<LegDocument>,
    /// What is owed and paid.
    pub charges: Vec<ChargeDocument>,
}

/// How a dossier came from paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperDocument {
    /// `carried-over` or `late-entry`.
    pub from: String,
    /// Number of the paper slip.
    pub slip: String,
}

/// A place in a bundle.
#[derive(Debug, Serialize, ToSchema)]
pub struct BundlePlaceDocument {
    /// The bundle.
    pub id: Uuid,
    /// Code of the group of procedures.
    pub group: String,
    /// Its code inside the group.
    pub child: String,
    /// The dossier whose result it waits or waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
}

impl From<&BundlePlace> for BundlePlaceDocument {
    fn from(place: &BundlePlace) -> Self {
        Self {
            id: place.bundle.0,
            group: place.group.clone(),
            child: place.child.clone(),
            after: place.after.map(|it| it.dossier.0),
        }
    }
}

/// What was applied for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureDocument {
    /// National code.
    pub code: String,
    /// Name of the pinned version.
    pub name: String,
    /// Code of the case.
    pub case: String,
}

/// An agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyDocument {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The three dates.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatesDocument {
    /// Printed at receipt.
    pub first: String,
    /// Moved by lawful pauses only.
    pub lawful: String,
    /// After an apology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reappointed: Option<String>,
}

/// A leg.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegDocument {
    /// Its number.
    pub no: u16,
    /// What is done.
    pub name: String,
    /// Who owes it.
    pub agency: AgencyDocument,
    /// The liaison unit that records it, for an agency outside the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<AgencyDocument>,
    /// Where it stands.
    pub status: String,
    /// Legs before it.
    pub after: Vec<u16>,
    /// Steps done and in all.
    pub steps: StepsDocument,
    /// When it should be finished.
    pub planned_end: String,
}

/// How many steps.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepsDocument {
    /// Ticked off, as long as the leg is worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<u16>,
    /// In all.
    pub of: u16,
}

/// Something owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChargeDocument {
    /// Code of the fee rule.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whole đồng; absent until an agency has assessed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// What was paid of it, in whole đồng.
    pub paid: i64,
    /// Who takes it.
    pub collector: String,
    /// When it must be paid.
    pub due: String,
    /// Whether the province has confirmed the price.
    pub confirmed: bool,
}

impl DossierDocument {
    /// The document of `dossier`. It names no person.
    pub fn of(site: &Site, dossier: &Dossier) -> Self {
        let filing = dossier.filing.as_ref();
        let reception = dossier.reception.as_ref();
        Self {
            id: dossier.id.0,
            version: dossier.seq,
            number: reception.map(|it| it.number.to_string()),
            status: words::key_of(&dossier.status, "status"),
            procedure: procedure(site, dossier),
            receiving: filing.map(|it| agency(site, it.receiving)),
            competent: filing.map(|it| agency(site, it.competent)),
            handed_in_at: filing.and_then(|it| it.handed_in_at).map(|it| agency(site, it)),
            priority: filing.and_then(|it| it.priority).map(|it| words::key_of(&it, "")),
            instead_of_signing: filing.and_then(|it| it.instead_of_signing).map(|it| words::key_of(&it, "")),
            received: reception.map(|it| words::moment(it.at)),
            dates: reception.map(|it| DatesDocument {
                first: words::moment(it.dates.first),
                lawful: words::moment(it.dates.lawful),
                reappointed: it.dates.reappointed.map(words::moment),
            }),
            bundle: dossier.bundle().map(Into::into),
            paper: dossier
                .paper_origin()
                .map(|it| PaperDocument { from: words::key_of(it, "from"), slip: it.slip().to_owned() }),
            legs: dossier.legs.iter().map(|leg| self::leg(site, leg)).collect(),
            charges: dossier.charges.iter().map(|it| charge(dossier, it)).collect(),
        }
    }
}

fn procedure(site: &Site, dossier: &Dossier) -> Option<ProcedureDocument> {
    let filing = dossier.filing.as_ref()?;
    let catalogue = &site.context.province.catalogue;
    let version = catalogue.version(filing.version)?;
    Some(ProcedureDocument {
        code: catalogue.by_id(version.procedure)?.code.clone(),
        name: version.name.clone(),
        case: filing.case.clone(),
    })
}

/// An agency by its id, as it is named for programs.
pub fn agency(site: &Site, id: AgencyId) -> AgencyDocument {
    site.context.province.agencies.get(id).map_or_else(
        || AgencyDocument { code: id.to_string(), name: String::new() },
        |it| AgencyDocument { code: it.code.clone(), name: it.name.clone() },
    )
}

fn leg(site: &Site, leg: &motcua_dossier::Leg) -> LegDocument {
    let done = match &leg.status {
        LegStatus::Active { steps_done, .. } => Some(*steps_done),
        // A leg may be handed on with steps nobody has ticked off; the state no longer says which.
        LegStatus::Proposed { .. } | LegStatus::Approved { .. } | LegStatus::Finished { .. } => None,
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. } => Some(0),
    };
    LegDocument {
        no: leg.plan.no.0,
        name: leg.plan.name.clone(),
        agency: agency(site, leg.plan.agency),
        recorded_by: leg.plan.liaison.map(|it| agency(site, it)),
        status: words::key_of(&leg.status, "is"),
        after: leg.plan.after.iter().map(|it| it.0).collect(),
        steps: StepsDocument { done, of: leg.plan.steps },
        planned_end: words::moment(leg.plan.planned_end),
    }
}

fn charge(dossier: &Dossier, charge: &motcua_dossier::Charge) -> ChargeDocument {
    ChargeDocument {
        code: charge.code.clone(),
        name: charge.name.clone(),
        amount: charge.amount.map(|it| it.0),
        paid: dossier.paid(&charge.code).0,
        collector: words::key_of(&charge.collector, ""),
        due: words::key_of(&charge.due, ""),
        confirmed: charge.confirmed,
    }
}
