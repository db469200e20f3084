//! Which event is told to the people of a dossier, and as what (NĐ 224/2026 Điều 15(1)(g): every change of its status, at
//! once). What changes nothing for them stays in the house: a step, a question between offices, a draft, a sheet printed.

use crate::NoticeKind;
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Entry, Event, Leg, PaymentMeans, ReturnMethod, Status, StopGround};
use motcua_kernel::{AgencyId, Instant, LegNo};

/// What the applicant and the helper of `after` are told of `entry`, which made it of `before`; none: nothing.
pub fn told(before: Option<&Dossier>, after: &Dossier, entry: &Entry) -> Option<NoticeKind> {
    match &entry.event {
        // Hồ sơ tồn was received long ago, and by a slip that its people have had since.
        Event::Received { reception, .. } => {
            let is_news = reception.origin.as_ref().is_none_or(|it| !it.is_carried_over());
            is_news.then_some(NoticeKind::Received)
        }
        Event::GuidanceGiven { .. } => Some(NoticeKind::GuidanceGiven),
        Event::NotReceived { .. } => Some(NoticeKind::NotReceived),
        Event::SupplementRequested { .. } => Some(NoticeKind::SupplementRequested),
        Event::SupplementCompleted { .. } => Some(NoticeKind::SupplementCompleted),
        Event::PaymentAwaited { .. } => Some(NoticeKind::PaymentAwaited),
        Event::PaymentConfirmed { .. } => Some(NoticeKind::PaymentConfirmed),
        // At the counter they hold the receipt; where a wait ends with it, `PaymentConfirmed` tells it.
        Event::ChargesPaid { how, .. } => paid_from_afar(before, how).then_some(NoticeKind::PaymentConfirmed),
        Event::RefundApproved { .. } => Some(NoticeKind::RefundApproved),
        Event::RefundPaid { .. } => Some(NoticeKind::RefundPaid),
        Event::LegAccepted { leg } => taken_up(before?, *leg).then_some(NoticeKind::BeingProcessed),
        Event::LetterSent { leg, .. } => {
            let is_first = before?.leg(*leg).is_some_and(|it| it.letters.is_empty());
            (is_first && taken_up(before?, *leg)).then_some(NoticeKind::BeingProcessed)
        }
        Event::Begun { .. } | Event::DatesRecomputed { .. } | Event::Rebased(_) => {
            moved(before?, after).then_some(NoticeKind::DateMoved)
        }
        Event::Reappointed { .. } => Some(NoticeKind::Reappointed),
        Event::ApologyIssued { .. } => Some(NoticeKind::Apologised),
        Event::AgencySucceeded { from, .. } => concerns(before?, *from).then_some(NoticeKind::AgencySucceeded),
        Event::Suspended { .. } => Some(NoticeKind::Suspended),
        Event::Resumed { .. } => Some(NoticeKind::Resumed),
        Event::ResultReady => Some(ready(after)),
        Event::ResultReturned { method, .. } => Some(match method {
            ReturnMethod::Counter { .. } => NoticeKind::Returned,
            ReturnMethod::Post { .. } => NoticeKind::ReturnedByPost,
            ReturnMethod::Online => NoticeKind::ResultElectronic,
        }),
        Event::Withdrawn { .. } => Some(NoticeKind::Withdrawn),
        Event::Stopped { ground, .. } => Some(match ground {
            StopGround::ByApplicant | StopGround::NoPredecessor => NoticeKind::Stopped,
            StopGround::NoSupplement | StopGround::NoPayment => NoticeKind::Lapsed,
        }),
        Event::IncidentRecorded { .. } => Some(NoticeKind::IncidentRecorded),
        Event::Reopened { .. } => Some(NoticeKind::Reopened),
        Event::Annulled => Some(NoticeKind::Annulled),
        Event::Corrected => Some(NoticeKind::Corrected),
        // Money of which nothing is asked yet, or that another entry puts right.
        Event::ChargeAssessed { .. }
        | Event::ChargeExempted { .. }
        | Event::PaymentReversed { .. }
        | Event::RefundRequested { .. }
        | Event::RefundDeclined { .. }
        // What is asked for inside the house and not yet so.
        | Event::RebaseProposed { .. }
        | Event::AnnulmentRequested { .. }
        | Event::CorrectionRequested { .. }
        | Event::ResultProposed { .. }
        | Event::ReworkDemanded { .. }
        // On its way between offices: the agency that accepts tells it, and the counter when the result is there.
        | Event::HandedOver { .. }
        | Event::HandoverQuestioned { .. }
        | Event::HandoverSentBack { .. }
        | Event::AnswerRecorded { .. }
        | Event::LegAssigned { .. }
        | Event::StepFinished { .. }
        | Event::ConsultationAsked { .. }
        | Event::ConsultationAnswered { .. }
        | Event::ResultApproved { .. }
        | Event::ResultNumbered { .. }
        | Event::LegFinished { .. }
        | Event::SheetIssued { .. }
        | Event::SheetReprinted { .. }
        // Taken over from elsewhere: old news.
        | Event::CarriedOver { .. }
        | Event::LogImported { .. }
        | Event::Imported(_) => None,
    }
}

fn paid_from_afar(before: Option<&Dossier>, how: &PaymentMeans) -> bool {
    let waits = before.is_some_and(|it| matches!(it.status, Status::AwaitingPayment { .. }));
    let afar = match how {
        PaymentMeans::Transfer { .. } => true,
        PaymentMeans::Cash | PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. } => false,
    };
    afar && !waits
}

/// Whether with leg `no` its agency works on the dossier for the first time. An opinion asked on the way and the return at
/// the counter are no change for anybody outside.
fn taken_up(before: &Dossier, no: LegNo) -> bool {
    let Some(leg) = before.leg(no).filter(|it| works_on_it(it)) else { return false };
    let had_it = |it: &&Leg| {
        it.plan.no != no
            && it.plan.agency == leg.plan.agency
            && works_on_it(it)
            && (it.status.is_open() || it.status.is_finished())
    };
    !before.legs.iter().any(|it| had_it(&it))
}

fn works_on_it(leg: &Leg) -> bool {
    leg.plan.kind == LegKind::Process
}

/// Whether the day on which they may come is another now.
fn moved(before: &Dossier, after: &Dossier) -> bool {
    let day = |it: &Dossier| date_in_force(it).map(Instant::date);
    after.status.is_open() && after.ended().is_none() && day(before) != day(after)
}

/// The date people go by.
pub fn date_in_force(dossier: &Dossier) -> Option<Instant> {
    dossier.reception.as_ref().map(|it| it.dates.in_force())
}

/// Whether people have still to do with an agency that ends: it received the dossier, must solve it, or works on it.
fn concerns(before: &Dossier, agency: AgencyId) -> bool {
    let filed = before.filing.as_ref().is_some_and(|it| it.receiving == agency || it.competent == agency);
    let works = before.legs.iter().any(|it| it.plan.agency == agency && !it.status.is_finished());
    before.status.is_open() && (filed || works)
}

fn ready(after: &Dossier) -> NoticeKind {
    if after.result.as_ref().is_some_and(|it| it.refused) {
        NoticeKind::RefusalReady
    } else {
        NoticeKind::ResultReady
    }
}
