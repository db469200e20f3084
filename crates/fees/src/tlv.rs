//! EMVCo's tag, length, value: two digits, two digits, and as many characters.
//!
//! Knows no tag's meaning.

/// A field: its tag and its value.
pub type Field<'a> = (&'a str, &'a str);

/// Writes a field; nothing when the value is longer than 99 characters.
pub fn field(tag: &str, value: &str) -> Option<String> {
    let length = value.chars().count();
    (length <= 99).then(|| format!("{tag}{length:02}{value}"))
}

/// The fields of `text`, in order; nothing when one breaks off or is no field.
pub fn fields(mut text: &str) -> Option<Vec<Field<'_>>> {
    let mut found = Vec::new();
    while !text.is_empty() {
        let (tag, rest) = text.split_at_checked(2)?;
        let (length, rest) = rest.split_at_checked(2)?;
        let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        if !digits(tag) || !digits(length) {
            return None;
        }
        let (value, rest) = split_at_char(rest, length.parse().ok()?)?;
        found.push((tag, value));
        text = rest;
    }
    Some(found)
}

/// The value of the first field `tag`.
pub fn value<'a>(fields: &[Field<'a>], tag: &str) -> Option<&'a str> {
    fields.iter().find(|it| it.0 == tag).map(|it| it.1)
}

fn split_at_char(text: &str, count: usize) -> Option<(&str, &str)> {
    if count == 0 {
        return Some(("", text));
    }
    let (at, last) = text.char_indices().nth(count - 1)?;
    text.split_at_checked(at + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_their_length_and_broken_ones_are_not() {
        let check = |text: &str, expected: Option<&[Field<'_>]>| {
            assert_eq!(fields(text).as_deref(), expected, "{text}");
        };
        check("", Some(&[]));
        check("000201", Some(&[("00", "01")]));
        check("0000", Some(&[("00", "")]));
        check("5802VN0802đồ", Some(&[("58", "VN"), ("08", "đồ")]));
        for broken in ["0002é", "0", "00", "000", "0002", "00020", "0A0201", "00+201", "é0201"] {
            check(broken, None);
        }
        assert_eq!(field("08", &"x".repeat(99)).unwrap().len(), 103);
        assert_eq!(field("08", &"x".repeat(100)), None);
    }
}
