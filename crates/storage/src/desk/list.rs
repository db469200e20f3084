//! One page of a desk, chosen by what stands beside its rows, and how much lies in stretches of it. Both read no more of a
//! desk than they show: a page begins behind a place, and a count ends where nobody reads the number any more.

use super::{DeskLine, DeskPlace, clock_number, line};
use crate::{Handle, StoreError};
use motcua_dossier::{DeskRange, DeskTask};
use motcua_kernel::{AccountId, AgencyId, ProcedureVersionId};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use std::fmt::Write;

/// Whose work of an agency is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    Everybody,
    /// What these people have in hand, and what nobody has of these kinds.
    Own {
        /// A person, and those it covers for.
        accounts: Vec<AccountId>,
        /// Kinds of work that are theirs to take.
        free: Vec<DeskTask>,
    },
    /// What this person has in hand.
    Of(AccountId),
}

/// Words by which a dossier is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskText {
    /// As typed, in capital letters: a part of the number, or a whole number of identity.
    pub typed: String,
    /// Without accents: a part of the applicant's name.
    pub folded: String,
}

/// What of a desk is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskQuery {
    /// Whose desk.
    pub agency: AgencyId,
    /// Whose work.
    pub whose: Whose,
    /// Of which versions; of any when there is none.
    pub versions: Option<Vec<ProcedureVersionId>>,
    /// Of which kind.
    pub task: Option<DeskTask>,
    /// Found by these words.
    pub text: Option<DeskText>,
}

/// At most `limit` lines behind `after` in one stretch of the desk or the whole of it, each with its dossier, in one
/// statement.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn page(
    handle: &impl Handle,
    query: &DeskQuery,
    range: Option<DeskRange>,
    after: Option<&DeskPlace>,
    limit: u64,
) -> Result<Vec<DeskLine>, StoreError> {
    let mut clause = Clause::of(query);
    if let Some(range) = range {
        clause.within(range);
    }
    if let Some(place) = after {
        let clock = clause.bind(clock_number(place.clock));
        let due = clause.bind(place.due.micros());
        let dossier = clause.bind(place.dossier.0);
        let slot = clause.bind(i64::from(place.slot));
        clause.and(&format!(
            "(desk.clock, desk.due, desk.dossier, desk.slot) > ({clock}, {due}, {dossier}, {slot})"
        ));
    }
    let limit = clause.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT desk.dossier, desk.agency, desk.slot, desk.due, desk.task, desk.clock, desk.assignee, \
         desk.version AS version, desk.applicant, dossier.version AS state_version, dossier.state \
         FROM desk JOIN dossier ON dossier.id = desk.dossier {} WHERE {} \
         ORDER BY desk.clock, desk.due, desk.dossier, desk.slot LIMIT {limit}",
        clause.party, clause.condition
    );
    let executor = handle.executor();
    let statement = Statement::from_sql_and_values(executor.get_database_backend(), sql, clause.values);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    rows.iter().map(|row| line(handle, row)).collect()
}

/// How much lies in each of these stretches; `most` where there is as much or more.
///
/// # Errors
/// When the database fails.
pub async fn count_ranges(
    handle: &impl Handle,
    query: &DeskQuery,
    ranges: &[DeskRange],
    most: u64,
) -> Result<Vec<u64>, StoreError> {
    let base = Clause::of(query);
    let mut values = base.values.clone();
    let mut counts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut clause = base.clone();
        clause.values = values;
        clause.within(*range);
        let dossier = if clause.party.is_empty() { "" } else { "JOIN dossier ON dossier.id = desk.dossier" };
        counts.push(format!(
            "(SELECT count(*) FROM (SELECT 1 FROM desk {dossier} {} WHERE {} LIMIT {most}) AS counted)",
            clause.party, clause.condition
        ));
        values = clause.values;
    }
    let executor = handle.executor();
    let sql = format!("SELECT {}", counts.join(", "));
    let statement = Statement::from_sql_and_values(executor.get_database_backend(), sql, values);
    let row = executor.query_one_raw(statement).await.map_err(|error| handle.failed(error))?;
    let Some(row) = row else { return Ok(vec![0; ranges.len()]) };
    let count = |place| {
        let number: i64 = row.try_get_by_index(place).map_err(|error| handle.failed(error))?;
        Ok(u64::try_from(number).unwrap_or_default())
    };
    (0..ranges.len()).map(count).collect()
}

