//! A desk shows what an agency has to do, the most urgent first, and is written with what changes it.

use crate::example::{self, COUNTER, OFFICE, at};
use crate::past_the_store::tamper;
use motcua_dossier::{DeskClock, DeskRange, DeskRow, DeskTask, Sought, desk_rows};
use motcua_kernel::{AccountId, AgencyId, LegNo, PartyId, ProcedureVersionId};
use motcua_storage::desk::{self, DeskPlace, DeskQuery, Whose};
use motcua_storage::{Store, StoreError, dossiers};
use std::collections::BTreeMap;

fn row(agency: AgencyId, slot: u16, task: DeskTask, due: i64) -> DeskRow {
    DeskRow {
        agency,
        slot,
        task,
        due: at(due),
        clock: DeskClock::Running,
        assignee: None,
        version: VERSION,
        applicant: PartyId(uuid::Uuid::from_u128(1)),
        priority: false,
    }
}

const VERSION: ProcedureVersionId = ProcedureVersionId(uuid::Uuid::from_u128(5));
const ONE: AccountId = AccountId(uuid::Uuid::from_u128(21));
const OTHER: AccountId = AccountId(uuid::Uuid::from_u128(22));

/// Everything on the desk of an agency.
fn all(agency: AgencyId) -> DeskQuery {
    DeskQuery { agency, whose: Whose::Everybody, versions: None, task: None, priority: false, text: None }
}

async fn change(store: &Store, serial: u32, before: &[DeskRow], after: &[DeskRow]) {
    let dossier = example::dossier_id(serial);
    store.write::<_, StoreError>(async |tx| desk::change(tx, dossier, before, after).await).await.unwrap();
}

/// Takes a dossier off the desks it lies on and puts it on these.
async fn put(store: &Store, serial: u32, after: &[DeskRow]) {
    let state = example::insert(store, serial).await;
    change(store, serial, &desk_rows(&state), after).await;
}

on_both_databases!(the_desk_sent_with_the_dossier, async |database| {
    let store = &database.store;
    let received = example::insert(store, 1).await;
    let check = async |agency, expected: &[(u16, DeskTask)]| {
        let page = desk::page(&store.reader(), &all(agency), None, None, 10).await.unwrap();
        assert_eq!(page.iter().map(|it| (it.row.slot, it.row.task)).collect::<Vec<_>>(), expected);
        for line in page {
            assert_eq!(line.dossier, dossiers::load(&store.reader(), received.id).await.unwrap());
        }
    };
    check(COUNTER, &[(0, DeskTask::HandOver)]).await;
    check(OFFICE, &[]).await;
    let sent = example::handed_over(&received);
    example::save(store, &received, &sent).await.unwrap();
    check(COUNTER, &[]).await;
    check(OFFICE, &[(LegNo(1).0, DeskTask::Accept)]).await;
    let accepted = example::accepted(&sent.0);
    example::save(store, &sent.0, &accepted).await.unwrap();
    check(OFFICE, &[(LegNo(1).0, DeskTask::Take)]).await;
    dossiers::verify(&store.reader(), received.id).await.unwrap();
});

on_both_databases!(only_the_difference_is_written, async |database| {
    let store = &database.store;
    let stays = row(COUNTER, 0, DeskTask::HandOver, 1);
    let sent = row(OFFICE, 1, DeskTask::Accept, 1);
    let goes = row(OFFICE, 2, DeskTask::Accept, 1);
    put(store, 1, &[stays, sent, goes]).await;
    put(store, 2, &[goes]).await;
    // What is not written shows: this row is the same before and after.
    tamper(database, "UPDATE desk SET due = due + 1 WHERE slot = 0").await;
    let accepted = row(OFFICE, 1, DeskTask::Work, 5);
    let comes = row(COUNTER, 3, DeskTask::Resend, 1);
    change(store, 1, &[stays, sent, goes], &[comes, accepted, stays]).await;
    let untouched = DeskRow { due: motcua_kernel::Instant::from_micros(at(1).micros() + 1), ..stays };
    let rows = desk::rows_of(&store.reader(), example::dossier_id(1)).await.unwrap();
    assert_eq!(rows, [untouched, comes, accepted]);
    assert_eq!(desk::rows_of(&store.reader(), example::dossier_id(2)).await.unwrap(), [goes]);
    change(store, 1, &rows, &rows).await;
    change(store, 1, &rows, &[]).await;
    assert_eq!(desk::rows_of(&store.reader(), example::dossier_id(1)).await.unwrap(), []);
});

