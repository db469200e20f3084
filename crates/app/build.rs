//! Lists the files below `config/provinces`, so that a new procedure is a new file and nothing else.
//!
//! Writes `province_files.rs`: pairs of the path below that folder and the text, in the order of the paths. It never reads
//! a file, the compiler does; what the files say is for `Province` to judge.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/provinces");

#[expect(clippy::disallowed_methods, reason = "this is how cargo tells a build script where to write")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let folder = Path::new(FOLDER).canonicalize()?;
    let mut list = String::from("&[\n");
    for file in files(&folder)? {
        let below = file.strip_prefix(&folder)?;
        let name = below.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("/");
        let file = file.to_str().ok_or("a path is not UTF-8")?;
        writeln!(list, "    ({name:?}, include_str!({file:?})),")?;
    }
    list.push_str("]\n");
    let written_to = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    Ok(fs::write(Path::new(&written_to).join("province_files.rs"), list)?)
}

/// The `.toml` files in and below `folder`, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|it| it == "toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
