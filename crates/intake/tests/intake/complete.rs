//! What is lacking: all of it, and nothing the list does not ask for.

use crate::support::*;
use motcua_dossier::{ComponentGiven, Filing};
use motcua_intake::lacking;
use proptest::prelude::*;

fn lacks(components: Vec<ComponentGiven>) -> Vec<(String, u16, u16)> {
    let filing = Filing { components, ..filing() };
    let found = lacking(&version().cases[0], &filing);
    found.into_iter().map(|it| (it.code, it.originals, it.copies)).collect()
}

fn paper(code: &str, originals: u16, copies: u16) -> (String, u16, u16) {
    (code.to_owned(), originals, copies)
}

#[test]
fn everything_lacking_is_listed_at_once_nd_61_2018_dieu_15_3() {
    let all = [paper("don", 1, 0), paper("hop-dong", 1, 2), paper("cccd", 0, 1), paper("ho-chieu", 0, 1)];
    assert_eq!(lacks(vec![]), all);
    assert_eq!(lacks(filing().components), []);
    assert_eq!(
        lacks(vec![given("don", 2, 0), given("hop-dong", 1, 1), given("ho-chieu", 0, 1)]),
        [paper("hop-dong", 0, 1)]
    );
}

#[test]
fn of_a_choice_one_paper_in_full_is_enough() {
    let with = |more: ComponentGiven| lacks(vec![given("don", 1, 0), given("hop-dong", 1, 2), more]);
    assert_eq!(with(given("ho-chieu", 0, 1)), []);
    assert_eq!(with(given("ho-chieu", 1, 0)), [paper("cccd", 0, 1), paper("ho-chieu", 0, 1)]);
}

#[test]
fn a_paper_without_a_number_must_be_there_but_is_not_counted() {
    let mut version = version();
    version.cases[0].components[0].components[0].originals = 0;
    let mut filing = filing();
    filing.components[0] = given("don", 0, 0);
    assert_eq!(lacking(&version.cases[0], &filing), []);
    filing.components.remove(0);
    assert_eq!(lacking(&version.cases[0], &filing).len(), 1);
}

proptest! {
    #[test]
    fn bringing_what_was_named_completes_the_dossier(
        numbers in prop::collection::vec((0_usize..5, 0_u16..4, 0_u16..4), 0..5)
    ) {
        let codes = ["don", "hop-dong", "uy-quyen", "cccd", "ho-chieu"];
        let mut filing = filing();
        filing.components.clear();
        for (place, originals, copies) in numbers {
            if filing.components.iter().all(|it| it.code != codes[place]) {
                filing.components.push(given(codes[place], originals, copies));
            }
        }
        let version = version();
        for paper in lacking(&version.cases[0], &filing) {
            match filing.components.iter_mut().find(|it| it.code == paper.code) {
                Some(it) => {
                    it.originals += paper.originals;
                    it.copies += paper.copies;
                }
                None => filing.components.push(given(&paper.code, paper.originals, paper.copies)),
            }
        }
        prop_assert_eq!(lacking(&version.cases[0], &filing), []);
    }
}
