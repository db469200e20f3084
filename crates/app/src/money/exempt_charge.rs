//! Miễn, giảm: the counter records that something need not be paid, on a ground the fee rule lists.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::TextId;

/// What need not be paid, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExemptionWish {
    /// Code of the charge.
    pub charge: String,
    /// Code of the ground in its fee rule.
    pub ground: String,
    /// The paper that shows it, in words.
    pub evidence: String,
}

/// Takes off a charge what its rule says for the ground. The last of what is awaited lets the clock run again.
///
/// # Errors
/// Refused when the rule lists no such ground, it was exempted or is paid; `Stale` when another person was first.
pub async fn exempt_charge(
    context: &Context,
    command: Command,
    wish: ExemptionWish,
) -> Result<Dossier, AppError> {
    let ExemptionWish { charge, ground, evidence } = wish;
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, evidence)], |dossier, now| {
        let pinned = context.province.pinned(dossier)?;
        motcua_intake::exempt(dossier, &pinned, command.actor, (&charge, &ground, id), now)
    })
    .await
}
