//! A file on its way out, piece by piece; the last piece comes only when the whole is what was kept.

use crate::FileError;
use crate::store::on_disk;
use motcua_kernel::FileId;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;

const PIECE: usize = 64 * 1024;

/// A file that is read from its beginning.
#[derive(Debug)]
pub struct Reading {
    id: FileId,
    expected: [u8; 32],
    open: Option<(File, Sha256)>,
}

impl Reading {
    pub(crate) fn new(id: FileId, file: File, expected: [u8; 32]) -> Self {
        Self { id, expected, open: Some((file, Sha256::new())) }
    }

    /// The next piece; none after the last.
    ///
    /// # Errors
    /// When the disk fails, and at its end when the file is not the one that was kept.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, FileError> {
        let Some((mut file, mut sum)) = self.open.take() else { return Ok(None) };
        let (piece, file, sum) = on_disk(move || {
            let mut piece = Vec::with_capacity(PIECE);
            let most = u64::try_from(PIECE).unwrap_or(u64::MAX);
            (&mut file).take(most).read_to_end(&mut piece)?;
            sum.update(&piece);
            Ok((piece, file, sum))
        })
        .await?;
        if piece.is_empty() {
            let found: [u8; 32] = sum.finalize().into();
            return if found == self.expected { Ok(None) } else { Err(FileError::Changed { id: self.id }) };
        }
        self.open = Some((file, sum));
        Ok(Some(piece))
    }
}
