//! Work on a leg: who does it, what is done, whose opinion is asked.

use super::Verb;
use crate::api::named::{agency, limit};
use motcua_app::accounts::must_work_at;
use motcua_app::routing::{Question, answer_opinion, ask_opinion, assign, claim, finish_step};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::{AccountId, LegNo};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Give a leg to a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// The leg.
    pub leg: u16,
    /// Id of the account; of one that works at the agency of the leg.
    pub assignee: Uuid,
}

impl Verb for Assign {
    const ACTION: Action = Action::Assign;
    const SUMMARY: &'static str = "Give a leg to a person of its agency";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let assignee = AccountId(self.assignee);
        must_work_at(context, assignee, command.actor.agency).await?;
        assign(context, command, LegNo(self.leg), assignee).await
    }
}

/// Take a leg that nobody works on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The leg.
    pub leg: u16,
}

impl Verb for Claim {
    const ACTION: Action = Action::AcceptLeg;
    const SUMMARY: &'static str = "Take a leg of one's agency that nobody works on";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        claim(context, command, LegNo(self.leg)).await
    }
}

/// Tick off the next step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishStep {
    /// The leg.
    pub leg: u16,
    /// The step, from 0.
    pub step: u16,
}

impl Verb for FinishStep {
    const ACTION: Action = Action::AcceptLeg;
    const SUMMARY: &'static str = "Record that the next step of a leg is done";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        finish_step(context, command, LegNo(self.leg), self.step).await
    }
}

/// Ask another agency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskOpinion {
    /// The leg that asks.
    pub leg: u16,
    /// Code of the agency that is asked.
    pub agency: String,
    /// In what time, as `2 working days`.
    pub budget: String,
    /// What is asked.
    pub question: String,
}

impl Verb for AskOpinion {
    const ACTION: Action = Action::Consult;
    const SUMMARY: &'static str = "Ask another agency for its opinion";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let asked = Question {
            asking: LegNo(self.leg),
            agency: agency(context, &self.agency, "agency")?,
            budget: limit(&self.budget, "budget")?,
            words: self.question,
        };
        ask_opinion(context, command, asked).await
    }
}

/// Answer what one's agency was asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOpinion {
    /// The leg of the question.
    pub leg: u16,
    /// The answer.
    pub answer: String,
}

impl Verb for AnswerOpinion {
    const ACTION: Action = Action::AnswerConsultation;
    const SUMMARY: &'static str = "Answer what one's agency was asked";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        answer_opinion(context, command, LegNo(self.leg), self.answer).await
    }
}
