//! Lấy ý kiến: another agency is asked, with its own clock.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_calendar::TimeLimit;
use motcua_dossier::Dossier;
use motcua_kernel::{AgencyId, Instant, LegNo, TextId};
use motcua_routing::OpinionRequest;

/// What is asked of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The leg that asks.
    pub asking: LegNo,
    /// Who is asked.
    pub agency: AgencyId,
    /// In what time.
    pub budget: TimeLimit,
    /// What, in words.
    pub words: String,
}

/// Asks another agency for its opinion.
///
/// # Errors
/// Refused when the asking leg is not in work; `Stale` when another person was first.
pub async fn ask_opinion(
    context: &Context,
    command: Command,
    question: Question,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    let calendar = context.province.calendars.of(question.agency);
    act(context, command, vec![(id, question.words)], |dossier, now| {
        let request = OpinionRequest {
            asking: question.asking,
            agency: question.agency,
            liaison: liaison(context, dossier, question.agency, now),
            budget: question.budget.clone(),
            question: id,
        };
        motcua_routing::ask_opinion(dossier, command.actor, request, calendar, now)
    })
    .await
}

/// Who writes to an agency that does not work in the system.
fn liaison(context: &Context, dossier: &Dossier, agency: AgencyId, now: Instant) -> Option<AgencyId> {
    context.province.agencies.liaison_of(agency, dossier.receiving()?, now.date())
}
