//! Mã tham chiếu chuyển khoản: what a payer's bank carries from the QR code to our statement.
//!
//! Made from the dossier number, so that a person can still read it; its check keeps a typing error from being another
//! dossier's. Never says whether money came.
//!
//! `MC`, the length of the body, a mark, the body, two check characters: at most 25 capital letters and digits. The body
//! is the number without separators and leading zeros, or a digest of the number where that is longer than 19. The mark
//! tells apart most numbers that differ in their separators alone; where it does not, both are reported as ambiguous by
//! the statement. The check is ISO 7064 MOD 1271-36.

use motcua_dossier::DossierNumber;
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

const PREFIX: &str = "MC";
const DIGITS: [char; 36] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K',
    'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
];
/// Before the body: prefix, length, mark.
const HEAD: usize = 4;
/// After the body.
const CHECK: usize = 2;
const LONGEST_BODY: usize = 19;
/// Characters of a digest that stands for a number.
const DIGEST: usize = 12;
/// The modulus of the check.
const MODULUS: u64 = 1271;

/// Mã tham chiếu: at most 25 capital letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TransferReference(String);

impl TransferReference {
    /// The reference of a dossier: always the same.
    pub fn of(number: &DossierNumber) -> Self {
        let digest = Sha256::digest(number.as_str().as_bytes());
        let squeezed = squeezed(number.as_str());
        let short = squeezed.trim_start_matches('0');
        let body = if short.len() <= LONGEST_BODY { short.to_owned() } else { in_letters(&digest) };
        let mark = digest.last().copied().map_or(0, u64::from);
        let length = u64::try_from(body.len()).unwrap_or_default();
        let mut text = format!("{PREFIX}{}{}{body}", letter(length), letter(mark));
        let check = check_of(&text);
        text.extend([letter(check / 36), letter(check)]);
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number it was made from without points, hyphens and leading zeros; a digest where that was too long.
    pub fn body(&self) -> &str {
        let end = self.0.len().saturating_sub(CHECK);
        self.0.get(HEAD..end).unwrap_or_default()
    }

    /// The reference that `text`, capital letters and digits, begins with.
    fn at_start_of(text: &str) -> Option<Self> {
        let length = text.strip_prefix(PREFIX)?.chars().next().and_then(worth)?;
        let length = usize::try_from(length).ok().filter(|it| *it <= LONGEST_BODY)?;
        let reference = text.get(..HEAD + length + CHECK)?;
        (remainder(reference) == 1).then(|| Self(reference.to_owned()))
    }
}

/// Every reference in a line of a bank statement, each once, in the order in which they stand: whatever the bank did to
/// case and separators, and whatever stands around them.
pub fn find_references(line: &str) -> Vec<TransferReference> {
    let text = squeezed(line);
    let mut found = Vec::new();
    for (at, _) in text.match_indices(PREFIX) {
        let here = text.get(at..).and_then(TransferReference::at_start_of);
        found.extend(here.filter(|it| !found.contains(it)));
    }
    found
}

/// Letters and digits of ASCII, capital; a reference has no others.
fn squeezed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect()
}

fn in_letters(digest: &[u8]) -> String {
    let mut rest = digest.iter().take(8).fold(0_u64, |sum, it| (sum << 8) | u64::from(*it));
    let mut letters = String::with_capacity(DIGEST);
    for _ in 0..DIGEST {
        letters.push(letter(rest));
        rest /= 36;
    }
    letters
}

/// What two characters must be worth so that the whole leaves 1.
fn check_of(text: &str) -> u64 {
    (MODULUS + 1 - remainder(text) * 36 * 36 % MODULUS) % MODULUS
}

fn remainder(text: &str) -> u64 {
    text.chars().filter_map(worth).fold(0, |sum, it| (sum * 36 + it) % MODULUS)
}

fn letter(number: u64) -> char {
    usize::try_from(number % 36).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or('0')
}

fn worth(letter: char) -> Option<u64> {
    letter.to_digit(36).map(u64::from)
}

impl FromStr for TransferReference {
    type Err = Refusal;

    /// Reads a reference that a person typed, whatever its case and separators.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let squeezed = squeezed(text);
        Self::at_start_of(&squeezed)
            .filter(|it| it.0.len() == squeezed.len())
            .ok_or_else(|| Refusal::new("fees.transfer-reference-wrong").at("reference"))
    }
}

impl TryFrom<String> for TransferReference {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<TransferReference> for String {
    fn from(it: TransferReference) -> Self {
        it.0
    }
}

impl fmt::Display for TransferReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_that_of_the_standard() {
        // The example of ISO 7064 for MOD 1271-36: ISO79 has the check characters 3W.
        let check = check_of("ISO79");
        assert_eq!((letter(check / 36), letter(check)), ('3', 'W'));
        assert_eq!(remainder("ISO793W"), 1);
    }
}
