//! Which alerts leave the house, to whom: written as work with the alert, in its transaction.

use crate::duties::Duty;
use crate::watch::goes_by_mail;
use crate::{AppError, Context};
use motcua_kernel::AccountId;
use motcua_storage::alerts::Alert;
use motcua_storage::staff_mail::StaffMail;
use motcua_storage::{Tx, jobs, staff_mail};

/// What somebody wants to have by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The message of the morning.
    Morning,
    /// What was raised to them.
    Raised,
}

impl Wish {
    /// Whether whoever has this address wants it.
    pub(crate) const fn is_of(self, mail: &StaffMail) -> bool {
        match self {
            Self::Morning => mail.morning,
            Self::Raised => mail.raised,
        }
    }
}

/// Writes the work of what goes by mail.
pub(crate) async fn follow(tx: &Tx, context: &Context, told: &[Alert]) -> Result<(), AppError> {
    let leaving: Vec<(&Alert, Wish)> = told.iter().filter_map(|it| Some((it, goes_by_mail(it)?))).collect();
    if leaving.is_empty() || !context.delivery().mail.is_on() {
        return Ok(());
    }
    let people: Vec<AccountId> = leaving.iter().map(|(it, _)| it.account).collect();
    let mails = staff_mail::verified(tx, &people).await?;
    let now = context.clock.now();
    let mut work = Vec::new();
    for (alert, wish) in leaving {
        if mails.iter().any(|mail| mail.account == alert.account && wish.is_of(mail)) {
            work.push(Duty::StaffAlert(alert.id).job(context, now)?);
        }
    }
    if work.is_empty() { Ok(()) } else { Ok(jobs::enqueue(tx, &work).await?) }
}
