//! Settings of the files of dossiers: where they lie, what may come in, and who looks at it first.

use super::value::{self, Secret};
use motcua_app::files::{BucketAddress, FileKind, MostPerDossier, ScannerAddress, WithoutScanner};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::Duration;

/// What may come in, and the folder it lies in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachments {
    pub folder: PathBuf,
    #[serde(deserialize_with = "value::whole")]
    pub largest_bytes: NonZeroU64,
    #[serde(deserialize_with = "value::kinds", serialize_with = "value::names_of_kinds")]
    pub kinds: Vec<FileKind>,
    #[serde(deserialize_with = "value::whole")]
    files_per_dossier: NonZeroU64,
    #[serde(deserialize_with = "value::whole")]
    bytes_per_dossier: NonZeroU64,
}

impl Attachments {
    pub fn most_per_dossier(&self) -> MostPerDossier {
        MostPerDossier { files: self.files_per_dossier.get(), bytes: self.bytes_per_dossier.get() }
    }
}

/// The bucket that files lie in instead of the folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    pub name: String,
    #[serde(deserialize_with = "value::public_url")]
    endpoint: String,
    region: String,
    access_key: String,
    secret_key: Secret,
}

impl Bucket {
    /// Where it is; none where files lie in the folder.
    pub fn address(&self) -> Option<BucketAddress> {
        (!self.name.is_empty()).then(|| BucketAddress {
            endpoint: self.endpoint.clone(),
            region: self.region.clone(),
            bucket: self.name.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.told().to_owned(),
        })
    }
}

/// Who looks at a file before it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scanner {
    #[serde(deserialize_with = "value::scanner")]
    address: String,
    #[serde(deserialize_with = "value::whole")]
    seconds: NonZeroU64,
    without: Without,
}

/// What becomes of a file while the scanner can not be asked.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Without {
    Refuse,
    LetThrough,
}

impl Scanner {
    /// The scanner; none where nobody looks.
    pub fn asked(&self) -> Option<motcua_app::files::Scanner> {
        let at: ScannerAddress = self.address.parse().ok()?;
        let without = match self.without {
            Without::Refuse => WithoutScanner::Refuse,
            Without::LetThrough => WithoutScanner::LetThrough,
        };
        Some(motcua_app::files::Scanner { at, patience: Duration::from_secs(self.seconds.get()), without })
    }
}
