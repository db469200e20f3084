//! Whether what was filed speaks of things the version knows.
//!
//! Says nothing of completeness: a dossier that lacks papers passes here and is guided or refused elsewhere.

use motcua_catalogue::{ChannelRow, ProcedureCase, ProcedureVersion};
use motcua_dossier::Filing;
use motcua_kernel::{Date, Refusal};
use std::collections::BTreeSet;

/// The case and channel a filing is about; refused when the version is not in force on `date`, case or channel are not
/// open, or a paper or answer is unknown or given twice.
pub fn check_filing<'a>(
    version: &'a ProcedureVersion,
    filing: &Filing,
    date: Date,
) -> Result<(&'a ProcedureCase, &'a ChannelRow), Refusal> {
    let case = filed_case(version, filing)?;
    if !version.in_force_on(date) {
        return Err(Refusal::new("intake.version-not-in-force")
            .with("name", &version.name)
            .with("date", date));
    }
    let row = case.channel(filing.channel).ok_or_else(|| {
        Refusal::new("intake.channel-closed").with("channel", filing.channel.code()).at("channel")
    })?;
    check_components(case, filing)?;
    check_answers(case, filing)?;
    Ok((case, row))
}

/// The case named by a filing, in force or not; refused when the version is another or has no such case.
pub fn filed_case<'a>(version: &'a ProcedureVersion, filing: &Filing) -> Result<&'a ProcedureCase, Refusal> {
    if version.id != filing.version {
        return Err(Refusal::new("intake.rules-differ").at("version"));
    }
    version
        .case(&filing.case)
        .ok_or_else(|| Refusal::new("intake.case-unknown").with("case", &filing.case).at("case"))
}

fn check_components(case: &ProcedureCase, filing: &Filing) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for (index, given) in filing.components.iter().enumerate() {
        let refuse = |key| Refusal::new(key).with("code", &given.code).at(format!("components.{index}"));
        if case.component(&given.code).is_none() {
            return Err(refuse("intake.component-unknown").under("NĐ 63/2010 Điều 18(6)"));
        }
        if !seen.insert(given.code.as_str()) {
            return Err(refuse("intake.component-twice"));
        }
    }
    Ok(())
}

fn check_answers(case: &ProcedureCase, filing: &Filing) -> Result<(), Refusal> {
    let questions = case.route.questions();
    match filing.answers.keys().find(|it| !questions.contains(&it.as_str())) {
        Some(code) => {
            Err(Refusal::new("intake.answer-unknown").with("code", code).at(format!("answers.{code}")))
        }
        None => Ok(()),
    }
}
