//! Trình kết quả: a specialist proposes what the signer decides.

use crate::act::{Words, act};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Outcome};
use motcua_kernel::{LegNo, TextId};

/// Proposes an outcome on the deciding leg.
///
/// # Errors
/// Refused when the pinned version knows no such result or the leg decides nothing; `Stale` when another person was first.
pub async fn propose(
    context: &Context,
    command: Command,
    leg: LegNo,
    outcome: Outcome,
) -> Result<Dossier, AppError> {
    put_before_the_signer(context, command, leg, outcome, Vec::new()).await
}

/// Proposes a refusal with its written reason (NĐ 63/2010 Điều 18(5)).
///
/// # Errors
/// As for a result; and without a reason.
pub async fn propose_refusal(
    context: &Context,
    command: Command,
    leg: LegNo,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    put_before_the_signer(context, command, leg, Outcome::Refused { reason: id }, vec![(id, reason)]).await
}

async fn put_before_the_signer(
    context: &Context,
    command: Command,
    leg: LegNo,
    outcome: Outcome,
    words: Words,
) -> Result<Dossier, AppError> {
    act(context, command, words, |dossier, now| {
        let version = context.province.pinned(dossier)?.version;
        let results: Vec<String> = version.results.iter().map(|it| it.code.clone()).collect();
        motcua_routing::propose(dossier, command.actor, leg, outcome.clone(), &results, now)
    })
    .await
}
