//! How the people of dossiers are reached. An address is a person's: it goes when they are erased, and with it every way to
//! them.

mod changes;

pub use changes::{hold, hold_of_dossier, turn_off};

use crate::entities::{party, reach};
use crate::{Handle, StoreError, Tx, words};
use motcua_dossier::NationalId;
use motcua_kernel::{DossierId, Instant, PartyId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const TABLE: &str = "reach";

/// On which way somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Thư điện tử.
    Email,
    /// Tin nhắn.
    Sms,
    /// Zalo.
    Zalo,
    /// A clerk calls: what is left where nothing else works.
    Call,
}

/// What somebody wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// Everything.
    All,
    /// What asks something of them, or says a date, money or an end.
    Important,
    /// Nothing at all.
    Nothing,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReachState {
    /// It was given and nothing more is known.
    Given,
    /// Whoever reads there has said so.
    Verified,
    /// Nothing goes there any more.
    Off,
}

/// Why nothing goes to an address any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyOff {
    /// The other side knows no such address.
    BadAddress,
    /// Whoever reads there asked for it.
    Asked,
    /// The person was erased.
    Erased,
    /// They chose another way for the same telephone.
    Replaced,
}

/// One way to one person of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier: DossierId,
    /// The person.
    pub party: PartyId,
    /// The way.
    pub way: Way,
    /// Where; nothing once the person is erased.
    pub address: Option<String>,
    /// In which language: `vi`, `km` or `en`.
    pub locale: String,
    /// What is told.
    pub wants: Wants,
    /// What is known of the address.
    pub state: ReachState,
    /// Why it is off; nothing unless it is.
    pub why_off: Option<WhyOff>,
    /// Since when it is so.
    pub since: Instant,
}

/// Writes new ways down.
///
/// # Errors
/// `Taken` when a person of the dossier has this way already.
pub async fn insert(tx: &Tx, ways: &[Reach]) -> Result<(), StoreError> {
    for it in ways {
        reach::Entity::insert(row(it)?)
            .exec_without_returning(&tx.inner)
            .await
            .map_err(|error| tx.fail_or_taken(error, || format!("reach {}", it.id)))?;
    }
    Ok(())
}

/// Changes one.
///
/// # Errors
/// `NotFound` when there is none with its id.
pub async fn change(tx: &Tx, it: &Reach) -> Result<(), StoreError> {
    let changed = reach::Entity::update_many()
        .set(row(it)?)
        .filter(reach::Column::Id.eq(it.id))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if changed.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound { what: format!("reach {}", it.id) })
    }
}

/// The one with this id.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<Option<Reach>, StoreError> {
    let row =
        reach::Entity::find_by_id(id).one(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Every way to the people of a dossier.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<Reach>, StoreError> {
    let rows = reach::Entity::find()
        .filter(reach::Column::Dossier.eq(dossier.0))
        .order_by_asc(reach::Column::Party)
        .order_by_asc(reach::Column::Way)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// Every way that leads to this address, in whatever dossier and whoever's: one reads there.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn at_address(handle: &impl Handle, way: Way, address: &str) -> Result<Vec<Reach>, StoreError> {
    let rows = reach::Entity::find()
        .filter(reach::Column::Address.eq(address))
        .filter(reach::Column::Way.eq(words::word(&way, TABLE)?))
        .order_by_asc(reach::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// What a person with this number verified last and did not leave, in whatever dossier.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn verified_of(
    handle: &impl Handle,
    person: &NationalId,
    way: Way,
) -> Result<Option<Reach>, StoreError> {
    let parties = party::Entity::find()
        .select_only()
        .column(party::Column::Id)
        .filter(party::Column::NationalId.eq(person.as_str()))
        .into_query();
    let row = reach::Entity::find()
        .filter(reach::Column::Party.in_subquery(parties))
        .filter(reach::Column::Way.eq(words::word(&way, TABLE)?))
        .filter(reach::Column::State.eq(words::word(&ReachState::Verified, TABLE)?))
        .filter(reach::Column::Address.is_not_null())
        .order_by_desc(reach::Column::Since)
        .order_by_desc(reach::Column::Id)
        .limit(1)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Forgets every address of a person.
///
/// # Errors
/// When the database fails.
pub async fn erase(tx: &Tx, party: PartyId) -> Result<(), StoreError> {
    reach::Entity::update_many()
        .col_expr(reach::Column::Address, Expr::value(None::<String>))
        .col_expr(reach::Column::State, Expr::value(words::word(&ReachState::Off, TABLE)?))
        .col_expr(reach::Column::WhyOff, Expr::value(words::word(&WhyOff::Erased, TABLE)?))
        .filter(reach::Column::Party.eq(party.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn row(it: &Reach) -> Result<reach::ActiveModel, StoreError> {
    Ok(reach::ActiveModel {
        id: Set(it.id),
        dossier: Set(it.dossier.0),
        party: Set(it.party.0),
        way: Set(words::word(&it.way, TABLE)?),
        address: Set(it.address.clone()),
        locale: Set(it.locale.clone()),
        wants: Set(words::word(&it.wants, TABLE)?),
        state: Set(words::word(&it.state, TABLE)?),
        why_off: Set(it.why_off.map(|why| words::word(&why, TABLE)).transpose()?),
        since: Set(it.since.micros()),
    })
}

fn read(row: reach::Model) -> Result<Reach, StoreError> {
    let id = row.id;
    Ok(Reach {
        id,
        dossier: DossierId(row.dossier),
        party: PartyId(row.party),
        way: words::value(row.way, TABLE, id)?,
        address: row.address,
        locale: row.locale,
        wants: words::value(row.wants, TABLE, id)?,
        state: words::value(row.state, TABLE, id)?,
        why_off: row.why_off.map(|why| words::value(why, TABLE, id)).transpose()?,
        since: Instant::from_micros(row.since),
    })
}
