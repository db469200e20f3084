//! What the administration keeps wins over the files: the calendar that was kept last, the versions that were published,
//! how agencies are reached, where transfers for them go.
//!
//! Whoever decides asks here first whether something newer was kept, perhaps by another server. One look answers for all.

use crate::bank_accounts::AgencyAccount;
use crate::{AppError, Context, Province};
use motcua_calendar::DayCalendar;
use motcua_catalogue::{Life, read_version};
use motcua_storage::catalogue_versions::{self, WrittenVersion};
use motcua_storage::{Reader, StoreError, agency_accounts, agency_contacts, calendar_revisions, kept};
use std::sync::Arc;

/// The same context with what was kept last, when that is newer than what it has.
///
/// # Errors
/// When the store fails, or what is in it can not be read.
pub async fn with_what_is_kept(context: &Context) -> Result<Option<Context>, AppError> {
    let reader = context.store.reader();
    let places = kept::places(&reader).await?;
    let has = &context.province;
    let contacts = has.contacts_kept();
    let come_to = (has.calendar_revision, has.catalogue_revision, contacts, has.account_revision);
    if (places.calendar, places.catalogue, places.contacts, places.accounts) == come_to {
        return Ok(None);
    }
    let mut province = (**has).clone();
    if places.calendar != has.calendar_revision {
        take_calendar(&mut province, &reader).await?;
    }
    if places.catalogue != has.catalogue_revision {
        for written in catalogue_versions::published_after(&reader, has.catalogue_revision).await? {
            take_version(&mut province, &written)?;
        }
    }
    for kept in agency_contacts::kept_after(&reader, contacts).await? {
        province.contact_places.insert(kept.agency, kept.position);
        province.contacts.insert(kept.agency, kept.contact);
    }
    for kept in agency_accounts::confirmed_after(&reader, has.account_revision).await? {
        province.account_revision = kept.answer.and_then(|it| it.place).unwrap_or(province.account_revision);
        province.accounts.insert(kept.agency, AgencyAccount { account: kept.account, sample: false });
    }
    Ok(Some(with_province(context, province)))
}

/// The same context with this province.
pub(super) fn with_province(context: &Context, province: Province) -> Context {
    Context { province: Arc::new(province), offers: Arc::default(), ..context.clone() }
}

async fn take_calendar(province: &mut Province, reader: &Reader) -> Result<(), AppError> {
    let Some(latest) = calendar_revisions::latest(reader).await? else { return Ok(()) };
    let days = DayCalendar::parse_csv(&latest.days).map_err(|error| StoreError::Corrupt {
        table: "calendar_revision",
        id: latest.position.to_string(),
        what: error.to_string(),
    })?;
    province.rests_on(days);
    province.calendar_revision = latest.position;
    Ok(())
}

fn take_version(province: &mut Province, written: &WrittenVersion) -> Result<(), AppError> {
    let corrupt =
        |what: String| StoreError::Corrupt { table: "catalogue_version", id: written.id.to_string(), what };
    let mut version =
        read_version(&written.code, &written.body).map_err(|it| corrupt(format!("{:?}", it.message)))?;
    version.life = Life::Published;
    province.catalogue =
        province.catalogue.with_published(version).map_err(|error| corrupt(error.to_string()))?;
    province.catalogue_revision = written.position.unwrap_or_default();
    Ok(())
}
