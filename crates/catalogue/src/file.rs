//! The catalogue as files: one procedure a file, its versions below it, so that a province edits text and sees what
//! changed.
//!
//! Files state no ids. An id is made from the code and the first day, so the same file gives the same ids on every
//! machine; changing either means another version. Never reads a disk: the caller brings names and texts.

use crate::{Catalogue, CatalogueError, Procedure, ProcedureVersion};
use motcua_kernel::{Date, ProcedureId, ProcedureVersionId, parse_date};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Why a catalogue could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFileError {
    /// The text is no TOML or not the shape of a procedure.
    #[error("catalogue file {file}: {problem}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What is wrong, and where the parser says so.
        problem: String,
    },
    /// The files contradict each other.
    #[error("catalogue: {0}")]
    Whole(#[from] CatalogueError),
}

/// Reads `(file name, TOML text)` pairs.
///
/// # Errors
/// Names the first file that can not be read and why, or what two files contradict each other in.
pub fn parse_catalogue<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Catalogue, CatalogueFileError> {
    let (mut procedures, mut versions) = (Vec::new(), Vec::new());
    for (file, text) in files {
        let unreadable = |problem: String| CatalogueFileError::Unreadable { file: file.to_owned(), problem };
        let (procedure, its_versions) = parse_procedure(text).map_err(unreadable)?;
        procedures.push(procedure);
        versions.extend(its_versions);
    }
    Ok(Catalogue::new(procedures, versions)?)
}

/// The id of the procedure with this code.
pub fn procedure_id(code: &str) -> ProcedureId {
    ProcedureId(derived("procedure", &[code]))
}

/// The id of the version of this procedure that begins on `from`.
pub fn version_id(code: &str, from: Date) -> ProcedureVersionId {
    ProcedureVersionId(derived("procedure-version", &[code, &from.to_string()]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcedureFile {
    code: String,
    field: String,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    version: Vec<toml::Table>,
}

fn parse_procedure(text: &str) -> Result<(Procedure, Vec<ProcedureVersion>), String> {
    let file: ProcedureFile = toml::from_str(text).map_err(|e| e.to_string())?;
    if file.version.is_empty() {
        return Err(format!("procedure {} has no [[version]]", file.code));
    }
    let versions =
        file.version.into_iter().map(|table| parse_version(&file.code, table)).collect::<Result<_, _>>()?;
    let id = procedure_id(&file.code);
    Ok((Procedure { id, code: file.code, field: file.field, sensitive: file.sensitive }, versions))
}

fn parse_version(code: &str, mut table: toml::Table) -> Result<ProcedureVersion, String> {
    let from =
        table.get("validity").and_then(|it| it.get("from")).and_then(toml::Value::as_str).unwrap_or_default();
    let from =
        parse_date(from).ok_or_else(|| format!("version of {code}: validity.from is no date: {from:?}"))?;
    for (key, id) in [("id", version_id(code, from).0), ("procedure", procedure_id(code).0)] {
        if table.insert(key.to_owned(), toml::Value::String(id.to_string())).is_some() {
            return Err(format!(
                "version of {code} from {from}: {key} is made from code and first day, do not state it"
            ));
        }
    }
    toml::Value::Table(table)
        .try_into()
        .map_err(|e: toml::de::Error| format!("version of {code} from {from}: {e}"))
}

/// A `UUIDv8` whose 122 free bits are the head of a SHA-256 over the parts, each ended by a zero byte.
fn derived(what: &str, parts: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    for part in std::iter::once(&what).chain(parts) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(digest) {
        *byte = hashed;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const FILE: &str =
        include_str!("../../../config/provinces/can-tho/catalogue/3.000348-cap-lai-giay-phep-lai-xe.toml");

    #[test]
    fn the_same_file_gives_the_same_ids_and_the_day_chooses_the_version() {
        let catalogue = parse_catalogue([("a", FILE)]).unwrap();
        let on = |date| catalogue.version_on("3.000348", date).map(|it| it.id);
        assert_eq!(on(date!(2025 - 06 - 30)), None);
        assert_eq!(on(date!(2025 - 12 - 31)), Some(version_id("3.000348", date!(2025 - 07 - 01))));
        assert_eq!(on(date!(2026 - 01 - 01)), Some(version_id("3.000348", date!(2026 - 01 - 01))));
        assert_eq!(procedure_id("3.000348").0.get_version_num(), 8);
        assert_ne!(procedure_id("3.000348").0, version_id("3.000348", date!(2026 - 01 - 01)).0);
    }

    #[test]
    fn an_error_names_the_file_and_the_problem() {
        let check = |from: &str, to: &str, problem: &str| {
            let error =
                parse_catalogue([("gplx.toml", FILE.replace(from, to).as_str())]).unwrap_err().to_string();
            assert!(error.contains("gplx.toml") && error.contains(problem), "{error}");
        };
        check("code = \"3.000348\"", "kode = \"3.000348\"", "kode");
        check("from = \"2026-01-01\"", "from = \"2026-13-01\"", "2026-13-01");
        check("limit = \"5 working days\"", "limit = \"5 days\"", "5 days");
        check("sequence =", "id = \"x\"\nsequence =", "do not state it");
        check("by = \"fixed\"\namount", "by = \"fixed\"\nprice", "price");
        let twice = parse_catalogue([("a", FILE), ("b", FILE)]).unwrap_err();
        assert_eq!(twice, CatalogueError::ProcedureTwice("3.000348".to_owned()).into());
        let overlapping = FILE.replace(", until = \"2026-01-01\"", "");
        assert!(matches!(
            parse_catalogue([("a", overlapping.as_str())]),
            Err(CatalogueFileError::Whole(CatalogueError::Overlap(_)))
        ));
    }

    #[test]
    fn a_version_survives_storage_as_json() {
        let catalogue = parse_catalogue([("a", FILE)]).unwrap();
        for version in catalogue.versions() {
            let json = serde_json::to_string(version).unwrap();
            assert_eq!(&serde_json::from_str::<ProcedureVersion>(&json).unwrap(), version);
        }
    }
}
