//! Writes a picture of every list of an office in every set, and of slips and requests of 53 papers, at their true size with
//! 110 dots an inch, into `docs/screens/forms`. The sheets of one dossier are drawn from a scenario (`docs/operations/forms.md`).
//! `cargo run -p motcua-forms --example pictures`; needs `pdftoppm` (poppler-utils) and, for small files, `pngquant`.

use motcua_forms::{Copies, Document, Press, sample};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/screens/forms"));
    std::fs::create_dir_all(&folder)?;
    let press = Press::built_in();
    for set in press.sets().iter() {
        let mut sheets: Vec<(String, Document)> = set
            .forms
            .keys()
            .filter(|it| it.is_of_office())
            .map(|it| (format!("{}-{}", set.code, it.code()), sample::document(&set.code, *it)))
            .collect();
        let long = [
            ("acceptance-slip", sample::long_acceptance(&set.code)),
            ("supplement-request", sample::long_request(&set.code)),
        ];
        sheets.extend(long.map(|(name, it)| (format!("{}-{name}-of-53-papers", set.code), it)));
        for (name, document) in sheets {
            let pdf = press.render(set, &document, Copies::Only(0))?;
            picture(&folder, &name, &pdf.bytes)?;
        }
    }
    Ok(())
}

/// `name-1.png` and so on, a file a page.
fn picture(folder: &Path, name: &str, pdf: &[u8]) -> Result<(), Box<dyn Error>> {
    let file = folder.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf)?;
    let drawn =
        Command::new("pdftoppm").args(["-r", "110", "-png"]).arg(&file).arg(folder.join(name)).status()?;
    std::fs::remove_file(&file)?;
    if !drawn.success() {
        return Err(format!("pdftoppm could not draw {name}").into());
    }
    for entry in std::fs::read_dir(folder)? {
        let page = entry?.path();
        let ours = page.file_name().is_some_and(|it| it.to_string_lossy().starts_with(&format!("{name}-")));
        if ours {
            Command::new("pngquant")
                .args(["--force", "--ext", ".png", "--strip", "8"])
                .arg(&page)
                .status()?;
        }
    }
    Ok(())
}