on_both_databases!(a_desk_is_read_page_by_page_and_counted, async |database| {
    let store = &database.store;
    put(store, 1, &[row(OFFICE, 2, DeskTask::Work, 7), row(OFFICE, 1, DeskTask::Decide, 7)]).await;
    put(store, 2, &[row(OFFICE, 1, DeskTask::Work, 3), row(COUNTER, 0, DeskTask::HandOver, 1)]).await;
    put(store, 3, &[row(OFFICE, 1, DeskTask::Work, 7)]).await;
    let reader = store.reader();
    let mut places: Vec<DeskPlace> = Vec::new();
    loop {
        let page = desk::page(&reader, &all(OFFICE), None, places.last(), 3).await.unwrap();
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 3);
        places.extend(page.iter().map(desk::DeskLine::place));
    }
    let place = |serial, slot, due| DeskPlace {
        clock: DeskClock::Running,
        due: at(due),
        dossier: example::dossier_id(serial),
        slot,
    };
    assert_eq!(places, [place(2, 1, 3), place(1, 1, 7), place(1, 2, 7), place(3, 1, 7)]);
    let counts = desk::count_by_task(&reader, OFFICE).await.unwrap();
    assert_eq!(counts, BTreeMap::from([(DeskTask::Work, 3), (DeskTask::Decide, 1)]));
    assert_eq!(desk::count_by_task(&reader, AgencyId(uuid::Uuid::nil())).await.unwrap(), BTreeMap::new());
});

on_both_databases!(every_task_is_stored_by_a_word_that_is_read_back, async |database| {
    let rows: Vec<_> = (0..).zip(DeskTask::ALL).map(|(slot, task)| row(OFFICE, slot, task, 1)).collect();
    put(&database.store, 1, &rows).await;
    let read = desk::rows_of(&database.store.reader(), example::dossier_id(1)).await.unwrap();
    assert_eq!(read, rows);
});

on_both_databases!(a_desk_that_can_not_be_read_is_corrupt, async |database| {
    example::insert(&database.store, 1).await;
    let reader = database.store.reader();
    tamper(database, "UPDATE desk SET task = 'ngủ'").await;
    refuses!(
        desk::page(&reader, &all(COUNTER), None, None, 1).await,
        StoreError::Corrupt { table: "desk", .. }
    );
    refuses!(desk::count_by_task(&reader, COUNTER).await, StoreError::Corrupt { table: "desk", .. });
    tamper(database, "UPDATE desk SET task = 'hand-over', slot = 70000").await;
    refuses!(
        desk::page(&reader, &all(COUNTER), None, None, 1).await,
        StoreError::Corrupt { table: "desk", .. }
    );
});

