//! What the public may see of a dossier: one value, written with the state and read by whoever holds a token or a number.
//!
//! Codes, moments and names of agencies, legs and papers only. It must never hold a person, a reason or a sentence, and
//! it keeps no lateness: the reader compares the dates with its own now.

use crate::{
    BundlePlace, Charge, ClockHolder, Dates, Dossier, DossierNumber, Filing, IncidentKind, Leg, LegStatus,
    Reopening, SignedResult, Status, Supplement, SupplementSubject,
};
use motcua_catalogue::{Collector, LegKind, Procedure, ProcedureVersion};
use motcua_kernel::{AgencyId, AgencyTree, Instant, LegNo, Vnd};
use serde::{Deserialize, Serialize};

/// All that the token, or number and look-up code, show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicStatus {
    /// Mã số hồ sơ.
    pub number: DossierNumber,
    /// What was applied for.
    pub procedure: PublicProcedure,
    /// Name of the case in Vietnamese; none when the procedure is sensitive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Its place among the dossiers of the same visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<BundlePlace>,
    /// Where it stands, as [`Status::code`].
    pub status: String,
    /// The national code of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_code: Option<u8>,
    /// The moment of receipt.
    pub received: Instant,
    /// First, lawful and reappointed date.
    pub dates: Dates,
    /// Whose time it is now.
    pub clock: ClockHolder,
    /// Since when it waits for the citizen or another dossier, or stands still by law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<Instant>,
    /// When it waited before for papers that have come since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<PublicPause>,
    /// The agency whose counter received it and returns the result.
    pub receiving: PublicAgency,
    /// The agency that must solve it.
    pub competent: PublicAgency,
    /// Its legs by rising number; opinions asked on the way at the end.
    pub steps: Vec<PublicStep>,
    /// How much of it is done.
    pub degree: Degree,
    /// What the citizen has to do; none when that is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_do: Option<ToDo>,
    /// The numbered result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<SignedResult>,
    /// When the citizen's clock ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Instant>,
    /// What the office spoilt last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<PublicIncident>,
    /// When and why it was last opened again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Reopening>,
    /// Numbers of results that were wrong and hold no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<String>,
}

/// What the office spoilt, as the public reads it. What it costs the office is not the public's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicIncident {
    /// What.
    pub kind: IncidentKind,
    /// The agency at fault.
    pub agency: PublicAgency,
    /// When it was recorded.
    pub at: Instant,
}

impl PublicStatus {
    /// What the number alone shows: no date, agency or step (product.md, "What the public sees").
    pub fn by_number_alone(&self) -> PublicDegree {
        PublicDegree { number: self.number.clone(), degree: self.degree }
    }
}

/// What the number alone shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicDegree {
    /// Mã số hồ sơ.
    pub number: DossierNumber,
    /// How much of it is done.
    pub degree: Degree,
}

/// A time in which the offices waited for the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPause {
    /// Since when.
    pub since: Instant,
    /// Until when.
    pub until: Instant,
}

/// A procedure as the public reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicProcedure {
    /// National code.
    pub code: String,
    /// Name in the pinned version; none when the procedure is sensitive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// An agency as the public reads it; code and name are empty when the tree does not know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAgency {
    /// Its code in the province.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
}

/// One leg as the public reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicStep {
    /// Its number.
    pub no: LegNo,
    /// What is done, in Vietnamese.
    pub name: String,
    /// Who owes it.
    pub agency: PublicAgency,
    /// Processing, an opinion of another agency, or the return of the result.
    pub kind: LegKind,
    /// Where it stands.
    pub state: StepState,
    /// When it was last sent or, once accepted, when it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<Instant>,
}

/// Where a leg stands, as the public reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// Its turn has not come.
    Waiting,
    /// On its way to the agency.
    Sent,
    /// The agency asked the sender something before taking it.
    Questioned,
    /// The agency sent it back to the sender.
    SentBack,
    /// The agency works on it.
    Working,
    /// A result waits for the signer.
    AwaitingSignature,
    /// Signed, not yet handed on.
    Signed,
    /// Done.
    Finished,
}

