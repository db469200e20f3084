//! Whose dossier is whose, and at which counter: so that a person who comes again is known by a number they give. The
//! dossier's own state stays the truth; this only finds it.

use crate::entities::{applicant, party};
use crate::{Handle, StoreError, Tx};
use motcua_dossier::{NationalId, Phone};
use motcua_kernel::{AgencyId, DossierId, Instant, PartyId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set};

/// The applicant of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// The dossier.
    pub dossier: DossierId,
    /// Its applicant.
    pub party: PartyId,
    /// The counter it was brought to.
    pub receiving: AgencyId,
    /// When.
    pub at: Instant,
}

/// Writes down whose a dossier is, in the place of what was known of it.
///
/// # Errors
/// When the database fails, or there is no such dossier.
pub async fn put(tx: &Tx, it: &Applicant) -> Result<(), StoreError> {
    use applicant::Column::{At, Dossier, Party, Receiving};
    let row = applicant::ActiveModel {
        dossier: Set(it.dossier.0),
        party: Set(it.party.0),
        receiving: Set(it.receiving.0),
        at: Set(it.at.micros()),
    };
    let replace = OnConflict::column(Dossier).update_columns([Party, Receiving, At]).to_owned();
    applicant::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The dossiers of whoever gave one of these numbers, brought to one of the counters `receiving`, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn dossiers_of(
    handle: &impl Handle,
    national_id: Option<&NationalId>,
    phone: Option<&Phone>,
    receiving: &[AgencyId],
    limit: u64,
) -> Result<Vec<DossierId>, StoreError> {
    let mut known = Condition::any();
    if let Some(id) = national_id {
        known = known.add(party::Column::NationalId.eq(id.as_str()));
    }
    if let Some(phone) = phone {
        known = known.add(party::Column::Phone.eq(phone.as_str()));
    }
    if known.is_empty() || receiving.is_empty() {
        return Ok(Vec::new());
    }
    let parties = party::Entity::find().select_only().column(party::Column::Id).filter(known).into_query();
    let rows = applicant::Entity::find()
        .filter(applicant::Column::Party.in_subquery(parties))
        .filter(applicant::Column::Receiving.is_in(receiving.iter().map(|it| it.0)))
        .order_by_desc(applicant::Column::At)
        .order_by_desc(applicant::Column::Dossier)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(|it| DossierId(it.dossier)).collect())
}
