//! What whoever hands a result out looks at first (NĐ 61/2018 Điều 20): who stands there, and that the originals that were
//! kept go back with it. That the person was looked at is said at the desk; which originals went back is kept in the
//! history, and why one stayed.

use motcua_dossier::{ComponentGiven, Dossier, HandedOut, ReturnMethod};
use motcua_kernel::Refusal;

/// The papers of which the house has originals.
pub fn originals_kept(dossier: &Dossier) -> impl Iterator<Item = &ComponentGiven> {
    dossier.filing.iter().flat_map(|it| &it.components).filter(|it| it.originals > 0)
}

/// Whether whoever stands at the counter was looked at; a postal item has nobody there.
///
/// # Errors
/// `routing.identity-unchecked` when not.
pub fn identity_checked(by_post: bool, checked: bool) -> Result<(), Refusal> {
    if by_post || checked { Ok(()) } else { Err(Refusal::new("routing.identity-unchecked").at("identity")) }
}

/// Every original that was kept is accounted for: it goes back, or a reason is given why it stays. Answers with the papers
/// that stay.
///
/// # Errors
/// When a paper is named of which the house has no original, or one stays and nobody says why.
pub fn originals_accounted(
    dossier: &Dossier,
    given_back: &[String],
    has_reason: bool,
) -> Result<Vec<String>, Refusal> {
    let unknown = |code: &&String| originals_kept(dossier).all(|it| it.code != **code);
    if let Some(code) = given_back.iter().find(unknown) {
        return Err(Refusal::new("routing.original-unknown").with("code", code).at("originals"));
    }
    let stays = |it: &&ComponentGiven| !given_back.contains(&it.code);
    let kept: Vec<String> = originals_kept(dossier).filter(stays).map(|it| it.code.clone()).collect();
    if kept.is_empty() || has_reason {
        return Ok(kept);
    }
    Err(Refusal::new("routing.originals-not-given-back").with("count", kept.len()).at("originals"))
}

/// What is recorded of `handed`; nothing crosses a desk online.
///
/// # Errors
/// As [`originals_accounted`].
pub(crate) fn recorded(
    dossier: &Dossier,
    method: &ReturnMethod,
    handed: HandedOut,
) -> Result<Option<Box<HandedOut>>, Refusal> {
    if *method == ReturnMethod::Online {
        return Ok(None);
    }
    let kept = originals_accounted(dossier, &handed.originals, handed.reason.is_some())?;
    let reason = handed.reason.filter(|_| !kept.is_empty());
    let mut originals = handed.originals;
    originals.sort();
    originals.dedup();
    let handed = HandedOut { proof: handed.proof, originals, kept, reason };
    Ok(Some(handed).filter(|it| *it != HandedOut::default()).map(Box::new))
}
