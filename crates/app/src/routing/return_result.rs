//! Trả kết quả: the result leaves the house, and what went with it is kept.

use crate::act::act;
use crate::look::is_code_of;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, HandedOut, ProofOfReturn, ReturnMethod};
use motcua_kernel::{Refusal, TextId};

/// What whoever hands a result out says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOut {
    /// How it leaves.
    pub method: ReturnMethod,
    /// What shows who took it.
    pub proof: Option<ProofOfReturn>,
    /// The look-up code that was told.
    pub code: String,
    /// Codes of the papers whose originals go back with it.
    pub originals: Vec<String>,
    /// Why others stay.
    pub reason: String,
}

impl HandOut {
    /// With nothing but the result.
    pub const fn of(method: ReturnMethod) -> Self {
        Self { method, proof: None, code: String::new(), originals: Vec::new(), reason: String::new() }
    }
}

/// Hands the result out.
///
/// # Errors
/// Refused when the result is not at the counter or money is due, when the code that was told is not that of the slip, or
/// an original that was kept is not accounted for; `Stale` when another person was first.
pub async fn return_result(
    context: &Context,
    command: Command,
    hand_out: HandOut,
) -> Result<Dossier, AppError> {
    let HandOut { method, proof, code, originals, reason } = hand_out;
    if proof == Some(ProofOfReturn::LookUpCode) && !is_code_of(context, command.dossier, &code).await? {
        return Err(Refusal::new("app.look-up-code-wrong").at("code").into());
    }
    let why = reason.trim();
    let id = TextId(context.ids.next(context.clock.now())?);
    let words = if why.is_empty() { Vec::new() } else { vec![(id, why.to_owned())] };
    let reason = words.first().map(|(id, _)| *id);
    let handed = HandedOut { proof, originals, kept: Vec::new(), reason };
    act(context, command, words, |dossier, now| {
        motcua_routing::return_result(dossier, command.actor, method.clone(), handed.clone(), now)
    })
    .await
}
