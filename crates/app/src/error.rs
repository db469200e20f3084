//! Why a use case did not do what was asked, told apart by who must act.

use motcua_dossier::By;
use motcua_files::FileError;
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
    /// There is no such thing, or none that this person may know of.
    #[error("not found")]
    NotFound,
    /// Nothing was changed because too many want the same at once: to be tried again in a moment.
    #[error("the store is busy")]
    Busy,
    /// Nothing was changed because of the store: the operator must act.
    #[error("the store failed")]
    Store(#[source] StoreError),
    /// The computer has no randomness to give.
    #[error("no randomness")]
    Randomness(#[from] getrandom::Error),
    /// A row or a file can not be written in its form.
    #[error("something can not be written in its form")]
    Unwritable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The folder or the bucket of files failed.
    #[error("a file can not be kept or read")]
    Files(#[source] FileError),
    /// A password can not be hashed or a token not signed.
    #[error("a secret can not be made")]
    Secret(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => Self::NotFound,
            StoreError::Busy | StoreError::TooLong => Self::Busy,
            StoreError::Stale { .. }
            | StoreError::Taken { .. }
            | StoreError::Corrupt { .. }
            | StoreError::Nested
            | StoreError::Ignored
            | StoreError::Db(_) => Self::Store(error),
        }
    }
}

impl From<FileError> for AppError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Refused(refusal) => Self::Refused(refusal),
            FileError::Disk(_) | FileError::Bucket(_) | FileError::Changed { .. } => Self::Files(error),
        }
    }
}
