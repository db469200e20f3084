//! Phát hành: a sheet is made, kept by the sum of its bytes, and written into the history of its dossier.

use super::Wanted;
use super::make::{Printing, made};
use crate::act::{Words, act};
use crate::files::{FilePurpose, NewFile, add, folder, remove};
use crate::seals::sealed_or_told;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Entry, Event, Issued, IssuedSheet};
use motcua_forms::{Content, FormKind};
use motcua_kernel::{Actor, FileId, Refusal};
use motcua_storage::dossiers;
use std::fmt::Write;

/// What is to be made, of which site.
#[derive(Clone, Debug)]
pub struct Order {
    /// The sheet.
    pub wanted: Wanted,
    /// The address of the site, for its codes.
    pub site: String,
    /// Whether the province is made up.
    pub content: Content,
}

/// A sheet that was issued.
#[derive(Clone, Debug)]
pub struct IssuedNow {
    /// The dossier after it.
    pub dossier: Dossier,
    /// The file.
    pub file: FileId,
    /// What was wrong with the province's template, where the built-in one had to do.
    pub fault: Option<Refusal>,
    /// Why it has no seal, where the house has one.
    pub unsealed: Option<Refusal>,
}

/// The bytes of a sheet as it would be now; nothing is kept and it proves nothing.
///
/// # Errors
/// Refused when the dossier can not have it.
pub async fn preview(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    order: &Order,
) -> Result<Vec<u8>, AppError> {
    let history = dossiers::history(&context.store.reader(), dossier.id).await?;
    let printing = (None, Printing::Sheet, &Vec::new());
    let (bytes, _, _) = made(context, actor, (dossier, &history), order, printing).await?;
    Ok(bytes)
}

/// Makes it, keeps it and writes it down.
///
/// # Errors
/// Refused when the dossier can not have it, when it was issued as it is, or there is no room for files; `Stale` when the dossier has gone on.
pub async fn issue(context: &Context, command: Command, order: &Order) -> Result<IssuedNow, AppError> {
    let reader = context.store.reader();
    let dossier = dossiers::load(&reader, command.dossier).await?;
    let history = dossiers::history(&reader, command.dossier).await?;
    let (sheet, fault, unsealed) =
        kept(context, command.actor, (&dossier, &history), (order, Printing::Sheet), &Vec::new()).await?;
    let file = sheet.file;
    let changed = last_change(&history);
    let issued = act(context, command, Vec::new(), |dossier, _| {
        if is_issued(dossier, order.wanted, changed) {
            return Err(Refusal::new("app.sheet-already-issued"));
        }
        Ok(vec![Event::SheetIssued { sheet: sheet.clone() }])
    });
    let dossier = match issued.await {
        Ok(dossier) => dossier,
        Err(failure) => {
            // What no history names is no sheet.
            remove(context, command.actor, &dossier, file).await?;
            return Err(failure);
        }
    };
    if dossier.sheet(file).is_some() {
        return Ok(IssuedNow { dossier, file, fault, unsealed });
    }
    // It was sent twice: what the first sending made stands.
    remove(context, command.actor, &dossier, file).await?;
    let first = dossier.sheets.iter().rev().find(|it| is_of(&it.sheet, order.wanted));
    let file = first.map(|it| it.sheet.file).ok_or(AppError::NotFound)?;
    Ok(IssuedNow { dossier, file, fault, unsealed: None })
}

/// Whether the sheet was issued and nothing happened since that could stand on it: then it is printed again, with a reason.
/// `changed` is the entry of the last such happening.
fn is_issued(dossier: &Dossier, wanted: Wanted, changed: u32) -> bool {
    // What is about one entry says the same for ever.
    let still = |it: &Issued| wanted.of.is_some() || it.seq > changed;
    dossier.sheets.iter().any(|it| is_of(&it.sheet, wanted) && still(it))
}

/// Whether `wanted` is issued as it would be made now: it can only be printed again.
pub fn was_issued(dossier: &Dossier, history: &[Entry], wanted: Wanted) -> bool {
    is_issued(dossier, wanted, last_change(history))
}

/// The last entry that changed the dossier.
fn last_change(history: &[Entry]) -> u32 {
    history.iter().rev().find(|it| !it.event.is_quiet()).map_or(0, |it| it.seq)
}

fn is_of(sheet: &IssuedSheet, wanted: Wanted) -> bool {
    sheet.form == wanted.kind.code() && sheet.of == wanted.of
}

/// Printed, sealed and put among the files of the dossier, under a name that its code of proof holds. `words` are those
/// that no entry of the store names yet.
pub(super) async fn kept(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    (order, printing): (&Order, Printing),
    words: &Words,
) -> Result<(IssuedSheet, Option<Refusal>, Option<Refusal>), AppError> {
    let Wanted { kind, of } = order.wanted;
    let file = FileId(context.ids.next(context.clock.now())?);
    let proof = Some(format!("{}/kiem-chung/{file}", order.site));
    let (printed, number, fault) =
        made(context, actor, (dossier, history), order, (proof, printing, words)).await?;
    let (bytes, unsealed) = sealed_or_told(context, printed, title(kind)).await;
    let mut arriving = folder(context)?.receive(file).await?;
    arriving.write(&bytes).await?;
    let kept = arriving.keep().await?;
    let sheet = IssuedSheet { form: kind.code().to_owned(), file, sha256: hex(&kept.sha256), number, of };
    let new = NewFile { kept, name: format!("{}.pdf", kind.code()), purpose: FilePurpose::Other };
    add(context, actor, dossier, vec![new]).await?;
    Ok((sheet, fault, unsealed))
}

/// What the sheet is called, as the reason of its seal: in the language of the law.
fn title(kind: FormKind) -> String {
    let key = format!("form.{}", kind.code());
    motcua_i18n::texts(motcua_i18n::Locale::Vi).get(&key).unwrap_or_default().to_owned()
}

/// A sum as 64 digits.
pub(crate) fn hex(sum: &[u8]) -> String {
    let mut text = String::with_capacity(sum.len() * 2);
    for byte in sum {
        // Writing to a string can not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
