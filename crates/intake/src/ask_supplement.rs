//! Yêu cầu bổ sung: a received dossier turns out to lack something.
//!
//! Never more often or later than the pack allows, unless a superior has given a written reason, and never for a paper the
//! version does not ask for.

use crate::Pinned;
use crate::items::check_items;
use crate::pinned::PinnedDossier;
use crate::standing::must_run;
use motcua_dossier::{Dossier, Event, SupplementItem, SupplementSubject};
use motcua_kernel::{Instant, LegNo, Refusal, SupplementRules, TextId};

/// A request for more papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRequest {
    /// Everything asked for, each with its written reason.
    pub items: Vec<SupplementItem>,
    /// The leg that asks; the counter, if absent.
    pub leg: Option<LegNo>,
    /// The written reason of the one who may go beyond the pack; kept only where the pack is really exceeded.
    pub overridden: Option<TextId>,
}

/// The request, with the last moment to answer it: the closing of the receiving agency on the last working day allowed.
///
/// # Errors
/// Refused unless the dossier is received or in process and nothing is signed; when an item is about nothing the version
/// asks for (NĐ 63/2010 Điều 18(6)); when the leg that asks does not have the dossier; and, without an override, when
/// the pack's number of requests is used up or its days to ask are over (NĐ 61/2018 Điều 15(3), 19(4)).
pub fn ask_supplement(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    request: SupplementRequest,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    must_run(dossier)?;
    let under = pinned.dossier(dossier)?;
    check_items(pinned.version, under.case, &request.items)?;
    must_be_of_receipt(dossier, &request.items)?;
    if let Some(no) = request.leg
        && !dossier.leg(no).is_some_and(|it| it.status.is_open())
    {
        return Err(Refusal::new("intake.leg-not-open").with("leg", no).at("leg"));
    }
    let rules = &pinned.pack.supplement;
    let overridden = match (beyond(dossier, &under, rules, now), request.overridden) {
        (None, _) => None,
        (Some(_), Some(reason)) => Some(reason),
        (Some(refusal), None) => return Err(refusal),
    };
    let last_day = under.calendar.add_working_days(now.date(), rules.answer_within_working_days.value);
    let last_day = under.calendar.next_working_day_on_or_after(last_day);
    let answer_by = under.calendar.closing(last_day).unwrap_or(Instant::MAX);
    Ok(vec![Event::SupplementRequested { items: request.items, leg: request.leg, answer_by, overridden }])
}

/// A dossier that went over to another version owes the papers of the day of receipt and no others.
fn must_be_of_receipt(dossier: &Dossier, items: &[SupplementItem]) -> Result<(), Refusal> {
    let newer = |it: &SupplementItem| match &it.subject {
        SupplementSubject::Component { code } => dossier.rebasing.not_asked.contains(code),
        SupplementSubject::Condition { .. } => false,
    };
    match items.iter().position(newer) {
        Some(index) => Err(Refusal::new("intake.item-not-of-receipt")
            .at(format!("items.{index}"))
            .under("NĐ 63/2010 Điều 18(6)")),
        None => Ok(()),
    }
}

/// Why the pack does not allow this request.
fn beyond(
    dossier: &Dossier,
    under: &PinnedDossier<'_>,
    rules: &SupplementRules,
    now: Instant,
) -> Option<Refusal> {
    let most = &rules.max_requests;
    if u32::try_from(dossier.supplements.len()).is_ok_and(|made| made < most.value) {
        let within = &rules.ask_within_working_days;
        let days = within.value?;
        let last_day = under.calendar.add_working_days(under.reception.at.date(), days);
        return (now.date() > last_day)
            .then(|| within.refuse("intake.supplement-late").with("days", days).with("last_day", last_day));
    }
    Some(most.refuse("intake.supplement-limit").with("most", most.value))
}
