//! What the house itself has to see to: the days off of next year while nobody has kept them, and passwords and tokens of
//! programs that end. Each is told once; whoever is first to write that it is tells it.

use super::alerts::Matter;
use super::{AlertKind, alert_of, tell_people};
use crate::admin::days_in_force;
use crate::{AppError, Context};
use motcua_identity::{Account, Action, KeptPassword, NearEnd};
use motcua_storage::alerts::Alert;
use motcua_storage::house_facts::{self, About};
use motcua_storage::{Tx, accounts, api_tokens};
use std::collections::BTreeMap;

/// The steps of what ends.
const SOON: i64 = 1;
const NOW: i64 = 2;

/// Tells what has become so with the house.
pub(crate) async fn tell_house(context: &Context) -> Result<(), AppError> {
    let mut known = accounts::all_with_passwords(&context.store.reader()).await?;
    known.retain(|(it, _)| !it.disabled);
    passwords(context, &known).await?;
    let everybody: Vec<Account> = known.into_iter().map(|(it, _)| it).collect();
    calendar(context, &everybody).await?;
    tokens(context, &everybody).await
}

/// Days off that lack: once at the beginning of November, then once a week, to whoever may keep them.
async fn calendar(context: &Context, everybody: &[Account]) -> Result<(), AppError> {
    let today = context.clock.now().date();
    let Some(lacking) = days_in_force(context).lacking_on(today) else { return Ok(()) };
    let year = lacking.year.to_string();
    let rule = Action::ManageCalendar.rule();
    let may_keep = |it: &&Account| it.grants_on(today).any(|grant| rule.reach(grant.role).is_some());
    let matter = Matter::Year { year: lacking.year };
    let mut said = Vec::new();
    for keeper in everybody.iter().filter(may_keep) {
        said.push(alert(context, keeper, AlertKind::CalendarMissing, &matter)?);
    }
    tell_once(context, About { kind: "calendar", subject: &year }, lacking.weeks, &said).await
}

/// Tokens that end: some days before, and on the day, to whoever has them.
async fn tokens(context: &Context, everybody: &[Account]) -> Result<(), AppError> {
    let today = context.clock.now().date();
    let owners: BTreeMap<_, _> = everybody.iter().map(|it| (it.id, it)).collect();
    for token in api_tokens::not_revoked(&context.store.reader()).await? {
        let Some(owner) = owners.get(&token.claims.sub) else { continue };
        let Some(end) = token.claims.nears_end(today, context.province.watch.token_days) else { continue };
        let (kind, step) = match end {
            NearEnd::Soon => (AlertKind::TokenSoon, SOON),
            NearEnd::Now => (AlertKind::TokenEnds, NOW),
        };
        let matter = Matter::Token { name: token.name.clone(), until: token.claims.last_day() };
        let said = [alert(context, owner, kind, &matter)?];
        let id = token.claims.jti.to_string();
        tell_once(context, About { kind: "token", subject: &id }, step, &said).await?;
    }
    Ok(())
}

/// Passwords that end, where they do: some days before, and on the day, to whoever has them.
async fn passwords(context: &Context, known: &[(Account, Option<KeptPassword>)]) -> Result<(), AppError> {
    let today = context.clock.now().date();
    let watch = &context.province.watch;
    for (owner, password) in known {
        let Some(password) = password else { continue };
        let Some((end, until)) = password.nears_end(watch.password_days, today, watch.token_days) else {
            continue;
        };
        let (kind, step) = match end {
            NearEnd::Soon => (AlertKind::PasswordSoon, SOON),
            NearEnd::Now => (AlertKind::PasswordEnds, NOW),
        };
        let said = [alert(context, owner, kind, &Matter::Password { until })?];
        let subject = format!("{} {until}", owner.id);
        tell_once(context, About { kind: "password", subject: &subject }, step, &said).await?;
    }
    Ok(())
}

fn alert(context: &Context, account: &Account, kind: AlertKind, matter: &Matter) -> Result<Alert, AppError> {
    let numbers = serde_json::to_string(matter).unwrap_or_default();
    Ok(Alert { numbers, ..alert_of(context, account.id, kind)? })
}

/// What nobody can be told is not told; it is once somebody can.
async fn tell_once(context: &Context, about: About<'_>, step: i64, said: &[Alert]) -> Result<(), AppError> {
    if said.is_empty() {
        return Ok(());
    }
    let now = context.clock.now();
    let told = async |tx: &Tx| {
        if house_facts::advance(tx, about, step, now).await? {
            tell_people(tx, context, said).await?;
        }
        Ok::<_, AppError>(())
    };
    context.store.write(told).await
}
