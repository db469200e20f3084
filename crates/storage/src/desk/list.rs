//! One page of a desk, chosen by what stands beside its rows, and how much lies in stretches of it. Both read no more of a
//! desk than they show: a page begins behind a place, and a count ends where nobody reads the number any more.

use super::{DeskLine, DeskPlace, clock_number, line};
use crate::asked::Asked;
use crate::{Handle, StoreError};
use motcua_dossier::{DeskRange, DeskTask, Sought};
use motcua_kernel::{AccountId, AgencyId, ProcedureVersionId};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
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

/// What of a desk is wanted.
#[derive(Clone, PartialEq, Eq)]
pub struct DeskQuery {
    /// Whose desk.
    pub agency: AgencyId,
    /// Whose work.
    pub whose: Whose,
    /// Of which versions; of any when there is none.
    pub versions: Option<Vec<ProcedureVersionId>>,
    /// Of which kind.
    pub task: Option<DeskTask>,
    /// Only of applicants who come first.
    pub priority: bool,
    /// Found by what was typed.
    pub text: Option<Sought>,
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
    let executor = handle.executor();
    let backend = executor.get_database_backend();
    let mut clause = Clause::of(query, backend);
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
         desk.version AS version, desk.applicant, desk.priority, dossier.version AS state_version, \
         dossier.state FROM desk JOIN dossier ON dossier.id = desk.dossier WHERE {} \
         ORDER BY desk.clock, desk.due, desk.dossier, desk.slot LIMIT {limit}",
        clause.condition
    );
    let statement = Statement::from_sql_and_values(backend, sql, clause.asked.values);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    rows.iter().map(|row| line(handle, row)).collect()
}

/// How much lies in each of these stretches; `most` where there is as much or more. Without words to find by, each stretch
/// is a range of an index; with words the desk is gone through once.
///
/// # Errors
/// When the database fails.
pub async fn count_ranges(
    handle: &impl Handle,
    query: &DeskQuery,
    ranges: &[DeskRange],
    most: u64,
) -> Result<Vec<u64>, StoreError> {
    if query.text.is_some() {
        return count_found(handle, query, ranges, most).await;
    }
    let executor = handle.executor();
    let backend = executor.get_database_backend();
    let base = Clause::of(query, backend);
    let mut asked = base.asked.clone();
    let mut counts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut clause = Clause { asked, ..base.clone() };
        clause.within(*range);
        let condition = &clause.condition;
        counts.push(format!(
            "(SELECT count(*) FROM (SELECT 1 FROM desk WHERE {condition} LIMIT {most}) AS counted)"
        ));
        asked = clause.asked;
    }
    let sql = format!("SELECT {}", counts.join(", "));
    let statement = Statement::from_sql_and_values(backend, sql, asked.values);
    let row = executor.query_one_raw(statement).await.map_err(|error| handle.failed(error))?;
    let Some(row) = row else { return Ok(vec![0; ranges.len()]) };
    let count = |place| {
        let number: i64 = row.try_get_by_index(place).map_err(|error| handle.failed(error))?;
        Ok(u64::try_from(number).unwrap_or_default())
    };
    (0..ranges.len()).map(count).collect()
}

/// The same of what words find: at most `most` for each stretch are looked at, all together.
async fn count_found(
    handle: &impl Handle,
    query: &DeskQuery,
    ranges: &[DeskRange],
    most: u64,
) -> Result<Vec<u64>, StoreError> {
    let executor = handle.executor();
    let backend = executor.get_database_backend();
    let clause = Clause::of(query, backend);
    let limit = most.saturating_mul(u64::try_from(ranges.len()).unwrap_or(1));
    let sql = format!("SELECT desk.clock, desk.due FROM desk WHERE {} LIMIT {limit}", clause.condition);
    let statement = Statement::from_sql_and_values(backend, sql, clause.asked.values);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let mut counts = vec![0; ranges.len()];
    for row in rows {
        let clock: i64 = row.try_get_by_index(0).map_err(|error| handle.failed(error))?;
        let due: i64 = row.try_get_by_index(1).map_err(|error| handle.failed(error))?;
        let within = |range: &DeskRange| {
            clock_number(range.clock) == clock
                && range.from.is_none_or(|it| it.micros() <= due)
                && range.before.is_none_or(|it| due < it.micros())
        };
        for (count, _) in counts.iter_mut().zip(ranges).filter(|(_, range)| within(range)) {
            *count = most.min(*count + 1);
        }
    }
    Ok(counts)
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

/// A condition on rows of the desk, with its values.
#[derive(Clone, Debug)]
struct Clause {
    condition: String,
    asked: Asked,
}

impl Clause {
    fn of(query: &DeskQuery, backend: DbBackend) -> Self {
        let mut clause = Self { condition: String::new(), asked: Asked::default() };
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
        if query.priority {
            clause.and("desk.priority");
        }
        if let Some(sought) = &query.text {
            clause.found_by(backend, query.agency, sought);
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

    /// Whatever it may mean: a number or its end, an identity number, a telephone number, words of a name. Each is looked up
    /// in an index of its own before rows of the desk are.
    fn found_by(&mut self, backend: DbBackend, agency: AgencyId, sought: &Sought) {
        let mut people = Vec::new();
        if let Some(id) = &sought.national_id {
            people.push(format!("party.national_id = {}", self.bind(id.as_str())));
        }
        if let Some(phone) = &sought.phone {
            people.push(format!("party.phone = {}", self.bind(phone.as_str())));
        }
        if people.is_empty() {
            people.push(self.asked.words(backend, &sought.words));
        }
        let mut ways = vec![format!(
            "desk.dossier IN (SELECT link.dossier FROM dossier_party link JOIN party ON party.id = link.party \
             WHERE party.name IS NOT NULL AND ({}))",
            people.join(" OR ")
        )];
        if let Some(tail) = &sought.tail {
            let (agency, ends_so) = (self.bind(agency.0), self.asked.tail(tail));
            ways.push(format!(
                "desk.dossier IN (SELECT place.dossier FROM dossier_agency place \
                 WHERE place.agency = {agency} AND {ends_so})"
            ));
        }
        self.and(&format!("({})", ways.join(" OR ")));
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

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.asked.value(value)
    }

    /// The places of several; of none, a list that nothing is in.
    fn list(&mut self, values: impl Iterator<Item = Value>) -> String {
        self.asked.list(values).unwrap_or_else(|| "NULL".to_owned())
    }
}
