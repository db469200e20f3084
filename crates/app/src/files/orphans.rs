//! Files that nobody knows of: left by a crash between the store of files and its line, or between the line of one that
//! was taken away and its bytes. They are personal data that no permission guards, so they go.
//!
//! Only what a line of a dossier names stays. Whoever keeps files of another kind in this store must let
//! `storage::files::named` find them first.

use super::folder;
use crate::{AppError, Context};
use motcua_files::{FileStore, Lying};
use motcua_kernel::{FileId, Instant};
use motcua_storage::files;

/// A younger file may still be on its way to its line; no request takes so long.
const OLD_MINUTES: i64 = 24 * 60;
/// The database is asked about so many at once.
const AT_ONCE: usize = 500;
/// More than these, and more than there are others, are no accident but the files of another database.
const FEW: usize = 20;

/// What is done with orphans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collecting {
    /// They are only counted.
    Trial,
    /// They are taken away, unless they are too many to be orphans.
    Careful,
    /// They are taken away however many there are.
    Whatever,
}

/// What was found, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrphanReport {
    /// Files in the store that a line names, among those older than a day.
    pub known: usize,
    /// Those that none names.
    pub orphans: usize,
    /// Their length together.
    pub bytes: u64,
    /// Files that were broken off on their way to the store, on the disk of this server.
    pub broken_off: usize,
    /// What became of them.
    pub end: CollectingEnd,
}

/// What became of the orphans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectingEnd {
    /// They are there as before, as it was asked.
    Left,
    /// They are gone.
    Taken,
    /// They are there as before: so many say that the store belongs to another database.
    TooMany,
}

/// Takes away the files that no dossier knows of. `progress` is told how many were looked at.
///
/// # Errors
/// When the database or the store of files fails; what was taken until then is gone.
pub async fn collect_orphans(
    context: &Context,
    collecting: Collecting,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<OrphanReport, AppError> {
    let store = folder(context)?;
    let now = context.clock.now();
    let (mut known, mut orphans) = (0, Vec::new());
    for last_byte in 0..=u8::MAX {
        let old: Vec<Lying> = old(store.shelf(last_byte).await?, now);
        for some in old.chunks(AT_ONCE) {
            let unknown = unknown(context, some).await?;
            known += some.len().saturating_sub(unknown.len());
            orphans.extend(unknown);
            progress(known + orphans.len());
        }
    }
    let broken_off = old(store.arriving().await?, now);
    let end = match collecting {
        Collecting::Trial => CollectingEnd::Left,
        Collecting::Careful if orphans.len() > FEW.max(known) => CollectingEnd::TooMany,
        Collecting::Careful | Collecting::Whatever => {
            take_away(store, &orphans, &broken_off).await?;
            CollectingEnd::Taken
        }
    };
    let bytes = orphans.iter().fold(0_u64, |sum, it| sum.saturating_add(it.bytes));
    Ok(OrphanReport { known, orphans: orphans.len(), bytes, broken_off: broken_off.len(), end })
}

fn old(lying: Vec<Lying>, now: Instant) -> Vec<Lying> {
    let border = now.plus_minutes(-OLD_MINUTES);
    lying.into_iter().filter(|it| it.since < border).collect()
}

async fn unknown(context: &Context, some: &[Lying]) -> Result<Vec<Lying>, AppError> {
    let ids: Vec<FileId> = some.iter().map(|it| it.id).collect();
    let named = files::named(&context.store.reader(), &ids).await?;
    Ok(some.iter().filter(|it| !named.contains(&it.id)).copied().collect())
}

async fn take_away(store: &FileStore, orphans: &[Lying], broken_off: &[Lying]) -> Result<(), AppError> {
    for file in orphans {
        store.remove(file.id).await?;
    }
    for file in broken_off {
        store.forget_arriving(file.id).await?;
    }
    Ok(())
}
