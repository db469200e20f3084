//! Each event, and what it says to the people of the dossier.

use crate::story::{
    COMMUNE, LAND, TAX, TEXT, after, entry, filing, finished, granted, leg, nov, received, taken,
    to_the_result, told_of,
};
use motcua_catalogue::LegKind;
use motcua_dossier::{
    Correction, Event, Imported, ImportedCase, IncidentKind, IssuedSheet, LegPlan, Letter, Outcome,
    OutsideAnswer, PaidCharge, PaperOrigin, PaymentMeans, ReopenGround, ReturnMethod, StopGround,
    SuspensionGround, TransitionalGround,
};
use motcua_kernel::{AccountId, FileId, LegNo, PaperBatchId, PartyId, ProcedureVersionId, Vnd};
use motcua_notifications::NoticeKind::{self, *};
use motcua_notifications::{Weight, told};
use uuid::Uuid;

fn supplement() -> Event {
    Event::SupplementRequested { items: Vec::new(), leg: None, answer_by: nov("30 17:00"), overridden: None }
}

fn awaited() -> Event {
    Event::PaymentAwaited { charges: Vec::new(), pay_by: nov("30 17:00") }
}

fn paid(how: PaymentMeans) -> Event {
    Event::ChargesPaid {
        paid: vec![PaidCharge { code: "phi".to_owned(), amount: Vnd(50_000) }],
        how,
        receipt: None,
        given: None,
    }
}

fn transfer() -> PaymentMeans {
    PaymentMeans::Transfer { reference: "FT26".to_owned() }
}

fn suspended() -> Event {
    Event::Suspended { ground: SuspensionGround::Court, reason: TEXT }
}

fn stopped(ground: StopGround) -> Event {
    Event::Stopped { ground, reason: None }
}

#[test]
fn every_change_of_a_status_is_told_at_once() {
    let lawful = nov("25 17:00");
    let begun = [received()].iter().chain(&taken(1)).cloned().collect::<Vec<_>>();
    let with = |events: &[Event]| begun.iter().chain(events).cloned().collect::<Vec<_>>();
    let at_the_counter = [to_the_result(granted()), vec![Event::ResultReady]].concat();
    let refused = to_the_result(Outcome::Refused { reason: TEXT });
    for (before, event, expected) in [
        (vec![], received(), Received),
        (vec![], Event::GuidanceGiven { filing: filing(), lacking: Vec::new() }, GuidanceGiven),
        (vec![], Event::NotReceived { filing: filing(), reason: TEXT }, NotReceived),
        (with(&[]), supplement(), SupplementRequested),
        (with(&[supplement()]), Event::SupplementCompleted { lawful }, SupplementCompleted),
        (with(&[]), awaited(), PaymentAwaited),
        (with(&[awaited()]), Event::PaymentConfirmed { lawful }, PaymentConfirmed),
        (with(&[]), suspended(), Suspended),
        (with(&[suspended()]), Event::Resumed { lawful }, Resumed),
        (with(&[]), Event::Reappointed { to: lawful, apology: TEXT, leg: LegNo(1) }, Reappointed),
        (with(&[]), Event::ApologyIssued { apology: TEXT, leg: LegNo(1) }, Apologised),
        (with(&[]), Event::AgencySucceeded { from: LAND, to: COMMUNE, liaison: None }, AgencySucceeded),
        (with(&[]), Event::DatesRecomputed { lawful, planned: Vec::new() }, DateMoved),
        (with(&[]), Event::Begun { lawful, planned: Vec::new() }, DateMoved),
        (to_the_result(granted()), Event::ResultReady, ResultReady),
        (refused, Event::ResultReady, RefusalReady),
        (
            at_the_counter.clone(),
            returned(ReturnMethod::Counter { to: PartyId(Uuid::from_u128(6)) }),
            Returned,
        ),
        (
            at_the_counter.clone(),
            returned(ReturnMethod::Post { tracking: "CT1VN".to_owned() }),
            ReturnedByPost,
        ),
        (at_the_counter.clone(), returned(ReturnMethod::Online), ResultElectronic),
        (with(&[]), Event::Withdrawn { reason: TEXT }, Withdrawn),
        (with(&[]), stopped(StopGround::ByApplicant), Stopped),
        (with(&[]), stopped(StopGround::NoPredecessor), Stopped),
        (with(&[supplement()]), stopped(StopGround::NoSupplement), Lapsed),
        (with(&[awaited()]), stopped(StopGround::NoPayment), Lapsed),
        (with(&[asked_to_annul()]), Event::Annulled, Annulled),
        (with(&[asked_to_correct()]), Event::Corrected, Corrected),
        (with(&[stopped(StopGround::ByApplicant)]), reopened(), Reopened),
        (with(&[]), incident(), IncidentRecorded),
    ] {
        assert_eq!(told_of(&before, &event), Some(expected), "{event:?}");
    }
}

