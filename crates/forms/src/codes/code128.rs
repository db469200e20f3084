//! Code 128 (ISO/IEC 15417), sets B and C: the letters and digits of a dossier's number as bars, as SVG.

use std::fmt::Write;

/// Modules of white on each side.
const QUIET: u32 = 10;
const START_B: u8 = 104;
const START_C: u8 = 105;
const TO_C: u8 = 99;
const TO_B: u8 = 100;
const STOP: &str = "2331112";

/// Widths of bars and gaps by turns, by symbol value.
#[rustfmt::skip]
const PATTERNS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232",
];

/// The bars of `text`; none where it is empty or holds anything but printable ASCII.
pub fn code128_svg(text: &str) -> Option<String> {
    let mut symbols = symbols(text)?;
    symbols.push(check_symbol(&symbols));
    let widths = symbols.iter().filter_map(|it| PATTERNS.get(usize::from(*it))).copied().chain([STOP]);
    let mut path = String::new();
    let mut x = QUIET;
    for (place, width) in widths.flat_map(str::chars).filter_map(|it| it.to_digit(10)).enumerate() {
        if is_bar(place) {
            let _ = write!(path, "M{x} 0h{width}v40h-{width}z");
        }
        x += width;
    }
    let side = x + QUIET;
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} 40" width="{side}" height="40"><path fill="#fff" d="M0 0h{side}v40h-{side}z"/><path fill="#000" d="{path}"/></svg>"##
    ))
}

/// Every symbol has six widths and begins with a bar, so bars have even places.
const fn is_bar(place: usize) -> bool {
    place.is_multiple_of(2)
}

/// Start and data: set C for each run of four or more digits, two of them a symbol, set B for the rest.
fn symbols(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.bytes().all(|it| (b' '..=b'~').contains(&it)) {
        return None;
    }
    let mut rest = text.as_bytes();
    let mut symbols = Vec::with_capacity(text.len() + 4);
    let mut in_c = pairs(rest) >= 2;
    symbols.push(if in_c { START_C } else { START_B });
    while let [first, after @ ..] = rest {
        let wants_c = pairs(rest) >= if in_c { 1 } else { 2 };
        if wants_c != in_c {
            symbols.push(if wants_c { TO_C } else { TO_B });
            in_c = wants_c;
        }
        match after {
            [second, further @ ..] if in_c => {
                symbols.push((first - b'0') * 10 + (second - b'0'));
                rest = further;
            }
            [] | [_, ..] => {
                symbols.push(first - b' ');
                rest = after;
            }
        }
    }
    Some(symbols)
}

/// How many pairs of digits `rest` begins with.
fn pairs(rest: &[u8]) -> usize {
    rest.iter().take_while(|it| it.is_ascii_digit()).count() / 2
}

/// The sum of the values, each times its place, modulo 103.
fn check_symbol(symbols: &[u8]) -> u8 {
    let weighted = |(place, value): (u32, &u8)| u32::from(*value) * place.max(1);
    let sum: u32 = (0..).zip(symbols).map(weighted).sum();
    u8::try_from(sum % 103).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_modules_wide_and_no_two_are_alike() {
        for pattern in PATTERNS {
            assert_eq!(pattern.chars().filter_map(|it| it.to_digit(10)).sum::<u32>(), 11, "{pattern}");
        }
        assert_eq!(std::collections::BTreeSet::from(PATTERNS).len(), 106);
    }

    #[test]
    fn the_example_of_the_standard_has_its_check_symbol() {
        assert_eq!(symbols("PJJ123C").unwrap(), [104, 48, 42, 42, 17, 18, 19, 35]);
        assert_eq!(check_symbol(&symbols("PJJ123C").unwrap()), 55);
    }

    #[test]
    fn long_runs_of_digits_go_by_pairs() {
        assert_eq!(symbols("123456").unwrap(), [105, 12, 34, 56]);
        assert_eq!(symbols("H-261130-7").unwrap(), [104, 40, 13, 99, 26, 11, 30, 100, 13, 23]);
        assert_eq!(symbols("12345").unwrap(), [105, 12, 34, 100, 21]);
    }

    #[test]
    fn what_is_no_printable_ascii_has_no_bars() {
        for text in ["", "hồ sơ", "a\nb"] {
            assert_eq!(code128_svg(text), None, "{text}");
        }
    }
}
