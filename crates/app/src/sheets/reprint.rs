//! In lại: a sheet that was issued goes on paper once more, with the reason for it. It is the same file, byte for byte; only a
//! receipt of money, which counts once, goes out as a copy that says on itself which one it is.

use super::issue::kept;
use super::make::Printing;
use super::{Order, Wanted};
use crate::act::act;
use crate::files::remove;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Event};
use motcua_forms::{Content, FormKind};
use motcua_kernel::{FileId, Refusal, TextId};
use motcua_storage::dossiers;

/// Which sheet is to be printed again, of which site, and why.
#[derive(Clone, Debug)]
pub struct Again {
    /// The file of the sheet that was issued.
    pub file: FileId,
    /// Why.
    pub reason: String,
    /// The address of the site, for the codes of a copy.
    pub site: String,
    /// Whether the province is made up.
    pub content: Content,
}

/// Writes down that it is printed again; what is to be printed is the file that is answered.
///
/// # Errors
/// Not found when the dossier has no such sheet; refused without a reason, and for the receipt of a payment that was taken
/// back.
pub async fn reprint(
    context: &Context,
    command: Command,
    again: Again,
) -> Result<(Dossier, FileId), AppError> {
    let reader = context.store.reader();
    let dossier = dossiers::load(&reader, command.dossier).await?;
    let history = dossiers::history(&reader, command.dossier).await?;
    let issued = dossier.sheet(again.file).ok_or(AppError::NotFound)?;
    let text = TextId(context.ids.next(context.clock.now())?);
    let before = issued.reprints.len();
    let kind = FormKind::named(&issued.sheet.form).ok_or(AppError::NotFound)?;
    let copy = if kind == FormKind::MoneyReceipt && !again.reason.trim().is_empty() {
        let wanted = Wanted { kind, of: issued.sheet.of };
        let order = Order { wanted, site: again.site, content: again.content };
        let place = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        let printing = (&order, Printing::Copy(place));
        Some(kept(context, command.actor, (&dossier, &history), printing, &Vec::new()).await?.0)
    } else {
        None
    };
    let file = again.file;
    let words = vec![(text, again.reason)];
    let done = act(context, command, words, |dossier, _| {
        let now = dossier.sheet(file).map(|it| it.reprints.len());
        if copy.is_some() && now != Some(before) {
            return Err(Refusal::new("app.sheet-reprinted-meanwhile"));
        }
        Ok(vec![Event::SheetReprinted { file, reason: text, copy: copy.clone() }])
    });
    let done = done.await;
    let Some(copy) = copy else { return Ok((done?, file)) };
    let (dossier, reprinted) = match done {
        Ok(after) => {
            let copies = after.sheet(file).into_iter().flat_map(|it| &it.reprints);
            let last = copies.filter_map(|it| it.copy).next_back();
            (after, last)
        }
        Err(failure) => {
            remove(context, command.actor, &dossier, copy.file).await?;
            return Err(failure);
        }
    };
    if reprinted != Some(copy.file) {
        // It was sent twice: the copy that the first sending made stands.
        remove(context, command.actor, &dossier, copy.file).await?;
    }
    Ok((dossier, reprinted.unwrap_or(file)))
}
