//! Signatures looked at: of a file that came in and lies in the store, and of one that somebody only shows.
//!
//! A PDF that nobody signed is read through piece by piece and never held; only one that has a signature comes into memory,
//! and only a few at once. Whatever is wrong with such a file is a finding and refuses nothing.

use crate::files::folder;
use crate::{AppError, Context};
use motcua_files::{FileKind, Kept};
use motcua_kernel::FileId;
use motcua_seals::{MOST_BYTES, SealFault, verify};
use motcua_storage::signatures::{self, SignatureCheck, StoredSignature};
use std::collections::BTreeMap;

/// What stands in every PDF with a signature, never compressed: a signature names the bytes it is about (ISO 32000-1
/// 12.8.1).
const MARK: &[u8] = b"/ByteRange";

/// What was found of these files when they came in.
///
/// # Errors
/// When the store fails.
pub async fn of_files(
    context: &Context,
    files: &[FileId],
) -> Result<BTreeMap<FileId, SignatureCheck>, AppError> {
    Ok(signatures::of_files(&context.store.reader(), files).await?)
}

/// Looks at a file that is in the store; nothing for one that is no PDF.
///
/// # Errors
/// When it can not be read.
pub(crate) async fn look_at_kept(context: &Context, kept: &Kept) -> Result<Option<SignatureCheck>, AppError> {
    if kept.kind != FileKind::Pdf {
        return Ok(None);
    }
    let at = context.clock.now();
    let nothing = SignatureCheck { at, found: Ok(Vec::new()) };
    if !is_marked(context, kept).await? {
        return Ok(Some(nothing));
    }
    if !usize::try_from(kept.bytes).is_ok_and(|it| it <= MOST_BYTES) {
        return Ok(Some(SignatureCheck { at, found: Err(SealFault::TooLarge) }));
    }
    let room = context.looking.acquire().await;
    let mut reading = folder(context)?.read(kept.id, kept.sha256).await?;
    let mut pdf = Vec::with_capacity(usize::try_from(kept.bytes).unwrap_or_default());
    while let Some(piece) = reading.next().await? {
        pdf.extend_from_slice(&piece);
    }
    let check = verified(context, pdf).await;
    drop(room);
    Ok(Some(check))
}

/// Looks at a file that somebody shows and nobody keeps.
pub async fn look_at(context: &Context, pdf: Vec<u8>) -> SignatureCheck {
    let room = context.looking.acquire().await;
    let check = verified(context, pdf).await;
    drop(room);
    check
}

async fn verified(context: &Context, pdf: Vec<u8>) -> SignatureCheck {
    let (roots, at) = (context.roots.clone(), context.clock.now());
    let found = tokio::task::spawn_blocking(move || verify(&pdf, &roots, at));
    // A file that breaks what reads it is one that can not be read.
    let found = found.await.unwrap_or(Err(SealFault::Pdf));
    let found = found.map(|it| it.into_iter().map(StoredSignature::from).collect());
    SignatureCheck { at, found: found.map_err(of_a_pdf) }
}

/// What can be wrong with a PDF alone.
fn of_a_pdf(fault: SealFault) -> SealFault {
    if SealFault::OF_A_PDF.contains(&fault) { fault } else { SealFault::Pdf }
}

async fn is_marked(context: &Context, kept: &Kept) -> Result<bool, AppError> {
    let mut reading = folder(context)?.read(kept.id, kept.sha256).await?;
    let mut seen: Vec<u8> = Vec::new();
    while let Some(piece) = reading.next().await? {
        seen.extend_from_slice(&piece);
        if seen.windows(MARK.len()).any(|it| it == MARK) {
            return Ok(true);
        }
        // The mark may lie across two pieces.
        seen.drain(..seen.len().saturating_sub(MARK.len() - 1));
    }
    Ok(false)
}
