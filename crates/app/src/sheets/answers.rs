//! Sheets by which the office answers with less than was asked: refusal, apology with a new date, stop. Who signs is left
//! to be written by hand.

use super::Wanted;
use super::facts::{Facts, written};
use super::papers::not_possible;
use motcua_dossier::{Dossier, Entry, Event, LegStatus, Outcome, replay};
use motcua_forms::body::{ApologyLetter, RefusalSlip, StopNotice};
use motcua_forms::{Body, Moment, Signatory};
use motcua_kernel::{Instant, Message, Refusal, TextId};

/// Phiếu từ chối: of papers that were not received, or after assessment.
pub(super) fn refusal(facts: &Facts<'_>, wanted: Wanted) -> Result<Body, Refusal> {
    let (entry, reason) = match wanted.of {
        Some(_) => {
            let entry = facts.entry(wanted)?;
            let Event::NotReceived { reason, .. } = &entry.event else { return Err(not_possible()) };
            (entry, *reason)
        }
        None => refused(facts.history).ok_or_else(not_possible)?,
    };
    Ok(RefusalSlip {
        person: facts.person(),
        procedure: facts.subject(),
        reason: facts.said(reason),
        ground: None,
        competent: None,
        contact: facts.contact(),
        officer: facts.officer(entry),
    }
    .into())
}

/// The last refusal that was proposed.
fn refused(history: &[Entry]) -> Option<(&Entry, TextId)> {
    history.iter().rev().find_map(|entry| {
        if let Event::ResultProposed { outcome: Outcome::Refused { reason }, .. } = &entry.event {
            Some((entry, *reason))
        } else {
            None
        }
    })
}

/// Phiếu xin lỗi và hẹn lại, or văn bản xin lỗi và đề nghị gia hạn.
pub(super) fn apology(facts: &Facts<'_>, wanted: Wanted) -> Result<Body, Refusal> {
    let entry = facts.entry(wanted)?;
    let (leg, apology, new_due) = if let Event::Reappointed { to, apology, leg } = &entry.event {
        (*leg, *apology, Some(Moment(*to)))
    } else if let Event::ApologyIssued { apology, leg } = &entry.event {
        (*leg, *apology, None)
    } else {
        return Err(not_possible());
    };
    let late = facts.dossier.leg(leg).map(|it| facts.agency(it.plan.agency)).unwrap_or_default();
    let field = facts.procedure.map(|it| it.field.clone());
    let due = Moment(date_before(facts, entry).ok_or_else(not_possible)?);
    let days = new_due.map(|Moment(to)| {
        let calendar = facts.province.calendars.of(facts.filing.receiving);
        calendar.working_days_between(due.0.date(), to.date())
    });
    Ok(ApologyLetter {
        person: facts.addressee(),
        one_stop_unit: Some(facts.agency(facts.filing.receiving)),
        field,
        procedure: facts.subject(),
        received: facts.received(),
        due,
        late_agency: late,
        reason: facts.said(apology),
        extension: days.map(|days| written(&Message::new("label.working-days").with("days", days))),
        new_due,
        recipients: vec![facts.agency(facts.filing.receiving)],
        signatory: Signatory::default(),
    }
    .into())
}

/// Ngày hẹn trả cũ: the date that people went by until `entry`.
fn date_before(facts: &Facts<'_>, entry: &Entry) -> Option<Instant> {
    let before = replay(facts.dossier.id, facts.history.iter().take_while(|it| it.seq < entry.seq)).ok()?;
    before.reception.map(|it| it.dates.in_force())
}

/// Thông báo dừng giải quyết hồ sơ.
pub(super) fn stop(facts: &Facts<'_>) -> Result<Body, Refusal> {
    let stopped = |it: &&Entry| matches!(it.event, Event::Stopped { .. } | Event::Withdrawn { .. });
    let entry = facts.history.iter().rev().find(stopped).ok_or_else(not_possible)?;
    let reason = if let Event::Withdrawn { reason } = &entry.event {
        facts.said(*reason)
    } else if let Event::Stopped { reason: Some(reason), .. } = &entry.event {
        facts.said(*reason)
    } else {
        written(&Message::new("app.sheet-lapsed"))
    };
    Ok(StopNotice {
        person: facts.addressee(),
        procedure: facts.subject(),
        received: facts.received(),
        asked: None,
        stopped: Moment(entry.occurred),
        reason,
        returned_papers: originals(facts),
        money: None,
        contact: facts.contact(),
        recipients: leg_agencies(facts, facts.dossier),
        signatory: Signatory::default(),
    }
    .into())
}

/// Papers whose originals lie in the house.
fn originals(facts: &Facts<'_>) -> Vec<String> {
    let there = facts.filing.components.iter().filter(|it| it.originals > 0);
    there.map(|it| facts.paper_name(&it.code)).collect()
}

/// Agencies that had it in hand.
fn leg_agencies(facts: &Facts<'_>, dossier: &Dossier) -> Vec<String> {
    let mut names = Vec::new();
    for leg in dossier.legs.iter().filter(|it| !matches!(it.status, LegStatus::Waiting)) {
        let name = facts.agency(leg.plan.agency);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
