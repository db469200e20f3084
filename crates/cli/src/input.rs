//! Arguments and files as values. A file that ends in `.gz` is unpacked on the way.

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use motcua_i18n::{Locale, say};
use motcua_identity::LoginName;
use motcua_kernel::{Date, Instant, Role, parse_date, parse_instant};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use time::UtcOffset;

/// Reads an instant for clap.
pub fn instant(text: &str) -> Result<Instant, String> {
    parse_instant(text).ok_or_else(|| {
        format!("`{text}` is no moment like 2026-08-28T10:00 (in Việt Nam) or 2026-08-28T10:00:00+07:00")
    })
}

/// Reads a date for clap.
pub fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| format!("`{text}` is no date like 2026-08-28"))
}

/// Reads a role by its word for clap; who errs is told every word.
pub fn role(text: &str) -> Result<Role, String> {
    let found = Role::ALL.into_iter().find(|it| role_word(*it) == text);
    found.ok_or_else(|| format!("`{text}` is no role; there is {}", Role::ALL.map(role_word).join(", ")))
}

/// The word of a role.
pub fn role_word(role: Role) -> String {
    let word = serde_json::to_value(role).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// Reads a login name for clap.
pub fn login(text: &str) -> Result<LoginName, String> {
    LoginName::parse(text).map_err(|refusal| say(Locale::En, &refusal.message))
}

/// Reads `+07:00`, `-03:30` or `Z` for clap.
pub fn zone(text: &str) -> Result<UtcOffset, String> {
    let refuse = || format!("`{text}` is no zone like +07:00 or Z");
    if text.eq_ignore_ascii_case("z") {
        return Ok(UtcOffset::UTC);
    }
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        Some(_) | None => return Err(refuse()),
    };
    let (hours, minutes) = rest.split_once(':').ok_or_else(refuse)?;
    let number = |text: &str| text.parse::<u8>().ok().and_then(|it| i8::try_from(it).ok()).ok_or_else(refuse);
    UtcOffset::from_hms(sign * number(hours)?, sign * number(minutes)?, 0).map_err(|_| refuse())
}

/// Opens a file for reading.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("{} can not be opened", path.display()))?;
    if is_packed(path) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(file))));
    }
    Ok(Box::new(BufReader::new(file)))
}

/// Whether the name says that a file is packed.
pub fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("gz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_with_their_sign() {
        let check =
            |text, seconds: Option<i32>| assert_eq!(zone(text).ok().map(UtcOffset::whole_seconds), seconds);
        check("+07:00", Some(25_200));
        check("-03:30", Some(-12_600));
        check("Z", Some(0));
        check("", None);
        check("7", None);
        check("+7", None);
        check("+99:00", None);
        check("+200:00", None);
        check("é07:00", None);
    }
}