/// The versions under which something lies on the desk of `agency`, found by jumping from one to the next.
///
/// # Errors
/// When the database fails.
pub async fn versions_on(
    handle: &impl Handle,
    agency: AgencyId,
) -> Result<Vec<ProcedureVersionId>, StoreError> {
    let sql = "WITH RECURSIVE one (version) AS (\
         SELECT (SELECT version FROM desk WHERE agency = $1 ORDER BY version LIMIT 1) \
         UNION ALL SELECT (SELECT desk.version FROM desk WHERE desk.agency = $1 AND desk.version > one.version \
                           ORDER BY desk.version LIMIT 1) FROM one WHERE one.version IS NOT NULL) \
         SELECT version FROM one WHERE version IS NOT NULL";
    let executor = handle.executor();
    let statement =
        Statement::from_sql_and_values(executor.get_database_backend(), sql, [Value::from(agency.0)]);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let version = |row: &QueryResult| {
        row.try_get_by_index(0).map(ProcedureVersionId).map_err(|error| handle.failed(error))
    };
    rows.iter().map(version).collect()
}

/// A condition on rows of the desk, with its values in their order.
#[derive(Clone, Debug)]
struct Clause {
    condition: String,
    party: &'static str,
    values: Vec<Value>,
}

impl Clause {
    fn of(query: &DeskQuery) -> Self {
        let mut clause = Self { condition: String::new(), party: "", values: Vec::new() };
        let agency = clause.bind(query.agency.0);
        let _ = write!(clause.condition, "desk.agency = {agency}");
        clause.of_whom(&query.whose);
        if let Some(versions) = &query.versions {
            let versions = clause.list(versions.iter().map(|it| it.0.into()));
            clause.and(&format!("desk.version IN ({versions})"));
        }
        if let Some(task) = query.task {
            let task = clause.bind(task.key());
            clause.and(&format!("desk.task = {task}"));
        }
        if let Some(text) = &query.text {
            clause.found_by(text);
        }
        clause
    }

    fn of_whom(&mut self, whose: &Whose) {
        match whose {
            Whose::Everybody => {}
            Whose::Of(account) => {
                let account = self.bind(account.0);
                self.and(&format!("desk.assignee = {account}"));
            }
            Whose::Own { accounts, free } => {
                let accounts = self.list(accounts.iter().map(|it| it.0.into()));
                let free = self.list(free.iter().map(|it| it.key().into()));
                self.and(&format!(
                    "(desk.assignee IN ({accounts}) OR (desk.assignee IS NULL AND desk.task IN ({free})))"
                ));
            }
        }
    }

    fn found_by(&mut self, text: &DeskText) {
        self.party = "LEFT JOIN party ON party.id = desk.applicant";
        let number = self.bind(anywhere(&text.typed));
        let identity = self.bind(text.typed.as_str());
        let name = if text.folded.is_empty() {
            String::new()
        } else {
            let name = self.bind(anywhere(&text.folded));
            format!(r" OR party.name_fold LIKE {name} ESCAPE '\'")
        };
        self.and(&format!(
            r"(dossier.number LIKE {number} ESCAPE '\' OR party.national_id = {identity}{name})"
        ));
    }

    fn within(&mut self, range: DeskRange) {
        let clock = self.bind(clock_number(range.clock));
        self.and(&format!("desk.clock = {clock}"));
        if let Some(from) = range.from {
            let from = self.bind(from.micros());
            self.and(&format!("desk.due >= {from}"));
        }
        if let Some(before) = range.before {
            let before = self.bind(before.micros());
            self.and(&format!("desk.due < {before}"));
        }
    }

    fn and(&mut self, condition: &str) {
        let _ = write!(self.condition, " AND {condition}");
    }

    /// The place of a value in the statement.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The places of several; of none, a list that nothing is in.
    fn list(&mut self, values: impl Iterator<Item = Value>) -> String {
        let places: Vec<String> = values.map(|it| self.bind(it)).collect();
        if places.is_empty() { "NULL".to_owned() } else { places.join(", ") }
    }
}

/// A pattern that finds `text` anywhere, and what it means elsewhere nowhere.
fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
