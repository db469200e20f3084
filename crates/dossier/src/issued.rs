//! Văn bản đã phát hành: an official sheet that left the house, named by the sum of its bytes.

use crate::{Dossier, Entry, Event};
use motcua_kernel::{FileId, Instant};
use serde::{Deserialize, Serialize};

/// An official sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedSheet {
    /// Code of the form, `acceptance-slip`.
    pub form: String,
    /// Its name in the store of files.
    pub file: FileId,
    /// SHA-256 of its bytes, 64 digits.
    pub sha256: String,
    /// Its own number, where the form has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The entry of the history it is about, where there may be several of its form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
}

/// A sheet that was issued, with where it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The entry that recorded it.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// The sheet.
    pub sheet: IssuedSheet,
    /// Each time it went on paper once more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<Reprinted>,
}

/// A sheet that went on paper once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reprinted {
    /// The entry that recorded it.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// The file of the copy that says that it is one; none where the same file was printed again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<FileId>,
}

impl Dossier {
    /// The sheet with this file.
    pub fn sheet(&self, file: FileId) -> Option<&Issued> {
        self.sheets.iter().find(|it| it.sheet.file == file)
    }

    /// Whether this file is a sheet that was issued, or a copy of one.
    pub fn has_sheet(&self, file: FileId) -> bool {
        let is_it = |it: &Issued| it.sheet.file == file || it.reprints.iter().any(|it| it.copy == Some(file));
        self.sheets.iter().any(is_it)
    }
}

/// What the events of sheets make of a dossier.
#[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only the events of sheets")]
pub(crate) fn happen(state: &mut Dossier, entry: &Entry) -> Result<(), &'static str> {
    let (seq, at) = (entry.seq, entry.occurred);
    match &entry.event {
        Event::SheetIssued { sheet } => {
            state.sheets.push(Issued { seq, at, sheet: sheet.clone(), reprints: Vec::new() });
        }
        Event::SheetReprinted { file, copy, .. } => {
            let copy = copy.as_ref().map(|it| it.file);
            let issued = state.sheets.iter_mut().find(|it| it.sheet.file == *file);
            issued.ok_or("no such sheet")?.reprints.push(Reprinted { seq, at, copy });
        }
        _ => return Err("no event of a sheet"),
    }
    Ok(())
}
