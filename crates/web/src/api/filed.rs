//! What comes over a counter, as a program sends it and as the form of the counter is read.

use super::late::FiledLate;
use super::named::{agency, short};
use super::reach::given;
use crate::Site;
use crate::failure::Failure;
use crate::words::shortened;
use motcua_app::intake::{Submission, person, usual_competent};
use motcua_app::{AppError, Context, Once};
use motcua_catalogue::{Channel, ProcedureVersion};
use motcua_dossier::{ComponentGiven, Filing, InsteadOfSigning, Party, PartyInput, PriorityGround};
use motcua_kernel::{AgencyId, Instant, PartyId, Refusal};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A filing. The moment of receipt is the server's; only a paper slip entered late by leave of a head has its own.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// National code of the procedure (`1.013831`); its version in force today counts.
    pub procedure: String,
    /// Code of the case.
    pub case: String,
    /// `counter` or `postal`.
    #[serde(default = "counter")]
    #[schema(value_type = String, default = "counter")]
    pub channel: Channel,
    /// Code of the agency whose counter receives.
    pub receiving: String,
    /// Code of the agency that must solve it; the one its route says when absent.
    #[serde(default)]
    pub competent: Option<String>,
    /// Chủ hồ sơ.
    pub applicant: FiledPerson,
    /// Người nộp thay.
    #[serde(default)]
    pub helper: Option<FiledPerson>,
    /// Answers to the questions that choose optional legs.
    #[serde(default)]
    pub answers: BTreeMap<String, bool>,
    /// Papers handed in.
    #[serde(default)]
    pub components: Vec<Paper>,
    /// Units counted for prices per unit, by code of the fee rule.
    #[serde(default)]
    pub quantities: BTreeMap<String, u32>,
    /// Code of the agency where the papers were handed in, when that is another one.
    #[serde(default)]
    pub handed_in_at: Option<String>,
    /// Why whoever came is served first: `merit`, `elderly`, `disabled`, `pregnant` or `poor`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub priority: Option<PriorityGround>,
    /// How an applicant confirms who can not sign: `fingerprint` or `witness`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub instead_of_signing: Option<InsteadOfSigning>,
    /// The paper slip it was received with, when it is entered late.
    #[serde(default)]
    pub late: Option<FiledLate>,
}

pub const fn counter() -> Channel {
    Channel::Counter
}

/// A person.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledPerson {
    /// Họ và tên.
    pub name: String,
    /// 12 digits.
    #[serde(default)]
    pub national_id: Option<String>,
    /// Phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Address.
    #[serde(default)]
    pub address: Option<String>,
    /// Address of e-mail to be told at; asked there first whether it is theirs.
    #[serde(default)]
    pub email: Option<String>,
    /// By which messages their telephone is told: `sms` when absent, or `zalo` where the house sends there (then by SMS what
    /// Zalo could not bring).
    #[serde(default)]
    pub texts: Option<String>,
    /// What they want to hear of by mail and telephone: `all`, `important` or `nothing`; when absent everything by mail and
    /// what is important by telephone.
    #[serde(default)]
    pub told: Option<String>,
    /// In which language: `vi`, `km` or `en`.
    #[serde(default)]
    pub language: Option<String>,
}

/// A paper handed in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Code of the component.
    pub code: String,
    /// Bản chính.
    #[serde(default)]
    pub originals: u16,
    /// Bản sao.
    #[serde(default)]
    pub copies: u16,
}

impl Filed {
    /// The agency whose counter receives.
    ///
    /// # Errors
    /// When there is none with this code today.
    pub fn receiving(&self, site: &Site) -> Result<AgencyId, Refusal> {
        agency(&site.context, &self.receiving, "receiving")
    }

    /// The visit as the use cases take it.
    ///
    /// # Errors
    /// When a code is unknown or a person's data can not be read.
    pub fn submission(self, site: &Site, once: Option<Once>) -> Result<Submission, Failure> {
        let context = &site.context;
        let applicant = read_person(context, &self.applicant, "applicant")?;
        let helper = self.helper.as_ref().map(|it| read_person(context, it, "helper")).transpose()?;
        let late = self.late.as_ref().map(|it| it.read(context, self.receiving(site)?)).transpose()?;
        let reach = given(context, (&self.applicant, &applicant), (self.helper.as_ref(), helper.as_ref()))?;
        let filing = self.filing(site, applicant.id, helper.as_ref().map(|it| it.id))?;
        let parties = [Some(applicant), helper].into_iter().flatten().collect();
        Ok(Submission { filing, parties, reach, once, late })
    }

