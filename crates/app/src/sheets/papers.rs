//! Sheets that ask for papers: guidance before receipt, supplement after it.

use super::Wanted;
use super::facts::Facts;
use motcua_dossier::{Event, SupplementItem};
use motcua_forms::body::{GuidanceSlip, SupplementRequest};
use motcua_forms::{AskedPaper, Body, Day};
use motcua_kernel::Refusal;

/// Phiếu hướng dẫn.
pub(super) fn guidance(facts: &Facts<'_>, wanted: Wanted) -> Result<Body, Refusal> {
    let entry = facts.entry(wanted)?;
    let Event::GuidanceGiven { lacking, .. } = &entry.event else { return Err(not_possible()) };
    Ok(GuidanceSlip {
        person: facts.person(),
        procedure: facts.subject(),
        papers: asked(facts, lacking),
        reason: reasons(facts, lacking),
        contact: facts.contact(),
        officer: facts.officer(entry),
    }
    .into())
}

/// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
pub(super) fn supplement(facts: &Facts<'_>, wanted: Wanted) -> Result<Body, Refusal> {
    let entry = facts.entry(wanted)?;
    let Event::SupplementRequested { items, answer_by, .. } = &entry.event else {
        return Err(not_possible());
    };
    Ok(SupplementRequest {
        person: facts.person(),
        procedure: facts.subject(),
        papers: asked(facts, items),
        reason: reasons(facts, items),
        until: Some(Day(answer_by.date())),
        contact: facts.contact(),
        officer: facts.officer(entry),
    }
    .into())
}

/// One original of each: how many copies the published list asks for stands there.
fn asked(facts: &Facts<'_>, items: &[SupplementItem]) -> Vec<AskedPaper> {
    let paper = |it: &SupplementItem| AskedPaper {
        name: facts.asked(&it.subject),
        originals: 1,
        certified: 0,
        photocopies: 0,
        note: Some(facts.said(it.reason)).filter(|it| !it.is_empty()),
    };
    items.iter().map(paper).collect()
}

fn reasons(facts: &Facts<'_>, items: &[SupplementItem]) -> String {
    let said: Vec<String> =
        items.iter().map(|it| facts.said(it.reason)).filter(|it| !it.is_empty()).collect();
    said.join("; ")
}

pub(super) fn not_possible() -> Refusal {
    Refusal::new("app.sheet-not-possible")
}
