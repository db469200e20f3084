//! Dừng giải quyết: the applicant asks that the work ends.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::TextId;

/// Stops a dossier at the applicant's request.
///
/// # Errors
/// Refused once a result is signed (NĐ 118/2025 Điều 21); `Stale` when another person was first.
pub async fn stop(context: &Context, command: Command, reason: String) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, _| {
        motcua_intake::stop(dossier, context.province.pack_of(dossier)?, id)
    })
    .await
}
