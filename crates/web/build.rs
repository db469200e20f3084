//! Makes what browsers keep: one style sheet, one script, one sprite of icons, joined from their parts, named by their
//! content and compressed once, here, so that no request pays for it.

use sha2::{Digest, Sha256};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Parts of the style sheet; their layers decide who wins, not their order.
const STYLE: [&str; 13] = [
    "tokens",
    "base",
    "frame",
    "layout",
    "components",
    "citizen",
    "counter",
    "money",
    "desk",
    "supervision",
    "admin",
    "utilities",
    "print",
];

/// Those of them that the public needs.
const PUBLIC_STYLE: [&str; 8] =
    ["tokens", "base", "frame", "layout", "components", "citizen", "utilities", "print"];

/// Parts of the script; each stands alone.
const SCRIPT: [&str; 6] = ["frame", "counter", "money", "desk", "files", "live"];

/// Those of them that the public needs.
const PUBLIC_SCRIPT: [&str; 2] = ["frame", "live"];

/// What is served as it came, with where it came from.
const VENDORED: [(&str, &str); 2] =
    [("htmx", "vendor/htmx-4.0.1.min.js"), ("hx-sse", "vendor/hx-sse-4.0.1.min.js")];

#[expect(clippy::disallowed_methods, reason = "this is how cargo tells a build script where to write")]
fn main() -> Result<(), Box<dyn Error>> {
    let assets = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", assets.display());

    let mut table = Table { out: &out, rows: String::new() };
    let sheets = assets.join("css");
    let mut styles =
        [("app", parts(&sheets, &STYLE, "css")?), ("public", parts(&sheets, &PUBLIC_STYLE, "css")?)];
    for font in sorted(&assets.join("fonts"), "woff2")? {
        let name = stem(&font);
        let address = table.add(&name, "woff2", "font/woff2", &fs::read(&font)?, false)?;
        for (_, style) in &mut styles {
            *style = style.replace(&format!("fonts/{name}.woff2"), &address);
        }
    }
    for (name, style) in styles {
        table.add(name, "css", "text/css; charset=utf-8", style.as_bytes(), true)?;
    }
    for (name, of) in [("app", &SCRIPT[..]), ("public", &PUBLIC_SCRIPT)] {
        let script = parts(&assets.join("js"), of, "js")?;
        table.add(name, "js", "text/javascript; charset=utf-8", script.as_bytes(), true)?;
    }
    for (name, file) in VENDORED {
        let content = fs::read(assets.join(file))?;
        table.add(name, "js", "text/javascript; charset=utf-8", &content, true)?;
    }
    let sprite = sprite(&assets.join("icons"))?;
    table.add("icons", "svg", "image/svg+xml", sprite.as_bytes(), true)?;
    fs::write(out.join("assets.rs"), format!("&[\n{}]\n", table.rows))?;
    Ok(())
}

/// The rows of the table that the crate includes.
struct Table<'a> {
    out: &'a Path,
    rows: String,
}

impl Table<'_> {
    /// Adds one thing and says under which address it is served.
    fn add(
        &mut self,
        name: &str,
        end: &str,
        kind: &str,
        content: &[u8],
        compress: bool,
    ) -> Result<String, Box<dyn Error>> {
        let digest = Sha256::digest(content);
        let hash = digest.iter().take(6).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let address = format!("/assets/{name}.{hash:012x}.{end}");
        let plain = self.out.join(format!("{name}.{end}"));
        fs::write(&plain, content)?;
        let brotli = if compress {
            let file = self.out.join(format!("{name}.{end}.br"));
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
            writer.write_all(content)?;
            fs::write(&file, writer.into_inner())?;
            format!("Some(include_bytes!({:?}))", file.display().to_string())
        } else {
            "None".to_owned()
        };
        writeln!(
            self.rows,
            "Asset {{ name: \"{name}.{end}\", address: {address:?}, kind: {kind:?}, plain: include_bytes!({:?}), brotli: {brotli} }},",
            plain.display().to_string()
        )?;
        Ok(address)
    }
}

/// The parts of one file, one after the other.
fn parts(folder: &Path, names: &[&str], end: &str) -> Result<String, Box<dyn Error>> {
    let mut joined = String::new();
    for name in names {
        let file = folder.join(format!("{name}.{end}"));
        joined += &fs::read_to_string(&file).map_err(|it| format!("{}: {it}", file.display()))?;
    }
    Ok(joined)
}

/// Every icon as a symbol that pages name; drawn with the colour of the text around it.
fn sprite(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for file in sorted(folder, "svg")? {
        let text = fs::read_to_string(&file)?;
        let from =
            text.find("stroke-linejoin").and_then(|it| text.get(it..)?.find('>').map(|end| it + end + 1));
        let shapes = from.zip(text.rfind("</svg>")).and_then(|(from, to)| text.get(from..to));
        let shapes = shapes.ok_or_else(|| format!("{} is not an icon", file.display()))?;
        let shapes: Vec<&str> = shapes.lines().map(str::trim).collect();
        writeln!(
            sprite,
            "<symbol id=\"{}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{}</symbol>",
            stem(&file),
            shapes.concat()
        )?;
    }
    sprite += "</svg>\n";
    Ok(sprite)
}

fn sorted(folder: &Path, end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == end) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
