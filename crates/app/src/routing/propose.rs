//! Trình kết quả: a specialist proposes what the signer decides.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Outcome};
use motcua_kernel::LegNo;

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
    act(context, command, Vec::new(), |dossier, now| {
        let version = context.province.pinned(dossier)?.version;
        let results: Vec<String> = version.results.iter().map(|it| it.code.clone()).collect();
        motcua_routing::propose(dossier, command.actor, leg, outcome.clone(), &results, now)
    })
    .await
}
