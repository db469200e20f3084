//! Nhập bù: the paper slip a visit was received with, and the leave it is entered by.

use crate::{AppError, Context};
use motcua_dossier::LateEntryPermit;
use motcua_intake::{Arrival, LateEntryAsked, PaperSlip, late_arrival};
use motcua_kernel::{Actor, AgencyId, DossierId, Instant, LateEntryPermitId, Refusal};
use motcua_storage::{Handle, StoreError, Tx, late_entry_permits, paper_slips};

/// A slip of a leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateSlip {
    /// The leave.
    pub permit: LateEntryPermitId,
    /// What the slip says.
    pub slip: PaperSlip,
}

/// A leave, and how many slips were entered by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermitUsed {
    /// The leave.
    pub permit: LateEntryPermit,
    /// Slips entered so far.
    pub entered: u32,
}

/// Leaves that are shown of one agency.
const SHOWN: u64 = 50;

/// Gives leave to enter late, for the counter of the actor's agency.
///
/// # Errors
/// Refused when the hours, the number of slips or the time for entering can not be.
pub async fn permit_late_entry(
    context: &Context,
    actor: Actor,
    asked: &LateEntryAsked,
) -> Result<LateEntryPermit, AppError> {
    let now = context.clock.now();
    let id = LateEntryPermitId(context.ids.next(now)?);
    let permit = motcua_intake::permit_late_entry(id, actor, asked, now)?;
    context.store.write(async |tx: &Tx| late_entry_permits::insert(tx, &permit).await).await?;
    Ok(permit)
}

/// The leaves of an agency, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn permits_of(context: &Context, agency: AgencyId) -> Result<Vec<PermitUsed>, AppError> {
    let reader = context.store.reader();
    let mut found = Vec::new();
    for permit in late_entry_permits::of_agency(&reader, agency, SHOWN).await? {
        found.push(PermitUsed { entered: entered(&reader, permit.id).await?, permit });
    }
    Ok(found)
}

/// One leave of an agency.
///
/// # Errors
/// Not found when the agency has no such leave.
pub async fn permit_of(
    context: &Context,
    agency: AgencyId,
    id: LateEntryPermitId,
) -> Result<PermitUsed, AppError> {
    let reader = context.store.reader();
    let permit = late_entry_permits::load(&reader, id).await?;
    if permit.agency != agency {
        return Err(AppError::NotFound);
    }
    Ok(PermitUsed { entered: entered(&reader, id).await?, permit })
}

/// When a visit arrived: now, or when its slip says.
pub(super) async fn arrival(
    handle: &impl Handle,
    actor: Actor,
    late: Option<&LateSlip>,
    now: Instant,
) -> Result<Arrival, AppError> {
    let Some(late) = late else { return Ok(Arrival::now(now)) };
    let permit = match late_entry_permits::load(handle, late.permit).await {
        Err(StoreError::NotFound { .. }) => {
            return Err(Refusal::new("app.late-permit-unknown").at("late.permit").into());
        }
        found => found?,
    };
    let entered = entered(handle, late.permit).await?;
    Ok(late_arrival(&late.slip, &permit, actor, entered, now)?)
}

/// Takes the slip of `arrival`, if it has one, for the dossier that is being received.
pub(super) async fn claim_slip(
    tx: &Tx,
    agency: AgencyId,
    late: Option<&LateSlip>,
    arrival: &Arrival,
    dossier: DossierId,
) -> Result<(), AppError> {
    let (Some(late), Some(origin)) = (late, &arrival.origin) else { return Ok(()) };
    if paper_slips::claim(tx, agency, origin.slip(), dossier, Some(late.permit)).await? {
        return Ok(());
    }
    Err(Refusal::new("app.slip-entered").with("slip", origin.slip()).at("late.slip").into())
}

async fn entered(handle: &impl Handle, permit: LateEntryPermitId) -> Result<u32, AppError> {
    Ok(u32::try_from(paper_slips::entered_by(handle, permit).await?).unwrap_or(u32::MAX))
}
