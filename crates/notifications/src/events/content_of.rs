//! What each event says beside what all of them say. A new event must be decided here: ids of people, texts, files and
//! whatever somebody typed stay out.

use super::EventKind;
use super::content::House;
use motcua_dossier::{
    Charge, Correction, Dossier, Event, LegPlan, Outcome, OutsideAnswer, PaidCharge, PaymentMeans,
    ReturnMethod, SupplementItem, SupplementSubject,
};
use motcua_kernel::{Instant, LegNo, Vnd};
use serde::Serialize;
use serde_json::{Value, json};

/// What one event says.
pub(super) struct ContentOf {
    pub kind: EventKind,
    pub leg: Option<LegNo>,
    pub detail: Value,
}

impl ContentOf {
    const fn of(kind: EventKind, detail: Value) -> Self {
        Self { kind, leg: None, detail }
    }

    fn plain(kind: EventKind) -> Self {
        Self::of(kind, json!({}))
    }

    fn leg(kind: EventKind, leg: LegNo) -> Self {
        Self::leg_with(kind, leg, json!({}))
    }

    const fn leg_with(kind: EventKind, leg: LegNo, detail: Value) -> Self {
        Self { kind, leg: Some(leg), detail }
    }
}

/// What `event` says of the dossier it led to; none for what is not told.
pub(super) fn content_of(house: House<'_>, after: &Dossier, event: &Event) -> Option<ContentOf> {
    use EventKind as Kind;
    Some(match event {
        Event::Received { filing, legs, charges, .. } => ContentOf::of(
            Kind::Received,
            json!({ "case": filing.case, "channel": code(&filing.channel), "legs": plans(house, legs),
                    "charges": charges.iter().map(charge).collect::<Vec<_>>() }),
        ),
        Event::CarriedOver { done, open } => {
            ContentOf::of(Kind::CarriedOver, json!({ "done": done, "open": open }))
        }
        Event::Begun { planned, .. } => ContentOf::of(Kind::Begun, json!({ "planned": moments(planned) })),
        Event::GuidanceGiven { lacking, .. } => {
            ContentOf::of(Kind::GuidanceGiven, json!({ "lacking": subjects(lacking) }))
        }
        Event::NotReceived { .. } => ContentOf::plain(Kind::NotReceived),
        Event::SupplementRequested { items, leg, answer_by, .. } => ContentOf {
            kind: Kind::SupplementRequested,
            leg: *leg,
            detail: json!({ "items": subjects(items), "answer_by": answer_by.to_string() }),
        },
        Event::SupplementCompleted { .. } => ContentOf::plain(Kind::SupplementCompleted),
        Event::HandedOver { from, to } => ContentOf::leg_with(Kind::HandedOver, *to, json!({ "from": from })),
        Event::LegAccepted { leg } => ContentOf::leg(Kind::LegAccepted, *leg),
        Event::LetterSent { leg, letter, .. } => {
            ContentOf::leg_with(Kind::LetterSent, *leg, json!({ "date": letter.date.to_string() }))
        }
        Event::AnswerRecorded { leg, letter, answer } => ContentOf::leg_with(
            Kind::AnswerRecorded,
            *leg,
            json!({ "date": letter.date.to_string(), "answer": answer_of(answer) }),
        ),
        Event::HandoverQuestioned { leg, .. } => ContentOf::leg(Kind::HandoverQuestioned, *leg),
        Event::HandoverSentBack { leg, .. } => ContentOf::leg(Kind::HandoverSentBack, *leg),
        Event::LegAssigned { leg, .. } => ContentOf::leg(Kind::LegAssigned, *leg),
        Event::StepFinished { leg, step } => {
            ContentOf::leg_with(Kind::StepFinished, *leg, json!({ "step": u32::from(*step) + 1 }))
        }
        Event::LegFinished { leg } => ContentOf::leg(Kind::LegFinished, *leg),
        Event::ConsultationAsked { asking, plan, .. } => ContentOf::leg_with(
            Kind::ConsultationAsked,
            plan.no,
            json!({ "asking": asking, "planned_end": plan.planned_end.to_string() }),
        ),
        Event::ConsultationAnswered { leg, .. } => ContentOf::leg(Kind::ConsultationAnswered, *leg),
        Event::AgencySucceeded { from, to, .. } => {
            ContentOf::of(Kind::AgencySucceeded, json!({ "from": house.code(*from), "to": house.code(*to) }))
        }
        Event::ResultProposed { leg, outcome } => {
            ContentOf::leg_with(Kind::ResultProposed, *leg, json!({ "outcome": outcome_of(outcome) }))
        }
        Event::ReworkDemanded { leg, .. } => ContentOf::leg(Kind::ReworkDemanded, *leg),
        Event::ResultApproved { leg } => ContentOf::leg(Kind::ResultApproved, *leg),
        Event::ResultNumbered { leg, .. } => {
            let refused = after.result.as_ref().is_some_and(|it| it.refused);
            ContentOf::leg_with(Kind::ResultNumbered, *leg, json!({ "refused": refused }))
        }
        Event::ResultReady => {
            let refused = after.result.as_ref().is_some_and(|it| it.refused);
            ContentOf::of(Kind::ResultReady, json!({ "refused": refused }))
        }
        Event::ResultReturned { method, .. } => {
            ContentOf::of(Kind::ResultReturned, json!({ "method": method_of(method) }))
        }
        Event::DatesRecomputed { planned, .. } => {
            ContentOf::of(Kind::DatesRecomputed, json!({ "planned": moments(planned) }))
        }
        Event::Reappointed { to, leg, .. } => {
            ContentOf::leg_with(Kind::Reappointed, *leg, json!({ "to": to.to_string() }))
        }
        Event::ApologyIssued { leg, .. } => ContentOf::leg(Kind::ApologyIssued, *leg),
        Event::Suspended { .. }
        | Event::Resumed { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::IncidentRecorded { .. }
        | Event::Reopened { .. }
        | Event::AnnulmentRequested { .. }
        | Event::Annulled
        | Event::CorrectionRequested { .. }
        | Event::Corrected
        | Event::RebaseProposed { .. }
        | Event::Rebased(_) => course(house, event)?,
        Event::SheetIssued { sheet } => ContentOf::of(Kind::SheetIssued, json!({ "form": sheet.form })),
        Event::SheetReprinted { .. } => ContentOf::plain(Kind::SheetReprinted),
        Event::PaymentAwaited { .. }
        | Event::PaymentConfirmed { .. }
        | Event::ChargeAssessed { .. }
        | Event::ChargesPaid { .. }
        | Event::ChargeExempted { .. }
        | Event::PaymentReversed { .. }
        | Event::RefundRequested { .. }
        | Event::RefundApproved { .. }
        | Event::RefundDeclined { .. }
        | Event::RefundPaid { .. } => money(event)?,
        Event::LogImported { .. } | Event::Imported(_) => return None,
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`content_of` sends only these events")]
fn course(house: House<'_>, event: &Event) -> Option<ContentOf> {
    use EventKind as Kind;
    Some(match event {
        Event::Suspended { ground, .. } => ContentOf::of(Kind::Suspended, json!({ "ground": code(ground) })),
        Event::Resumed { .. } => ContentOf::plain(Kind::Resumed),
        Event::Withdrawn { .. } => ContentOf::plain(Kind::Withdrawn),
        Event::Stopped { ground, .. } => ContentOf::of(Kind::Stopped, json!({ "ground": code(ground) })),
        Event::IncidentRecorded { kind, agency, cost, .. } => ContentOf::of(
            Kind::IncidentRecorded,
            json!({ "kind": code(kind), "agency": house.code(*agency), "cost": cost }),
        ),
        Event::Reopened { ground, until, .. } => ContentOf::of(
            Kind::Reopened,
            json!({ "ground": code(ground), "until": until.map(|it| it.to_string()) }),
        ),
        Event::AnnulmentRequested { .. } => ContentOf::plain(Kind::AnnulmentRequested),
        Event::Annulled => ContentOf::plain(Kind::Annulled),
        Event::CorrectionRequested { correction, .. } => {
            let of = match correction {
                Correction::Applicant { .. } => json!({ "what": "applicant" }),
                Correction::Component { code, originals, copies } => {
                    json!({ "what": "component", "component": code, "originals": originals, "copies": copies })
                }
            };
            ContentOf::of(Kind::CorrectionRequested, of)
        }
        Event::Corrected => ContentOf::plain(Kind::Corrected),
        Event::RebaseProposed { .. } => ContentOf::plain(Kind::RebaseProposed),
        Event::Rebased(it) => ContentOf::of(Kind::Rebased, json!({ "legs": plans(house, &it.legs) })),
        _ => return None,
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`content_of` sends only the events of money")]
fn money(event: &Event) -> Option<ContentOf> {
    use EventKind as Kind;
    Some(match event {
        Event::PaymentAwaited { charges, pay_by } => {
            ContentOf::of(Kind::PaymentAwaited, json!({ "charges": charges, "pay_by": pay_by.to_string() }))
        }
        Event::PaymentConfirmed { .. } => ContentOf::plain(Kind::PaymentConfirmed),
        Event::ChargeAssessed { code, amount } => {
            ContentOf::of(Kind::ChargeAssessed, json!({ "charge": code, "amount": amount }))
        }
        Event::ChargesPaid { paid, how, .. } => ContentOf::of(
            Kind::ChargesPaid,
            json!({ "paid": sums(paid), "total": total(paid), "means": means(how) }),
        ),
        Event::ChargeExempted { code, ground, amount, .. } => {
            ContentOf::of(Kind::ChargeExempted, json!({ "charge": code, "ground": ground, "amount": amount }))
        }
        Event::PaymentReversed { payment, .. } => {
            ContentOf::of(Kind::PaymentReversed, json!({ "payment": payment }))
        }
        Event::RefundRequested { payment, parts, .. } => ContentOf::of(
            Kind::RefundRequested,
            json!({ "payment": payment, "parts": sums(parts), "total": total(parts) }),
        ),
        Event::RefundApproved { request } => {
            ContentOf::of(Kind::RefundApproved, json!({ "request": request }))
        }
        Event::RefundDeclined { request, .. } => {
            ContentOf::of(Kind::RefundDeclined, json!({ "request": request }))
        }
        Event::RefundPaid { request, how } => {
            ContentOf::of(Kind::RefundPaid, json!({ "request": request, "means": means(how) }))
        }
        _ => return None,
    })
}

/// The stored word of a value of a closed list.
fn code(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn plans(house: House<'_>, legs: &[LegPlan]) -> Value {
    let plan = |it: &LegPlan| {
        json!({ "no": it.no, "agency": house.code(it.agency), "kind": code(&it.kind), "after": it.after,
                "decides": it.decides, "planned_end": it.planned_end.to_string() })
    };
    legs.iter().map(plan).collect()
}

fn charge(it: &Charge) -> Value {
    json!({ "charge": it.code, "kind": code(&it.kind), "amount": it.amount, "due": code(&it.due),
            "collector": code(&it.collector) })
}

fn moments(planned: &[(LegNo, Instant)]) -> Value {
    planned.iter().map(|(no, at)| json!({ "no": no, "planned_end": at.to_string() })).collect()
}

fn subjects(items: &[SupplementItem]) -> Value {
    let subject = |it: &SupplementItem| match &it.subject {
        SupplementSubject::Component { code } => json!({ "component": code }),
        SupplementSubject::Condition { index } => json!({ "condition": u32::from(*index) + 1 }),
    };
    items.iter().map(subject).collect()
}

fn sums(paid: &[PaidCharge]) -> Value {
    paid.iter().map(|it| json!({ "charge": it.code, "amount": it.amount })).collect()
}

fn total(paid: &[PaidCharge]) -> Vnd {
    paid.iter().map(|it| it.amount).sum()
}

/// Without the reference, which somebody typed.
const fn means(how: &PaymentMeans) -> &'static str {
    match how {
        PaymentMeans::Cash => "cash",
        PaymentMeans::Transfer { .. } => "transfer",
        PaymentMeans::Notice { .. } => "notice",
        PaymentMeans::OnPaper { .. } => "on-paper",
    }
}

const fn method_of(method: &ReturnMethod) -> &'static str {
    match method {
        ReturnMethod::Counter { .. } => "counter",
        ReturnMethod::Post { .. } => "post",
        ReturnMethod::Online => "online",
    }
}

const fn answer_of(answer: &OutsideAnswer) -> &'static str {
    match answer {
        OutsideAnswer::Agreed { .. } => "agreed",
        OutsideAnswer::Refused { .. } => "refused",
        OutsideAnswer::NeedsSupplement { .. } => "needs-supplement",
    }
}

const fn outcome_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Granted { .. } => "granted",
        Outcome::Refused { .. } => "refused",
    }
}