impl StepState {
    /// Whether the agency has taken it and not yet handed it on.
    pub const fn is_taken(self) -> bool {
        match self {
            Self::Working | Self::AwaitingSignature | Self::Signed => true,
            Self::Waiting | Self::Sent | Self::Questioned | Self::SentBack | Self::Finished => false,
        }
    }

    /// Whether it is on its way to the agency.
    pub const fn is_sent(self) -> bool {
        match self {
            Self::Sent | Self::Questioned | Self::SentBack => true,
            Self::Waiting | Self::Working | Self::AwaitingSignature | Self::Signed | Self::Finished => false,
        }
    }

    /// As addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Questioned => "questioned",
            Self::SentBack => "sent-back",
            Self::Working => "working",
            Self::AwaitingSignature => "awaiting-signature",
            Self::Signed => "signed",
            Self::Finished => "finished",
        }
    }
}

/// Mức độ hoàn thành: legs done of all legs, opinions not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Degree {
    /// Legs done.
    pub done: u16,
    /// All legs.
    pub total: u16,
}

/// What the citizen has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ToDo {
    /// Bring what is lacking.
    Supplement {
        /// Names of papers and conditions, in Vietnamese.
        items: Vec<String>,
        /// When it lapses.
        by: Instant,
    },
    /// Pay what was assessed.
    Pay {
        /// What is still to be paid of what is awaited.
        amount: Vnd,
        /// The same by charge.
        charges: Vec<PublicCharge>,
        /// When it lapses.
        by: Instant,
    },
    /// Collect the result.
    Collect {
        /// Where.
        agency: PublicAgency,
        /// What is still to be paid of what is due at the return.
        unpaid: Vnd,
    },
}

/// A charge of which something is still to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCharge {
    /// Name in Vietnamese.
    pub name: String,
    /// What is still to be paid of it.
    pub amount: Vnd,
    /// Who takes it.
    pub collector: Collector,
}

/// What the public may see of a dossier received under `version` of `procedure`; none for a visit without a number and
/// an imported case.
pub fn public_status(
    dossier: &Dossier,
    procedure: &Procedure,
    version: &ProcedureVersion,
    tree: &AgencyTree,
) -> Option<PublicStatus> {
    let (filing, reception) = (dossier.filing.as_ref()?, dossier.reception.as_ref()?);
    let case = version.case(&filing.case).map(|it| it.name.clone());
    let shown = |title: Option<String>| title.filter(|_| !procedure.sensitive);
    Some(PublicStatus {
        number: reception.number.clone(),
        procedure: PublicProcedure { code: procedure.code.clone(), title: shown(Some(version.name.clone())) },
        case: shown(case),
        bundle: dossier.bundle().cloned(),
        status: dossier.status.code().to_owned(),
        national_code: dossier.status.national_code(),
        received: reception.at,
        dates: reception.dates,
        clock: dossier.status.clock(),
        paused_since: paused_since(&dossier.status),
        pauses: dossier.supplements.iter().filter_map(waited).collect(),
        receiving: agency(tree, filing.receiving),
        competent: agency(tree, filing.competent),
        steps: dossier.legs.iter().map(|leg| step(leg, tree)).collect(),
        degree: degree(&dossier.legs),
        to_do: to_do(dossier, filing, version, tree),
        result: dossier.result.clone(),
        ended: dossier.ended(),
        incident: dossier.incidents.last().map(|it| PublicIncident {
            kind: it.kind,
            agency: agency(tree, it.agency),
            at: it.at,
        }),
        reopened: dossier.reopenings.last().copied(),
        replaced: dossier.replaced.iter().map(|it| it.number.clone()).collect(),
    })
}

fn waited(supplement: &Supplement) -> Option<PublicPause> {
    Some(PublicPause { since: supplement.asked, until: supplement.completed? })
}

