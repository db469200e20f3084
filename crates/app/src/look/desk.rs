//! Việc cần làm: what an agency has to do, the most urgent first.

use crate::{AppError, Context};
use motcua_dossier::DeskTask;
use motcua_kernel::AgencyId;
use motcua_storage::desk::{self, DeskLine, DeskPlace};
use std::collections::BTreeMap;

/// One page of a desk.
#[derive(Clone, Debug)]
pub struct DeskPage {
    /// What is to be done, by date.
    pub lines: Vec<DeskLine>,
    /// How much of each kind there is on the whole desk.
    pub counts: BTreeMap<DeskTask, u64>,
    /// Where the next page starts; none after the last.
    pub next: Option<DeskPlace>,
}

/// The desk of `agency` after `after`, at most `limit` lines.
///
/// # Errors
/// When the store fails.
pub async fn desk(
    context: &Context,
    agency: AgencyId,
    after: Option<&DeskPlace>,
    limit: u64,
) -> Result<DeskPage, AppError> {
    let reader = context.store.reader();
    let mut lines = desk::page(&reader, agency, after, limit.saturating_add(1)).await?;
    let counts = desk::count_by_task(&reader, agency).await?;
    let more = u64::try_from(lines.len()).unwrap_or(u64::MAX) > limit;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(|line| DeskPlace {
        due: line.row.due,
        dossier: line.dossier.id,
        slot: line.row.slot,
    });
    Ok(DeskPage { lines, counts, next })
}

/// How much these agencies have to do; what they only await is not counted.
///
/// # Errors
/// When the store fails.
pub async fn to_do(context: &Context, agencies: &[AgencyId]) -> Result<u64, AppError> {
    let reader = context.store.reader();
    let mut sum = 0_u64;
    for agency in agencies {
        let counts = desk::count_by_task(&reader, *agency).await?;
        sum +=
            counts.iter().filter(|(task, _)| **task != DeskTask::AwaitCitizen).map(|(_, it)| it).sum::<u64>();
    }
    Ok(sum)
}
