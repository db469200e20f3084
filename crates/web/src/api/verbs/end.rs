//! Ends without a result, and what two people mend.

use super::Verb;
use crate::api::filed::{FiledPerson, Paper, read_person};
use crate::api::reach::given;
use motcua_app::intake::{
    WantedCorrection, confirm_annulment, confirm_correction, request_annulment, request_correction, stop,
    withdraw,
};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Correction, Dossier};
use motcua_identity::Action;
use motcua_kernel::{AccountId, Refusal};
use serde::Deserialize;
use utoipa::ToSchema;

/// The applicant takes the dossier back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}

impl Verb for Withdraw {
    const ACTION: Action = Action::Withdraw;
    const SUMMARY: &'static str = "Record that the applicant takes the dossier back";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        withdraw(context, command, self.reason).await
    }
}

/// The applicant asks that the work ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Why.
    pub reason: String,
}

impl Verb for Stop {
    const ACTION: Action = Action::Stop;
    const SUMMARY: &'static str = "End the work at the applicant's request";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        stop(context, command, self.reason).await
    }
}

/// Ask to annul an entry made by mistake.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestAnnulment {
    /// Why.
    pub reason: String,
}

impl Verb for RequestAnnulment {
    const ACTION: Action = Action::RequestAnnulment;
    const SUMMARY: &'static str = "Ask to annul an entry made by mistake";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        request_annulment(context, command, self.reason).await
    }
}

/// Confirm what another person asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmAnnulment {}

impl Verb for ConfirmAnnulment {
    const ACTION: Action = Action::ConfirmAnnulment;
    const SUMMARY: &'static str = "Confirm an annulment that another person asked for";

    fn requested_by(dossier: &Dossier) -> Option<AccountId> {
        dossier.annulment.as_ref().map(|(account, _)| *account)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        confirm_annulment(context, command).await
    }
}

/// Ask to correct the applicant, or the numbers of one paper.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestCorrection {
    /// The right applicant.
    #[serde(default)]
    pub applicant: Option<FiledPerson>,
    /// The paper with the right numbers.
    #[serde(default)]
    pub component: Option<Paper>,
    /// Why.
    pub reason: String,
}

impl Verb for RequestCorrection {
    const ACTION: Action = Action::RequestCorrection;
    const SUMMARY: &'static str = "Ask to correct what was entered: the applicant, or one paper";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let wanted: WantedCorrection = match (&self.applicant, self.component) {
            (Some(typed), None) => {
                let party = read_person(context, typed, "applicant")?;
                let reach = given(context, (typed, &party), (None, None))?;
                WantedCorrection::applicant(party, reach)
            }
            (None, Some(Paper { code, originals, copies })) => {
                Correction::Component { code, originals, copies }.into()
            }
            (None, None) | (Some(_), Some(_)) => return Err(Refusal::new("web.correction-not-one").into()),
        };
        request_correction(context, command, wanted, self.reason).await
    }
}

/// Confirm what another person asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCorrection {}

impl Verb for ConfirmCorrection {
    const ACTION: Action = Action::ConfirmCorrection;
    const SUMMARY: &'static str = "Confirm a correction that another person asked for";

    fn requested_by(dossier: &Dossier) -> Option<AccountId> {
        dossier.correction.as_ref().map(|(account, _)| *account)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        confirm_correction(context, command).await
    }
}
