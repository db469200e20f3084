//! The square that a phone reads, drawn by the server.

use qrcode::QrCode;
use qrcode::render::svg;

/// Of an address; nothing when it is too long for one.
pub fn qr(link: &str) -> String {
    let Ok(code) = QrCode::new(link) else { return String::new() };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(116, 116).build();
    drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default().to_owned()
}
