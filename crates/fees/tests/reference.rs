//! A transfer finds its dossier, whatever the banks between did to its text.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_dossier::DossierNumber;
use motcua_fees::{TransferReference, find_references};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// One number of each form: by year book, right to left, left to right, of a centralised service, and a long one.
const NUMBERS: [&str; 7] = [
    "H51.12-2012-7",
    "000.00.12.H56-240131-0007",
    "H13.163.01-261116-0001",
    "H13.163.01-261124-10000",
    "H13.001.02-260126-070312",
    "H51.12-261123-000042",
    "H13.ABCDEFGHIJKLMNOPQRSTUVWXYZ01234-261116-0001",
];

fn reference(number: &str) -> TransferReference {
    TransferReference::of(&number.parse().unwrap())
}

#[test]
fn a_reference_is_short_enough_for_vietqr_and_has_only_letters_and_digits() {
    for number in NUMBERS {
        let text = reference(number).to_string();
        assert!(text.len() <= 25, "{number}: {text}");
        assert!(text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit()), "{text}");
        assert_eq!(text.parse::<TransferReference>().unwrap(), reference(number));
        assert_eq!(text.to_lowercase().parse::<TransferReference>().unwrap(), reference(number));
    }
    let all: BTreeSet<_> = NUMBERS.into_iter().map(reference).collect();
    assert_eq!(all.len(), NUMBERS.len());
}

#[test]
fn a_person_can_read_the_number_in_it() {
    assert!(reference("H13.163.01-261116-0001").as_str().contains("H13163012611160001"));
    assert!(reference("000.00.12.H56-240131-0007").as_str().contains("12H562401310007"));
}

#[test]
fn numbers_that_differ_in_their_separators_alone_have_other_references() {
    assert_ne!(reference("H13.163.01-261116-0001"), reference("H13.16.301-261116-0001"));
}

#[test]
fn a_reference_is_found_in_the_lines_of_banks() {
    let wanted = reference("H13.163.01-261116-0001");
    let text = wanted.as_str();
    let (head, tail) = text.split_at(10);
    for line in [
        text.to_owned(),
        format!("CT DEN:612345678901 {text} Nguyen Van A chuyen tien"),
        format!("MBVCB.123.{text}.CT tu 0071000123456 NGUYEN VAN A toi 0881000458086"),
        format!("MBVCB.123.{head} {tail}.CT tu 0071000123456"),
        format!("IBFT {} GD 123", text.to_lowercase()),
        format!("NỘP PHÍ{head}-\r\n{tail}ĐẶNG THỊ HƯỜNG"),
        format!("QRIBFTTA;{head}.{tail};FT26330123456789"),
        format!("MCMC{text}MC"),
    ] {
        assert_eq!(find_references(&line), std::slice::from_ref(&wanted), "{line}");
    }
}

#[test]
fn two_references_in_one_line_are_both_reported_and_each_once() {
    let (one, other) = (reference(NUMBERS[0]), reference(NUMBERS[2]));
    let line = format!("nop {one}{other} va {one}");
    assert_eq!(find_references(&line), [one, other]);
}

#[test]
fn what_a_bank_cut_off_is_no_reference() {
    let text = reference(NUMBERS[2]).to_string();
    for line in ["", "MC", "MCZ", "MCI", "chuyen tien hoc phi", &text[..text.len() - 1], &text[1..]] {
        assert_eq!(find_references(line), [], "{line}");
    }
    assert!(format!("{text}1").parse::<TransferReference>().is_err());
}

#[test]
fn a_letter_mistyped_or_two_neighbours_swapped_is_no_other_reference() {
    for number in NUMBERS {
        let text = reference(number).to_string();
        for at in 3..text.len() {
            for typed in ('0'..='9').chain('A'..='Z') {
                let mut letters: Vec<char> = text.chars().collect();
                let right = std::mem::replace(&mut letters[at], typed);
                let wrong: String = letters.iter().collect();
                assert!(typed == right || find_references(&wrong).is_empty(), "{text} as {wrong}");
            }
            let mut letters: Vec<char> = text.chars().collect();
            letters.swap(at - 1, at);
            let wrong: String = letters.iter().collect();
            assert!(wrong == text || find_references(&wrong).is_empty(), "{text} as {wrong}");
        }
    }
}

prop_compose! {
    fn any_number()(
        agency in "(H[0-9]{2}|000\\.00\\.[0-9]{2}\\.H[0-9]{2})(\\.[0-9A-Z]{1,5}){0,3}",
        day in 1_u8..=28, month in 1_u8..=12, year in 12_u8..=40,
        serial in 1_u32..1_000_000,
    ) -> DossierNumber {
        format!("{agency}-{year:02}{month:02}{day:02}-{serial:04}").parse().unwrap()
    }
}

proptest! {
    #[test]
    fn whatever_stands_around_and_between_a_reference_is_found(
        number in any_number(),
        other in any_number(),
        before in any::<String>(), after in any::<String>(), between in any::<String>(),
        separators in prop::collection::vec("[ .,;:/_\\-\\r\\n]{0,2}", 25),
        capital in prop::collection::vec(any::<bool>(), 25),
    ) {
        let (one, other) = (TransferReference::of(&number), TransferReference::of(&other));
        let letters = one.as_str().chars().zip(&separators).zip(&capital);
        let mut written = String::new();
        for ((letter, separator), capital) in letters {
            written.push(if *capital { letter } else { letter.to_ascii_lowercase() });
            written.push_str(separator);
        }
        let found = find_references(&format!("{before}{written}{between}{other}{after}"));
        prop_assert!(found.contains(&one) && found.contains(&other), "{written}: {found:?}");
        prop_assert!(one.as_str().len() <= 25);
    }
}
