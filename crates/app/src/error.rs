//! Why a use case did not do what was asked, told apart by who must act.

use motcua_dossier::By;
use motcua_kernel::{Instant, Refusal};
use motcua_storage::StoreError;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules do not allow it: the user must act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Another person was first: the user looks again.
    #[error("the dossier was changed by another person")]
    Stale {
        /// Who was first.
        by: By,
        /// When.
        at: Instant,
    },
    /// Nothing was changed because of the store: the operator must act, or there is no such thing.
    #[error("the store failed")]
    Store(#[source] StoreError),
    /// The computer has no randomness to give.
    #[error("no randomness")]
    Randomness(#[from] getrandom::Error),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
