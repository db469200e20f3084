//! Whether a version says everything the law wants said before it is announced (NĐ 63/2010 Điều 8(2)).
//!
//! It reports what is missing and never fills anything in. The workflow is checked apart, in `route_check`.

use crate::payable::{is_grounded, is_payable};
use crate::{ChannelRow, LegKind, Procedure, ProcedureCase, ProcedureVersion};
use motcua_kernel::{ProcedureParts, Refusal, RulePack};
use std::collections::BTreeSet;

/// Something a version lacks: a refusal to announce it, with the field and the article.
pub type Gap = Refusal;

/// What `version` lacks under `pack`; empty when it is complete.
pub fn completeness(procedure: &Procedure, version: &ProcedureVersion, pack: &RulePack) -> Vec<Gap> {
    let parts = &pack.catalogue.parts;
    let mut gaps = Vec::new();
    let mut want = |holds: bool, key: &'static str, field: &str, article: &str| {
        if !holds {
            gaps.push(Gap::new(key).at(field).under(article.to_owned()));
        }
    };
    want(said(&procedure.field), "catalogue.field-missing", "field", "NĐ 63/2010 Điều 15");
    want(said(&version.name), "catalogue.name-missing", "name", "NĐ 63/2010 Điều 8(2)a");
    want(said(&version.sequence), "catalogue.sequence-missing", "sequence", "NĐ 63/2010 Điều 8(2)b");
    want(
        all_said(&version.applicants),
        "catalogue.applicants-missing",
        "applicants",
        "NĐ 63/2010 Điều 8(2)e",
    );
    want(
        all_said(&version.legal_basis),
        "catalogue.legal-basis-missing",
        "legal_basis",
        "NĐ 63/2010 Điều 15",
    );
    let result_wanted = match parts.value {
        ProcedureParts::Nine => true,
        ProcedureParts::Eight => hands_out(version),
    };
    let result_there = !version.results.is_empty() || !result_wanted;
    want(result_there, "catalogue.result-missing", "results", &parts.article);
    want(
        version.results.iter().all(|it| said(&it.name)),
        "catalogue.result-unnamed",
        "results",
        "NĐ 63/2010 Điều 8(2)h",
    );
    want(!version.cases.is_empty(), "catalogue.case-missing", "cases", "NĐ 63/2010 Điều 8(2)");
    if !is_national_code(&procedure.code) {
        gaps.push(Gap::new("catalogue.code-malformed").with("code", &procedure.code).at("code"));
    }
    repeated(version.results.iter().map(|it| &it.code), "results", &mut gaps);
    repeated(version.cases.iter().map(|it| &it.code), "cases", &mut gaps);
    for (index, case) in version.cases.iter().enumerate() {
        check_case(case, &format!("cases.{index}"), pack, &mut gaps);
    }
    gaps
}

/// Whether anything is handed out at the end.
fn hands_out(version: &ProcedureVersion) -> bool {
    version.cases.iter().flat_map(|it| &it.route.legs).any(|leg| leg.kind == LegKind::Return)
}

fn check_case(case: &ProcedureCase, at: &str, pack: &RulePack, gaps: &mut Vec<Gap>) {
    let case_gap = |key: &'static str, field: &str, article: &'static str| {
        Gap::new(key).with("case", &case.name).at(format!("{at}.{field}")).under(article)
    };
    if !said(&case.name) {
        gaps.push(case_gap("catalogue.case-unnamed", "name", "NĐ 63/2010 Điều 8(2)a"));
    }
    if case.channels.is_empty() {
        gaps.push(case_gap("catalogue.channel-missing", "channels", "NĐ 63/2010 Điều 8(2)c"));
    }
    if case.components.iter().all(|it| it.components.is_empty()) {
        gaps.push(case_gap("catalogue.components-missing", "components", "NĐ 63/2010 Điều 8(2)d"));
    }
    if !case.route.legs.iter().any(|it| it.kind == LegKind::Process) {
        gaps.push(case_gap("catalogue.agency-missing", "route", "NĐ 63/2010 Điều 8(2)g"));
    }
    let numbers_wanted = match pack.catalogue.parts.value {
        ProcedureParts::Nine => false,
        ProcedureParts::Eight => true,
    };
    let papers = || case.components.iter().flat_map(|group| &group.components);
    let placed = case.components.iter().enumerate().flat_map(|(group_at, group)| {
        let papers = group.components.iter().enumerate();
        papers.map(move |(paper_at, it)| (format!("components.{group_at}.components.{paper_at}"), it))
    });
    for (place, paper) in placed {
        let unnumbered = numbers_wanted && paper.originals == 0 && paper.copies == 0;
        if unnumbered || !said(&paper.name) {
            let (key, part) = if unnumbered {
                ("catalogue.component-number-missing", "originals")
            } else {
                ("catalogue.component-unnamed", "name")
            };
            let gap = case_gap(key, &format!("{place}.{part}"), "NĐ 63/2010 Điều 8(2)d");
            gaps.push(gap.with("component", &paper.code));
        }
    }
    repeated(papers().map(|it| &it.code), &format!("{at}.components"), gaps);
    let channels: BTreeSet<_> = case.channels.iter().map(|it| it.channel).collect();
    if channels.len() < case.channels.len() {
        gaps.push(case_gap("catalogue.channel-twice", "channels", "NĐ 63/2010 Điều 8(2)c"));
    }
    for (index, row) in case.channels.iter().enumerate() {
        check_fees(row, &format!("{at}.channels.{index}.fees"), gaps);
    }
}