const fn paused_since(status: &Status) -> Option<Instant> {
    let (Status::SupplementRequested { since, .. }
    | Status::AwaitingPayment { since, .. }
    | Status::AwaitingPredecessor { since }
    | Status::Suspended { since, .. }) = status
    else {
        return None;
    };
    Some(*since)
}

fn agency(tree: &AgencyTree, id: AgencyId) -> PublicAgency {
    tree.get(id).map(|it| PublicAgency { code: it.code.clone(), name: it.name.clone() }).unwrap_or_default()
}

fn step(leg: &Leg, tree: &AgencyTree) -> PublicStep {
    PublicStep {
        no: leg.plan.no,
        name: leg.plan.name.clone(),
        agency: agency(tree, leg.plan.agency),
        kind: leg.plan.kind,
        state: match leg.status {
            LegStatus::Waiting => StepState::Waiting,
            LegStatus::Sent { .. } => StepState::Sent,
            LegStatus::Questioned { .. } => StepState::Questioned,
            LegStatus::SentBack { .. } => StepState::SentBack,
            // Outside the system nobody works on what was not written about, or was given back.
            LegStatus::Active { .. } if leg.wants_letter() => StepState::Sent,
            LegStatus::Active { .. } => StepState::Working,
            LegStatus::Proposed { .. } => StepState::AwaitingSignature,
            LegStatus::Approved { .. } => StepState::Signed,
            LegStatus::Finished { .. } => StepState::Finished,
        },
        since: leg.since,
        finished: leg.status.finished(),
    }
}

fn degree(legs: &[Leg]) -> Degree {
    let counted = || legs.iter().filter(|leg| leg.plan.kind != LegKind::Consultation);
    let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    Degree {
        done: number(counted().filter(|leg| leg.status.is_finished()).count()),
        total: number(counted().count()),
    }
}

fn to_do(dossier: &Dossier, filing: &Filing, version: &ProcedureVersion, tree: &AgencyTree) -> Option<ToDo> {
    match &dossier.status {
        Status::SupplementRequested { answer_by, .. } => {
            let asked = dossier.supplements.last().map_or(&[][..], |it| &it.items);
            let items = asked.iter().map(|it| name_of(&it.subject, filing, version)).collect();
            Some(ToDo::Supplement { items, by: *answer_by })
        }
        Status::AwaitingPayment { pay_by, .. } => {
            let charges: Vec<PublicCharge> = still_to_pay(dossier).collect();
            let amount = charges.iter().map(|it| it.amount).sum();
            Some(ToDo::Pay { amount, charges, by: *pay_by })
        }
        Status::ResultReady { .. } if dossier.is_result_reported_wrong() => None,
        Status::ResultReady { .. } => {
            let unpaid = dossier.unpaid_at_return();
            Some(ToDo::Collect { agency: agency(tree, filing.receiving), unpaid })
        }
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Received
        | Status::AwaitingPredecessor { .. }
        | Status::InProcess
        | Status::Suspended { .. }
        | Status::ResultSigned { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => None,
    }
}

/// What is left of each awaited charge.
fn still_to_pay(dossier: &Dossier) -> impl Iterator<Item = PublicCharge> {
    let left = |it: &Charge| PublicCharge {
        name: it.name.clone(),
        amount: dossier.unpaid(it),
        collector: it.collector,
    };
    dossier.awaited().map(left).filter(|it| it.amount > Vnd::ZERO)
}

/// What is asked for, in the words of the pinned version; its code where the version has none.
fn name_of(subject: &SupplementSubject, filing: &Filing, version: &ProcedureVersion) -> String {
    match subject {
        SupplementSubject::Component { code } => version
            .case(&filing.case)
            .and_then(|case| case.component(code))
            .map_or_else(|| code.clone(), |it| it.name.clone()),
        SupplementSubject::Condition { index } => {
            version.conditions.get(usize::from(*index)).map_or_else(|| index.to_string(), Clone::clone)
        }
    }
}
