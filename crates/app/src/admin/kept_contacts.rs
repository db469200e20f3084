//! Thông tin liên hệ: how people find and reach an agency, as its administrator says it. What was kept wins over the files
//! of the province.

use crate::{AppError, Context};
use motcua_identity::{Contact, ContactInput};
use motcua_kernel::{Actor, AgencyId, Refusal};
use motcua_storage::agency_contacts::{self, KeptContact};
use motcua_storage::{StoreError, Tx};

/// Keeps what was typed of an agency; `seen` is the place of what it replaces, 0 for what the files say. Gives its place.
///
/// # Errors
/// Not found without the agency; refused when something can not be so, and when somebody kept another since.
pub async fn keep_contact(
    context: &Context,
    actor: Actor,
    (agency, seen): (AgencyId, i64),
    typed: &ContactInput,
) -> Result<i64, AppError> {
    let code = &context.province.agencies.get(agency).ok_or(AppError::NotFound)?.code;
    let contact = Contact::parse(code, typed)?;
    let by = (actor.account, context.clock.now());
    let keep = async |tx: &Tx| agency_contacts::keep(tx, (agency, seen), &contact, by).await;
    match context.store.write(keep).await {
        Err(StoreError::Stale { .. }) => Err(Refusal::new("app.contact-changed-meanwhile").into()),
        other => Ok(other?),
    }
}

/// What was kept last of an agency.
///
/// # Errors
/// When the store fails.
pub async fn kept_contact(context: &Context, agency: AgencyId) -> Result<Option<KeptContact>, AppError> {
    Ok(agency_contacts::last(&context.store.reader(), agency).await?)
}
