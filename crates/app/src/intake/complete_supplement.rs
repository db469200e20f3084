//! Bổ sung đủ: the clock of the offices runs again, by the policy of the dossier's pack.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;

/// Records that everything asked for was brought.
///
/// # Errors
/// Refused when nothing is awaited; `Stale` when another person was first.
pub async fn complete_supplement(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_intake::complete_supplement(dossier, &context.province.pinned(dossier)?, now)
    })
    .await
}
