//! What happens beside the straight way: questions, opinions, rework, a new appointment, a suspension.

use crate::office::{LAND, Office, TAX, at, on};
use crate::support;
use motcua_app::AppError;
use motcua_app::intake::{receive_at_counter, withdraw};
use motcua_app::routing::{
    Question, accept, answer_opinion, apologise, ask_opinion, assign, claim, demand_rework, finish_step,
    hand_over_from_counter, hand_over_leg, propose, question, reappoint, resend, resume, send_back, suspend,
};
use motcua_dossier::{Dossier, LegStatus, Outcome, Status, SuspensionGround};
use motcua_kernel::{LegNo, Refusal, Role};
use motcua_storage::dossiers;

const SIGNING: LegNo = LegNo(3);
const OPINION: LegNo = LegNo(5);

/// Received on Monday 16/11 and sent to both offices.
async fn sent(office: &Office) -> Dossier {
    let context = &office.context;
    let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap();
    office.it_is("2026-11-16T09:00");
    hand_over_from_counter(context, on(&received.dossier, office.counter())).await.unwrap()
}

fn refusal(outcome: Result<Dossier, AppError>) -> Refusal {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

on_both_databases!(
    a_hand_over_is_asked_about_sent_again_and_sent_back,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let dossier = sent(&office).await;
        let words = || "Thiếu trang 2 của hợp đồng?".to_owned();
        let dossier = question(context, on(&dossier, office.land()), LAND, words()).await.unwrap();
        assert!(matches!(dossier.leg(LAND).unwrap().status, LegStatus::Questioned { .. }));
        let dossier = resend(context, on(&dossier, office.counter()), LAND).await.unwrap();
        let dossier = send_back(context, on(&dossier, office.land()), LAND, words()).await.unwrap();
        assert!(matches!(dossier.leg(LAND).unwrap().status, LegStatus::SentBack { .. }));
        let dossier = resend(context, on(&dossier, office.counter()), LAND).await.unwrap();
        let dossier = accept(context, on(&dossier, office.land()), LAND).await.unwrap();
        let head = office.land_leader();
        let dossier = assign(context, on(&dossier, head), LAND, office.land().account).await.unwrap();
        let taken = refusal(claim(context, on(&dossier, head), LAND).await);
        assert_eq!(taken.message.code.to_string(), "routing.claimed-by-other");
        let dossier = finish_step(context, on(&dossier, office.land()), LAND, 0).await.unwrap();
        dossiers::verify(&context.store.reader(), dossier.id).await.unwrap();
    }
);

on_both_databases!(
    no_result_goes_to_the_signer_before_the_opinion_is_in,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let dossier = sent(&office).await;
        let dossier = accept(context, on(&dossier, office.land()), LAND).await.unwrap();
        let dossier = accept(context, on(&dossier, office.tax()), TAX).await.unwrap();
        let dossier = finish_step(context, on(&dossier, office.land()), LAND, 0).await.unwrap();
        let dossier = hand_over_leg(context, on(&dossier, office.land()), LAND).await.unwrap();
        let dossier = finish_step(context, on(&dossier, office.tax()), TAX, 0).await.unwrap();
        let dossier = hand_over_leg(context, on(&dossier, office.tax()), TAX).await.unwrap();
        let dossier = accept(context, on(&dossier, office.land()), SIGNING).await.unwrap();
        let builder = office.person(9, "H13.007", Role::Specialist);
        let asked = Question {
            asking: SIGNING,
            agency: builder.agency,
            budget: "2 working days".parse().unwrap(),
            words: "Thửa đất có nằm trong quy hoạch đường?".to_owned(),
        };
        let dossier = ask_opinion(context, on(&dossier, office.land()), asked).await.unwrap();
        let granted = || Outcome::Granted { result: "giay-chung-nhan".to_owned(), file: None };
        let early = refusal(propose(context, on(&dossier, office.land()), SIGNING, granted()).await);
        assert_eq!(early.message.code.to_string(), "routing.opinion-outstanding");
        let dossier = accept(context, on(&dossier, builder), OPINION).await.unwrap();
        let dossier =
            answer_opinion(context, on(&dossier, builder), OPINION, "Không.".to_owned()).await.unwrap();
        let dossier = propose(context, on(&dossier, office.land()), SIGNING, granted()).await.unwrap();
        let reason = "Sai diện tích".to_owned();
        let dossier =
            demand_rework(context, on(&dossier, office.land_leader()), SIGNING, reason).await.unwrap();
        assert!(matches!(dossier.leg(SIGNING).unwrap().status, LegStatus::Active { assignee: Some(_), .. }));
        dossiers::verify(&context.store.reader(), dossier.id).await.unwrap();
    }
);

on_both_databases!(
    a_second_appointment_is_refused_and_an_apology_is_not,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let dossier = sent(&office).await;
        let dossier = accept(context, on(&dossier, office.tax()), TAX).await.unwrap();
        let lawful = dossier.reception.as_ref().unwrap().dates.lawful;
        office.it_is("2026-11-20T09:00");
        let words = || "Chờ xác minh thửa đất; chúng tôi xin lỗi.".to_owned();
        let (tax, to) = (office.person(14, "H13.030", Role::Leader), at("2026-12-04T17:00"));
        let dossier = reappoint(context, on(&dossier, tax), TAX, to, words()).await.unwrap();
        let dates = dossier.reception.as_ref().unwrap().dates;
        assert_eq!((dates.lawful, dates.reappointed), (lawful, Some(to)));
        office.it_is("2026-11-26T09:00");
        let second =
            refusal(reappoint(context, on(&dossier, tax), TAX, at("2026-12-11T17:00"), words()).await);
        assert_eq!(second.message.code.to_string(), "routing.reappointed-already");
        assert!(second.article.is_some());
        let silent = refusal(apologise(context, on(&dossier, tax), TAX, "  ".to_owned()).await);
        assert_eq!(silent.message.code.to_string(), "app.words-missing");
        let dossier = apologise(context, on(&dossier, tax), TAX, words()).await.unwrap();
        assert_eq!(dossier.reception.unwrap().dates.reappointed, Some(to));
    }
);

on_both_databases!(
    a_suspension_moves_the_lawful_date_by_its_working_time,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let dossier = sent(&office).await;
        let dossier = accept(context, on(&dossier, office.land()), LAND).await.unwrap();
        office.it_is("2026-11-17T10:00");
        let reason = "Tòa án thụ lý tranh chấp".to_owned();
        let court = SuspensionGround::Court;
        let dossier = suspend(context, on(&dossier, office.land()), court, reason).await.unwrap();
        let paused = refusal(hand_over_leg(context, on(&dossier, office.land()), LAND).await);
        assert_eq!(paused.message.code.to_string(), "routing.suspended");
        // Two working days and one hour: 17/11 10:00 to 19/11 11:00. From 27/11 17:00 on: 30/11, 01/12 and an hour.
        office.it_is("2026-11-19T11:00");
        let dossier = resume(context, on(&dossier, office.land())).await.unwrap();
        assert_eq!(dossier.reception.as_ref().unwrap().dates.lawful, at("2026-12-02T08:00"));
        let reason = "Người nộp rút".to_owned();
        let dossier = withdraw(context, on(&dossier, office.counter()), reason).await.unwrap();
        assert!(matches!(dossier.status, Status::Withdrawn { .. }));
        dossiers::verify(&context.store.reader(), dossier.id).await.unwrap();
    }
);
