//! QR codes of error level M with their quiet zone, as SVG.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Modules of white around the code, as ISO/IEC 18004 demands.
const QUIET: usize = 4;

/// A QR code of `text`; none where it holds more than a code can.
pub fn qr_svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        for (x, run) in dark_runs(row) {
            let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/></svg>"##
    ))
}

/// Where dark modules begin in a row, and how many follow.
fn dark_runs(row: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, it)| **it == Color::Dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            Some(_) | None => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_drawn_in_runs() {
        let row = [Color::Dark, Color::Dark, Color::Light, Color::Dark];
        assert_eq!(dark_runs(&row), [(0, 2), (3, 1)]);
    }

    #[test]
    fn an_address_makes_a_code_with_white_around_it() {
        let svg = qr_svg("https://motcua.example.vn/tra-cuu/7Q2K9").unwrap();
        assert!(svg.contains(r#"viewBox="0 0 37 37""#), "{svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert_eq!(qr_svg(&"đ".repeat(3_000)), None);
    }
}
