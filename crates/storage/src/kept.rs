//! How far what the administration keeps has come: one look tells whether a server still decides by the newest.

use crate::entities::calendar_revision;
use crate::{Handle, StoreError};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QuerySelect};

/// The last places, 0 where nothing was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptPlaces {
    /// Of the calendars.
    pub calendar: i64,
    /// Of the versions that were published.
    pub catalogue: i64,
    /// Of how agencies are reached.
    pub contacts: i64,
    /// Of the accounts that were confirmed.
    pub accounts: i64,
}

/// The last places.
///
/// # Errors
/// When the database fails.
pub async fn places(handle: &impl Handle) -> Result<KeptPlaces, StoreError> {
    type Found = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);
    let found: Option<Found> = calendar_revision::Entity::find()
        .select_only()
        .expr(Expr::cust("max(position)"))
        .expr(Expr::cust("(SELECT max(position) FROM catalogue_version)"))
        .expr(Expr::cust("(SELECT max(position) FROM agency_contact)"))
        .expr(Expr::cust("(SELECT max(place) FROM agency_account)"))
        .into_tuple()
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let (calendar, catalogue, contacts, accounts) = found.unwrap_or_default();
    Ok(KeptPlaces {
        calendar: calendar.unwrap_or_default(),
        catalogue: catalogue.unwrap_or_default(),
        contacts: contacts.unwrap_or_default(),
        accounts: accounts.unwrap_or_default(),
    })
}
