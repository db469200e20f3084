//! From desk to desk.

use super::Verb;
use motcua_app::routing::{accept, hand_over_from_counter, hand_over_leg, question, resend, send_back};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_identity::Action;
use motcua_kernel::LegNo;
use serde::Deserialize;
use utoipa::ToSchema;

/// Send the dossier on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The leg that is done; absent when the counter sends a received dossier off.
    #[serde(default)]
    pub leg: Option<u16>,
}

impl Verb for HandOver {
    const ACTION: Action = Action::HandOver;
    const SUMMARY: &'static str = "Send the dossier on, from the counter or from a leg that is done";

    fn leg(&self) -> Option<LegNo> {
        self.leg.map(LegNo)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        match self.leg() {
            None => hand_over_from_counter(context, command).await,
            Some(leg) => hand_over_leg(context, command, leg).await,
        }
    }
}

/// Take a leg that was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The leg.
    pub leg: u16,
}

impl Verb for Accept {
    const ACTION: Action = Action::AcceptLeg;
    const SUMMARY: &'static str = "Take a leg that was handed over";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        accept(context, command, LegNo(self.leg)).await
    }
}

/// Ask about a leg that was sent, before taking it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The leg.
    pub leg: u16,
    /// What is asked.
    pub question: String,
}

impl Verb for Question {
    const ACTION: Action = Action::QuestionHandover;
    const SUMMARY: &'static str = "Ask about a leg that was handed over, before taking it";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        question(context, command, LegNo(self.leg), self.question).await
    }
}

/// Not take a leg that was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBack {
    /// The leg.
    pub leg: u16,
    /// Why.
    pub reason: String,
}

impl Verb for SendBack {
    const ACTION: Action = Action::SendBackHandover;
    const SUMMARY: &'static str = "Send a leg that was handed over back to its sender";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        send_back(context, command, LegNo(self.leg), self.reason).await
    }
}

/// Send a leg again that was asked about or came back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resend {
    /// The leg.
    pub leg: u16,
}

impl Verb for Resend {
    const ACTION: Action = Action::HandOver;
    const SUMMARY: &'static str = "Send a leg again that was asked about or came back";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        resend(context, command, LegNo(self.leg)).await
    }
}
