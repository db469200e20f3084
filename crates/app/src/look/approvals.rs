//! Phê duyệt, đóng dấu: what waits for a signature or a stamp, and how often the like was signed before.

use super::own_work::agencies_of;
use crate::{AppError, Context};
use motcua_dossier::DeskTask;
use motcua_identity::{Account, Action};
use motcua_kernel::{AgencyId, Date, ProcedureVersionId};
use motcua_storage::decisions;
use motcua_storage::desk::{self, DeskLine, DeskQuery, Whose};
use std::collections::BTreeMap;

/// Decisions looked back at, of all procedures.
const LOOKED_AT: u64 = 2_000;
/// Decisions of one procedure that are told.
const TOLD: u32 = 20;

/// What came of the latest proposals under one version at one agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precedents {
    /// Signed.
    pub signed: u32,
    /// Returned to be worked on again.
    pub returned: u32,
}

impl Precedents {
    /// Both.
    pub const fn all(self) -> u32 {
        self.signed + self.returned
    }
}

/// What waits to be done by whoever may do `action`, at the agencies where `account` may on `date`: the most urgent first,
/// at most `limit`.
///
/// # Errors
/// When the store fails.
pub async fn waiting_for(
    context: &Context,
    account: &Account,
    date: Date,
    (task, action): (DeskTask, Action),
    limit: u64,
) -> Result<Vec<DeskLine>, AppError> {
    let may = |role| action.rule().reach(role).is_some();
    let does = |agency: &AgencyId| account.grants_on(date).any(|it| it.agency == *agency && may(it.role));
    let reader = context.store.reader();
    let mut lines = Vec::new();
    for agency in agencies_of(account, date).into_iter().filter(does) {
        let whose = Whose::Everybody;
        let query =
            DeskQuery { agency, whose, versions: None, task: Some(task), priority: false, text: None };
        lines.extend(desk::page(&reader, &query, None, None, limit).await?);
    }
    lines.sort_by_key(DeskLine::place);
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(lines)
}

/// What came of the latest proposals under each version at each agency.
///
/// # Errors
/// When the store fails.
pub async fn precedents(
    context: &Context,
) -> Result<BTreeMap<(ProcedureVersionId, AgencyId), Precedents>, AppError> {
    let mut found: BTreeMap<_, Precedents> = BTreeMap::new();
    for decision in decisions::latest(&context.store.reader(), LOOKED_AT).await? {
        let told = found.entry((decision.version, decision.agency)).or_default();
        if told.all() < TOLD {
            let counted = if decision.signed { &mut told.signed } else { &mut told.returned };
            *counted += 1;
        }
    }
    Ok(found)
}
