//! What people wrote beside the events of a history: reasons, questions, answers, apologies.

use super::words;
use crate::{AppError, Context};
use motcua_dossier::{
    Entry, Event, Outcome, OutsideAnswer, SupplementItem, SupplementSubject, TransitionalGround,
};
use motcua_kernel::TextId;
use std::collections::BTreeMap;

/// Words beside an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Their id.
    pub id: TextId,
    /// The paper or condition they are about; none when they are about the event.
    pub about: Option<SupplementSubject>,
    /// The words; `None` for erased ones.
    pub text: Option<String>,
}

/// The words of each event of `history` in its place.
///
/// # Errors
/// When the store fails.
pub async fn said(context: &Context, history: &[Entry]) -> Result<Vec<Vec<Said>>, AppError> {
    let mut said: Vec<Vec<Said>> = history.iter().map(|it| texts_of(&it.event)).collect();
    let ids: Vec<TextId> = said.iter().flatten().map(|it| it.id).collect();
    let found: BTreeMap<TextId, Option<String>> = words(context, &ids).await?;
    for it in said.iter_mut().flatten() {
        it.text = found.get(&it.id).cloned().flatten();
    }
    Ok(said)
}

fn texts_of(event: &Event) -> Vec<Said> {
    let of_event = |id: &TextId| Said { id: *id, about: None, text: None };
    match event {
        Event::GuidanceGiven { lacking: items, .. } => items.iter().map(of_item).collect(),
        Event::SupplementRequested { items, overridden, .. } => {
            items.iter().map(of_item).chain(overridden.iter().map(of_event)).collect()
        }
        Event::HandoverQuestioned { question: id, .. }
        | Event::ConsultationAsked { question: id, .. }
        | Event::ConsultationAnswered { answer: id, .. }
        | Event::Reappointed { apology: id, .. }
        | Event::ApologyIssued { apology: id, .. }
        | Event::NotReceived { reason: id, .. }
        | Event::HandoverSentBack { reason: id, .. }
        | Event::ReworkDemanded { reason: id, .. }
        | Event::Suspended { reason: id, .. }
        | Event::Withdrawn { reason: id }
        | Event::AnnulmentRequested { reason: id }
        | Event::CorrectionRequested { reason: id, .. }
        | Event::Reopened { reason: id, .. }
        | Event::ChargeExempted { evidence: id, .. }
        | Event::PaymentReversed { reason: id, .. }
        | Event::RefundRequested { reason: id, .. }
        | Event::RefundDeclined { reason: id, .. }
        | Event::SheetReprinted { reason: id, .. }
        | Event::RebaseProposed { ground: TransitionalGround { provision: id, .. }, .. }
        | Event::ResultProposed { outcome: Outcome::Refused { reason: id }, .. } => vec![of_event(id)],
        Event::IncidentRecorded { account, apology, .. } => vec![of_event(account), of_event(apology)],
        Event::AnswerRecorded { answer, .. } => match answer {
            OutsideAnswer::Refused { reason } | OutsideAnswer::NeedsSupplement { reason } => {
                vec![of_event(reason)]
            }
            OutsideAnswer::Agreed { .. } => Vec::new(),
        },
        Event::ResultReturned { handed, .. } => {
            handed.iter().filter_map(|it| it.reason.as_ref()).map(of_event).collect()
        }
        Event::LetterSent { reason, .. } | Event::Stopped { reason, .. } => {
            reason.iter().map(of_event).collect()
        }
        Event::Received { .. }
        | Event::CarriedOver { .. }
        | Event::Begun { .. }
        | Event::AgencySucceeded { .. }
        | Event::DatesRecomputed { .. }
        | Event::Rebased(_)
        | Event::SupplementCompleted { .. }
        | Event::PaymentAwaited { .. }
        | Event::PaymentConfirmed { .. }
        | Event::ChargeAssessed { .. }
        | Event::ChargesPaid { .. }
        | Event::RefundApproved { .. }
        | Event::RefundPaid { .. }
        | Event::SheetIssued { .. }
        | Event::HandedOver { .. }
        | Event::LegAccepted { .. }
        | Event::LegAssigned { .. }
        | Event::StepFinished { .. }
        | Event::ResultProposed { outcome: Outcome::Granted { .. }, .. }
        | Event::ResultApproved { .. }
        | Event::ResultNumbered { .. }
        | Event::LegFinished { .. }
        | Event::Resumed { .. }
        | Event::ResultReady
        | Event::Annulled
        | Event::Corrected
        | Event::LogImported { .. }
        | Event::Imported(_) => Vec::new(),
    }
}

fn of_item(item: &SupplementItem) -> Said {
    Said { id: item.reason, about: Some(item.subject.clone()), text: None }
}
