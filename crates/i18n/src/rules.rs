//! Rule packs in words: rooms, parameters and their values. Command, pages, API and documents say them by these.
//!
//! Decides nothing about a pack; a word that is missing is said by its key, and a test keeps that from happening.

use crate::dates::as_people_write;
use crate::{Locale, texts};
use motcua_kernel::{Confidence, PackRow, RowValue};

/// What a room is about.
pub fn room_name(locale: Locale, room: &str) -> String {
    word(locale, "rule-room", room).unwrap_or_else(|| room.to_owned())
}

/// What a parameter is, with the unit of its number.
pub fn parameter_name(locale: Locale, row: &PackRow) -> String {
    word(locale, "rule", &name_key(row)).unwrap_or_else(|| row.key())
}

/// A value: a word of the list, a number, or a date or a time of day as people write it.
pub fn parameter_value(locale: Locale, value: &RowValue) -> String {
    let said =
        |name: &str| word(locale, "rule-value", name).unwrap_or_else(|| as_people_write(name).into_owned());
    match value {
        RowValue::Absent => said("absent"),
        RowValue::Flag(is) => said(if *is { "true" } else { "false" }),
        RowValue::Number(number) => number.to_string(),
        RowValue::Word(word) => said(word),
        RowValue::Words(words) => words.iter().map(|it| said(it)).collect::<Vec<_>>().join(", "),
    }
}

/// How sure a parameter is.
pub fn confidence_name(locale: Locale, confidence: Confidence) -> String {
    let letter = confidence.letter();
    word(locale, "confidence", letter).unwrap_or_else(|| letter.to_owned())
}

fn name_key(row: &PackRow) -> String {
    format!("{}-{}", row.room, row.name.replace('_', "-"))
}

fn word(locale: Locale, table: &str, name: &str) -> Option<String> {
    [locale, Locale::Vi].into_iter().find_map(|it| texts(it).in_table(table, name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{RulePacks, pack_rows, parse_date};
    use std::collections::BTreeSet;

    #[track_caller]
    fn check(table: &str, wanted: &BTreeSet<String>) {
        for locale in Locale::ALL {
            let there: BTreeSet<String> = texts(locale)
                .iter()
                .filter_map(|(key, _)| Some(key.strip_prefix(table)?.strip_prefix('.')?.to_owned()))
                .collect();
            assert_eq!(&there, wanted, "[{table}] of {}.toml", locale.tag());
        }
    }

    #[test]
    fn every_parameter_of_every_pack_has_its_words_and_no_word_is_left_over() {
        let packs = RulePacks::shipped().unwrap();
        let rows: Vec<PackRow> = packs.iter().flat_map(|it| pack_rows(it, None)).collect();
        check("rule", &rows.iter().map(name_key).collect());
        check("rule-room", &rows.iter().map(|it| it.room.to_owned()).collect());
        let fixed = ["absent", "false", "true"].map(str::to_owned);
        let words = rows.iter().flat_map(|it| match &it.value {
            RowValue::Word(word) => std::slice::from_ref(word),
            RowValue::Words(words) => words.as_slice(),
            RowValue::Absent | RowValue::Flag(_) | RowValue::Number(_) => &[],
        });
        let named = words.filter(|it| !it.contains(':') && parse_date(it).is_none()).cloned();
        check("rule-value", &named.chain(fixed).collect());
        let letters = [Confidence::T, Confidence::S, Confidence::I, Confidence::G];
        check("confidence", &letters.iter().map(|it| it.letter().to_owned()).collect());
    }

    #[test]
    fn a_value_is_said_as_people_say_it() {
        let check = |value: RowValue, vi: &str, en: &str| {
            assert_eq!(parameter_value(Locale::Vi, &value), vi);
            assert_eq!(parameter_value(Locale::En, &value), en);
        };
        let words = |words: &[&str]| RowValue::Words(words.iter().map(|it| (*it).to_owned()).collect());
        check(RowValue::Absent, "không quy định", "not set");
        check(RowValue::Flag(false), "không", "no");
        check(RowValue::Number(3), "3", "3");
        check(words(&["province", "commune"]), "tỉnh, xã", "province, commune");
        check(RowValue::Word("15:00".to_owned()), "15:00", "15:00");
        check(RowValue::Word("2022-09-15".to_owned()), "15/09/2022", "15/09/2022");
    }
}
