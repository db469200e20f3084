//! Mã tra cứu: the code of the slip, as people type it.

/// How many letters it has.
pub const SLIP_CODE_LETTERS: usize = 6;

/// A code as slips print it: no letter of it can be read as a digit, so who types one has read it as one. Spaces, dots and
/// hyphens go.
pub fn slip_code(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase());
    letters
        .map(|it| match it {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::slip_code;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        assert_eq!(slip_code(" igs-9hr "), "1GS9HR");
        assert_eq!(slip_code("OL2345"), "012345");
    }
}