    /// What was brought, by whoever stands behind these ids.
    ///
    /// # Errors
    /// When a code is unknown.
    pub fn filing(self, site: &Site, applicant: PartyId, helper: Option<PartyId>) -> Result<Filing, Failure> {
        let context = &site.context;
        self.codes_are_short()?;
        self.comes_over_a_counter()?;
        let at = self.arrival(context)?;
        let version = context
            .province
            .catalogue
            .version_on(&self.procedure, at.date())
            .ok_or_else(|| self.unknown_procedure())?;
        self.counts_units_of(version)?;
        let receiving = self.receiving(site)?;
        let handed_in_at = self.handed_in_at.as_deref().filter(|it| !it.is_empty());
        let handed_in_at = handed_in_at.map(|code| agency(context, code, "handed_in_at")).transpose()?;
        let handed_in_at = handed_in_at.filter(|it| *it != receiving);
        let given = |it: Paper| ComponentGiven { code: it.code, originals: it.originals, copies: it.copies };
        let mut filing = Filing {
            version: version.id,
            case: self.case,
            channel: self.channel,
            receiving,
            competent: receiving,
            applicant,
            helper,
            answers: self.answers,
            components: self.components.into_iter().map(given).collect(),
            quantities: self.quantities,
            elsewhere: BTreeSet::new(),
            handed_in_at,
            priority: self.priority,
            instead_of_signing: self.instead_of_signing,
        };
        filing.competent = match &self.competent {
            Some(code) => agency(context, code, "competent")?,
            None => usual_competent(context, &filing, at)?,
        };
        Ok(filing)
    }

    /// When it arrived: now, or when its paper slip says.
    ///
    /// # Errors
    /// When the slip says no moment.
    pub fn arrival(&self, context: &Context) -> Result<Instant, Refusal> {
        self.late.as_ref().map_or_else(|| Ok(context.clock.now()), FiledLate::received_at)
    }

    /// A visit without a number works out no fee, which would see it; its units must be meant all the same.
    fn counts_units_of(&self, version: &ProcedureVersion) -> Result<(), Refusal> {
        let Some(row) = version.case(&self.case).and_then(|it| it.channel(self.channel)) else {
            return Ok(());
        };
        match self.quantities.keys().find(|code| !row.fees.iter().any(|it| it.code == **code)) {
            None => Ok(()),
            Some(code) => Err(Refusal::new("fees.quantity-unknown").with("code", code).at("quantities")),
        }
    }

    /// What people file themselves is not written down at a counter.
    fn comes_over_a_counter(&self) -> Result<(), Refusal> {
        match self.channel {
            Channel::Counter | Channel::Postal => Ok(()),
            Channel::Online => {
                Err(Refusal::new("intake.channel-closed").with("channel", self.channel.code()).at("channel"))
            }
        }
    }

    fn unknown_procedure(&self) -> Refusal {
        Refusal::new("web.procedure-unknown").with("code", shortened(&self.procedure)).at("procedure")
    }

    /// What is said back in a refusal, and kept when nothing refuses it.
    fn codes_are_short(&self) -> Result<(), Refusal> {
        short(&self.case, || "case".to_owned())?;
        for (place, paper) in self.components.iter().enumerate() {
            short(&paper.code, || format!("components.{place}"))?;
        }
        for (name, codes) in [
            ("answers", self.answers.keys().collect::<Vec<_>>()),
            ("quantities", self.quantities.keys().collect()),
        ] {
            codes.into_iter().try_for_each(|code| short(code, || name.to_owned()))?;
        }
        Ok(())
    }
}

/// The person as the use cases take it.
///
/// # Errors
/// Refused at the field that can not be so.
pub fn read_person(context: &Context, typed: &FiledPerson, field: &str) -> Result<Party, AppError> {
    let input = PartyInput {
        name: &typed.name,
        national_id: typed.national_id.as_deref(),
        phone: typed.phone.as_deref(),
        address: typed.address.as_deref(),
    };
    let read = person(context, input);
    if let Err(AppError::Refused(refusal)) = read {
        let inner = refusal.field.clone().unwrap_or_default();
        return Err(refusal.at(format!("{field}.{inner}")).into());
    }
    read
}
