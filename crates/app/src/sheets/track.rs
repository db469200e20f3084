//! Sheets that go with a dossier: the control slip from hand to hand, the receipt of its result, and the slip on which its
//! applicant says how it was.

use super::facts::{Facts, person, written};
use super::papers::not_possible;
use motcua_dossier::{Entry, Event, LegStatus, leg_clocks};
use motcua_forms::body::{ControlRow, ControlSlip, Punctual, ResultReceipt, ResultRow, SatisfactionSlip};
use motcua_forms::{Body, Day, Moment, PaperRow};
use motcua_kernel::{LegNo, Message, Refusal};

/// Phiếu kiểm soát: a row for each leg that is needed; what has not happened is left to write on.
pub(super) fn control(facts: &Facts<'_>) -> Result<Body, Refusal> {
    if facts.dossier.reception.is_none() {
        return Err(not_possible());
    }
    let acceptance = facts.province.pack_of(facts.dossier)?.handover.acceptance_minutes.value;
    let clocks = leg_clocks(facts.history, &facts.province.calendars, acceptance, facts.now);
    let row = |leg: &motcua_dossier::Leg| {
        let no = leg.plan.no;
        let handed = find(facts.history, |it| matches!(it, Event::HandedOver { to, .. } if *to == no));
        let accepted = find(facts.history, |it| matches!(it, Event::LegAccepted { leg } if *leg == no));
        let clock = clocks.iter().find(|it| it.no == no && it.finished.is_some());
        ControlRow {
            from: before(facts, no),
            to: facts.agency(leg.plan.agency),
            handed: handed.map(|it| Moment(it.occurred)),
            handed_by: handed.and_then(|it| facts.officer(it)),
            accepted: accepted.map(|it| Moment(it.occurred)),
            accepted_by: accepted.and_then(|it| facts.officer(it)),
            punctual: clock.map(|it| match it.used_minutes.cmp(&it.allowed_minutes) {
                std::cmp::Ordering::Less => Punctual::Early,
                std::cmp::Ordering::Equal => Punctual::OnTime,
                std::cmp::Ordering::Greater => Punctual::Late,
            }),
            note: matches!(leg.status, LegStatus::SentBack { .. })
                .then(|| written(&Message::new("label.sheet-sent-back"))),
        }
    };
    let mut coordinating: Vec<String> = Vec::new();
    for leg in facts.dossier.legs.iter().filter(|it| !it.plan.decides) {
        let name = facts.agency(leg.plan.agency);
        if !coordinating.contains(&name) && leg.plan.agency != facts.filing.receiving {
            coordinating.push(name);
        }
    }
    Ok(ControlSlip {
        applicant: facts.person().name,
        procedure: facts.subject(),
        received: facts.received(),
        due: facts.first_date(),
        agency: facts.agency(facts.filing.competent),
        coordinating,
        rows: facts.dossier.legs.iter().map(row).collect(),
    }
    .into())
}

/// The agency a leg gets it from: that of the leg before, or the counter.
fn before(facts: &Facts<'_>, no: LegNo) -> String {
    let leg = facts.dossier.leg(no);
    let previous = leg.and_then(|it| it.plan.after.last()).and_then(|it| facts.dossier.leg(*it));
    facts.agency(previous.map_or(facts.filing.receiving, |it| it.plan.agency))
}

fn find(history: &[Entry], is_it: impl Fn(&Event) -> bool) -> Option<&Entry> {
    history.iter().rev().find(|it| is_it(&it.event))
}

/// Phiếu biên nhận kết quả.
pub(super) fn result(facts: &Facts<'_>) -> Result<Body, Refusal> {
    let entry =
        find(facts.history, |it| matches!(it, Event::ResultReturned { .. })).ok_or_else(not_possible)?;
    let Event::ResultReturned { method, handed } = &entry.event else { return Err(not_possible()) };
    let result = facts.dossier.result.as_ref().ok_or_else(not_possible)?;
    let (receiver, way) = match method {
        motcua_dossier::ReturnMethod::Counter { to } => {
            let helper = facts.helper.as_ref().filter(|it| it.id == *to);
            (helper.map_or_else(|| facts.person(), person), "label.sheet-taken-at-counter")
        }
        motcua_dossier::ReturnMethod::Post { .. } => (facts.person(), "label.sheet-taken-by-post"),
        motcua_dossier::ReturnMethod::Online => (facts.person(), "label.sheet-taken-online"),
    };
    let back = handed.iter().flat_map(|it| &it.originals);
    let row = |code: &String| PaperRow { name: facts.paper_name(code), originals: 1, copies: 0, note: None };
    Ok(ResultReceipt {
        applicant: facts.person().name,
        procedure: facts.subject(),
        receiver,
        authority: None,
        results: vec![ResultRow {
            name: result_name(facts),
            number: Some(result.number.clone()),
            signed: Some(Day(result.signed.date())),
            copies: 1,
        }],
        returned: back.map(row).collect(),
        at: Some(Moment(entry.occurred)),
        way: Some(written(&Message::new(way))),
        officer: facts.officer(entry),
    }
    .into())
}

/// What came out, as the version calls it.
fn result_name(facts: &Facts<'_>) -> String {
    let proposed = facts.history.iter().rev().find_map(|it| {
        if let Event::ResultProposed { outcome: motcua_dossier::Outcome::Granted { result, .. }, .. } =
            &it.event
        {
            Some(result.as_str())
        } else {
            None
        }
    });
    let known = facts.version.results.iter().find(|it| Some(it.code.as_str()) == proposed);
    known.or_else(|| facts.version.results.first()).map_or_else(String::new, |it| it.name.clone())
}

/// Phiếu đánh giá.
pub(super) fn satisfaction(facts: &Facts<'_>) -> Body {
    SatisfactionSlip {
        procedure: Some(facts.subject()),
        unit: facts.agency(facts.filing.receiving),
        online_url: None,
    }
    .into()
}
