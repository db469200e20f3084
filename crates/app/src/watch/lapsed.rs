//! Hết hạn: the rule has ended a dossier whose answer or payment did not come. Whoever has it in hand is told in the same
//! transaction, and so is the counter, which keeps its papers.

use super::nobody::nobody_at;
use super::whom::{COUNTER, HEADS, WORKERS, first_of, whoever_works_for};
use super::{AlertKind, alert_of, tell_people};
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Status, StopGround};
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId};
use motcua_storage::alerts::Alert;
use motcua_storage::{Tx, accounts};
use std::collections::BTreeSet;

/// Tells of the step from `before` to `after`, if it is such an end.
pub(crate) async fn lapsed(
    tx: &Tx,
    context: &Context,
    before: &Dossier,
    after: &Dossier,
) -> Result<(), AppError> {
    let Some(kind) = kind_of(before, after) else { return Ok(()) };
    let mut said = Vec::new();
    for account in people(tx, context, before).await? {
        said.push(Alert { dossier: Some(after.id), ..alert_of(context, account, kind)? });
    }
    if said.is_empty()
        && let Some(counter) = before.receiving()
    {
        nobody_at(tx, context, counter).await?;
    }
    tell_people(tx, context, &said).await
}

fn kind_of(before: &Dossier, after: &Dossier) -> Option<AlertKind> {
    let Status::Stopped { ground, .. } = &after.status else { return None };
    match ground {
        _ if before.status == after.status => None,
        StopGround::NoSupplement => Some(AlertKind::NoSupplement),
        StopGround::NoPayment => Some(AlertKind::NoPayment),
        StopGround::ByApplicant | StopGround::NoPredecessor => None,
    }
}

/// Whoever works on a leg of it, or those who could where nobody does, and the counter that received it.
async fn people(tx: &Tx, context: &Context, dossier: &Dossier) -> Result<BTreeSet<AccountId>, AppError> {
    let today = context.clock.now().date();
    let mut told = BTreeSet::new();
    for leg in dossier.legs.iter().filter(|it| it.status.is_open()) {
        let desk = leg.plan.desk();
        let staff = staff_of(tx, desk).await?;
        let worker = leg.status.assignee();
        let found = worker.map_or_else(Vec::new, |it| whoever_works_for(it, &staff, desk, today));
        told.extend(if found.is_empty() { first_of(&[WORKERS, HEADS], &staff, desk, today) } else { found });
    }
    if let Some(counter) = dossier.receiving() {
        told.extend(first_of(&[COUNTER, HEADS], &staff_of(tx, counter).await?, counter, today));
    }
    Ok(told)
}

async fn staff_of(tx: &Tx, desk: AgencyId) -> Result<Vec<Account>, AppError> {
    let mut staff = accounts::at_agency(tx, desk).await?;
    staff.retain(|it| !it.disabled);
    Ok(staff)
}
