//! Giấy tiếp nhận hồ sơ và hẹn trả kết quả.

use super::facts::{Facts, written};
use motcua_calendar::TimeLimit;
use motcua_dossier::Event;
use motcua_forms::body::{AcceptanceSlip, SlipFees};
use motcua_forms::{Body, Moment, MoneyLine};
use motcua_kernel::{Message, Refusal, Vnd};

/// As it stands now: what was paid since the receipt is on it.
pub(super) fn acceptance(facts: &Facts<'_>) -> Result<Body, Refusal> {
    let reception = facts.dossier.reception.as_ref();
    let reception = reception.ok_or_else(|| Refusal::new("app.sheet-not-possible"))?;
    let first = facts.history.iter().find(|it| matches!(it.event, Event::Received { .. }));
    let explained = facts.province.explain_first_date(facts.dossier).map(|it| it.sentence());
    Ok(AcceptanceSlip {
        applicant: facts.person(),
        submitter: facts.helper.as_ref().map(|it| it.name.as_str().to_owned()),
        procedure: facts.subject(),
        papers: facts.papers(),
        sets: Some(1),
        time_limit: facts.dossier.received_limit().map(TimeLimit::in_words),
        received: Moment(reception.at),
        due: facts.dossier.awaits().is_none().then_some(Moment(reception.dates.first)),
        due_explained: explained.filter(|_| facts.dossier.paper_origin().is_none()),
        second_stage: None,
        return_at: Some(facts.agency(facts.filing.receiving)),
        fees: fees(facts),
        payment: None,
        bundle: Vec::new(),
        book: None,
        officer: first.and_then(|it| facts.officer(it)),
    }
    .into())
}

/// What is owed and known, and what was paid of it.
fn fees(facts: &Facts<'_>) -> SlipFees {
    let dossier = facts.dossier;
    let line = |it: &motcua_dossier::Charge| {
        let amount = it.amount?.minus(dossier.exempted(&it.code));
        (amount > Vnd::ZERO).then(|| MoneyLine { name: it.name.clone(), amount })
    };
    let open: Vec<&str> =
        dossier.charges.iter().filter(|it| it.amount.is_none()).map(|it| it.name.as_str()).collect();
    let note = (!open.is_empty())
        .then(|| written(&Message::new("app.sheet-assessed-later").with("names", open.join(", "))));
    SlipFees {
        lines: dossier.charges.iter().filter_map(line).collect(),
        paid: dossier.charges.iter().map(|it| dossier.paid(&it.code)).sum(),
        note,
    }
}