fn returned(method: ReturnMethod) -> Event {
    Event::ResultReturned { method, handed: None }
}

fn asked_to_annul() -> Event {
    Event::AnnulmentRequested { reason: TEXT }
}

fn asked_to_correct() -> Event {
    Event::CorrectionRequested {
        correction: Correction::Applicant { party: PartyId(Uuid::from_u128(8)) },
        reason: TEXT,
    }
}

fn reopened() -> Event {
    let lawful = nov("20 17:00");
    Event::Reopened { ground: ReopenGround::EndedByMistake, reason: TEXT, lawful, until: None }
}

fn incident() -> Event {
    let kind = IncidentKind::PapersDamaged;
    Event::IncidentRecorded { kind, agency: LAND, cost: Vnd::ZERO, account: TEXT, apology: TEXT }
}

#[test]
fn an_agency_that_takes_it_up_is_told_once() {
    let mut history = vec![received()];
    let mut heard = Vec::new();
    for no in 1..=3 {
        for event in taken(no).into_iter().chain([finished(no)]) {
            heard.extend(told_of(&history, &event).map(|kind| (no, kind)));
            history.push(event);
        }
    }
    assert_eq!(heard, [(1, BeingProcessed), (2, BeingProcessed)], "the third leg is the land office's again");
}

#[test]
fn a_letter_to_an_agency_outside_is_its_taking_up_and_a_second_one_is_not() {
    let Event::Received { filing, reception, legs, charges } = received() else { panic!("no receipt") };
    let legs: Vec<LegPlan> = legs.into_iter().map(|it| LegPlan { liaison: Some(COMMUNE), ..it }).collect();
    let letter = |number: &str| Event::LetterSent {
        leg: LegNo(1),
        letter: Letter { number: number.to_owned(), date: nov("02 09:00").date(), file: None },
        reason: None,
    };
    let sent = Event::HandedOver { from: None, to: LegNo(1) };
    let history = vec![Event::Received { filing, reception, legs, charges }, sent];
    assert_eq!(told_of(&history, &letter("1")), Some(BeingProcessed));
    let gave_back = Event::AnswerRecorded {
        leg: LegNo(1),
        letter: Letter { number: "9".to_owned(), date: nov("02 09:00").date(), file: None },
        answer: OutsideAnswer::NeedsSupplement { reason: TEXT },
    };
    let again = [history, vec![letter("1"), gave_back]].concat();
    assert_eq!(told_of(&again, &letter("2")), None);
}

#[test]
fn a_date_that_stays_on_its_day_and_an_agency_nobody_deals_with_are_no_news() {
    let begun = [vec![received()], taken(1).to_vec()].concat();
    let same_day = Event::DatesRecomputed { lawful: nov("20 16:30"), planned: Vec::new() };
    assert_eq!(told_of(&begun, &same_day), None);
    let elsewhere = motcua_kernel::AgencyId(Uuid::from_u128(99));
    let succeeded = Event::AgencySucceeded { from: elsewhere, to: COMMUNE, liaison: None };
    assert_eq!(told_of(&begun, &succeeded), None);
    let appointed = Event::Reappointed { to: nov("27 17:00"), apology: TEXT, leg: LegNo(1) };
    let recomputed = Event::DatesRecomputed { lawful: nov("24 17:00"), planned: Vec::new() };
    let history = [begun, vec![appointed]].concat();
    assert_eq!(told_of(&history, &recomputed), None, "people go by the new appointment");
}

