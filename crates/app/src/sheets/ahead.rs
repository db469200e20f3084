//! A sheet that is issued in one with what it is about: it is printed from the history as it will be, and lies among the
//! files before its entry is written. Whoever does not write the entry takes the file away again.

use super::issue::{Order, kept};
use super::make::Printing;
use super::possible::Wanted;
use crate::act::Words;
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Entry, IssuedSheet};
use motcua_forms::Content;
use motcua_kernel::Actor;

/// Prints `wanted` from a history whose last entries are not written yet; `words` are what those say.
pub(crate) async fn ahead(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    wanted: Wanted,
    words: &Words,
) -> Result<IssuedSheet, AppError> {
    let kind = if context.notices().sample { Content::Sample } else { Content::Real };
    let order = Order { wanted, site: context.public_url().to_owned(), content: kind };
    let (sheet, fault, unsealed) =
        kept(context, actor, (dossier, history), (&order, Printing::Sheet), words).await?;
    for trouble in [fault, unsealed].into_iter().flatten() {
        tracing::warn!(form = %sheet.form, trouble = %trouble.message.code, "a sheet is not as the house wants it");
    }
    Ok(sheet)
}
