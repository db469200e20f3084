//! Whether the workflow of a case can be walked from reception to the hand-out, in the time the case promises.
//!
//! Runs before a version is announced; a dossier never meets a route that did not pass. Budgets are compared in nominal
//! working time (`nominal`), not on a calendar: the same route must not pass or fail by the season.

use crate::{Answers, Gap, LegKind, ProcedureCase, Route, nominal_sevenths};
use motcua_kernel::LegNo;
use std::collections::BTreeSet;

/// More questions than this are not tried in every combination; then only "all yes", "all no" and each alone are.
const QUESTIONS_TRIED_TOGETHER: usize = 8;

const ARTICLE: &str = "TT 01/2018/TT-VPCP Điều 8";

/// What keeps the route of `case` from being announced; empty when nothing does.
pub fn check_route(case: &ProcedureCase) -> Vec<Gap> {
    let mut gaps = check_numbers(&case.route);
    if case.route.legs.is_empty() {
        gaps.push(gap("catalogue.route-empty").with("case", &case.name));
    }
    check_legs(&case.route, &mut gaps);
    if gaps.is_empty() {
        // Only a graph that hangs together can be walked and measured.
        check_ends(&case.route, &mut gaps);
        check_budgets(case, &mut gaps);
    }
    for it in &mut gaps {
        it.field = Some(format!("cases.{}.route", case.code));
    }
    gaps
}

fn check_numbers(route: &Route) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut before = LegNo(0);
    let mut seen = BTreeSet::new();
    for leg in &route.legs {
        if !seen.insert(leg.no) {
            gaps.push(gap("catalogue.leg-number-twice").with("leg", leg.no));
        } else if leg.no <= before {
            gaps.push(gap("catalogue.leg-number-not-rising").with("leg", leg.no));
        }
        before = leg.no;
    }
    gaps
}

fn check_legs(route: &Route, gaps: &mut Vec<Gap>) {
    for leg in &route.legs {
        for after in leg.after.iter().filter(|it| route.leg(**it).is_none()) {
            gaps.push(gap("catalogue.leg-after-unknown").with("leg", leg.no).with("after", after));
        }
        if leg.steps.is_empty() {
            gaps.push(gap("catalogue.leg-without-steps").with("leg", leg.no).with("name", &leg.name));
        }
        if leg.name.trim().is_empty() || leg.steps.iter().any(|it| it.name.trim().is_empty()) {
            gaps.push(gap("catalogue.leg-unnamed").with("leg", leg.no));
        }
    }
    let in_order: BTreeSet<LegNo> = route.in_order().iter().map(|it| it.no).collect();
    let left: Vec<String> =
        route.legs.iter().filter(|it| !in_order.contains(&it.no)).map(|it| it.no.to_string()).collect();
    // A leg behind an unknown one is left over too; the circle is looked for once that is mended.
    if gaps.is_empty() && !left.is_empty() {
        gaps.push(gap("catalogue.route-circle").with("legs", left.join(", ")));
    }
}

/// Every chain ends in handing out, handing out ends every chain, and it is handed out whatever the answers.
fn check_ends(route: &Route, gaps: &mut Vec<Gap>) {
    let followed: BTreeSet<LegNo> = route.legs.iter().flat_map(|it| it.after.iter().copied()).collect();
    for leg in &route.legs {
        match (leg.kind, followed.contains(&leg.no)) {
            (LegKind::Process | LegKind::Consultation, false) => {
                gaps.push(gap("catalogue.leg-dead-end").with("leg", leg.no).with("name", &leg.name));
            }
            (LegKind::Return, true) => {
                gaps.push(gap("catalogue.leg-after-return").with("leg", leg.no).with("name", &leg.name));
            }
            (LegKind::Process | LegKind::Consultation, true) | (LegKind::Return, false) => {}
        }
    }
    for answers in answer_sets(route) {
        let needed =
            |kind: LegKind| route.legs.iter().any(|it| it.kind == kind && route.needed(it, &answers));
        if !needed(LegKind::Return) {
            gaps.push(gap("catalogue.nobody-returns").with("answers", written(&answers)));
        }
        if !walks_through(route, &answers) {
            gaps.push(gap("catalogue.join-never-closes").with("answers", written(&answers)));
        }
    }
}

/// Whether finishing every leg as soon as it may start reaches the end.
fn walks_through(route: &Route, answers: &Answers) -> bool {
    let mut finished = BTreeSet::new();
    loop {
        let ready = route.ready(&finished, &BTreeSet::new(), answers);
        if ready.is_empty() {
            return route.complete(&finished, answers);
        }
        finished.extend(ready);
    }
}