#[test]
fn what_changes_nothing_for_people_stays_in_the_house() {
    let leg_no = LegNo(1);
    let before = after(&[vec![received()], taken(1).to_vec()].concat());
    let consultation = LegPlan { kind: LegKind::Consultation, ..leg(9, TAX, &[]) };
    let sheet = || IssuedSheet {
        form: "acceptance-slip".to_owned(),
        file: FileId(Uuid::from_u128(3)),
        sha256: String::new(),
        number: None,
        of: None,
    };
    let letter = Letter { number: "1".to_owned(), date: nov("02 09:00").date(), file: None };
    let version = ProcedureVersionId(Uuid::from_u128(5));
    let ground = TransitionalGround { document: "118/2025/NĐ-CP".to_owned(), provision: TEXT };
    for event in [
        Event::CarriedOver { done: Vec::new(), open: vec![leg_no] },
        Event::ChargeAssessed { code: "phi".to_owned(), amount: Vnd(1) },
        Event::ChargeExempted {
            code: "phi".to_owned(),
            ground: "ngheo".to_owned(),
            amount: Vnd(1),
            evidence: TEXT,
        },
        paid(PaymentMeans::Cash),
        paid(PaymentMeans::OnPaper { receipt: "1".to_owned() }),
        paid(PaymentMeans::Notice { number: "1".to_owned() }),
        Event::PaymentReversed { payment: 1, reason: TEXT },
        Event::RefundRequested { payment: 1, parts: Vec::new(), reason: TEXT },
        Event::RefundDeclined { request: 1, reason: TEXT },
        Event::SheetIssued { sheet: sheet() },
        Event::SheetReprinted { file: sheet().file, reason: TEXT, copy: None },
        Event::HandedOver { from: None, to: leg_no },
        Event::LegAccepted { leg: LegNo(4) },
        Event::AnswerRecorded { leg: leg_no, letter, answer: OutsideAnswer::Agreed { result: None } },
        Event::HandoverQuestioned { leg: leg_no, question: TEXT },
        Event::HandoverSentBack { leg: leg_no, reason: TEXT },
        Event::LegAssigned { leg: leg_no, assignee: AccountId(Uuid::from_u128(1)) },
        Event::StepFinished { leg: leg_no, step: 0 },
        Event::ConsultationAsked { asking: leg_no, plan: consultation, question: TEXT },
        Event::ConsultationAnswered { leg: leg_no, answer: TEXT },
        Event::ResultProposed { leg: leg_no, outcome: granted() },
        Event::ReworkDemanded { leg: leg_no, reason: TEXT },
        Event::RebaseProposed { to: version, ground },
        Event::ResultApproved { leg: leg_no },
        Event::ResultNumbered { leg: leg_no, number: "1".to_owned(), file: None },
        finished(1),
        asked_to_annul(),
        asked_to_correct(),
        Event::LogImported { case: ImportedCase::default() },
        Event::Imported(Imported::default()),
    ] {
        assert_eq!(told(Some(&before), &before, &entry(4, &event)), None, "{event:?}");
    }
    for (event, expected) in [
        (Event::RefundApproved { request: 1 }, RefundApproved),
        (Event::RefundPaid { request: 1, how: PaymentMeans::Cash }, RefundPaid),
    ] {
        assert_eq!(told(Some(&before), &before, &entry(4, &event)), Some(expected));
    }
}

#[test]
fn what_was_open_on_paper_is_old_news() {
    let Event::Received { filing, mut reception, legs, charges } = received() else { panic!("no receipt") };
    let (batch, approved_by) = (PaperBatchId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
    reception.origin =
        Some(Box::new(PaperOrigin::CarriedOver { slip: "GB-7".to_owned(), batch, approved_by }));
    assert_eq!(told_of(&[], &Event::Received { filing, reception, legs, charges }), None);
}

#[test]
fn a_payment_that_ends_a_wait_is_told_once() {
    let of = |before: &[Event]| {
        let state = after(before);
        told(Some(&state), &state, &entry(before.len(), &paid(transfer())))
    };
    let waiting = [vec![received()], taken(1).to_vec(), vec![awaited()]].concat();
    assert_eq!(of(&waiting), None, "PaymentConfirmed follows it");
    assert_eq!(of(&[received()]), Some(PaymentConfirmed));
}

#[test]
fn what_asks_something_or_is_about_money_a_date_or_an_end_is_important() {
    let routine: Vec<NoticeKind> =
        NoticeKind::ALL.into_iter().filter(|it| it.weight() == Weight::Routine).collect();
    assert_eq!(routine, [BeingProcessed, SupplementCompleted, Resumed, AgencySucceeded, Returned, Corrected]);
}

#[test]
fn a_lawful_date_that_moves_is_news_once_it_passes_the_new_one() {
    let reappointed = Event::Reappointed { to: nov("25 17:00"), apology: TEXT, leg: LegNo(1) };
    let history = [vec![received()], taken(1).to_vec(), vec![reappointed]].concat();
    let to = |text| Event::DatesRecomputed { lawful: nov(text), planned: Vec::new() };
    assert_eq!(told_of(&history, &to("24 17:00")), None, "people go by the new date as before");
    assert_eq!(told_of(&history, &to("27 17:00")), Some(DateMoved));
}
