//! The slip for those it is about, by mail: as it was then, and nobody of the house reads of people by it.

use super::facts::Facts;
use super::make::set_of;
use super::slip;
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, Entry};
use motcua_forms::{Content, Copies, Document};
use motcua_kernel::Instant;
use motcua_storage::parties;

/// The slip as a PDF, as of `at`; none where nobody received it.
pub(crate) async fn slip_for_its_people(
    context: &Context,
    (dossier, history): (&Dossier, &[Entry]),
    (shown, at): (Content, Instant),
) -> Result<Option<Vec<u8>>, AppError> {
    let (Some(By::Officer(actor)), Some(filing)) = (history.first().map(|it| it.by), &dossier.filing) else {
        return Ok(None);
    };
    let ids: Vec<_> = std::iter::once(filing.applicant).chain(filing.helper).collect();
    let people = parties::load(&context.store.reader(), &ids).await?;
    let place = (context.public_url(), shown);
    let known = Facts::with_people(context, actor, (dossier, history), place, people).await?;
    let facts = Facts { now: at, ..known };
    let body = slip::acceptance(&facts)?;
    let document = Document { letterhead: facts.letterhead(), marks: facts.marks(None), body };
    let printed = context.print(set_of(context, dossier)?, vec![document], Copies::All).await?;
    Ok(Some(printed.pdf.bytes))
}
