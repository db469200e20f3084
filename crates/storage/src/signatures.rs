//! What was found of the signatures of files when they came in. A file without a check is no PDF, or came in before files
//! were looked at.

use crate::entities::{file_signature, signature_check, stored_file};
use crate::files::{StoredFile, stored};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{DossierId, FileId, Instant};
use motcua_seals::{Coverage, Matches, SealFault, SignatureReport, Signer, Trust, Verdict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a file was found to be when it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureCheck {
    /// When it was looked at.
    pub at: Instant,
    /// Its signatures in the order of its form, none for a PDF that nobody signed; or why they could not be looked at.
    pub found: Result<Vec<StoredSignature>, SealFault>,
}

/// What was found of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSignature {
    /// Whose certificate it names, where that can be read.
    pub signer: Option<Signer>,
    /// When its maker says it was made.
    pub signed_at: Option<Instant>,
    /// Why its maker says it was made.
    pub reason: Option<String>,
    /// How much of the file it is about.
    pub coverage: Coverage,
    /// Whether the bytes are those that were signed.
    pub digest: Matches,
    /// Whether the key of the certificate made it.
    pub signature: Matches,
    /// Whether the certificate led to a root when it was looked at.
    pub trust: Trust,
}

impl StoredSignature {
    /// What its findings come to.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.coverage, [self.digest, self.signature], self.trust)
    }
}

impl From<SignatureReport> for StoredSignature {
    fn from(report: SignatureReport) -> Self {
        let SignatureReport { signer, signed_at, reason, coverage, digest, signature, trust, .. } = report;
        Self { signer, signed_at, reason, coverage, digest, signature, trust }
    }
}

const LOOKED_AT: &str = "looked-at";
const CHECK: &str = "signature_check";
const TABLE: &str = "file_signature";

/// Writes down what was found of a file that has its line.
///
/// # Errors
/// When the database fails, or the file was looked at before.
pub async fn insert(tx: &Tx, file: FileId, check: &SignatureCheck) -> Result<(), StoreError> {
    let found = match &check.found {
        Ok(_) => LOOKED_AT,
        Err(fault) => fault.key(),
    };
    let row = signature_check::ActiveModel {
        file: Set(file.0),
        found: Set(found.to_owned()),
        checked_at: Set(check.at.micros()),
    };
    signature_check::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let signatures = check.found.as_deref().unwrap_or_default();
    if signatures.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = (0..).zip(signatures).map(|(place, it)| row_of(file, place, it)).collect();
    file_signature::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// What was found of each of these files, where it was looked at.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_files(
    handle: &impl Handle,
    files: &[FileId],
) -> Result<BTreeMap<FileId, SignatureCheck>, StoreError> {
    if files.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids = || files.iter().map(|it| it.0);
    let checks = signature_check::Entity::find()
        .filter(signature_check::Column::File.is_in(ids()))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let rows = file_signature::Entity::find()
        .filter(file_signature::Column::File.is_in(ids()))
        .order_by_asc(file_signature::Column::File)
        .order_by_asc(file_signature::Column::Place)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let mut signatures: BTreeMap<Uuid, Vec<StoredSignature>> = BTreeMap::new();
    for row in rows {
        signatures.entry(row.file).or_default().push(signature_of(row)?);
    }
    checks
        .into_iter()
        .map(|it| {
            let found = match it.found.as_str() {
                LOOKED_AT => Ok(signatures.remove(&it.file).unwrap_or_default()),
                other => Err(SealFault::OF_A_PDF
                    .into_iter()
                    .find(|fault| fault.key() == other)
                    .ok_or_else(|| StoreError::corrupt(CHECK, it.file, "a fault nobody knows"))?),
            };
            Ok((FileId(it.file), SignatureCheck { at: Instant::from_micros(it.checked_at), found }))
        })
        .collect()
}

