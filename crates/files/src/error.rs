//! Why a file was not kept or not read, told apart by who must act.

use motcua_kernel::Refusal;

/// An error of the store of files.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It may not come in: whoever sent it must act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk: the operator must act.
    #[error("the folder of files failed")]
    Disk(#[from] std::io::Error),
    /// The bucket: the operator must act.
    #[error("the bucket of files failed")]
    Bucket(#[from] object_store::Error),
    /// What lies there is not what was put there: the operator must act.
    #[error("file {id} is not what was kept")]
    Changed {
        /// Which.
        id: motcua_kernel::FileId,
    },
}
