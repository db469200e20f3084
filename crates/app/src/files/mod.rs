//! Tệp của hồ sơ: scans and documents that are put to a dossier, looked at, and taken away when they were put wrongly.
//!
//! The bytes lie in a folder or a bucket, what is known of them in the store. A file without a line is nobody's, never
//! shown and collected after a day; a line without a file can not come about, since the line is written last.

mod add;
mod list;
mod open;
mod orphans;
mod remove;
mod room;

pub use add::{NewFile, add, receive};
pub use list::{numbered, of_dossier, one};
pub use motcua_files::{
    Arriving, BucketAddress, FileError, FileKind, FileStore, Kept, Reading, Scanner, ScannerAddress,
    WithoutScanner, too_large,
};
pub use motcua_storage::files::{FilePurpose, StoredFile};
pub use open::open;
pub use orphans::{Collecting, CollectingEnd, OrphanReport, collect_orphans};
pub use remove::remove;
pub use room::{MostPerDossier, Room, room, room_of_new};

use crate::{AppError, Context};
use motcua_kernel::Refusal;

/// Where the files are.
///
/// # Errors
/// Refused where no folder was given.
pub fn folder(context: &Context) -> Result<&FileStore, AppError> {
    context.files.as_ref().ok_or_else(|| Refusal::new("app.file-folder-missing").into())
}
