//! Which sheets a dossier can have as it stands.

use motcua_dossier::{Dossier, Entry, Event, Status};
use motcua_forms::FormKind;

/// One sheet that can be made: its form and, where a form can stand for several entries of a history, the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wanted {
    /// The form.
    pub kind: FormKind,
    /// The entry it is about: a payment, a request for papers, an apology.
    pub of: Option<u32>,
}

/// Every sheet that `dossier` can have, in the order of its life.
pub fn possible(dossier: &Dossier, history: &[Entry]) -> Vec<Wanted> {
    let whole = |kind| Wanted { kind, of: None };
    let mut sheets = Vec::new();
    if dossier.reception.is_some() {
        sheets
            .extend([FormKind::AcceptanceSlip, FormKind::ControlSlip, FormKind::SatisfactionSlip].map(whole));
    }
    for entry in history {
        let kind = of_entry(entry).filter(|_| !is_taken_back(dossier, entry.seq));
        sheets.extend(kind.map(|kind| Wanted { kind, of: Some(entry.seq) }));
    }
    if is_refused(dossier) {
        sheets.push(whole(FormKind::RefusalSlip));
    }
    if matches!(dossier.status, Status::Stopped { .. } | Status::Withdrawn { .. }) {
        sheets.push(whole(FormKind::StopNotice));
    }
    if matches!(dossier.status, Status::Returned { .. }) {
        sheets.push(whole(FormKind::ResultReceipt));
    }
    sheets
}

/// A payment that was entered by mistake has no receipt any more.
fn is_taken_back(dossier: &Dossier, seq: u32) -> bool {
    dossier.payment(seq).is_some_and(|it| it.reversed.is_some())
}

/// A refusal after assessment that is signed.
fn is_refused(dossier: &Dossier) -> bool {
    dossier.result.as_ref().is_some_and(|it| it.refused)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other event has a sheet of its own")]
fn of_entry(entry: &Entry) -> Option<FormKind> {
    match &entry.event {
        Event::GuidanceGiven { .. } => Some(FormKind::GuidanceSlip),
        Event::NotReceived { .. } => Some(FormKind::RefusalSlip),
        Event::SupplementRequested { .. } => Some(FormKind::SupplementRequest),
        Event::Reappointed { .. } | Event::ApologyIssued { .. } => Some(FormKind::ApologyLetter),
        Event::ChargesPaid { receipt: Some(_), .. } => Some(FormKind::MoneyReceipt),
        _ => None,
    }
}
