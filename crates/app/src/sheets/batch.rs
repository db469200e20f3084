//! In hàng loạt: the slips of several dossiers issued one after the other, each with its own proof and line in its history, and
//! made into one file for the printer. What can not be printed is told and keeps nothing else from it.

use super::{Content, Order, Wanted, issue};
use crate::files::open;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_forms::{FormKind, join};
use motcua_kernel::{Actor, DossierId, FileId, Refusal};
use motcua_storage::files as stored;

/// How many go into one file.
pub const MOST_AT_ONCE: usize = 100;

/// What came of the slip of one dossier.
#[derive(Debug)]
pub struct SlipOf {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: String,
    /// The file of its slip, or why there is none.
    pub slip: Result<FileId, AppError>,
}

/// Whether no slip of it was ever issued: it is still to be printed.
pub fn without_slip(dossier: &Dossier) -> bool {
    let form = FormKind::AcceptanceSlip.code();
    dossier.reception.is_some() && dossier.sheets.iter().all(|it| it.sheet.form != form)
}

/// Issues the slip of each dossier, by the one who may there.
pub async fn issue_slips(
    context: &Context,
    chosen: Vec<(Actor, Dossier)>,
    (site, made_up): (&str, Content),
) -> Vec<SlipOf> {
    let mut slips = Vec::with_capacity(chosen.len());
    let wanted = Wanted { kind: FormKind::AcceptanceSlip, of: None };
    let order = Order { wanted, site: site.to_owned(), content: made_up };
    for (actor, dossier) in chosen {
        let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
        let issued = issue(context, command, &order).await;
        let number = dossier.reception.as_ref().map(|it| it.number.to_string()).unwrap_or_default();
        slips.push(SlipOf { dossier: dossier.id, number, slip: issued.map(|it| it.file) });
    }
    slips
}

/// The dossier that a file lies with.
///
/// # Errors
/// Not found when there is no such file.
pub async fn dossier_with(context: &Context, file: FileId) -> Result<DossierId, AppError> {
    stored::dossier_of(&context.store.reader(), file).await?.ok_or(AppError::NotFound)
}

/// Sheets of several dossiers as one file to print, each read by the one who may; that they were read is kept.
///
/// # Errors
/// Not found when one of them is no sheet of its dossier; refused for more than [`MOST_AT_ONCE`], and for none.
pub async fn joined(
    context: &Context,
    sheets: Vec<(Actor, Dossier, FileId)>,
    title: String,
) -> Result<Vec<u8>, AppError> {
    if sheets.is_empty() || sheets.len() > MOST_AT_ONCE {
        return Err(Refusal::new("app.sheets-at-once").with("most", MOST_AT_ONCE).into());
    }
    let mut files = Vec::with_capacity(sheets.len());
    for (reader, dossier, file) in sheets {
        if !dossier.has_sheet(file) {
            return Err(AppError::NotFound);
        }
        let (about, mut pieces) = open(context, reader, &dossier, file).await?;
        let mut bytes = Vec::with_capacity(usize::try_from(about.bytes).unwrap_or_default());
        while let Some(piece) = pieces.next().await? {
            bytes.extend_from_slice(&piece);
        }
        files.push(bytes);
    }
    let made = tokio::task::spawn_blocking(move || join(&files, &title)).await;
    let made = made.map_err(|_| Refusal::new("app.sheet-not-made"))?;
    Ok(made.map_err(|fault| fault.refusal())?)
}
