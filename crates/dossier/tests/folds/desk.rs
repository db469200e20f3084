//! On whose desk a dossier lies, from the counter to its end.

use crate::fixture::{
    COMMUNE, LAND, Story, TAX, TEXT, calendars, finished, leg, nov, proposed, returning, sent_to, state_of,
    supplement_asked,
};
use motcua_calendar::TimeLimit;
use motcua_catalogue::LegKind;
use motcua_dossier::{
    Correction, DeskRow, DeskTask, Dossier, Event, HandedOut, Leg, LegPlan, Letter, OutsideAnswer,
    ReturnMethod, StopGround, SuspensionGround, desk_rows,
};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, LegNo, PartyId, Role};
use motcua_routing::{
    NumberedResult, accept, approve, assign, hand_over_from_counter, hand_over_leg, number_and_stamp,
    record_answer, resend, resume, return_result, send_letter,
};
use uuid::Uuid;

/// 1 land → (2 tax, 3 land which decides) → 4 back at the counter.
fn transfer() -> Story {
    let deciding = LegPlan { decides: true, ..leg(3, LAND, 2, &[1], "05 17:00") };
    Story::received(
        nov("02 08:00"),
        TimeLimit::working_days(5),
        nov("09 17:00"),
        vec![
            leg(1, LAND, 1, &[], "03 17:00"),
            leg(2, TAX, 1, &[1], "04 17:00"),
            deciding,
            returning(4, &[2, 3]),
        ],
    )
}

/// Land has both its legs behind or before it; tax and land work side by side.
fn split() -> Story {
    transfer()
        .taken(None, 1, "02 09:00", "02 10:00")
        .then("03 10:00", finished(1))
        .then("03 10:00", sent_to(Some(1), 2))
        .then("03 10:00", sent_to(Some(1), 3))
}

fn given(leg: u16) -> Event {
    Event::LegAssigned { leg: LegNo(leg), assignee: AccountId(Uuid::from_u128(8)) }
}

const fn questioned(leg: u16) -> Event {
    Event::HandoverQuestioned { leg: LegNo(leg), question: TEXT }
}

const fn sent_back(leg: u16) -> Event {
    Event::HandoverSentBack { leg: LegNo(leg), reason: TEXT }
}

const fn accepted(leg: u16) -> Event {
    Event::LegAccepted { leg: LegNo(leg) }
}

fn correction() -> Event {
    let correction = Correction::Applicant { party: PartyId(Uuid::from_u128(11)) };
    Event::CorrectionRequested { correction, reason: TEXT }
}

/// Told from 10 November on, each event an hour after the one before.
fn check(story: Story, then: &[Event], expected: &[(AgencyId, u16, DeskTask)]) {
    let story = then
        .iter()
        .zip(7..)
        .fold(story, |story, (event, hour)| story.then(&format!("10 {hour:02}:00"), event.clone()));
    let dossier = state_of(&story);
    let rows = desk_rows(&dossier);
    let found: Vec<_> = rows.iter().map(|it| (it.agency, it.slot, it.task)).collect();
    assert_eq!(found, expected, "after {then:?}");
    assert!(rows.iter().all(|it| it.due == nov("09 17:00")), "the lawful date");
    for row in rows {
        is_allowed(&dossier, row);
    }
}

/// What lies on a desk can be done there; what `intake` decides has its tests there.
pub fn is_allowed(dossier: &Dossier, row: DeskRow) {
    let actor = Actor { account: AccountId(Uuid::from_u128(12)), agency: row.agency, role: Role::Specialist };
    let (no, now) = (LegNo(row.slot), nov("11 07:00"));
    let done = match row.task {
        DeskTask::HandOver => hand_over_from_counter(dossier, actor, now),
        DeskTask::Accept => accept(dossier, actor, no, now),
        DeskTask::AnswerQuestion | DeskTask::Resend => {
            let about = |it: &&Leg| row.slot == 0 || it.plan.no == no;
            let mut again =
                dossier.legs.iter().filter(about).map(|it| resend(dossier, actor, it.plan.no, now));
            again.find(Result::is_ok).unwrap()
        }
        DeskTask::SendLetter => send_letter(dossier, actor, no, &paper(now), None, now),
        DeskTask::RecordAnswer => {
            let agreed = OutsideAnswer::Agreed { result: None };
            record_answer(dossier, actor, no, &paper(now), agreed, &[], now)
        }
        DeskTask::Take | DeskTask::Work => assign(dossier, actor, no, actor.account, now),
        DeskTask::Decide => approve(dossier, actor, no, now),
        DeskTask::Number => {
            let result = NumberedResult { number: "1/QĐ".to_owned(), file: None };
            number_and_stamp(dossier, actor, no, &result, now)
        }
        DeskTask::HandOn => hand_over_leg(dossier, actor, no, now),
        DeskTask::Resume => resume(dossier, actor, calendars().of(COMMUNE), now),
        DeskTask::ReturnResult => {
            return_result(dossier, actor, ReturnMethod::Online, HandedOut::default(), now)
        }
        DeskTask::AwaitCitizen | DeskTask::ConfirmAnnulment | DeskTask::ConfirmCorrection => return,
    };
    assert!(done.is_ok_and(|events| !events.is_empty()), "{row:?}");
}