fn check_fees(row: &ChannelRow, at: &str, gaps: &mut Vec<Gap>) {
    repeated(row.fees.iter().map(|it| &it.code), at, gaps);
    for (place, fee) in row.fees.iter().enumerate() {
        let fee_gap = |key: &'static str, part: &str| {
            let gap = Gap::new(key).with("fee", &fee.code).at(format!("{at}.{place}.{part}"));
            gap.under("NĐ 63/2010 Điều 8(2)")
        };
        if !said(&fee.name) {
            gaps.push(fee_gap("catalogue.fee-unnamed", "name"));
        }
        if !said(&fee.basis) {
            gaps.push(fee_gap("catalogue.fee-basis-missing", "basis"));
        }
        if !is_payable(&fee.amount) {
            gaps.push(fee_gap("catalogue.fee-amount-wrong", "amount"));
        }
        repeated(fee.exemptions.iter().map(|it| &it.ground), &format!("{at}.{place}.exemptions"), gaps);
        for (row, it) in fee.exemptions.iter().enumerate().filter(|(_, it)| !is_grounded(it)) {
            let gap = Gap::new("catalogue.fee-exemption-wrong").with("fee", &fee.code);
            gaps.push(gap.with("ground", &it.ground).at(format!("{at}.{place}.exemptions.{row}")));
        }
    }
}

fn repeated<'a>(codes: impl Iterator<Item = &'a String>, at: &str, gaps: &mut Vec<Gap>) {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !said(code) {
            gaps.push(Gap::new("catalogue.code-missing").at(at));
        } else if !seen.insert(code) {
            gaps.push(Gap::new("catalogue.code-twice").with("code", code).at(at));
        }
    }
}

