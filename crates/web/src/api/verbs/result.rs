//! The result: proposed, signed, numbered, handed out.

use super::Verb;
use crate::api::named::plain;
use motcua_app::routing::{
    HandOut, approve, demand_rework, number_and_stamp, propose, propose_refusal, return_result,
};
use motcua_app::{AppError, Command, Context, look};
use motcua_dossier::{Dossier, Outcome, ProofOfReturn, ReturnMethod};
use motcua_identity::Action;
use motcua_kernel::{FileId, LegNo, PartyId, Refusal};
use motcua_routing::NumberedResult;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Proposed {
    /// What was applied for.
    Granted,
    /// Từ chối giải quyết.
    Refused,
}

/// How a result leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnedBy {
    /// Over the counter.
    Counter,
    /// By post.
    Post,
    /// Electronically.
    Online,
}

/// Who takes it at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnedTo {
    /// Chủ hồ sơ.
    Applicant,
    /// Người nộp thay.
    Helper,
}

/// Put a result or a refusal before the signer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// The leg.
    pub leg: u16,
    /// What.
    pub outcome: Proposed,
    /// Code of the result in the pinned version; for `granted`.
    #[serde(default)]
    pub result: Option<String>,
    /// The written reason; for `refused`.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Verb for Propose {
    const ACTION: Action = Action::ProposeResult;
    const SUMMARY: &'static str = "Put a result or a refusal before the signer";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let leg = LegNo(self.leg);
        match self.outcome {
            Proposed::Granted => {
                let result = self.result.ok_or_else(|| Refusal::new("web.result-missing").at("result"))?;
                propose(context, command, leg, Outcome::Granted { result, file: None }).await
            }
            Proposed::Refused => {
                propose_refusal(context, command, leg, self.reason.unwrap_or_default()).await
            }
        }
    }
}

/// Sign what is proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// The leg.
    pub leg: u16,
}

impl Verb for Approve {
    const ACTION: Action = Action::Approve;
    const SUMMARY: &'static str = "Sign what is proposed";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        approve(context, command, LegNo(self.leg)).await
    }
}

/// Not sign what is proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandRework {
    /// The leg.
    pub leg: u16,
    /// Why.
    pub reason: String,
}

impl Verb for DemandRework {
    const ACTION: Action = Action::SendBackForRework;
    const SUMMARY: &'static str = "Send a proposal back to be worked on again";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        demand_rework(context, command, LegNo(self.leg), self.reason).await
    }
}

/// Number and stamp what is signed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "programs know the field by this name")]
pub struct Number {
    /// The leg.
    pub leg: u16,
    /// Number of the result, as `123/QĐ-UBND`. Where the procedure has a book and none is given, the next of the book.
    #[serde(default)]
    pub number: String,
    /// The result as a leader signed it outside: a PDF among the files of the dossier, with a signature.
    #[serde(default)]
    pub file: Option<Uuid>,
}

impl Verb for Number {
    const ACTION: Action = Action::NumberAndStamp;
    const SUMMARY: &'static str = "Number and stamp a signed result";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let number = plain(self.number, "number")?;
        let file = self.file.map(FileId);
        number_and_stamp(context, command, LegNo(self.leg), NumberedResult { number, file }).await
    }
}

/// Hand the result out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnResult {
    /// How.
    pub method: ReturnedBy,
    /// Who takes it at the counter; the applicant when absent.
    #[serde(default)]
    pub to: Option<ReturnedTo>,
    /// Number of the postal item.
    #[serde(default)]
    pub tracking: Option<String>,
    /// What shows who took it: `signature` on the return sheet, or the `look-up-code` of the slip.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub proof: Option<ProofOfReturn>,
    /// The look-up code that was told.
    #[serde(default)]
    pub code: Option<String>,
    /// Codes of the papers whose originals go back. Each that was kept goes back, unless a reason says why it stays.
    #[serde(default)]
    pub originals: Vec<String>,
    /// Why originals stay.
    #[serde(default)]
    pub originals_reason: Option<String>,
}

impl Verb for ReturnResult {
    const ACTION: Action = Action::ReturnResult;
    const SUMMARY: &'static str = "Hand the result out";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let method = match self.method {
            ReturnedBy::Counter => ReturnMethod::Counter { to: self.who_takes_it(context, command).await? },
            ReturnedBy::Post => {
                ReturnMethod::Post { tracking: plain(self.tracking.unwrap_or_default(), "tracking")? }
            }
            ReturnedBy::Online => ReturnMethod::Online,
        };
        let hand_out = HandOut {
            method,
            proof: self.proof,
            code: self.code.unwrap_or_default(),
            originals: self.originals,
            reason: self.originals_reason.unwrap_or_default(),
        };
        return_result(context, command, hand_out).await
    }
}

impl ReturnResult {
    async fn who_takes_it(&self, context: &Context, command: Command) -> Result<PartyId, AppError> {
        let dossier = look::dossier(context, command.dossier).await?;
        let filing = dossier.filing.ok_or_else(|| Refusal::new("app.not-received"))?;
        match self.to {
            None | Some(ReturnedTo::Applicant) => Ok(filing.applicant),
            Some(ReturnedTo::Helper) => {
                Ok(filing.helper.ok_or_else(|| Refusal::new("web.no-helper").at("to"))?)
            }
        }
    }
}
