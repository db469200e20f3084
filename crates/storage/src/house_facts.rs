//! What was told of the house itself, so that each is told once: whoever is first to write it tells.

use crate::entities::house_fact;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{EntityTrait, Set};

/// What a fact is about, under its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About<'a> {
    /// What kind of fact.
    pub kind: &'a str,
    /// Of what.
    pub subject: &'a str,
}

/// Writes that it has come to `step`; false when it had come so far before. A step back changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn advance(tx: &Tx, about: About<'_>, step: i64, now: Instant) -> Result<bool, StoreError> {
    let behind = Expr::col((house_fact::Entity, house_fact::Column::Step)).lt(step);
    put(tx, about, (step, ""), now, behind).await
}

/// Writes its `words`; false when they were the same before.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: &Tx, about: About<'_>, words: &str, now: Instant) -> Result<bool, StoreError> {
    let other = Expr::col((house_fact::Entity, house_fact::Column::Words)).ne(words);
    put(tx, about, (0, words), now, other).await
}

/// The words that were noted last.
///
/// # Errors
/// When the database fails.
pub async fn noted(handle: &impl Handle, about: About<'_>) -> Result<Option<String>, StoreError> {
    let key = (about.kind.to_owned(), about.subject.to_owned());
    let row = house_fact::Entity::find_by_id(key)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| it.words))
}

async fn put(
    tx: &Tx,
    about: About<'_>,
    (step, words): (i64, &str),
    now: Instant,
    only_if: Expr,
) -> Result<bool, StoreError> {
    use house_fact::Column::{At, Kind, Step, Subject, Words};
    let row = house_fact::ActiveModel {
        kind: Set(about.kind.to_owned()),
        subject: Set(about.subject.to_owned()),
        step: Set(step),
        words: Set(words.to_owned()),
        at: Set(now.micros()),
    };
    let mut conflict = OnConflict::columns([Kind, Subject]);
    conflict.update_columns([Step, Words, At]).action_and_where(only_if);
    let put = house_fact::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(put == 1)
}
