//! Settings of the seal of the organisation, and of whose signatures are trusted.

use super::value::Secret;
use anyhow::{Context as _, ensure};
use motcua_app::seals::{Roots, Seal as Made, Sealer};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The key store of the seal, what a seal says, and the roots.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    key_store: PathBuf,
    password: Secret,
    password_file: PathBuf,
    name: String,
    place: String,
    roots: PathBuf,
}

impl Seal {
    /// What seals sheets; none where no key store is set. The files are read now, and not again.
    pub fn made(&self) -> anyhow::Result<Option<Made>> {
        let Some(path) = set(&self.key_store) else { return Ok(None) };
        let sealer = self.sealer(path).with_context(|| format!("seal.key_store: {}", path.display()))?;
        Ok(Some(Made::new(sealer, &self.name, &self.place)))
    }

    /// Whose signatures are trusted; nobody's where no file is set.
    pub fn roots(&self) -> anyhow::Result<Roots> {
        let Some(path) = set(&self.roots) else { return Ok(Roots::default()) };
        let cannot = || format!("seal.roots: {}", path.display());
        let file = std::fs::read(path).with_context(cannot)?;
        Roots::from_bytes(&file).with_context(cannot)
    }

    fn sealer(&self, path: &Path) -> anyhow::Result<Sealer> {
        let store = std::fs::read(path)?;
        Ok(Sealer::from_pkcs12(&store, &self.password()?)?)
    }

    /// That of the setting, or the first line of the file.
    fn password(&self) -> anyhow::Result<String> {
        let Some(path) = set(&self.password_file) else { return Ok(self.password.told().to_owned()) };
        ensure!(self.password.told().is_empty(), "seal.password and seal.password_file are both set");
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("seal.password_file: {} can not be read", path.display()))?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }
}

fn set(path: &Path) -> Option<&Path> {
    Some(path).filter(|it| !it.as_os_str().is_empty())
}