on_both_databases!(a_desk_is_chosen_by_person_kind_version_and_stretch, async |database| {
    let store = &database.store;
    let mine = DeskRow { assignee: Some(ONE), priority: true, ..row(OFFICE, 1, DeskTask::Work, 3) };
    let others = DeskRow { assignee: Some(OTHER), ..row(OFFICE, 2, DeskTask::Work, 4) };
    let free = row(OFFICE, 3, DeskTask::Take, 5);
    let to_sign = row(OFFICE, 4, DeskTask::Decide, 6);
    let paused = DeskRow { clock: DeskClock::Paused, ..row(OFFICE, 5, DeskTask::Resume, 1) };
    let ready = DeskRow { clock: DeskClock::Ended, ..row(OFFICE, 6, DeskTask::ReturnResult, 1) };
    put(store, 1, &[mine, others, free, to_sign, paused, ready]).await;
    let reader = store.reader();
    let slots = async |query: &DeskQuery, range: Option<DeskRange>| {
        let page = desk::page(&reader, query, range, None, 10).await.unwrap();
        page.iter().map(|it| it.row.slot).collect::<Vec<_>>()
    };
    let everything = all(OFFICE);
    assert_eq!(slots(&everything, None).await, [1, 2, 3, 4, 5, 6], "what runs comes first");
    let own = Whose::Own { accounts: vec![ONE], free: vec![DeskTask::Take] };
    assert_eq!(slots(&DeskQuery { whose: own, ..everything.clone() }, None).await, [1, 3]);
    let nothing = Whose::Own { accounts: Vec::new(), free: Vec::new() };
    assert_eq!(slots(&DeskQuery { whose: nothing, ..everything.clone() }, None).await, [0; 0]);
    assert_eq!(slots(&DeskQuery { whose: Whose::Of(OTHER), ..everything.clone() }, None).await, [2]);
    assert_eq!(slots(&DeskQuery { task: Some(DeskTask::Decide), ..everything.clone() }, None).await, [4]);
    assert_eq!(slots(&DeskQuery { priority: true, ..everything.clone() }, None).await, [1]);
    let of = |version| DeskQuery { versions: Some(version), ..everything.clone() };
    assert_eq!(slots(&of(vec![VERSION]), None).await.len(), 6);
    assert_eq!(slots(&of(Vec::new()), None).await, [0; 0]);
    let running = |from, before| DeskRange { clock: DeskClock::Running, from, before };
    let middle = running(Some(at(4)), Some(at(6)));
    assert_eq!(slots(&everything, Some(middle)).await, [2, 3]);
    let whole = |clock| DeskRange { clock, from: None, before: None };
    let ranges = [middle, whole(DeskClock::Running), whole(DeskClock::Paused), whole(DeskClock::Ended)];
    assert_eq!(desk::versions_on(&reader, OFFICE).await.unwrap(), [VERSION]);
    assert_eq!(desk::versions_on(&reader, AgencyId(uuid::Uuid::nil())).await.unwrap(), []);
    assert_eq!(desk::count_ranges(&reader, &everything, &ranges, 3).await.unwrap(), [2, 3, 1, 1]);
});

on_both_databases!(a_dossier_is_found_on_a_desk_by_number_and_name, async |database| {
    let store = &database.store;
    crate::search::receive(store, 1, "Trần Đình Đức").await;
    crate::search::receive(store, 2, "Đặng Thị Hường").await;
    let number = example::number(2).to_string();
    let found = async |typed: &str| {
        let text = Sought::parse(typed).ok();
        assert!(text.is_some(), "{typed}");
        let query = DeskQuery { text, ..all(COUNTER) };
        let page = desk::page(&store.reader(), &query, None, None, 10).await.unwrap();
        let whole = DeskRange { clock: DeskClock::Running, from: None, before: None };
        let counted = desk::count_ranges(&store.reader(), &query, &[whole], 10).await.unwrap();
        assert_eq!(counted, [u64::try_from(page.len()).unwrap()]);
        page.iter().map(|it| it.dossier.id).collect::<Vec<_>>()
    };
    for typed in [&number, "dang thi huong", "Hường Đặng", "0912345602"] {
        assert_eq!(found(typed).await, [example::dossier_id(2)], "{typed}");
    }
    assert_eq!(found(&number[number.len() - 4..]).await, [example::dossier_id(2)]);
    assert_eq!(found("%%25_").await, []);
    assert_eq!(found("KHÔNG CÓ").await, []);
});