/// The files of these dossiers that somebody signed and nobody took away, the oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn signed_files(
    handle: &impl Handle,
    dossiers: &[DossierId],
) -> Result<Vec<StoredFile>, StoreError> {
    use sea_orm::sea_query::Query;
    let signed = Query::select().column(file_signature::Column::File).from(file_signature::Entity).take();
    let rows = stored_file::Entity::find()
        .filter(stored_file::Column::Dossier.is_in(dossiers.iter().map(|it| it.0)))
        .filter(stored_file::Column::RemovedAt.is_null())
        .filter(stored_file::Column::Id.in_subquery(signed))
        .order_by_asc(stored_file::Column::AddedAt)
        .order_by_asc(stored_file::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(stored).collect()
}

fn row_of(file: FileId, place: i64, it: &StoredSignature) -> file_signature::ActiveModel {
    let signer = it.signer.as_ref();
    let length = |bytes: usize| i64::try_from(bytes).unwrap_or(i64::MAX);
    let (covered, appended) = match it.coverage {
        Coverage::Revision { signed, appended } => (Some(length(signed)), Some(length(appended))),
        Coverage::Whole | Coverage::Broken => (None, None),
    };
    file_signature::ActiveModel {
        file: Set(file.0),
        place: Set(place),
        signer: Set(signer.and_then(|it| it.name.clone()).map(|it| plain(&it))),
        organisation: Set(signer.and_then(|it| it.organisation.clone()).map(|it| plain(&it))),
        issuer: Set(signer.and_then(|it| it.issuer.clone()).map(|it| plain(&it))),
        serial: Set(signer.map(|it| it.serial.clone())),
        holds_from: Set(signer.map(|it| it.not_before.micros())),
        holds_until: Set(signer.map(|it| it.not_after.micros())),
        signed_at: Set(it.signed_at.map(Instant::micros)),
        reason: Set(it.reason.as_deref().map(plain)),
        coverage: Set(it.coverage.code().to_owned()),
        signed_bytes: Set(covered),
        appended_bytes: Set(appended),
        digest: Set(it.digest.code().to_owned()),
        signature: Set(it.signature.code().to_owned()),
        trust: Set(it.trust.code().to_owned()),
    }
}

/// Words of anybody without what no database takes and no page shows, and not without end.
fn plain(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).take(MOST_LETTERS).collect()
}

const MOST_LETTERS: usize = 300;

fn signature_of(row: file_signature::Model) -> Result<StoredSignature, StoreError> {
    let corrupt = |what: &str| StoreError::corrupt(TABLE, row.file, what);
    let matches = |word: &str| {
        let found = Matches::ALL.into_iter().find(|it| it.code() == word);
        found.ok_or_else(|| corrupt("a finding nobody knows"))
    };
    let length = |bytes: Option<i64>| {
        bytes.and_then(|it| usize::try_from(it).ok()).ok_or_else(|| corrupt("a revision without a length"))
    };
    let revision = Coverage::Revision { signed: 0, appended: 0 };
    let coverage = match row.coverage.as_str() {
        it if it == Coverage::Whole.code() => Coverage::Whole,
        it if it == Coverage::Broken.code() => Coverage::Broken,
        it if it == revision.code() => {
            Coverage::Revision { signed: length(row.signed_bytes)?, appended: length(row.appended_bytes)? }
        }
        _ => return Err(corrupt("a coverage nobody knows")),
    };
    let trust = Trust::ALL.into_iter().find(|it| it.code() == row.trust);
    Ok(StoredSignature {
        coverage,
        digest: matches(&row.digest)?,
        signature: matches(&row.signature)?,
        trust: trust.ok_or_else(|| corrupt("a trust nobody knows"))?,
        signed_at: row.signed_at.map(Instant::from_micros),
        reason: row.reason,
        signer: match (row.serial, row.holds_from, row.holds_until) {
            (Some(serial), Some(from), Some(until)) => Some(Signer {
                name: row.signer,
                organisation: row.organisation,
                issuer: row.issuer,
                serial,
                not_before: Instant::from_micros(from),
                not_after: Instant::from_micros(until),
            }),
            _ => None,
        },
    })
}
