//! Every dossier of the store, some at a time, by id.

use motcua_kernel::DossierId;
use motcua_storage::{Reader, StoreError, dossiers};

const PAGE: u64 = 500;

/// Where the reading has come to.
pub(crate) struct DossierPages<'a> {
    reader: &'a Reader,
    last: Option<DossierId>,
}

impl<'a> DossierPages<'a> {
    pub(crate) const fn new(reader: &'a Reader) -> Self {
        Self { reader, last: None }
    }

    /// The next ids; `None` after the last.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<DossierId>>, StoreError> {
        let ids = dossiers::ids(self.reader, self.last, PAGE).await?;
        self.last = ids.last().copied();
        Ok(self.last.map(|_| ids))
    }
}
