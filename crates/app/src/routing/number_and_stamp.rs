//! Cho số, đóng dấu: the signed result gets its number; where its procedure has a book, the next one of that.

use crate::act::{Series, act, act_numbered};
use crate::{AppError, Command, Context, look};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;
use motcua_routing::NumberedResult;

/// Numbers and stamps what was signed. Without a number it is the next of the book of its procedure, in the agency of
/// the actor and in this year.
///
/// # Errors
/// Refused when nothing is signed, the number can not be meant, or there is none and no book; `Stale` when another person
/// was first.
pub async fn number_and_stamp(
    context: &Context,
    command: Command,
    leg: LegNo,
    result: NumberedResult,
) -> Result<Dossier, AppError> {
    let before = look::dossier(context, command.dossier).await?;
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
