//! What a liaison unit records about an agency outside the system: letters out, answers in.

use super::Verb;
use crate::api::named::{date, plain};
use motcua_app::routing::{Answer, record_answer, send_letter};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, Letter};
use motcua_identity::Action;
use motcua_kernel::{LegNo, Refusal};
use serde::Deserialize;
use utoipa::ToSchema;

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// It agrees, or gives the result.
    Agreed,
    /// It refuses, or is against.
    Refused,
    /// It gives the papers back: something is lacking.
    NeedsSupplement,
}

/// Record a letter to an agency outside the system.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLetter {
    /// The leg.
    pub leg: u16,
    /// The number of the letter.
    pub number: String,
    /// The day it bears, as `2026-12-04`; the time of the agency runs from the recording all the same.
    pub date: String,
    /// Why there is a further one before the answer.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Verb for SendLetter {
    const ACTION: Action = Action::RecordOutsideLeg;
    const SUMMARY: &'static str = "Record a letter that went out to an agency outside the system";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let letter = letter(self.number, &self.date)?;
        send_letter(context, command, LegNo(self.leg), letter, self.reason).await
    }
}

/// Record the answer of an agency outside the system.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAnswer {
    /// The leg.
    pub leg: u16,
    /// The number of the answer; of a leg that decides it is the number of the result.
    pub number: String,
    /// The day it bears, as `2026-12-04`; it arrives when it is recorded.
    pub date: String,
    /// What it says.
    pub answer: Answered,
    /// Code of the result in the pinned version; for `agreed` on a leg that decides.
    #[serde(default)]
    pub result: Option<String>,
    /// Why, or what is lacking; for `refused` and `needs-supplement`.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Verb for RecordAnswer {
    const ACTION: Action = Action::RecordOutsideLeg;
    const SUMMARY: &'static str = "Record the answer that came in from an agency outside the system";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let letter = letter(self.number, &self.date)?;
        let reason = self.reason.unwrap_or_default();
        let answer = match self.answer {
            Answered::Agreed => Answer::Agreed { result: self.result },
            Answered::Refused => Answer::Refused { reason },
            Answered::NeedsSupplement => Answer::NeedsSupplement { reason },
        };
        record_answer(context, command, LegNo(self.leg), letter, answer).await
    }
}

fn letter(number: String, day: &str) -> Result<Letter, Refusal> {
    Ok(Letter { number: plain(number, "number")?, date: date(day, "date")?, file: None })
}
