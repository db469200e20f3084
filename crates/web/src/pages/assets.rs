//! Style sheet, scripts, icons and fonts, built in; an address names the content, so that browsers may keep it for ever.

use crate::failure::Failure;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// One thing that is served under the address of its content.
struct Asset {
    name: &'static str,
    address: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
}

/// All of them, as `build.rs` made them.
static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where the things are that a page names.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    /// The style sheet.
    pub style: &'static str,
    /// The same without what only staff sees.
    pub public_style: &'static str,
    /// The script of our own.
    pub script: &'static str,
    /// The same for the public.
    pub public_script: &'static str,
    /// What fetches parts of pages.
    pub htmx: &'static str,
    /// What hears of changes.
    pub sse: &'static str,
    /// The icons.
    pub icons: &'static str,
    /// The two fonts that every page needs first.
    pub fonts: [&'static str; 2],
}

static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| Addresses {
    style: address_of("app.css"),
    public_style: address_of("public.css"),
    script: address_of("app.js"),
    public_script: address_of("public.js"),
    htmx: address_of("htmx.js"),
    sse: address_of("hx-sse.js"),
    icons: address_of("icons.svg"),
    fonts: [
        address_of("source-sans-3-latin-wght-normal.woff2"),
        address_of("source-sans-3-vietnamese-wght-normal.woff2"),
    ],
});

/// Where the things are that a page names.
pub fn addresses() -> Addresses {
    *ADDRESSES
}

fn address_of(name: &str) -> &'static str {
    ASSETS.iter().find(|it| it.name == name).map_or("", |it| it.address)
}

/// `GET /assets/{file}`
pub async fn file(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let asked = format!("/assets/{file}");
    let asset = ASSETS.iter().find(|it| it.address == asked).ok_or_else(Failure::not_found)?;
    let always = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    Ok(match asset.brotli.filter(|_| takes_brotli(&headers)) {
        Some(small) => (always, [(CONTENT_ENCODING, "br")], small).into_response(),
        None => (always, asset.plain).into_response(),
    })
}

/// Whether whoever asks can read the small form.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let said = headers.get(ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    said.split(',').any(|it| {
        let mut parts = it.split(';').map(str::trim);
        parts.next() == Some("br") && parts.all(|it| it != "q=0")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> &'static str {
        let asset = ASSETS.iter().find(|it| it.name == name).unwrap();
        std::str::from_utf8(asset.plain).unwrap()
    }

    #[test]
    fn the_style_sheet_names_only_what_is_served() {
        let named: Vec<&str> = text("app.css")
            .split("url(")
            .skip(1)
            .filter_map(|it| it.split(')').next())
            .filter(|it| !it.starts_with('"'))
            .collect();
        assert_eq!(named.len(), 5);
        for address in named {
            assert!(ASSETS.iter().any(|it| it.address == address), "{address}");
        }
    }

    #[test]
    fn sheet_and_script_are_small() {
        for (name, largest) in [("app.css", 15_000), ("app.js", 6_000)] {
            let sent = ASSETS.iter().find(|it| it.name == name).and_then(|it| it.brotli).unwrap().len();
            assert!(sent < largest, "{name} is sent as {sent} bytes");
        }
    }

    #[test]
    fn templates_name_only_icons_that_are_there() {
        let sprite = text("icons.svg");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let template = std::fs::read_to_string(&path).unwrap();
                for named in template.split("page.icon(\"").skip(1) {
                    let name = named.split('"').next().unwrap();
                    assert!(sprite.contains(&format!("id=\"{name}\"")), "{}: {name}", path.display());
                }
            }
        }
    }

    #[test]
    fn the_small_form_goes_to_whoever_reads_it() {
        let reads = |said: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, said.parse().unwrap());
            takes_brotli(&headers)
        };
        assert!(reads("gzip, deflate, br"));
        assert!(reads("br;q=0.5"));
        assert!(!reads("gzip"));
        assert!(!reads("br;q=0, gzip"));
    }
}
