//! What the office spoilt, and what it takes up again.

use super::Verb;
use crate::api::named::agency;
use motcua_app::routing::{Spoilt, record_incident, reopen};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, IncidentKind, ReopenGround};
use motcua_identity::Action;
use motcua_kernel::{AccountId, Vnd};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Record papers that were lost or damaged, or a wrong result, with what it costs the office and its apology.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordIncident {
    /// `papers-lost`, `papers-damaged` or `wrong-result`.
    #[schema(value_type = String)]
    pub kind: IncidentKind,
    /// Code of the agency at fault, which bears the cost.
    pub agency: String,
    /// What it costs that agency, in whole đồng; 0 when nothing.
    pub cost: i64,
    /// What happened.
    pub account: String,
    /// The apology to the applicant.
    pub apology: String,
}

impl Verb for RecordIncident {
    const ACTION: Action = Action::RecordIncident;
    const SUMMARY: &'static str =
        "Record what the office spoilt, what it pays for it, and its apology; no clock stops";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let spoilt = Spoilt {
            kind: self.kind,
            agency: agency(context, &self.agency, "agency")?,
            cost: Vnd(self.cost),
            account: self.account,
            apology: self.apology,
        };
        record_incident(context, command, spoilt).await
    }
}

/// Open an ended dossier again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// `wrong-result` or `ended-by-mistake`.
    #[schema(value_type = String)]
    pub ground: ReopenGround,
    /// Why.
    pub reason: String,
}

impl Verb for Reopen {
    const ACTION: Action = Action::Reopen;
    const SUMMARY: &'static str =
        "Open again what another person ended wrongly; the lawful date stays, a wrong result is replaced";

    /// Who ended it. A rule is nobody; that it has not ended is for the rule of the verb to say.
    fn requested_by(dossier: &Dossier) -> Option<AccountId> {
        let by = dossier.ending.as_ref().and_then(|it| it.by);
        Some(by.unwrap_or(AccountId(Uuid::nil())))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        reopen(context, command, self.ground, self.reason).await
    }
}
