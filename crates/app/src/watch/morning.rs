//! What a leader is told when the day begins: how much waits for a signature, what is due by noon, what will be late.

use super::alerts::{AlertKind, MorningNumbers};
use super::radar::radar;
use super::{alert_of, tell_people};
use crate::apologies::draft_in_time;
use crate::look::waiting_for;
use crate::{AppError, Context};
use motcua_dossier::DeskTask;
use motcua_identity::{Account, Action};
use motcua_kernel::{Instant, Role};
use motcua_storage::{Tx, accounts, alerts};
use time::macros::time;

/// Proposals that are counted.
const COUNTED: u64 = 999;

/// Tells each leader, on a working day of one of their agencies, unless there is nothing to tell. A morning that was missed
/// is made up for on the same day only. One leader of whom it fails keeps no other from being told.
///
/// # Errors
/// The first failure, when everybody was tried.
pub(crate) async fn morning(context: &Context, slot: Instant) -> Result<(), AppError> {
    let now = context.clock.now();
    if slot.date() != now.date() {
        return Ok(());
    }
    let everybody = accounts::all(&context.store.reader()).await?;
    let leads =
        |it: &&Account| it.grants_on(now.date()).any(|grant| works(context, grant.role, grant.agency, now));
    let mut came = Ok(());
    for leader in everybody.iter().filter(|it| !it.disabled).filter(leads) {
        if let Err(error) = tell_leader(context, leader, now).await {
            tracing::error!(account = %leader.id, error = &error as &dyn std::error::Error, "a morning is not told");
            came = came.and(Err(error));
        }
    }
    came
}

async fn tell_leader(context: &Context, leader: &Account, now: Instant) -> Result<(), AppError> {
    let numbers = numbers(context, leader, now).await?;
    if numbers == MorningNumbers::default() {
        return Ok(());
    }
    let numbers = serde_json::to_string(&numbers).unwrap_or_default();
    let row = alerts::Alert { numbers, ..alert_of(context, leader.id, AlertKind::Morning)? };
    let told = async |tx: &Tx| {
        // A try that comes again the same day tells nobody twice.
        if alerts::was_told(tx, leader.id, AlertKind::Morning.key(), Instant::local(now.date(), time!(0:00)))
            .await?
        {
            return Ok(());
        }
        tell_people(tx, context, std::slice::from_ref(&row)).await
    };
    context.store.write(told).await
}

fn works(context: &Context, role: Role, agency: motcua_kernel::AgencyId, now: Instant) -> bool {
    let heads = matches!(role, Role::Leader | Role::UnitHead | Role::DivisionHead);
    heads && context.province.calendars.of(agency).is_working_day(now.date())
}

async fn numbers(context: &Context, leader: &Account, now: Instant) -> Result<MorningNumbers, AppError> {
    let wanted = (DeskTask::Decide, Action::Approve);
    let to_sign = waiting_for(context, leader, now.date(), wanted, COUNTED).await?.len();
    let mut seen = radar(context, leader, now).await?;
    for it in &seen.endangered {
        draft_in_time(context, it).await?;
    }
    if !seen.endangered.is_empty() {
        seen = radar(context, leader, now).await?;
    }
    let noon = Instant::local(now.date(), time!(12:00));
    let all = seen.today.iter().chain(&seen.endangered).chain(&seen.to_sign);
    let by_noon = all.filter(|it| it.outlook.lawful > now && it.outlook.lawful <= noon).count();
    let number = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    Ok(MorningNumbers {
        to_sign: number(to_sign),
        due_by_noon: number(by_noon),
        endangered: number(seen.endangered.len()),
        apologies: number(seen.to_sign.len()),
    })
}
