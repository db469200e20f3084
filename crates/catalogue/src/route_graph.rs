//! Walking the graph of legs: which are needed, which may start, which chain is the longest.
//!
//! A leg that is not needed is passed through: it counts as finished as soon as all before it are, so a join behind it
//! closes and nothing behind it starts too early. Nothing here knows a dossier or a date.

use crate::{Route, RouteLeg, nominal_sevenths};
use motcua_kernel::LegNo;
use std::collections::{BTreeMap, BTreeSet};

/// The clerk's answers at reception, by the code of the question.
pub type Answers = BTreeMap<String, bool>;

impl Route {
    /// Whether this leg is needed. A question nobody answered makes it needed: an agency asked in vain costs less than
    /// one left out.
    pub fn needed(&self, leg: &RouteLeg, answers: &Answers) -> bool {
        leg.when.as_ref().is_none_or(|it| answers.get(&it.answer).is_none_or(|answer| *answer == it.is))
    }

    /// The questions the route asks, each once, in the order of legs.
    pub fn questions(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let asked = self.legs.iter().filter_map(|leg| leg.when.as_ref()).map(|it| it.answer.as_str());
        asked.filter(|it| seen.insert(*it)).collect()
    }

    /// The needed legs that may start now: neither `finished` nor `started`, and all before them finished or passed
    /// through. By rising number.
    pub fn ready(
        &self,
        finished: &BTreeSet<LegNo>,
        started: &BTreeSet<LegNo>,
        answers: &Answers,
    ) -> Vec<LegNo> {
        let settled = self.settled(finished, answers);
        let mut ready: Vec<LegNo> = self
            .legs
            .iter()
            .filter(|leg| {
                self.needed(leg, answers) && !finished.contains(&leg.no) && !started.contains(&leg.no)
            })
            .filter(|leg| leg.after.iter().all(|no| settled.contains(no)))
            .map(|leg| leg.no)
            .collect();
        ready.sort_unstable();
        ready.dedup();
        ready
    }

    /// Whether every needed leg is finished.
    pub fn complete(&self, finished: &BTreeSet<LegNo>, answers: &Answers) -> bool {
        self.legs.iter().all(|leg| finished.contains(&leg.no) || !self.needed(leg, answers))
    }

    /// The finished legs and those passed through.
    fn settled(&self, finished: &BTreeSet<LegNo>, answers: &Answers) -> BTreeSet<LegNo> {
        let mut settled = finished.clone();
        loop {
            let before = settled.len();
            for leg in &self.legs {
                if !self.needed(leg, answers) && leg.after.iter().all(|no| settled.contains(no)) {
                    settled.insert(leg.no);
                }
            }
            if settled.len() == before {
                return settled;
            }
        }
    }

    /// The chain of needed legs with the longest composed budget, first leg first; of two equal ones, that with the
    /// lower numbers from its end. Legs that stand in a circle or after an unknown one are left out.
    pub fn critical_path(&self, answers: &Answers) -> Vec<LegNo> {
        let chains = self.chains(answers);
        let longest = chains.iter().max_by_key(|(no, chain)| (chain.length, std::cmp::Reverse(**no)));
        let mut path = Vec::new();
        let mut at = longest.map(|(no, _)| *no);
        while let Some((no, chain)) = at.and_then(|no| chains.get_key_value(&no)) {
            if self.leg(*no).is_some_and(|leg| self.needed(leg, answers)) {
                path.push(*no);
            }
            at = chain.behind;
        }
        path.reverse();
        path
    }

    /// For each leg whose predecessors can all be reached, the longest chain that ends with it.
    fn chains(&self, answers: &Answers) -> BTreeMap<LegNo, Chain> {
        let mut chains: BTreeMap<LegNo, Chain> = BTreeMap::new();
        for leg in self.in_order() {
            let behind = leg
                .after
                .iter()
                .filter_map(|no| chains.get(no).map(|chain| (chain.length, std::cmp::Reverse(*no))))
                .max();
            let own = if self.needed(leg, answers) { nominal_sevenths(&leg.budget) } else { 0 };
            let length = behind.map_or(0, |(length, _)| length).saturating_add(own);
            chains.insert(leg.no, Chain { length, behind: behind.map(|(_, no)| no.0) });
        }
        chains
    }

    /// The legs in an order in which each comes after all before it. Those in a circle, behind one, or after an unknown
    /// leg are missing.
    pub fn in_order(&self) -> Vec<&RouteLeg> {
        let mut done = BTreeSet::new();
        let mut order = Vec::with_capacity(self.legs.len());
        loop {
            let next = self.legs.iter().filter(|leg| !done.contains(&leg.no));
            let Some(leg) =
                next.filter(|leg| leg.after.iter().all(|no| done.contains(no))).min_by_key(|leg| leg.no)
            else {
                return order;
            };
            done.insert(leg.no);
            order.push(leg);
        }
    }
}

/// The longest chain that ends with a leg.
struct Chain {
    length: u64,
    behind: Option<LegNo>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{leg, returned, split_and_join, when};
    use proptest::prelude::*;

