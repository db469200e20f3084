//! At the counter: visits without a number, mistakes mended by two people, an applicant who wants to stop.

use crate::office::{Office, on};
use crate::support;
use motcua_app::intake::{
    AskedItem, ask_supplement, confirm_annulment, confirm_correction, guide, not_receive, receive_at_counter,
    request_annulment, request_correction, stop,
};
use motcua_app::{AppError, Command, duties};
use motcua_dossier::{By, Correction, Dossier, Status, StopGround, SupplementSubject};
use motcua_kernel::{PartyId, Role};
use motcua_storage::dossiers;
use motcua_storage::texts::{self, Text};
use uuid::Uuid;

fn refused_by(outcome: Result<Dossier, AppError>, code: &str) {
    let Err(AppError::Refused(refusal)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.message.code.to_string(), code);
}

on_both_databases!(
    a_visit_without_all_papers_is_recorded_without_a_number,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let mut filing = office.filing();
        filing.components.pop();
        let item = || AskedItem {
            subject: SupplementSubject::Component { code: "giay-chung-nhan".to_owned() },
            reason: "Chưa có bản gốc Giấy chứng nhận".to_owned(),
        };
        refused_by(guide(context, office.counter(), filing.clone(), Vec::new()).await, "intake.items-empty");
        let visit = guide(context, office.counter(), filing.clone(), vec![item()]).await.unwrap();
        assert_eq!((&visit.status, &visit.reception), (&Status::GuidanceGiven, &None));
        refused_by(
            not_receive(context, office.counter(), filing.clone(), " ".to_owned()).await,
            "app.words-missing",
        );
        let reason = "Thửa đất ngoài địa bàn thành phố".to_owned();
        let visit = not_receive(context, office.counter(), filing, reason.clone()).await.unwrap();
        let Status::NotReceived { reason: id } = visit.status else { panic!("{:?}", visit.status) };
        let reader = context.store.reader();
        assert_eq!(texts::load(&reader, id).await.unwrap(), Text::Kept(reason));
        let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap();
        assert_eq!(received.dossier.reception.unwrap().number.serial(), "0001");
        dossiers::verify(&reader, visit.id).await.unwrap();
    }
);

on_both_databases!(a_mistake_is_mended_by_two_people, async |database: &support::TestDatabase| {
    let office = Office::open(database);
    let context = &office.context;
    let clerk = office.counter();
    let head = office.person(8, "H13.163.01", Role::UnitHead);
    let received = receive_at_counter(context, clerk, office.filing()).await.unwrap().dossier;
    let right = PartyId(Uuid::from_u128(101));
    let correction = Correction::Applicant { party: right };
    let reason = || "Nhập nhầm".to_owned();
    let dossier = request_correction(context, on(&received, clerk), correction, reason()).await.unwrap();
    refused_by(confirm_correction(context, on(&dossier, clerk)).await, "intake.own-request");
    let dossier = confirm_correction(context, on(&dossier, head)).await.unwrap();
    assert_eq!(dossier.filing.as_ref().unwrap().applicant, right);
    let dossier = request_annulment(context, on(&dossier, clerk), reason()).await.unwrap();
    refused_by(confirm_annulment(context, on(&dossier, clerk)).await, "intake.own-request");
    let dossier = confirm_annulment(context, on(&dossier, head)).await.unwrap();
    assert!(matches!(dossier.status, Status::Annulled { .. }));
    let next = receive_at_counter(context, clerk, office.filing()).await.unwrap();
    assert_eq!(next.dossier.reception.unwrap().number.serial(), "0002");
    dossiers::verify(&context.store.reader(), dossier.id).await.unwrap();
});

on_both_databases!(
    an_applicant_stops_a_dossier_that_has_no_result,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap().dossier;
        let reason = "Không chuyển nhượng nữa".to_owned();
        let dossier = stop(context, on(&received, office.counter()), reason).await.unwrap();
        assert!(matches!(dossier.status, Status::Stopped { ground: StopGround::ByApplicant, .. }));
    }
);

on_both_databases!(
    a_supplement_that_never_comes_ends_the_dossier_by_rule,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap().dossier;
        let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
        let asked = |seq: u32| {
            let subject = subject.clone();
            let items = vec![AskedItem { subject, reason: format!("Hợp đồng thiếu trang {seq}") }];
            let command = Command { seen: seq, ..on(&received, office.counter()) };
            async move { ask_supplement(context, command, None, items).await }
        };
        let waiting = asked(received.seq).await.unwrap();
        let Status::SupplementRequested { answer_by, .. } = waiting.status else { panic!("{waiting:?}") };
        let drained = async || duties::drain(context).await.unwrap().done;
        context.clock.set(answer_by);
        assert_eq!(drained().await, 0);
        context.clock.set(answer_by.plus_minutes(1));
        assert_eq!(drained().await, 1);
        let reader = context.store.reader();
        let ended = dossiers::load(&reader, received.id).await.unwrap();
        assert!(matches!(ended.status, Status::Stopped { ground: StopGround::NoSupplement, .. }));
        assert_eq!(dossiers::history(&reader, received.id).await.unwrap().last().unwrap().by, By::Rule);
        assert_eq!(drained().await, 0);
        dossiers::verify(&reader, received.id).await.unwrap();
    }
);
