//! Style sheet and fonts, built in; an address names the content, so that browsers may keep it for ever.

use crate::failure::Failure;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../assets/app.css");

/// The fonts, as the style sheet names them; their licences lie beside them.
const FONTS: [(&str, &[u8]); 4] = [
    (
        "be-vietnam-pro-latin-600-normal",
        include_bytes!("../../assets/fonts/be-vietnam-pro-latin-600-normal.woff2"),
    ),
    (
        "be-vietnam-pro-vietnamese-600-normal",
        include_bytes!("../../assets/fonts/be-vietnam-pro-vietnamese-600-normal.woff2"),
    ),
    (
        "source-sans-3-latin-wght-normal",
        include_bytes!("../../assets/fonts/source-sans-3-latin-wght-normal.woff2"),
    ),
    (
        "source-sans-3-vietnamese-wght-normal",
        include_bytes!("../../assets/fonts/source-sans-3-vietnamese-wght-normal.woff2"),
    ),
];

/// One thing that is served under the address of its content.
struct Asset {
    address: String,
    kind: &'static str,
    content: Cow<'static, [u8]>,
}

impl Asset {
    fn new(name: &str, end: &str, kind: &'static str, content: Cow<'static, [u8]>) -> Self {
        let digest = Sha256::digest(&content);
        let hash = digest.iter().take(6).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        Self { address: format!("/assets/{name}.{hash:012x}.{end}"), kind, content }
    }
}

/// The style sheet first, then the fonts it names.
static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut style = STYLE.to_owned();
    let mut assets = Vec::with_capacity(FONTS.len() + 1);
    for (name, content) in FONTS {
        let font = Asset::new(name, "woff2", "font/woff2", Cow::Borrowed(content));
        style = style.replace(&format!("fonts/{name}.woff2"), &font.address);
        assets.push(font);
    }
    let style = Cow::Owned(style.into_bytes());
    assets.insert(0, Asset::new("app", "css", "text/css; charset=utf-8", style));
    assets
});

/// Where the style sheet is.
pub fn style_address() -> &'static str {
    ASSETS.first().map_or("", |it| it.address.as_str())
}

/// `GET /assets/{file}`
pub async fn file(Path(file): Path<String>) -> Result<Response, Failure> {
    let asked = format!("/assets/{file}");
    let asset = ASSETS.iter().find(|it| it.address == asked).ok_or_else(Failure::not_found)?;
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.content.as_ref()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_names_only_what_is_served() {
        let style = String::from_utf8(ASSETS[0].content.to_vec()).unwrap();
        let named: Vec<&str> = style
            .split("url(")
            .skip(1)
            .filter_map(|it| it.split(')').next())
            .filter(|it| !it.starts_with('"'))
            .collect();
        assert_eq!(named.len(), FONTS.len());
        for address in named {
            assert!(ASSETS.iter().any(|it| it.address == address), "{address}");
        }
    }
}