fn check_budgets(case: &ProcedureCase, gaps: &mut Vec<Gap>) {
    for row in &case.channels {
        let limit = nominal_sevenths(&row.limit);
        let worst = answer_sets(&case.route)
            .into_iter()
            .map(|answers| case.route.critical_path(&answers))
            .max_by_key(|path| composed(&case.route, path))
            .unwrap_or_default();
        let total = composed(&case.route, &worst);
        if total > limit {
            let legs: Vec<String> = worst.iter().map(ToString::to_string).collect();
            gaps.push(
                gap("catalogue.budgets-over-limit")
                    .with("channel", row.channel.code())
                    .with("limit", &row.limit)
                    .with("legs", legs.join(" → "))
                    .with("over-minutes", (total - limit).div_ceil(7)),
            );
        }
    }
}

fn composed(route: &Route, path: &[LegNo]) -> u64 {
    path.iter()
        .filter_map(|no| route.leg(*no))
        .map(|leg| nominal_sevenths(&leg.budget))
        .fold(0, u64::saturating_add)
}

/// Combinations of answers under which the route is tried.
fn answer_sets(route: &Route) -> Vec<Answers> {
    let questions = route.questions();
    let count = questions.len();
    let set = |yes: &dyn Fn(usize) -> bool| -> Answers {
        questions.iter().enumerate().map(|(index, it)| ((*it).to_owned(), yes(index))).collect()
    };
    if count <= QUESTIONS_TRIED_TOGETHER {
        return (0..1_u32 << count).map(|mask| set(&|index| mask >> index & 1 == 1)).collect();
    }
    let alone = (0..count).map(|only| set(&|index| index == only));
    [set(&|_| true), set(&|_| false)].into_iter().chain(alone).collect()
}

fn written(answers: &Answers) -> String {
    let each: Vec<String> = answers.iter().map(|(question, yes)| format!("{question}={yes}")).collect();
    each.join(", ")
}

fn gap(key: &'static str) -> Gap {
    Gap::new(key).under(ARTICLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RouteLeg;
    use crate::sample::{case, leg, returned, split_and_join, when};

    fn check(legs: Vec<RouteLeg>, limit: &str, expected: &[&str]) {
        let gaps = check_route(&case(Route { legs }, limit));
        let codes: Vec<&str> = gaps.iter().map(|it| it.message.code.0.as_ref()).collect();
        assert_eq!(codes, expected, "{gaps:#?}");
        assert!(gaps.iter().all(|it| it.field.as_deref() == Some("cases.thong-thuong.route")));
    }

    fn day(no: u16, after: &[u16]) -> RouteLeg {
        leg(no, after, "1 working day")
    }

    #[test]
    fn a_route_that_splits_and_joins_within_the_limit_passes() {
        check(split_and_join().legs, "5 working days", &[]);
        check(split_and_join().legs, "7 calendar days", &[]);
        check(split_and_join().legs, "40 working hours", &[]);
    }

    #[test]
    fn what_does_not_hang_together_is_named() {
        check(vec![], "5 working days", &["catalogue.route-empty"]);
        check(vec![day(1, &[]), returned(day(1, &[]))], "5 working days", &["catalogue.leg-number-twice"]);
        check(
            vec![returned(day(2, &[1])), day(1, &[])],
            "5 working days",
            &["catalogue.leg-number-not-rising"],
        );
        check(vec![day(1, &[9]), returned(day(2, &[1]))], "5 working days", &["catalogue.leg-after-unknown"]);
        check(
            vec![day(1, &[2]), day(2, &[1]), returned(day(3, &[2]))],
            "5 working days",
            &["catalogue.route-circle"],
        );
        let idle = RouteLeg { steps: vec![], ..day(1, &[]) };
        check(vec![idle, returned(day(2, &[1]))], "5 working days", &["catalogue.leg-without-steps"]);
    }

    #[test]
    fn every_chain_ends_in_handing_out() {
        check(
            vec![day(1, &[]), day(2, &[]), returned(day(3, &[1]))],
            "5 working days",
            &["catalogue.leg-dead-end"],
        );
        check(
            vec![day(1, &[]), returned(day(2, &[1])), returned(day(3, &[2]))],
            "5 working days",
            &["catalogue.leg-after-return"],
        );
        let sometimes = when(returned(day(2, &[1])), "tra", true);
        check(vec![day(1, &[]), sometimes], "5 working days", &["catalogue.nobody-returns"]);
    }

    #[test]
    fn budgets_along_the_longest_chain_stay_within_the_limit() {
        check(split_and_join().legs, "4 working days", &["catalogue.budgets-over-limit"]);
        check(split_and_join().legs, "6 calendar days", &["catalogue.budgets-over-limit"]);
        let gaps = check_route(&case(split_and_join(), "4 working days"));
        let value =
            |name: &str| gaps[0].message.values.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str());
        assert_eq!(value("legs"), Some("1 → 3 → 4 → 5"));
        assert_eq!(value("over-minutes"), Some("480"));
        assert_eq!(value("channel"), Some("counter"));
    }
}
