//! Nobody there: at a desk that has to be told of something nobody works who could be. Whoever may give somebody a role
//! there is told instead, once a week for each desk at most, so that nothing is late without anybody knowing.

use super::alerts::Matter;
use super::{AlertKind, alert_of, tell_people};
use crate::{AppError, Context};
use motcua_identity::{Account, Action, Scope, permits};
use motcua_kernel::AgencyId;
use motcua_storage::alerts::Alert;
use motcua_storage::house_facts::{self, About};
use motcua_storage::{Tx, accounts};

/// Tells that nobody works at `desk`.
pub(super) async fn nobody_at(tx: &Tx, context: &Context, desk: AgencyId) -> Result<(), AppError> {
    let now = context.clock.now();
    let name = context.province.agencies.get(desk).map_or_else(String::new, |it| it.name.clone());
    tracing::warn!(desk = %desk, name, "nobody works at a desk who could be told what is late there");
    let (tree, scope) = (&context.province.agencies, Scope::at(desk));
    let may_staff = |it: &&Account| permits(tree, it, Action::ManageAccounts, &scope, now.date()).is_ok();
    let everybody = accounts::all(tx).await?;
    let numbers = serde_json::to_string(&Matter::Desk { name }).unwrap_or_default();
    let mut said = Vec::new();
    for it in everybody.iter().filter(may_staff) {
        said.push(Alert { numbers: numbers.clone(), ..alert_of(context, it.id, AlertKind::NobodyThere)? });
    }
    let subject = desk.to_string();
    let about = About { kind: "nobody-there", subject: &subject };
    let week = i64::from(now.date().to_julian_day() / 7);
    if !said.is_empty() && house_facts::advance(tx, about, week, now).await? {
        tell_people(tx, context, &said).await?;
    }
    Ok(())
}
