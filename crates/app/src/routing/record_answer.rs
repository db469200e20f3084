//! Ghi nhận văn bản trả lời của cơ quan ngoài hệ thống: the liaison unit records the answer that came in.

use crate::act::{Words, act};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Letter, OutsideAnswer};
use motcua_kernel::{LegNo, TextId};

/// What was answered, in the words of whoever records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It agrees, or gives the result with this code.
    Agreed {
        /// Code of the result, where the leg decides.
        result: Option<String>,
    },
    /// It refuses.
    Refused {
        /// Why.
        reason: String,
    },
    /// It gave the papers back.
    NeedsSupplement {
        /// What is lacking.
        reason: String,
    },
}

/// Records the answer to what was written about `leg`.
///
/// # Errors
/// Refused to everybody but the liaison unit of a leg outside the system, without a letter that waits for an answer, when
/// the paper can not be meant, and without a reason where one is due; `Stale` when another person was first.
pub async fn record_answer(
    context: &Context,
    command: Command,
    leg: LegNo,
    letter: Letter,
    answer: Answer,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    let (answer, words) = match answer {
        Answer::Agreed { result } => (OutsideAnswer::Agreed { result }, Words::new()),
        Answer::Refused { reason } => (OutsideAnswer::Refused { reason: id }, vec![(id, reason)]),
        Answer::NeedsSupplement { reason } => {
            (OutsideAnswer::NeedsSupplement { reason: id }, vec![(id, reason)])
        }
    };
    act(context, command, words, |dossier, now| {
        let version = context.province.pinned(dossier)?.version;
        let results: Vec<String> = version.results.iter().map(|it| it.code.clone()).collect();
        motcua_routing::record_answer(dossier, command.actor, leg, &letter, answer.clone(), &results, now)
    })
    .await
}