fn paper(now: Instant) -> Letter {
    Letter { number: "99/CV".to_owned(), date: now.date(), file: None }
}

#[test]
fn the_counter_sends_answers_and_sends_again() {
    let counter = |task| [(COMMUNE, 0, task)];
    let first = (LAND, 1);
    check(transfer(), &[], &counter(DeskTask::HandOver));
    check(transfer(), &[sent_to(None, 1)], &[(first.0, first.1, DeskTask::Accept)]);
    check(transfer(), &[sent_to(None, 1), questioned(1)], &counter(DeskTask::AnswerQuestion));
    check(transfer(), &[sent_to(None, 1), sent_back(1)], &counter(DeskTask::Resend));
    check(
        transfer(),
        &[sent_to(None, 1), sent_back(1), sent_to(None, 1)],
        &[(first.0, first.1, DeskTask::Accept)],
    );
}

#[test]
fn an_agency_takes_works_and_hands_on() {
    let at_land = |task| [(LAND, 1, task)];
    let taken = || transfer().taken(None, 1, "02 09:00", "02 10:00");
    let step = Event::StepFinished { leg: LegNo(1), step: 0 };
    check(taken(), &[], &at_land(DeskTask::Take));
    check(taken(), &[given(1)], &at_land(DeskTask::Work));
    check(taken(), &[given(1), step], &at_land(DeskTask::HandOn));
}

#[test]
fn parallel_legs_lie_on_a_desk_each() {
    check(split(), &[], &[(LAND, 3, DeskTask::Accept), (TAX, 2, DeskTask::Accept)]);
    check(
        split(),
        &[accepted(2), accepted(3), given(3)],
        &[(LAND, 3, DeskTask::Work), (TAX, 2, DeskTask::Take)],
    );
    check(
        split(),
        &[questioned(2), accepted(3)],
        &[(LAND, 2, DeskTask::AnswerQuestion), (LAND, 3, DeskTask::Take)],
    );
    check(split(), &[sent_back(2), accepted(3)], &[(LAND, 2, DeskTask::Resend), (LAND, 3, DeskTask::Take)]);
}

#[test]
fn who_finished_last_before_a_join_sends_again_what_came_back() {
    let joined = |last: u16| {
        split()
            .then("04 08:00", accepted(2))
            .then("04 08:00", accepted(3))
            .then("05 08:00", finished(5 - last))
            .then("06 08:00", finished(last))
            .then("06 08:00", sent_to(Some(last), 4))
    };
    check(joined(2), &[sent_back(4)], &[(TAX, 4, DeskTask::Resend)]);
    check(joined(3), &[sent_back(4)], &[(LAND, 4, DeskTask::Resend)]);
}

#[test]
fn a_result_is_decided_numbered_handed_on_and_returned() {
    let alone = || split().then("04 08:00", accepted(2)).then("05 08:00", finished(2));
    let mut life = vec![accepted(3), given(3), proposed(3)];
    check(alone(), &life, &[(LAND, 3, DeskTask::Decide)]);
    life.push(Event::ResultApproved { leg: LegNo(3) });
    check(alone(), &life, &[(LAND, 3, DeskTask::Number)]);
    life.push(Event::ResultNumbered { leg: LegNo(3), number: "1/QĐ".to_owned(), file: None });
    check(alone(), &life, &[(LAND, 3, DeskTask::HandOn)]);
    life.extend([finished(3), sent_to(Some(3), 4)]);
    check(alone(), &life, &[(COMMUNE, 4, DeskTask::Accept)]);
    life.extend([accepted(4), Event::ResultReady]);
    check(alone(), &life, &[(COMMUNE, 0, DeskTask::ReturnResult)]);
    life.push(Event::ResultReturned { method: ReturnMethod::Online, handed: None });
    check(alone(), &life, &[]);
}

