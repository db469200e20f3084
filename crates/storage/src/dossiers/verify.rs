//! Whether what is stored is what the history says, and the history what was written.

use super::{entry, events, link, row, state, stored_row};
use crate::entities::{dossier, event};
use crate::hash_chain::Hash;
use crate::{Handle, StoreError, desk};
use motcua_dossier::{Entry, desk_rows, replay};
use motcua_kernel::DossierId;

/// Folds the history anew, checks its chain and compares the outcome with the stored state and with what stands on
/// desks.
///
/// # Errors
/// `Corrupt` that names the first thing that is wrong; `NotFound` when there is no dossier.
pub async fn verify(handle: &impl Handle, id: DossierId) -> Result<(), StoreError> {
    let stored = stored_row(handle, id).await?;
    let entries = chained(&events(handle, id).await?)?;
    let folded = replay(id, &entries).map_err(|error| StoreError::corrupt("event", id, error))?;
    if state(&stored)? != folded {
        return Err(StoreError::corrupt("dossier", id, "the stored state is not what its history says"));
    }
    let columns = dossier::Model { state: stored.state.clone(), ..row(&folded)? };
    if columns != stored {
        let what = "the columns for lists are not what its history says";
        return Err(StoreError::corrupt("dossier", id, what));
    }
    if desk::rows_of(handle, id).await? != desk_rows(&folded) {
        return Err(StoreError::corrupt("desk", id, "what agencies have to do is not what its history says"));
    }
    Ok(())
}

/// The entries of rows that form an unbroken chain.
fn chained(rows: &[event::Model]) -> Result<Vec<Entry>, StoreError> {
    let mut previous = Hash::NOTHING;
    for row in rows {
        let wrong = |what: &str| StoreError::corrupt("event", row.position, what);
        if row.previous != previous.0 {
            return Err(wrong("does not carry the hash of the event before it"));
        }
        let hash = link(row).hash(previous);
        if row.hash != hash.0 {
            return Err(wrong("its hash does not fit what it says"));
        }
        previous = hash;
    }
    rows.iter().map(entry).collect()
}
