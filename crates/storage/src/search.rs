//! Finding dossiers by their people and by the end of their number: whose each is, and which agencies may know of it.
//!
//! Rows are written in the write that changes the dossier. Every question names the agencies on whose behalf it is asked;
//! a dossier that concerns none of them is not found.

use crate::asked::Asked;
use crate::entities::{dossier_agency, dossier_party};
use crate::{Handle, StoreError, Tx};
use motcua_dossier::{Dossier, NationalId, PersonName, Phone, number_tail, places_that_follow};
use motcua_kernel::{AgencyId, DossierId, PartyId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, Set, Statement};
use uuid::Uuid;

/// A person of a dossier.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonFound {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Who, as written.
    pub name: PersonName,
}

/// By what people are found.
#[derive(Clone, Copy)]
pub enum PersonKey<'a> {
    /// By beginnings of the words of a name, folded.
    Words(&'a [String]),
    /// By số định danh cá nhân.
    NationalId(&'a NationalId),
    /// By số điện thoại.
    Phone(&'a Phone),
}

/// Writes what differs between a dossier before and after a command. The dossier and its people must be written already;
/// a visit without a number is not found.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx, before: Option<&Dossier>, after: &Dossier) -> Result<(), StoreError> {
    let Some(reception) = &after.reception else { return Ok(()) };
    let before = before.filter(|it| it.reception.is_some());
    let (people_before, places_before) =
        before.map_or_else(Default::default, |it| (people(it), places_that_follow(it)));
    let (people_after, places_after) = (people(after), places_that_follow(after));
    lose(tx, after.id, &without(&people_before, &people_after), &without(&places_before, &places_after))
        .await?;
    let people = without(&people_after, &people_before).into_iter().map(|it| of_party(after.id, it));
    if people.len() > 0 {
        dossier_party::Entity::insert_many(people)
            .exec_without_returning(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    let tail = number_tail(&reception.number);
    let places = without(&places_after, &places_before).into_iter().map(|it| of_agency(after.id, it, &tail));
    if places.len() > 0 {
        dossier_agency::Entity::insert_many(places)
            .exec_without_returning(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    Ok(())
}

/// What a dossier has no more.
async fn lose(
    tx: &Tx,
    dossier: DossierId,
    people: &[PartyId],
    agencies: &[AgencyId],
) -> Result<(), StoreError> {
    if !people.is_empty() {
        dossier_party::Entity::delete_many()
            .filter(dossier_party::Column::Dossier.eq(dossier.0))
            .filter(dossier_party::Column::Party.is_in(people.iter().map(|it| it.0)))
            .exec(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    if !agencies.is_empty() {
        dossier_agency::Entity::delete_many()
            .filter(dossier_agency::Column::Dossier.eq(dossier.0))
            .filter(dossier_agency::Column::Agency.is_in(agencies.iter().map(|it| it.0)))
            .exec(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    Ok(())
}

fn without<T: PartialEq + Copy>(these: &[T], others: &[T]) -> Vec<T> {
    these.iter().filter(|it| !others.contains(it)).copied().collect()
}

fn people(dossier: &Dossier) -> Vec<PartyId> {
    let mut people: Vec<PartyId> = Vec::new();
    for id in dossier.filing.iter().flat_map(|it| std::iter::once(it.applicant).chain(it.helper)) {
        if !people.contains(&id) {
            people.push(id);
        }
    }
    people
}

fn of_party(dossier: DossierId, party: PartyId) -> dossier_party::ActiveModel {
    dossier_party::ActiveModel { dossier: Set(dossier.0), party: Set(party.0), ..Default::default() }
}

fn of_agency(dossier: DossierId, agency: AgencyId, tail: &str) -> dossier_agency::ActiveModel {
    dossier_agency::ActiveModel { agency: Set(agency.0), tail: Set(tail.to_owned()), dossier: Set(dossier.0) }
}

/// The people found by `key` whose dossiers concern one of `agencies`: those received last, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn people_by(
    handle: &impl Handle,
    key: PersonKey<'_>,
    agencies: &[AgencyId],
    limit: u64,
) -> Result<Vec<PersonFound>, StoreError> {
    let executor = handle.executor();
    let backend = executor.get_database_backend();
    let mut asked = Asked::default();
    let condition = match key {
        PersonKey::Words(words) => asked.words(backend, words),
        PersonKey::NationalId(id) => format!("party.national_id = {}", asked.value(id.as_str())),
        PersonKey::Phone(phone) => format!("party.phone = {}", asked.value(phone.as_str())),
    };
    let Some(places) = asked.list(agencies.iter().map(|it| it.0)) else { return Ok(Vec::new()) };
    let limit = asked.value(i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT link.dossier, party.id, party.name \
         FROM dossier_party link JOIN party ON party.id = link.party \
         WHERE {condition} AND party.name IS NOT NULL AND EXISTS (SELECT 1 FROM dossier_agency place \
             WHERE place.dossier = link.dossier AND place.agency IN ({places})) \
         ORDER BY link.position DESC LIMIT {limit}"
    );
    let statement = Statement::from_sql_and_values(backend, sql, asked.values);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    rows.iter().map(|row| person(handle, row)).collect()
}

/// The dossiers whose number, read from its end, begins with `tail` and that concern one of `agencies`: those received last,
/// at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn by_tail(
    handle: &impl Handle,
    tail: &str,
    agencies: &[AgencyId],
    limit: u64,
) -> Result<Vec<DossierId>, StoreError> {
    let executor = handle.executor();
    let mut asked = Asked::default();
    let ends_so = asked.tail(tail);
    let Some(places) = asked.list(agencies.iter().map(|it| it.0)) else { return Ok(Vec::new()) };
    let limit = asked.value(i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT dossier.id FROM dossier WHERE dossier.id IN (SELECT place.dossier FROM dossier_agency place \
             WHERE place.agency IN ({places}) AND {ends_so}) \
         ORDER BY dossier.received_at DESC, dossier.id DESC LIMIT {limit}"
    );
    let statement = Statement::from_sql_and_values(executor.get_database_backend(), sql, asked.values);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let id = |row: &QueryResult| row.try_get::<Uuid>("", "id").map(DossierId);
    rows.iter().map(id).collect::<Result<_, _>>().map_err(|error| handle.failed(error))
}

/// A refusal is told by its code: what it refuses is a person's and has no place in a log.
fn person(handle: &impl Handle, row: &QueryResult) -> Result<PersonFound, StoreError> {
    let read = || Ok((row.try_get("", "dossier")?, row.try_get("", "id")?, row.try_get("", "name")?));
    let (dossier, id, name): (Uuid, Uuid, String) = read().map_err(|error| handle.failed(error))?;
    let name =
        PersonName::parse(&name).map_err(|refusal| StoreError::corrupt("party", id, refusal.message.code))?;
    Ok(PersonFound { dossier: DossierId(dossier), name })
}
