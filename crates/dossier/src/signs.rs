//! Which signs a name and an address are written with. What none can see, or turns the reading round, is none of them: it
//! would be printed on a slip that others trust.

use unicode_normalization::char::is_combining_mark;

/// Besides letters, digits and spaces, on the papers of people and organisations (`Công ty TNHH "Á Đông"`, `A&B`).
const OF_NAMES: &str = "'’‘\"“”«».-–&(),/+:";
/// Besides what a keyboard writes.
const OF_ADDRESSES: &str = "’‘“”«»–—…°º№²³½¼¾·•§";

/// The first sign of `name` that no name has: itself where it can be seen, else its number (`U+202E`).
pub fn none_of_a_name(name: &str) -> Option<String> {
    first_other(name, |it| it == ' ' || OF_NAMES.contains(it))
}

/// The first sign of `address` that no address has, in the same way.
pub fn none_of_an_address(address: &str) -> Option<String> {
    first_other(address, |it| it == ' ' || it.is_ascii_graphic() || OF_ADDRESSES.contains(it))
}

/// Written by some keyboards between words or syllables and never seen: dropped rather than refused.
pub const fn is_seam(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

fn first_other(text: &str, may: impl Fn(char) -> bool) -> Option<String> {
    text.chars().find(|it| !it.is_alphanumeric() && !is_combining_mark(*it) && !may(*it)).map(told)
}

fn told(sign: char) -> String {
    let is_format = matches!(sign, '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let is_private = matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..);
    if sign.is_control() || is_format || is_private {
        format!("U+{:04X}", u32::from(sign))
    } else {
        sign.to_string()
    }
}
