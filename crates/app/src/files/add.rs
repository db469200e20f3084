//! Files for a dossier: taken in piece by piece, then written down together, all or none.

use super::folder;
use super::room::Room;
use crate::seals::look_at_kept;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_files::{Arriving, Kept, shown_name};
use motcua_kernel::{Actor, FileId, Refusal};
use motcua_storage::Tx;
use motcua_storage::files::{self, FilePurpose, StoredFile};
use motcua_storage::signatures;

/// A file that is whole and in the folder, and what it is for.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The file.
    pub kept: Kept,
    /// As it was called where it comes from.
    pub name: String,
    /// What for.
    pub purpose: FilePurpose,
}

/// Room for a file that comes in.
///
/// # Errors
/// When the disk fails, or there is no folder.
pub async fn receive(context: &Context) -> Result<Arriving, AppError> {
    let id = FileId(context.ids.next(context.clock.now())?);
    Ok(folder(context)?.receive(id).await?)
}

/// Puts files to a dossier, with what was found of the signatures in them. Where that can not be done they are taken out of the folder again.
///
/// # Errors
/// Refused when one is for a paper that the case of the dossier does not ask for, and when the dossier is full.
pub async fn add(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    new: Vec<NewFile>,
) -> Result<Vec<StoredFile>, AppError> {
    let ids: Vec<FileId> = new.iter().map(|it| it.kept.id).collect();
    let added = written_down(context, actor, dossier, new).await;
    if added.is_err() {
        for id in ids {
            folder(context)?.remove(id).await?;
        }
    }
    added
}

async fn written_down(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    new: Vec<NewFile>,
) -> Result<Vec<StoredFile>, AppError> {
    let now = context.clock.now();
    let mut rows = Vec::with_capacity(new.len());
    let mut looked_at = Vec::with_capacity(new.len());
    for file in new {
        is_asked_for(context, dossier, &file.purpose)?;
        looked_at.extend(look_at_kept(context, &file.kept).await?.map(|it| (file.kept.id, it)));
        rows.push(StoredFile {
            id: file.kept.id,
            dossier: dossier.id,
            purpose: file.purpose,
            name: shown_name(&file.name, file.kept.kind),
            media_type: file.kept.kind.media_type().to_owned(),
            bytes: file.kept.bytes,
            sha256: file.kept.sha256,
            added_by: actor.account,
            added_at: now,
        });
    }
    context
        .store
        .write(async |tx: &Tx| {
            let mut room = Room::beside(context.most_per_dossier, &files::of_dossier(tx, dossier.id).await?);
            rows.iter().try_for_each(|it| room.take(it.bytes))?;
            files::insert(tx, &rows).await?;
            for (file, check) in &looked_at {
                signatures::insert(tx, *file, check).await?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(rows)
}

fn is_asked_for(context: &Context, dossier: &Dossier, purpose: &FilePurpose) -> Result<(), Refusal> {
    let FilePurpose::Component { code } = purpose else { return Ok(()) };
    let filing = dossier.filing.as_ref();
    let received = dossier.received_version().or_else(|| filing.map(|it| it.version));
    let versions = received.into_iter().chain(filing.map(|it| it.version));
    let asks = versions.filter_map(|it| context.province.catalogue.version(it)).any(|version| {
        let case = filing.and_then(|it| version.case(&it.case));
        case.is_some_and(|it| it.component(code).is_some())
    });
    if asks { Ok(()) } else { Err(Refusal::new("app.file-component-unknown").at("component")) }
}
