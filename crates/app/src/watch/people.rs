//! Whoever is told something sees it on their page at once, and what went up to a leader leaves the house by mail too.

use super::AlertKind;
use crate::{AppError, Context, staff_mail};
use motcua_routing::TermKind;
use motcua_storage::Tx;
use motcua_storage::alerts::{self, Alert};

/// Tells, with the mails that go with it.
pub(crate) async fn tell_people(tx: &Tx, context: &Context, told: &[Alert]) -> Result<(), AppError> {
    alerts::raise(tx, told).await?;
    staff_mail::follow(tx, context, told).await
}

/// What of it leaves the house: the message of the morning, what only a leader can do, and what was raised to somebody
/// because nothing happened.
pub(crate) fn goes_by_mail(alert: &Alert) -> Option<staff_mail::Wish> {
    match AlertKind::of_key(&alert.kind)? {
        AlertKind::Morning => Some(staff_mail::Wish::Morning),
        AlertKind::ApologyToSign => Some(staff_mail::Wish::Raised),
        AlertKind::Term(kind) if kind != TermKind::NotCollected => {
            (alert.level > 0).then_some(staff_mail::Wish::Raised)
        }
        AlertKind::Term(_)
        | AlertKind::Reminder
        | AlertKind::NoSupplement
        | AlertKind::NoPayment
        | AlertKind::CalendarMissing
        | AlertKind::TokenSoon
        | AlertKind::TokenEnds
        | AlertKind::PasswordSoon
        | AlertKind::PasswordEnds
        | AlertKind::NobodyThere => None,
    }
}
