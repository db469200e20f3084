//! Ghi nhận từ sao kê: a line of a bank statement becomes a payment with its receipt, in one transaction that marks the line.
//! Whoever books the same line second is refused, and so is a dossier of another counter.

use super::receipt::ReceiptWish;
use super::statements::{LineIs, account_of, open_lines};
use crate::act::act_with_line;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, DossierNumber, PaymentMeans};
use motcua_fees::statement::Fingerprint;
use motcua_fees::{Taking, settled_by};
use motcua_kernel::{Actor, Refusal};
use motcua_storage::dossiers;
use motcua_storage::statement_lines::{self, StatementRow};

/// Longest number of a transaction that becomes the reference of a payment.
const LONGEST_REFERENCE: usize = 50;
/// Digits of a fingerprint that stand for a line whose bank gives no number.
const SHORT_FINGERPRINT: usize = 32;

/// A line to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineBooking {
    /// Which.
    pub line: Fingerprint,
    /// For which dossier.
    pub number: DossierNumber,
    /// The number on the pre-printed receipt that is given for it.
    pub receipt: Option<u32>,
}

/// What booking all matched lines came to.
#[derive(Debug, Default)]
pub struct BookedLines {
    /// The dossiers that were paid.
    pub booked: Vec<Dossier>,
    /// The lines that were left, and why.
    pub left: Vec<(Fingerprint, AppError)>,
}

/// Books an open line for a dossier of the actor's agency.
///
/// # Errors
/// Refused when the line is unknown or booked, when there is no such dossier here, when the amount does not fit what it
/// owes, and as `record_payment`; `Stale` when another person was first.
pub async fn book_line(context: &Context, actor: Actor, wanted: &LineBooking) -> Result<Dossier, AppError> {
    let account = account_of(context, actor.agency)?;
    let open = statement_lines::open_of(&context.store.reader(), &account.to_string()).await?;
    let line = open.into_iter().find(|it| it.fingerprint == wanted.line);
    let line = line.ok_or_else(|| Refusal::new("app.statement-line-booked").at("line"))?;
    let found = dossiers::by_number(&context.store.reader(), &wanted.number).await?;
    let unknown = || Refusal::new("app.statement-number-unknown").with("number", &wanted.number).at("number");
    let dossier = found.filter(|it| it.receiving() == Some(actor.agency)).ok_or_else(unknown)?;
    book(context, actor, &dossier, (&line, wanted.receipt)).await
}

/// Books every open line that is all that a dossier of the actor's agency owes, each in a transaction of its own.
///
/// # Errors
/// When the agency has no account or the store fails; what is refused of a line leaves that line.
pub async fn book_matched(context: &Context, actor: Actor) -> Result<BookedLines, AppError> {
    let mut came = BookedLines::default();
    for it in open_lines(context, actor.agency).await? {
        let LineIs::Matched(whose) = &it.is else { continue };
        let dossier = dossiers::load(&context.store.reader(), whose.dossier).await?;
        match book(context, actor, &dossier, (&it.line, None)).await {
            Ok(after) => came.booked.push(after),
            Err(error @ (AppError::Refused(_) | AppError::Stale { .. })) => {
                came.left.push((it.line.fingerprint, error));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(came)
}

async fn book(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    (line, receipt): (&StatementRow, Option<u32>),
) -> Result<Dossier, AppError> {
    let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
    let wish = ReceiptWish { amount: line.amount, number: receipt };
    let how = PaymentMeans::Transfer { reference: reference(line) };
    act_with_line(context, command, (&wish, &line.fingerprint), |dossier, now, receipt| {
        let pinned = context.province.pinned(dossier)?;
        let paid = settled_by(dossier, line.amount)?;
        let taking = Taking { paid, how: how.clone(), receipt, given: None };
        motcua_intake::record_payment(dossier, &pinned, actor, taking, now)
    })
    .await
}

/// The bank's number where it is one word, else the name of the line.
fn reference(line: &StatementRow) -> String {
    let fits = |it: &&String| {
        it.chars().count() <= LONGEST_REFERENCE && !it.chars().any(|it| it.is_whitespace() || it.is_control())
    };
    let short = || line.fingerprint.as_str().chars().take(SHORT_FINGERPRINT).collect();
    line.bank_number.as_ref().filter(fits).cloned().unwrap_or_else(short)
}