    fn numbers(list: &[u16]) -> BTreeSet<LegNo> {
        list.iter().copied().map(LegNo).collect()
    }

    fn answers(thue: bool) -> Answers {
        Answers::from([("thue".to_owned(), thue)])
    }

    #[test]
    fn a_leg_starts_when_all_before_it_are_finished_or_not_needed() {
        let route = split_and_join();
        let check = |finished: &[u16], started: &[u16], thue: bool, ready: &[u16]| {
            let found = route.ready(&numbers(finished), &numbers(started), &answers(thue));
            assert_eq!(
                found,
                ready.iter().copied().map(LegNo).collect::<Vec<_>>(),
                "{finished:?} {started:?} {thue}"
            );
        };
        check(&[], &[], true, &[1]);
        check(&[], &[1], true, &[]);
        check(&[1], &[], true, &[2, 3]);
        check(&[1], &[2], true, &[3]);
        check(&[1], &[], false, &[2]);
        check(&[1, 2], &[3], true, &[]);
        check(&[1, 2, 3], &[], true, &[4]);
        check(&[1, 2], &[], false, &[4]);
        check(&[1, 2, 4, 5], &[], false, &[]);
    }

    #[test]
    fn a_leg_that_is_not_needed_does_not_let_the_next_start_before_the_one_before() {
        let legs = vec![leg(1, &[], "1 working day"), when(leg(2, &[1], "1 working day"), "thue", true)];
        let route =
            Route { legs: legs.into_iter().chain([returned(leg(3, &[2], "1 working day"))]).collect() };
        assert_eq!(route.ready(&numbers(&[]), &numbers(&[]), &answers(false)), [LegNo(1)]);
        assert_eq!(route.ready(&numbers(&[1]), &numbers(&[]), &answers(false)), [LegNo(3)]);
    }

    #[test]
    fn an_unanswered_question_makes_the_leg_needed() {
        let route = split_and_join();
        assert_eq!(route.questions(), ["thue"]);
        assert_eq!(route.ready(&numbers(&[1]), &numbers(&[]), &Answers::new()), [LegNo(2), LegNo(3)]);
    }

    #[test]
    fn the_longest_chain_depends_on_the_answers() {
        let check = |thue, path: &[u16]| {
            let path: Vec<LegNo> = path.iter().copied().map(LegNo).collect();
            assert_eq!(split_and_join().critical_path(&answers(thue)), path);
        };
        check(true, &[1, 3, 4, 5]);
        check(false, &[1, 2, 4, 5]);
        assert_eq!(Route::default().critical_path(&Answers::new()), []);
    }

    /// Legs that only come after lower numbers, some of them on one of three questions.
    fn acyclic() -> impl Strategy<Value = (Route, Answers)> {
        let a_leg = (any::<u16>(), proptest::option::of((0_u8..3, any::<bool>())), 0_u32..9);
        (proptest::collection::vec(a_leg, 1..14), proptest::array::uniform3(any::<bool>())).prop_map(
            |(drawn, yes)| {
                let legs = (1_u16..).zip(drawn).map(|(no, (mask, condition, hours))| {
                    let after: Vec<u16> = (1..no).filter(|it| mask >> (it % 16) & 1 == 1).collect();
                    let leg = leg(no, &after, &format!("{hours} working hours"));
                    condition.map_or(leg.clone(), |(question, is)| when(leg, &format!("hoi-{question}"), is))
                });
                let answers = (0..3).zip(yes).map(|(question, it)| (format!("hoi-{question}"), it)).collect();
                (Route { legs: legs.collect() }, answers)
            },
        )
    }

    proptest! {
        #[test]
        fn every_needed_leg_comes_exactly_once((route, answers) in acyclic(), pick in any::<u32>()) {
            let (mut finished, mut started, mut opened) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
            loop {
                for no in route.ready(&finished, &started, &answers) {
                    let leg = route.leg(no).unwrap();
                    let before_needed = leg.after.iter().filter(|it| route.needed(route.leg(**it).unwrap(), &answers));
                    prop_assert!(before_needed.clone().all(|it| finished.contains(it)));
                    started.insert(no);
                    opened.push(no);
                }
                // One of those under way, not always the first, is finished next.
                let Some(next) = started.iter().nth(pick as usize % started.len().max(1)).copied() else { break };
                started.remove(&next);
                finished.insert(next);
            }
            let needed: Vec<LegNo> = route.legs.iter().filter(|it| route.needed(it, &answers)).map(|it| it.no).collect();
            opened.sort_unstable();
            prop_assert_eq!(opened, needed);
            prop_assert!(route.complete(&finished, &answers));
        }

        #[test]
        fn the_longest_chain_is_a_chain_of_needed_legs((route, answers) in acyclic()) {
            let path = route.critical_path(&answers);
            prop_assert!(path.iter().all(|no| route.needed(route.leg(*no).unwrap(), &answers)));
            prop_assert!(path.is_sorted());
        }
    }
}