#[test]
fn an_opinion_lies_at_the_agency_asked_and_its_question_at_whoever_may_have_asked() {
    let plan = LegPlan { kind: LegKind::Consultation, steps: 0, ..leg(5, TAX, 1, &[], "06 17:00") };
    let asked = Event::ConsultationAsked { asking: LegNo(1), plan, question: TEXT };
    let step = Event::StepFinished { leg: LegNo(1), step: 0 };
    let working = || transfer().taken(None, 1, "02 09:00", "02 10:00").then("02 11:00", given(1));
    // all steps are done, but an opinion is outstanding
    let waits = (LAND, 1, DeskTask::Work);
    check(working(), &[asked.clone(), step.clone()], &[waits, (TAX, 5, DeskTask::Accept)]);
    check(working(), &[asked.clone(), questioned(5)], &[waits, (LAND, 5, DeskTask::AnswerQuestion)]);
    check(working(), &[asked.clone(), accepted(5), given(5)], &[waits, (TAX, 5, DeskTask::Work)]);
    let answered = Event::ConsultationAnswered { leg: LegNo(5), answer: TEXT };
    check(working(), &[asked, accepted(5), answered, step], &[(LAND, 1, DeskTask::HandOn)]);
}

#[test]
fn a_pause_lies_with_whoever_can_end_it() {
    let suspended = || Event::Suspended { ground: SuspensionGround::Court, reason: TEXT };
    let paid_later = Event::PaymentAwaited { charges: Vec::new(), pay_by: nov("30 17:00") };
    let counter = |task| [(COMMUNE, 0, task)];
    check(split(), &[accepted(2), supplement_asked()], &counter(DeskTask::AwaitCitizen));
    check(split(), &[accepted(2), paid_later], &counter(DeskTask::AwaitCitizen));
    check(transfer(), &[suspended()], &counter(DeskTask::Resume));
    check(
        split(),
        &[accepted(2), accepted(3), suspended()],
        &[(LAND, 3, DeskTask::Resume), (TAX, 2, DeskTask::Resume)],
    );
    check(
        split(),
        &[accepted(2), suspended(), Event::Resumed { lawful: nov("09 17:00") }],
        &[(LAND, 3, DeskTask::Accept), (TAX, 2, DeskTask::Take)],
    );
}

#[test]
fn what_another_must_confirm_comes_before_the_counters_other_work() {
    let annulment = || Event::AnnulmentRequested { reason: TEXT };
    check(transfer(), &[annulment()], &[(COMMUNE, 0, DeskTask::ConfirmAnnulment)]);
    check(transfer(), &[annulment(), Event::Annulled], &[]);
    check(transfer(), &[correction()], &[(COMMUNE, 0, DeskTask::ConfirmCorrection)]);
    check(transfer(), &[correction(), Event::Corrected], &[(COMMUNE, 0, DeskTask::HandOver)]);
    check(
        transfer(),
        &[sent_to(None, 1), correction()],
        &[(COMMUNE, 0, DeskTask::ConfirmCorrection), (LAND, 1, DeskTask::Accept)],
    );
    check(transfer(), &[correction(), supplement_asked()], &[(COMMUNE, 0, DeskTask::ConfirmCorrection)]);
}

#[test]
fn an_end_clears_every_desk() {
    let stopped = Event::Stopped { ground: StopGround::NoSupplement, reason: None };
    check(split(), &[correction(), stopped], &[]);
    check(split(), &[Event::Withdrawn { reason: TEXT }], &[]);
    check(
        split(),
        &[Event::ResultReady, Event::ResultReturned { method: ReturnMethod::Online, handed: None }],
        &[],
    );
}

#[test]
fn a_visit_without_a_number_lies_on_no_desk() {
    let Event::Received { filing, .. } = transfer().entries.remove(0).event else { panic!("received") };
    let visit = |event| Story { entries: Vec::new() }.then("02 08:00", event);
    check(visit(Event::GuidanceGiven { filing: filing.clone(), lacking: Vec::new() }), &[], &[]);
    check(visit(Event::NotReceived { filing, reason: TEXT }), &[], &[]);
}

#[test]
fn a_task_is_stored_under_its_key() {
    for task in DeskTask::ALL {
        assert_eq!(serde_json::to_string(&task).unwrap(), format!("\"{}\"", task.key()));
    }
    let row = desk_rows(&state_of(&transfer())).remove(0);
    let stored = serde_json::to_string(&row).unwrap();
    assert_eq!(serde_json::from_str::<DeskRow>(&stored).unwrap(), row);
    assert!(DeskTask::HandOver < DeskTask::ReturnResult);
}
