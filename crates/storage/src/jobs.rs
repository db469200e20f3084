//! The table of work to be done after a commit. Written in the transaction of the fact it follows from; claimed by one
//! worker at a time under a lease that runs out.

mod changes;
mod claims;
mod look;
mod recurring;

pub use changes::{Act, Change, changes, discard, mend, record, send_again, take_key};
pub use claims::{ClaimedJob, Ending, Lease, Room, Try, claim, end, give_back, next_due, renew};
pub use look::{Count, JobRow, JobState, Wanted, counts, find, list};
pub use recurring::{RecurringRow, begin_anew, begin_slot, end_slot, recurring};

use crate::entities::job;
use crate::{StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

/// Work to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id, from the id source.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Higher first.
    pub priority: i32,
    /// Not before.
    pub due: Instant,
    /// Unique until the work is done or given up: written down a second time, it is not.
    pub key: Option<String>,
    /// When it is written down.
    pub created: Instant,
}

/// Writes work down and wakes the workers after the commit. What is there already under its key stays as it is, also while
/// it is tried; what was given up has no key any more.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx, jobs: &[NewJob]) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let rows = jobs.iter().map(|it| job::ActiveModel {
        id: Set(it.id),
        kind: Set(it.kind.clone()),
        payload: Set(it.payload.clone()),
        state: Set(JobState::Waiting.code().to_owned()),
        priority: Set(i64::from(it.priority)),
        due: Set(it.due.micros()),
        attempts: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(None),
        job_key: Set(it.key.clone()),
        created: Set(it.created.micros()),
        begun: Set(None),
    });
    job::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(job::Column::JobKey).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    tx.brings_work();
    Ok(())
}
