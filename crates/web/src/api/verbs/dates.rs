//! What moves or stops the dates.

use super::Verb;
use crate::api::named::moment;
use motcua_app::apologies;
use motcua_app::routing::{resume, suspend};
use motcua_app::{AppError, Command, Context};
use motcua_dossier::{Dossier, SuspensionGround};
use motcua_identity::Action;
use motcua_kernel::LegNo;
use serde::Deserialize;
use utoipa::ToSchema;

/// Give a new date, with an apology.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reappoint {
    /// The leg whose agency is late.
    pub leg: u16,
    /// The new date and hour, as `2026-12-04T17:00`.
    pub to: String,
    /// The apology.
    pub apology: String,
}

impl Verb for Reappoint {
    const ACTION: Action = Action::Reappoint;
    const SUMMARY: &'static str = "Sign an apology with a new return date, and issue its letter";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let to = moment(&self.to, "to")?;
        apologies::sign(context, command, LegNo(self.leg), Some(to), self.apology).await
    }
}

/// Apologise without a new date.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Apologise {
    /// The leg whose agency is late.
    pub leg: u16,
    /// The apology.
    pub apology: String,
}

impl Verb for Apologise {
    const ACTION: Action = Action::Reappoint;
    const SUMMARY: &'static str = "Sign an apology without a new return date, and issue its letter";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        apologies::sign(context, command, LegNo(self.leg), None, self.apology).await
    }
}

/// Put an apology before the leader who signs it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftApology {
    /// The leg whose agency is late.
    pub leg: u16,
    /// The new date and hour, as `2026-12-04T17:00`; none for an apology without one.
    pub to: Option<String>,
    /// The apology.
    pub apology: String,
}

impl Verb for DraftApology {
    const ACTION: Action = Action::DraftApology;
    const SUMMARY: &'static str =
        "Put an apology, with a new return date or without, before the leader who signs it";

    fn leg(&self) -> Option<LegNo> {
        Some(LegNo(self.leg))
    }

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        let to = self.to.as_deref().filter(|it| !it.is_empty()).map(|it| moment(it, "to")).transpose()?;
        apologies::draft(context, command, LegNo(self.leg), to, self.apology).await
    }
}

/// Let the dossier stand still by law.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspend {
    /// The ground.
    #[schema(value_type = String, example = "court")]
    pub ground: SuspensionGround,
    /// Why, in words.
    pub reason: String,
}

impl Verb for Suspend {
    const ACTION: Action = Action::Suspend;
    const SUMMARY: &'static str = "Let a dossier stand still on a ground of the law";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        suspend(context, command, self.ground, self.reason).await
    }
}

/// Take up what stood still.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resume {}

impl Verb for Resume {
    const ACTION: Action = Action::Resume;
    const SUMMARY: &'static str = "Take up a dossier that stood still by law";

    async fn perform(self, context: &Context, command: Command) -> Result<Dossier, AppError> {
        resume(context, command).await
    }
}