/// `N.NNNNNN`, with or without the agency code of a province behind it (`1.003560.000.00.00.H56`).
fn is_national_code(code: &str) -> bool {
    let mut parts = code.split('.');
    let digits = |part: Option<&str>, length| {
        part.is_some_and(|it| it.len() == length && it.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next(), 1)
        && digits(parts.next(), 6)
        && parts.all(|it| it.bytes().all(|b| b.is_ascii_alphanumeric()) && !it.is_empty())
}

fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn all_said(texts: &[String]) -> bool {
    !texts.is_empty() && texts.iter().all(|it| said(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{pack, pack_on, procedure, version};
    use crate::{ChargeKind, Collector, DueWhen, Exemption, FeeAmount, FeeRule, Life, Share};
    use motcua_kernel::{Date, Vnd};
    use time::macros::date;

    fn check(change: impl FnOnce(&mut ProcedureVersion), expected: &[&str]) {
        let mut version = version(date!(2025 - 07 - 01), Life::Draft);
        change(&mut version);
        let gaps = completeness(&procedure(), &version, &pack());
        let codes: Vec<&str> = gaps.iter().map(|it| it.message.code.0.as_ref()).collect();
        assert_eq!(codes, expected, "{gaps:#?}");
    }

    #[test]
    fn each_part_that_is_missing_is_named() {
        check(|_| {}, &[]);
        check(|it| it.name.clear(), &["catalogue.name-missing"]);
        check(|it| it.sequence = "  ".to_owned(), &["catalogue.sequence-missing"]);
        check(|it| it.applicants.clear(), &["catalogue.applicants-missing"]);
        check(|it| it.legal_basis.clear(), &["catalogue.legal-basis-missing"]);
        check(|it| it.results.clear(), &["catalogue.result-missing"]);
        check(|it| it.cases.clear(), &["catalogue.case-missing"]);
        check(|it| it.cases[0].channels.clear(), &["catalogue.channel-missing"]);
        check(|it| it.cases[0].components.clear(), &["catalogue.components-missing"]);
        check(|it| it.cases[0].route.legs.clear(), &["catalogue.agency-missing"]);
        check(|it| it.cases.push(it.cases[0].clone()), &["catalogue.code-twice"]);
    }

    /// What a version lacks under the pack of a day.
    fn lacks(pack_day: Date, change: impl FnOnce(&mut ProcedureVersion)) -> Vec<String> {
        let mut version = version(date!(2025 - 07 - 01), Life::Draft);
        change(&mut version);
        let gaps = completeness(&procedure(), &version, &pack_on(pack_day));
        gaps.iter()
            .map(|it| format!("{} {}", it.message.code, it.article.as_deref().unwrap_or("-")))
            .collect()
    }

    #[test]
    fn the_number_of_papers_is_wanted_only_of_eight_parts() {
        let unnumbered = |it: &mut ProcedureVersion| it.cases[0].components[0].components[0].originals = 0;
        for nine in [date!(2012 - 03 - 05), date!(2013 - 07 - 01), date!(2018 - 06 - 20)] {
            assert_eq!(lacks(nine, unnumbered), [""; 0], "{nine}");
        }
        for eight in [date!(2018 - 06 - 21), date!(2026 - 11 - 24)] {
            let gap = "catalogue.component-number-missing NĐ 63/2010 Điều 8(2)d";
            assert_eq!(lacks(eight, unnumbered), [gap], "{eight}");
        }
    }

    #[test]
    fn a_result_is_always_one_of_nine_parts_and_of_eight_where_something_is_handed_out() {
        let without = |it: &mut ProcedureVersion| it.results.clear();
        let nor_handed_out = |it: &mut ProcedureVersion| {
            it.results.clear();
            it.cases[0].route.legs.retain(|leg| leg.kind != LegKind::Return);
        };
        let (nine, eight) = (date!(2012 - 03 - 05), date!(2018 - 06 - 21));
        let of_2010 = "catalogue.result-missing NĐ 63/2010 Điều 8(2)";
        let of_2017 = "catalogue.result-missing NĐ 63/2010 Điều 8(2) sửa đổi bởi NĐ 92/2017";
        assert_eq!(lacks(nine, without), [of_2010]);
        assert_eq!(lacks(nine, nor_handed_out), [of_2010]);
        assert_eq!(lacks(eight, without), [of_2017]);
        assert_eq!(lacks(eight, nor_handed_out), [""; 0]);
    }

    #[test]
    fn a_price_list_that_can_not_be_worked_out_is_named() {
        let priced = |amount: i64, percent: &[u8], expected: &[&str]| {
            let exemption = |percent: &u8| Exemption {
                ground: "ho-ngheo".to_owned(),
                name: "Hộ nghèo".to_owned(),
                share: Share::Percent(*percent),
                basis: "226/2016/TT-BTC".to_owned(),
                evidence: "Giấy chứng nhận hộ nghèo".to_owned(),
            };
            let fee = FeeRule {
                code: "phi".to_owned(),
                name: "Phí".to_owned(),
                kind: ChargeKind::Fee,
                amount: FeeAmount::Fixed { amount: Vnd(amount) },
                collector: Collector::Counter,
                due: DueWhen::AtReturn,
                basis: "226/2016/TT-BTC".to_owned(),
                confirmed: true,
                exemptions: percent.iter().map(exemption).collect(),
            };
            check(|it| it.cases[0].channels[0].fees.push(fee), expected);
        };
        priced(8_000, &[], &[]);
        priced(-1, &[], &["catalogue.fee-amount-wrong"]);
        priced(8_000, &[100], &[]);
        priced(8_000, &[0], &["catalogue.fee-exemption-wrong"]);
        priced(8_000, &[50, 100], &["catalogue.code-twice"]);
    }

    #[test]
    fn the_code_has_the_national_shape() {
        for (code, holds) in [
            ("1.004199", true),
            ("1.003560.000.00.00.H56", true),
            ("1.4199", false),
            ("", false),
            ("1.004199.", false),
        ] {
            assert_eq!(is_national_code(code), holds, "{code}");
        }
    }
}
