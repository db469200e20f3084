//! What the applicant must still bring.

use super::Verb;
use motcua_app::intake::{AskedItem, ask_supplement, complete_supplement};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, SupplementSubject};
use motcua_identity::Action;
use motcua_kernel::{LegNo, Refusal};
use serde::Deserialize;
use utoipa::ToSchema;

/// A paper or a condition that is lacking.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedPaper {
    /// Code of the component; or else `condition`.
    #[serde(default)]
    pub component: Option<String>,
    /// Place of the condition in the version, from 0.
    #[serde(default)]
    pub condition: Option<u16>,
    /// Why.
    pub reason: String,
}

impl AskedPaper {
    /// The items as the use cases take them.
    ///
    /// # Errors
    /// Refused when one is not about exactly one thing.
    pub fn items(asked: Vec<Self>) -> Result<Vec<AskedItem>, Refusal> {
        asked.into_iter().enumerate().map(|(place, it)| it.item(place)).collect()
    }

    fn item(self, place: usize) -> Result<AskedItem, Refusal> {
        let subject = match (self.component, self.condition) {
            (Some(code), None) => SupplementSubject::Component { code },
            (None, Some(index)) => SupplementSubject::Condition { index },
            (None, None) | (Some(_), Some(_)) => {
                return Err(Refusal::new("web.item-not-one").at(format!("items.{place}")));
            }
        };
        Ok(AskedItem { subject, reason: self.reason })
    }
}

/// Ask the applicant for everything that is lacking, at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskSupplement {
    /// The leg that asks; the counter when absent.
    #[serde(default)]
    pub leg: Option<u16>,
    /// Everything that is lacking.
    pub items: Vec<AskedPaper>,
}

impl Verb for AskSupplement {
    const ACTION: Action = Action::AskSupplement;
    const SUMMARY: &'static str = "Ask the applicant for everything that is lacking, at once";

    fn leg(&self) -> Option<LegNo> {
        self.leg.map(LegNo)
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let leg = self.leg();
        ask_supplement(context, command, leg, AskedPaper::items(self.items)?).await
    }
}

/// Everything that was asked for has come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteSupplement {}

impl Verb for CompleteSupplement {
    const ACTION: Action = Action::CompleteSupplement;
    const SUMMARY: &'static str = "Record that everything asked for was brought";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        complete_supplement(context, command).await
    }
}
