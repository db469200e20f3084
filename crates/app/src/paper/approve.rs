//! Approving a file of paper dossiers: every row that can be becomes a dossier.
//!
//! In several writes, so that a counter beside it does not wait: each claims its slips, so that a file whose approval was
//! cut off is approved again and takes over what is left. The file is approved with the last.

use super::Outcome;
use super::judge::{JudgedRow, Ready, Verdict, judge};
use super::look::content;
use crate::act::follow;
use crate::intake::found::book_on;
use crate::keep::{LookUp, keep_new};
use crate::{AppError, Context, notices};
use motcua_dossier::{By, Filing, Party};
use motcua_intake::TakenOverBy;
use motcua_kernel::{Actor, DossierId, Instant, PaperBatchId, PartyId, Refusal};
use motcua_storage::paper_batches::{self, PaperBatch};
use motcua_storage::{StoreError, Tx, paper_slips, parties, serials};

/// Dossiers of one write.
const IN_ONE_WRITE: usize = 40;

/// Takes over what a file of the actor's agency holds; what is wrong in it stays out.
///
/// # Errors
/// Not found when the agency has no such file; refused for the one who sent it, when it is approved already, or when
/// there is nothing in it to take over.
pub async fn approve(context: &Context, actor: Actor, id: PaperBatchId) -> Result<Outcome, AppError> {
    let batch = paper_batches::load(&context.store.reader(), id).await?;
    if batch.agency != actor.agency {
        return Err(AppError::NotFound);
    }
    if batch.sent_by == actor.account {
        return Err(Refusal::new("app.paper-own-batch").into());
    }
    let table = content(&batch)?.ok_or_else(|| Refusal::new("app.paper-batch-approved"))?;
    let now = context.clock.now();
    let rows = judge(context, &context.store.reader(), &table, batch.agency, now).await?;
    let mut outcome = Outcome::default();
    let mut ready = Vec::new();
    for JudgedRow { line, verdict, .. } in rows {
        match verdict {
            Verdict::New(row) => ready.push(*row),
            Verdict::Already(_) => outcome.already += 1,
            Verdict::Wrong(faults) => outcome.wrong.push((line, faults)),
        }
    }
    if ready.is_empty() && outcome.already == 0 {
        return Err(Refusal::new("app.paper-nothing-right").into());
    }
    // Numbers rise with the moment of receipt, as they did on paper.
    ready.sort_by_key(Ready::received);
    let taking = TakingOver { context, actor, batch: &batch, now };
    for some in ready.chunks(IN_ONE_WRITE) {
        let taken_over = Box::pin(taking.some(some)).await?;
        outcome.taken_over += taken_over;
        outcome.already += u32::try_from(some.len()).unwrap_or(u32::MAX).saturating_sub(taken_over);
    }
    taking.close(&outcome).await?;
    Ok(outcome)
}

struct TakingOver<'a> {
    context: &'a Context,
    /// Who approves.
    actor: Actor,
    batch: &'a PaperBatch,
    now: Instant,
}

impl TakingOver<'_> {
    /// Takes `rows` over, but for those whose slip another was faster to enter, and says how many.
    async fn some(&self, rows: &[Ready]) -> Result<u32, AppError> {
        let mut prepared = Vec::with_capacity(rows.len());
        for Ready { row } in rows {
            let applicant = PartyId(self.context.ids.next(self.now)?);
            let party = Party::parse(applicant, row.applicant())?;
            let look_up = LookUp::new(self.context)?;
            prepared.push((row, party, look_up, DossierId(self.context.ids.next(self.now)?)));
        }
        let by = TakenOverBy { batch: self.batch.id, approved_by: self.actor.account };
        let taken_over = self.context.store.write(async |tx: &Tx| {
            let mut taken_over = 0;
            for (row, party, look_up, id) in &prepared {
                let slips = [row.paper.slip.clone()];
                if !paper_slips::entered(tx, self.batch.agency, &slips).await?.is_empty() {
                    continue;
                }
                parties::insert(tx, std::slice::from_ref(party)).await?;
                let book = book_on(self.context, row.paper.received.date())?;
                let serial = serials::next(tx, self.batch.agency, &book).await?;
                let filing = Filing { applicant: party.id, ..row.filing.clone() };
                let received = row.take_over(self.context, filing, serial, by, self.now)?;
                let (dossier, entries) =
                    follow(*id, None, By::Officer(self.sender()), received.events, self.now)?;
                keep_new(tx, &self.context.province, &dossier, &entries, Some((look_up, 0))).await?;
                let known = (std::slice::from_ref(party), [].as_slice());
                Box::pin(notices::begin(tx, self.context, (&dossier, &entries), known)).await?;
                if !paper_slips::claim(tx, self.batch.agency, &row.paper.slip, *id, None).await? {
                    return Err(AppError::Busy);
                }
                taken_over += 1;
            }
            Ok(taken_over)
        });
        taken_over.await
    }

    async fn close(&self, outcome: &Outcome) -> Result<(), AppError> {
        let text = serde_json::to_string(outcome).map_err(|error| AppError::Unwritable(error.into()))?;
        let (id, by) = (self.batch.id, self.actor.account);
        let closed = self
            .context
            .store
            .write(async |tx: &Tx| paper_batches::approve(tx, id, by, &text, self.now).await)
            .await;
        match closed {
            Err(StoreError::Stale { .. }) => Err(Refusal::new("app.paper-batch-approved").into()),
            other => Ok(other?),
        }
    }

    /// Whoever sent the file wrote down what is in it.
    const fn sender(&self) -> Actor {
        Actor { account: self.batch.sent_by, agency: self.batch.agency, role: self.batch.sent_as }
    }
}
