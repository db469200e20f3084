//! Kiểm tra: every history is folded anew and compared with what is stored.

use super::verify_papers::receipts_and_lines;
use crate::money::drawer_faults;
use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_fees::{BookLine, Booked, LedgerFault, booked, ledger};
use motcua_kernel::DossierId;
use motcua_storage::strays::strays;
use motcua_storage::{Reader, StoreError, dossiers, money_book};
use std::collections::BTreeSet;

/// What the look at every dossier found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Dossiers looked at.
    pub dossiers: usize,
    /// Those whose rows are broken, each with the first thing that is wrong.
    pub broken: Vec<(DossierId, String)>,
    /// What is wrong with tables of money that no single dossier answers for: drawers, and rows that point at nothing.
    pub tables: Vec<String>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty() && self.tables.is_empty()
    }
}

/// Checks chain, history and state of every dossier, and its receipts, statement lines and lines of the book against it; then
/// the drawers against the book. `progress` is told how many are done.
///
/// # Errors
/// When the store fails. A broken dossier is no error but a line of the report.
pub async fn verify(context: &Context, progress: &(dyn Fn(usize) + Sync)) -> Result<VerifyReport, AppError> {
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut report = VerifyReport::default();
    while let Some(page) = pages.next().await? {
        for id in page {
            if let Some(what) = wrong(&reader, id).await? {
                report.broken.push((id, what));
            }
            report.dossiers += 1;
            progress(report.dossiers);
        }
    }
    report.tables = strays(&reader).await?;
    report.tables.extend(drawer_faults(&reader).await?);
    Ok(report)
}

/// State and history are read one after the other: a dossier that is changed in between looks broken once.
async fn wrong(reader: &Reader, id: DossierId) -> Result<Option<String>, StoreError> {
    if dossiers::verify(reader, id).await.is_ok() {
        return money(reader, id).await;
    }
    match dossiers::verify(reader, id).await {
        Ok(()) => money(reader, id).await,
        Err(error @ StoreError::Corrupt { .. }) => Ok(Some(error.to_string())),
        Err(error) => Err(error),
    }
}

/// What the history, the state and the book of the agency say of the money of a dossier must be the same to the đồng.
async fn money(reader: &Reader, id: DossierId) -> Result<Option<String>, StoreError> {
    let history = dossiers::history(reader, id).await?;
    let dossier = dossiers::load(reader, id).await?;
    if let Some(fault) = ledger(&history).faults(&dossier).first() {
        let LedgerFault { code, state, ledger } = fault;
        return Ok(Some(format!("charge {code}: {state} left by its state, {ledger} by its ledger")));
    }
    let told: BTreeSet<Booked> = history.iter().flat_map(|it| booked(&dossier, it)).collect();
    let book = money_book::of_dossier(reader, id).await?;
    let kept: BTreeSet<Booked> = book.iter().filter_map(as_booked).collect();
    let differs = told.symmetric_difference(&kept).next();
    if let Some(it) = differs {
        let what =
            format!("entry {}: {} of {} only in one of history and book", it.seq, it.amount, it.charge);
        return Ok(Some(what));
    }
    receipts_and_lines(reader, &dossier).await
}

fn as_booked(line: &BookLine) -> Option<Booked> {
    let subject = line.subject.as_ref()?;
    Some(Booked {
        seq: subject.seq,
        charge: subject.charge.clone(),
        kind: line.kind,
        means: line.means,
        amount: line.amount,
        receipt: line.receipt.clone(),
    })
}
