//! How much a dossier may hold: so many files, and so many bytes of all of them together.

use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::Refusal;
use motcua_storage::files::{self, StoredFile};

/// The most that one dossier holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MostPerDossier {
    /// Files, without those that were taken away.
    pub files: u64,
    /// Bytes of them together.
    pub bytes: u64,
}

impl Default for MostPerDossier {
    /// As `config/default.toml` says.
    fn default() -> Self {
        Self { files: 300, bytes: 1_000_000_000 }
    }
}

/// What a dossier still has room for.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    most: MostPerDossier,
    files: u64,
    bytes: u64,
}

impl Room {
    /// Of a dossier that holds these.
    pub(super) fn beside(most: MostPerDossier, held: &[StoredFile]) -> Self {
        let files = u64::try_from(held.len()).unwrap_or(u64::MAX);
        let bytes = held.iter().fold(0_u64, |sum, it| sum.saturating_add(it.bytes));
        Self { most, files, bytes }
    }

    /// One more file.
    ///
    /// # Errors
    /// `app.files-too-many` and `app.files-too-heavy`.
    pub fn take(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.files = self.files.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.files > self.most.files {
            return Err(Refusal::new("app.files-too-many").with("most", self.most.files).at("file"));
        }
        if self.bytes > self.most.bytes {
            let megabytes = self.most.bytes / 1_000_000;
            return Err(Refusal::new("app.files-too-heavy").with("most", megabytes).at("file"));
        }
        Ok(())
    }
}

/// What a dossier still has room for. [`super::add`] asks again when it writes; two that are written in the same moment on
/// PostgreSQL may still both find the last room, which a limit against full disks bears.
///
/// # Errors
/// When the store fails.
pub async fn room(context: &Context, dossier: &Dossier) -> Result<Room, AppError> {
    let held = files::of_dossier(&context.store.reader(), dossier.id).await?;
    Ok(Room::beside(context.most_per_dossier, &held))
}

/// The room of a dossier that is not there yet.
pub fn room_of_new(context: &Context) -> Room {
    Room::beside(context.most_per_dossier, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_is_full_at_its_last_file_or_its_last_byte() {
        let check = |sizes: &[u64], expected: Option<&str>| {
            let mut room = Room::beside(MostPerDossier { files: 3, bytes: 2_000_000 }, &[]);
            let refusal = sizes.iter().find_map(|bytes| room.take(*bytes).err());
            assert_eq!(refusal.as_ref().map(|it| it.message.code.0.as_ref()), expected, "{sizes:?}");
        };
        check(&[1, 1, 1], None);
        check(&[1, 1, 1, 1], Some("app.files-too-many"));
        check(&[1_000_000, 1_000_000], None);
        check(&[1_000_000, 1_000_001], Some("app.files-too-heavy"));
        check(&[u64::MAX], Some("app.files-too-heavy"));
        check(&[1_500_000, u64::MAX], Some("app.files-too-heavy"));
    }
}
