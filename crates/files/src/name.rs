//! Under which name a file is shown and saved: as it was sent, without what a name can do to a reader or a disk.

use crate::FileKind;
use unicode_normalization::UnicodeNormalization;

/// Characters of the longest name, its ending included.
const LONGEST: usize = 120;
/// Names that are devices on Windows, whatever they end with.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
const NAMELESS: &str = "tep";

/// The name of a file of this kind that was sent as `sent`.
pub fn shown_name(sent: &str, kind: FileKind) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .nfc()
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .filter(|it| is_harmless(*it))
        .collect();
    let words: Vec<&str> = clean.split(' ').filter(|it| !it.is_empty()).collect();
    let joined = words.join(" ");
    let name = joined.trim_matches([' ', '.']);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if is_of(kind, ending) => (stem, ending.to_ascii_lowercase()),
        Some(_) | None => (name, kind.endings().first().map_or_else(String::new, ToString::to_string)),
    };
    let room = LONGEST.saturating_sub(ending.len() + 1);
    let cut: String = stem.chars().take(room).collect();
    let stem = cut.trim_end_matches([' ', '.']);
    match stem {
        "" => format!("{NAMELESS}.{ending}"),
        device if is_device(device) => format!("{NAMELESS} {device}.{ending}"),
        stem => format!("{stem}.{ending}"),
    }
}

fn is_of(kind: FileKind, ending: &str) -> bool {
    kind.endings().iter().any(|it| it.eq_ignore_ascii_case(ending))
}

/// No control character, none that a disk takes for something else, none that hides or turns what follows it.
fn is_harmless(it: char) -> bool {
    let hides = matches!(it, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    !it.is_control() && !hides && !matches!(it, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    DEVICES.contains(&first.trim_end_matches(|it: char| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sent: &str, expected: &str) {
        assert_eq!(shown_name(sent, FileKind::Pdf), expected);
    }

    #[test]
    fn a_name_stays_as_it_was_sent() {
        check("Đơn đăng ký biến động.pdf", "Đơn đăng ký biến động.pdf");
        check("Hợp đồng số 12.2026.PDF", "Hợp đồng số 12.2026.pdf");
        check("C:\\Users\\An\\scan 1.pdf", "scan 1.pdf");
        check("Nguye\u{302}\u{303}n.pdf", "Nguyễn.pdf");
    }

    #[test]
    fn a_hostile_name_is_made_harmless() {
        check("../../etc/passwd", "passwd.pdf");
        check("..\\..\\windows\\system32\\x", "x.pdf");
        check("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf");
        check("hoa\u{202E}fdp.exe", "hoafdp.exe.pdf");
        check("\u{200B}\u{FEFF}", "tep.pdf");
        check("....", "tep.pdf");
        check("", "tep.pdf");
        check("con.pdf", "tep con.pdf");
        check("LPT1.tar.pdf", "tep LPT1.tar.pdf");
        check("<script>alert(\"1\")</script>.pdf", "script.pdf");
        check("a\0b.pdf", "ab.pdf");
        let long = shown_name(&"ạ".repeat(4000), FileKind::Pdf);
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with("ạ.pdf"));
    }

    #[test]
    fn the_ending_is_that_of_the_kind() {
        assert_eq!(shown_name("ảnh.pdf", FileKind::Jpeg), "ảnh.pdf.jpg");
        assert_eq!(shown_name("ảnh.JPEG", FileKind::Jpeg), "ảnh.jpeg");
    }
}
