//! Cho số, đóng dấu: the signed result gets its number; where its procedure has a book, the next one of that.

use crate::act::{Series, act, act_numbered};
use crate::seals::Verdict;
use crate::{AppError, Command, Context, look};
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, FileId, LegNo, Refusal};
use motcua_routing::NumberedResult;
use motcua_storage::files::StoredFile;
use motcua_storage::{files, signatures};

/// Numbers and stamps what was signed. Without a number it is the next of the book of its procedure, in the agency of
/// the actor and in this year. A file that goes with it is one of the dossier that somebody signed outside.
///
/// # Errors
/// Refused when nothing is signed, the number can not be meant, or there is none and no book, and when the file is no signed
/// one or was changed after it was signed; not found when the dossier has no such file; `Stale` when another person
/// was first.
pub async fn number_and_stamp(
    context: &Context,
    command: Command,
    leg: LegNo,
    result: NumberedResult,
) -> Result<Dossier, AppError> {
    let before = look::dossier(context, command.dossier).await?;
    if let Some(file) = result.file {
        can_be_the_result(context, &before, file).await?;
    }
    if let Some(book) = context.province.result_book(&before).filter(|_| result.number.trim().is_empty()) {
        let today = context.clock.now().date();
        let series = Series { book: &book.series(today) };
        return act_numbered(context, command, &series, |dossier, now, number| {
            let result = NumberedResult { number: book.write(number, today), ..result.clone() };
            motcua_routing::number_and_stamp(dossier, command.actor, leg, &result, now)
        })
        .await;
    }
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::number_and_stamp(dossier, command.actor, leg, &result, now)
    })
    .await
}

/// The files of these dossiers that may be their results: somebody signed them, and they are as they were signed.
///
/// # Errors
/// When the store fails.
pub async fn signed_files(context: &Context, dossiers: &[DossierId]) -> Result<Vec<StoredFile>, AppError> {
    let reader = context.store.reader();
    let mut found = signatures::signed_files(&reader, dossiers).await?;
    let ids: Vec<FileId> = found.iter().map(|it| it.id).collect();
    let checks = signatures::of_files(&reader, &ids).await?;
    found.retain(|it| checks.get(&it.id).is_some_and(|it| is_signed(it).is_ok()));
    Ok(found)
}

async fn can_be_the_result(context: &Context, dossier: &Dossier, file: FileId) -> Result<(), AppError> {
    let reader = context.store.reader();
    files::load(&reader, dossier.id, file).await?;
    // The seal of the house is nobody's signature.
    if dossier.has_sheet(file) {
        return Err(Refusal::new("app.result-not-signed").at("file").into());
    }
    let check = signatures::of_files(&reader, &[file]).await?.remove(&file);
    let check = check.ok_or_else(|| Refusal::new("app.result-not-signed").at("file"))?;
    Ok(is_signed(&check)?)
}

fn is_signed(check: &signatures::SignatureCheck) -> Result<(), Refusal> {
    let found = check.found.as_deref().unwrap_or_default();
    if found.is_empty() {
        return Err(Refusal::new("app.result-not-signed").at("file"));
    }
    if found.iter().any(|it| it.verdict() == Verdict::Altered) {
        return Err(Refusal::new("app.result-altered").at("file"));
    }
    Ok(())
}
