//! A file on its way out, piece by piece; the last piece comes only when the whole is what was kept.

use crate::FileError;
use crate::disk::DiskFile;
use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use motcua_kernel::FileId;
use sha2::{Digest, Sha256};

const PIECE: usize = 64 * 1024;

/// A file that is read from its beginning.
pub struct Reading {
    id: FileId,
    expected: [u8; 32],
    open: Option<(Source, Sha256)>,
}

/// Where its bytes come from.
pub(crate) enum Source {
    Disk(DiskFile),
    Bucket(BoxStream<'static, object_store::Result<Bytes>>),
}

impl Reading {
    pub(crate) fn new(id: FileId, source: Source, expected: [u8; 32]) -> Self {
        Self { id, expected, open: Some((source, Sha256::new())) }
    }

    /// The next piece; none after the last.
    ///
    /// # Errors
    /// When the disk or the bucket fails, and at its end when the file is not the one that was kept.
    pub async fn next(&mut self) -> Result<Option<Bytes>, FileError> {
        let Some((mut source, mut sum)) = self.open.take() else { return Ok(None) };
        let Some(piece) = source.next().await? else {
            let found: [u8; 32] = sum.finalize().into();
            return if found == self.expected { Ok(None) } else { Err(FileError::Changed { id: self.id }) };
        };
        sum.update(&piece);
        self.open = Some((source, sum));
        Ok(Some(piece))
    }
}

impl Source {
    async fn next(&mut self) -> Result<Option<Bytes>, FileError> {
        match self {
            Self::Disk(file) => Ok(Some(file.next(PIECE).await?).filter(|it| !it.is_empty())),
            Self::Bucket(pieces) => Ok(pieces.try_next().await?),
        }
    }
}
