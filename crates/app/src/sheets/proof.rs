//! Kiểm chứng: whoever holds a sheet learns what was issued, when and by which agency, and whether their file is that one.
//! No person is named: who they are stands on the sheet.

use super::issue::hex;
use crate::{AppError, Context};
use motcua_dossier::{By, Event, Issued, IssuedSheet};
use motcua_kernel::{AgencyId, DossierId, FileId};
use motcua_storage::signatures::{self, SignatureCheck};
use motcua_storage::{dossiers, files};

/// What was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The sheet, with when.
    pub issued: Issued,
    /// Bản in lại lần …: which copy of an issued sheet it is; none for the sheet itself.
    pub copy: Option<u32>,
    /// The number of its dossier.
    pub number: Option<String>,
    /// The agency that issued it.
    pub agency: Option<AgencyId>,
    /// Whether the history of the dossier still says so, unbroken.
    pub holds: bool,
    /// What was found of its seal when it was issued; nothing where nobody looked.
    pub sealed: Option<SignatureCheck>,
}

impl Proof {
    /// Whether a file with this sum is the one that was issued.
    pub fn is_of(&self, sha256: &[u8]) -> bool {
        hex(sha256) == self.issued.sheet.sha256
    }
}

/// The sheet with this name; not found when none was issued under it.
///
/// # Errors
/// When the store fails.
pub async fn proof(context: &Context, file: FileId) -> Result<Proof, AppError> {
    let reader = context.store.reader();
    let dossier: DossierId = files::dossier_of(&reader, file).await?.ok_or(AppError::NotFound)?;
    let history = dossiers::history(&reader, dossier).await?;
    let found =
        history.iter().find_map(|entry| sheet_of(&entry.event, file).map(|sheet| (entry, sheet.clone())));
    let (entry, sheet) = found.ok_or(AppError::NotFound)?;
    let state = dossiers::load(&reader, dossier).await?;
    let copy = state.sheets.iter().find_map(|it| it.reprints.iter().position(|it| it.copy == Some(file)));
    let agency = match entry.by {
        By::Officer(actor) => Some(actor.agency),
        By::Party { .. } | By::Rule => None,
    };
    Ok(Proof {
        issued: Issued { seq: entry.seq, at: entry.occurred, sheet, reprints: Vec::new() },
        copy: copy.and_then(|it| u32::try_from(it).ok()).map(|it| it.saturating_add(1)),
        number: state.reception.as_ref().map(|it| it.number.to_string()),
        agency,
        holds: dossiers::verify(&reader, dossier).await.is_ok(),
        sealed: signatures::of_files(&reader, &[file]).await?.remove(&file),
    })
}

/// The sheet with this file that an event brought: issued, or a copy that says that it is one.
fn sheet_of(event: &Event, file: FileId) -> Option<&IssuedSheet> {
    let (Event::SheetIssued { sheet } | Event::SheetReprinted { copy: Some(sheet), .. }) = event else {
        return None;
    };
    (sheet.file == file).then_some(sheet)
}
