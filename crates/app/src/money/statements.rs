//! Sao kê ngân hàng: a file of the bank is read by its columns, every credit is kept once, and each open line is told what
//! it seems to be. Reading books nothing; `statement_booking` does.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, DossierNumber};
use motcua_fees::statement::{
    ColumnMapping, Difference, Expected, StatementLine, StatementRow as Cells, Verdict, guess_mapping,
    match_lines, read_statement,
};
use motcua_fees::{AccountNumber, TransferReference, find_references, transfer_due};
use motcua_kernel::{Actor, AgencyId, DossierId, Instant, Refusal, Vnd};
use motcua_spreadsheet::Table;
use motcua_storage::statement_lines::{self, StatementRow};
use motcua_storage::{Tx, dossiers};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Open lines that are looked at at once; what is behind them shows when they are booked.
pub const MOST_LINES: usize = 500;

/// What reading a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Credits that were not known before.
    pub new: u64,
    /// Credits that were read before and still wait.
    pub waiting: u64,
    /// Credits that are booked already.
    pub booked: u64,
    /// Lines that brought nothing.
    pub debits: u64,
    /// Rows that are no lines.
    pub skipped: Vec<u32>,
}

/// What an open line seems to be, to an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineIs {
    /// All that a dossier owes.
    Matched(Whose),
    /// For a dossier, but less or more than it owes.
    Differs(Whose, Difference),
    /// For no dossier of the agency.
    Unknown,
    /// For several dossiers, or one of several.
    Ambiguous,
}

/// A dossier that a line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    /// It.
    pub dossier: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// What it owes by transfer.
    pub owed: Vnd,
}

/// An open line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedLine {
    /// As it was read.
    pub line: StatementRow,
    /// What it seems to be.
    pub is: LineIs,
}

/// Columns as they are kept, with the titles they were used under.
#[derive(Debug, Serialize, Deserialize)]
struct KeptMapping {
    titles: Vec<String>,
    mapping: ColumnMapping,
}

/// Reads a file of the bank of the actor's agency, by the columns that are named, else by those of the last file with the
/// same titles, else by what its titles suggest. The same file again adds nothing.
///
/// # Errors
/// Refused when the agency has no account, when the file is none or its columns can not be told, and at the first cell
/// that can not be read; then nothing of it is kept.
pub async fn import_statement(
    context: &Context,
    actor: Actor,
    bytes: &[u8],
    named: Option<ColumnMapping>,
) -> Result<Imported, AppError> {
    let account = account_of(context, actor.agency)?;
    let table = motcua_spreadsheet::read(bytes)?;
    let mapping = match named {
        Some(mapping) => mapping,
        None => known_mapping(context, actor.agency, &table).await?,
    };
    let statement = read_statement(&account, &mapping, &cells(&table)).map_err(first)?;
    let now = context.clock.now();
    let came = |it: &&StatementLine| it.amount > Vnd::ZERO;
    let unique: BTreeMap<_, _> = statement
        .lines
        .iter()
        .filter(came)
        .map(|it| (&it.fingerprint, kept(it, &account, actor, now)))
        .collect();
    let rows: Vec<StatementRow> = unique.into_values().collect();
    let prints: Vec<_> = rows.iter().map(|it| it.fingerprint.clone()).collect();
    let booked = count(statement_lines::booked_of(&context.store.reader(), &prints).await?.len());
    let titles = table.titles;
    let keep = serde_json::to_string(&KeptMapping { titles, mapping })
        .map_err(|error| AppError::Unwritable(error.into()))?;
    let new = context
        .store
        .write(async |tx: &Tx| {
            statement_lines::keep_mapping(tx, actor.agency, &keep, (actor.account, now)).await?;
            statement_lines::add(tx, &rows).await
        })
        .await?;
    Ok(Imported {
        new,
        waiting: count(rows.len()).saturating_sub(new).saturating_sub(booked),
        booked,
        debits: count(statement.lines.iter().filter(|it| !came(it)).count()),
        skipped: statement.skipped,
    })
}

/// The columns that were last used at an agency.
///
/// # Errors
/// When the store fails.
pub async fn kept_mapping(context: &Context, agency: AgencyId) -> Result<Option<ColumnMapping>, AppError> {
    Ok(kept_of(context, agency).await?.map(|it| it.mapping))
}

