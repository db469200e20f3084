//! Lists show the dossiers of the agencies asked for, newest receipt first, each on one page only.

use crate::example::{self, COUNTER, OFFICE, at};
use motcua_dossier::{Dossier, Entry, Event, apply};
use motcua_kernel::{AgencyId, DossierId};
use motcua_storage::dossiers::{self, DossierQuery};
use motcua_storage::{Store, StoreError};
use uuid::Uuid;

const ELSEWHERE: AgencyId = AgencyId(Uuid::from_u128(0xa9));

/// Received by `agency` at a minute.
async fn receive(store: &Store, serial: u32, agency: AgencyId, minute: i64) -> Dossier {
    let (_, mut entry) = example::received(serial);
    if let Event::Received { filing, reception, .. } = &mut entry.event {
        filing.receiving = agency;
        reception.at = at(minute);
    }
    let state = apply(example::dossier_id(serial), None, &entry).unwrap();
    let entries: [Entry; 1] = [entry];
    store.write::<_, StoreError>(async |tx| example::keep_new(tx, &state, &entries).await).await.unwrap();
    state
}

async fn serials(store: &Store, query: &DossierQuery) -> Vec<u32> {
    let found = dossiers::list(&store.reader(), query).await.unwrap();
    found.iter().map(|it| serial(it.id)).collect()
}

fn serial(id: DossierId) -> u32 {
    (1..100).find(|it| example::dossier_id(*it) == id).unwrap()
}

fn of(receiving: &[AgencyId]) -> DossierQuery {
    DossierQuery { receiving: receiving.to_vec(), limit: 100, ..DossierQuery::default() }
}

on_both_databases!(a_list_shows_what_was_asked_for, async |database| {
    let store = &database.store;
    receive(store, 1, COUNTER, 10).await;
    receive(store, 2, ELSEWHERE, 20).await;
    receive(store, 3, COUNTER, 30).await;
    let fourth = receive(store, 4, COUNTER, 40).await;
    let sent = example::handed_over(&fourth);
    let accepted = example::accepted(&sent.0);
    example::save(store, &fourth, &sent).await.unwrap();
    example::save(store, &sent.0, &accepted).await.unwrap();

    let check = async |query: DossierQuery, expected: &[u32]| {
        assert_eq!(serials(store, &query).await, expected, "{query:?}");
    };
    check(of(&[]), &[]).await;
    check(of(&[OFFICE]), &[]).await;
    check(of(&[COUNTER]), &[4, 3, 1]).await;
    check(of(&[COUNTER, ELSEWHERE]), &[4, 3, 2, 1]).await;
    let many: Vec<_> = (0..800).map(|it| AgencyId(Uuid::from_u128(0xa0 + it))).collect();
    check(of(&many), &[4, 3, 2, 1]).await;
    let in_status = |status: &str| DossierQuery { statuses: vec![status.to_owned()], ..of(&[COUNTER]) };
    check(in_status("in-process"), &[4]).await;
    check(in_status("received"), &[3, 1]).await;
    check(in_status("returned"), &[]).await;
    check(DossierQuery { received_from: Some(at(30)), ..of(&many) }, &[4, 3]).await;
    check(DossierQuery { received_before: Some(at(30)), ..of(&many) }, &[2, 1]).await;
    check(DossierQuery { limit: 2, ..of(&many) }, &[4, 3]).await;
});

on_both_databases!(pages_follow_one_another_also_within_one_moment, async |database| {
    let store = &database.store;
    for (serial, minute) in [(1, 10), (2, 20), (3, 20), (4, 20), (5, 30)] {
        receive(store, serial, COUNTER, minute).await;
    }
    let mut query = DossierQuery { limit: 2, ..of(&[COUNTER, OFFICE]) };
    let mut pages = Vec::new();
    loop {
        let page = dossiers::list(&store.reader(), &query).await.unwrap();
        let Some(last) = page.last() else { break };
        query.after = last.reception.as_ref().map(|it| (it.at, last.id));
        pages.push(page.iter().map(|it| serial(it.id)).collect::<Vec<_>>());
    }
    assert_eq!(pages, [vec![5, 4], vec![3, 2], vec![1]]);
});

on_both_databases!(a_visit_without_a_number_is_on_no_list, async |database| {
    let store = &database.store;
    let (_, entry) = example::received(1);
    let Event::Received { filing, .. } = entry.event.clone() else { unreachable!() };
    let event = Event::GuidanceGiven { filing, lacking: Vec::new() };
    let entry = Entry { event, ..entry };
    let state = apply(example::dossier_id(1), None, &entry).unwrap();
    let entries = [entry];
    store.write::<_, StoreError>(async |tx| example::keep_new(tx, &state, &entries).await).await.unwrap();
    assert_eq!(serials(store, &of(&[COUNTER])).await, [] as [u32; 0]);
});
