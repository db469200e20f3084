//! What people wrote beside the events of a history: reasons, questions, answers, apologies.

use super::words;
use crate::{AppError, Context};
use motcua_dossier::{Entry, Event, Outcome};
use motcua_kernel::TextId;
use std::collections::BTreeMap;

/// The words of each event of `history` in its place, each with its id; `None` for erased ones.
///
/// # Errors
/// When the store fails.
pub async fn said(
    context: &Context,
    history: &[Entry],
) -> Result<Vec<Vec<(TextId, Option<String>)>>, AppError> {
    let ids: Vec<Vec<TextId>> = history.iter().map(|it| texts_of(&it.event)).collect();
    let found: BTreeMap<TextId, Option<String>> = words(context, &ids.concat()).await?;
    let with_words = |id: TextId| (id, found.get(&id).cloned().flatten());
    Ok(ids.into_iter().map(|of_event| of_event.into_iter().map(with_words).collect()).collect())
}

fn texts_of(event: &Event) -> Vec<TextId> {
    match event {
        Event::GuidanceGiven { lacking, .. } => lacking.iter().map(|it| it.reason).collect(),
        Event::SupplementRequested { items, overridden, .. } => {
            items.iter().map(|it| it.reason).chain(*overridden).collect()
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
        | Event::ResultProposed { outcome: Outcome::Refused { reason: id }, .. } => vec![*id],
        Event::Stopped { reason, .. } => reason.iter().copied().collect(),
        Event::Received { .. }
        | Event::SupplementCompleted { .. }
        | Event::PaymentAwaited { .. }
        | Event::PaymentConfirmed { .. }
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
        | Event::ResultReturned { .. }
        | Event::Annulled
        | Event::Corrected
        | Event::LogImported { .. }
        | Event::Imported(_) => Vec::new(),
    }
}