/// The open lines of the account of an agency, the oldest first, each with what it seems to be: at most `MOST_LINES`.
///
/// # Errors
/// Refused when the agency has no account.
pub async fn open_lines(context: &Context, agency: AgencyId) -> Result<Vec<ListedLine>, AppError> {
    let account = account_of(context, agency)?;
    let mut rows = statement_lines::open_of(&context.store.reader(), &account.to_string()).await?;
    rows.truncate(MOST_LINES);
    let whose = awaited(context, agency, &rows).await?;
    let expected: Vec<Expected> = whose
        .iter()
        .map(|(reference, it)| Expected { reference: reference.clone(), amount: it.owed })
        .collect();
    let lines: Vec<StatementLine> = rows.iter().map(line).collect();
    let verdicts = match_lines(&lines, &expected, &BTreeSet::new());
    let found = |reference: &TransferReference| {
        whose.iter().find(|(it, _)| it == reference).map(|(_, it)| it.clone())
    };
    let is = |verdict: Verdict| match verdict {
        Verdict::Matched { reference } => found(&reference).map_or(LineIs::Unknown, LineIs::Matched),
        Verdict::AmountDiffers { reference, awaited, by } => {
            found(&reference).map_or(LineIs::Unknown, |it| LineIs::Differs(Whose { owed: awaited, ..it }, by))
        }
        Verdict::Ambiguous { .. } => LineIs::Ambiguous,
        Verdict::ReferenceUnknown { .. } | Verdict::AlreadyBooked | Verdict::Debit => LineIs::Unknown,
    };
    let told: Vec<LineIs> = verdicts.into_iter().map(|(_, it)| is(it)).collect();
    Ok(rows.into_iter().zip(told).map(|(line, is)| ListedLine { line, is }).collect())
}

/// Forgets the open lines that an agency read, as after a file with the wrong columns.
///
/// # Errors
/// When the store fails.
pub async fn drop_open_lines(context: &Context, agency: AgencyId) -> Result<u64, AppError> {
    context.store.write(async |tx: &Tx| Ok(statement_lines::drop_open(tx, agency).await?)).await
}

/// The account whose statements an agency reads.
pub(super) fn account_of(context: &Context, agency: AgencyId) -> Result<AccountNumber, Refusal> {
    let kept = context.province.account_near(agency);
    kept.map(|it| it.account.at().clone()).ok_or_else(|| Refusal::new("app.no-bank-account").at("agency"))
}

/// The dossiers of the agency that the lines name, by their references.
async fn awaited(
    context: &Context,
    agency: AgencyId,
    rows: &[StatementRow],
) -> Result<Vec<(TransferReference, Whose)>, AppError> {
    let named: BTreeSet<String> =
        rows.iter().flat_map(|it| find_references(&it.description)).map(|it| it.body().to_owned()).collect();
    let named: Vec<String> = named.into_iter().collect();
    let found = dossiers::by_squeezed_numbers(&context.store.reader(), &named).await?;
    Ok(found.iter().filter(|it| it.receiving() == Some(agency)).filter_map(whose).collect())
}

fn whose(dossier: &Dossier) -> Option<(TransferReference, Whose)> {
    let number = dossier.reception.as_ref()?.number.clone();
    let owed = transfer_due(dossier).iter().map(|it| it.amount).sum();
    Some((TransferReference::of(&number), Whose { dossier: dossier.id, number, owed }))
}

async fn known_mapping(
    context: &Context,
    agency: AgencyId,
    table: &Table,
) -> Result<ColumnMapping, AppError> {
    let kept = kept_of(context, agency).await?.filter(|it| it.titles == table.titles);
    let known = kept.map(|it| it.mapping).or_else(|| guess_mapping(&table.titles));
    let titles: String = table.titles.join("; ").chars().take(200).collect();
    let unknown = || Refusal::new("app.statement-columns-unknown").with("titles", titles).at("file");
    Ok(known.ok_or_else(unknown)?)
}

async fn kept_of(context: &Context, agency: AgencyId) -> Result<Option<KeptMapping>, AppError> {
    let kept = statement_lines::mapping_of(&context.store.reader(), agency).await?;
    // What an older version kept in another form is guessed anew.
    Ok(kept.and_then(|it| serde_json::from_str(&it).ok()))
}

fn cells(table: &Table) -> Vec<Cells> {
    table.rows.iter().map(|it| Cells { line: it.line, cells: it.cells.clone() }).collect()
}

fn kept(line: &StatementLine, account: &AccountNumber, actor: Actor, now: Instant) -> StatementRow {
    StatementRow {
        fingerprint: line.fingerprint.clone(),
        account: account.to_string(),
        agency: actor.agency,
        day: line.date,
        amount: line.amount,
        description: printable(&line.description),
        bank_number: line.transaction.as_deref().map(printable),
        read_by: actor.account,
        read_at: now,
    }
}

/// Without what a database can not keep and no page shows.
fn printable(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).collect()
}

fn line(row: &StatementRow) -> StatementLine {
    StatementLine {
        line: 0,
        date: row.day,
        amount: row.amount,
        description: row.description.clone(),
        transaction: row.bank_number.clone(),
        fingerprint: row.fingerprint.clone(),
    }
}

/// The first thing that is wrong, about the file.
fn first(faults: Vec<Refusal>) -> AppError {
    let first = faults.into_iter().next();
    first
        .unwrap_or_else(|| Refusal::new("app.statement-columns-unknown").with("titles", ""))
        .at("file")
        .into()
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
