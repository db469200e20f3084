//! What was asked for is read back in order, page by page; what was received is counted by version.

use crate::example::{self, COUNTER, OFFICE, at};
use motcua_dossier::{Event, SupplementItem, SupplementSubject};
use motcua_kernel::{LegNo, TextId};
use motcua_storage::{asked_papers, dossiers};
use uuid::Uuid;

fn asked(code: &str) -> Event {
    Event::SupplementRequested {
        items: vec![SupplementItem {
            subject: SupplementSubject::Component { code: code.to_owned() },
            reason: TextId(Uuid::nil()),
        }],
        leg: Some(LegNo(1)),
        answer_by: at(60 * 24),
        overridden: None,
    }
}

on_both_databases!(what_was_asked_for_is_found_again, async |database| {
    let store = &database.store;
    for serial in [1, 2, 3] {
        let received = example::insert(store, serial).await;
        let sent = example::handed_over(&received);
        let accepted = example::accepted(&sent.0);
        example::save(store, &received, &sent).await.unwrap();
        example::save(store, &sent.0, &accepted).await.unwrap();
        if serial < 3 {
            let asks = example::then(&accepted.0, asked(&format!("giay-{serial}")));
            example::save(store, &accepted.0, &asks).await.unwrap();
        }
    }
    let reader = store.reader();
    let first = asked_papers::page(&reader, at(0), 0, 1).await.unwrap();
    let rest = asked_papers::page(&reader, at(0), first[0].position, 9).await.unwrap();
    let found: Vec<_> = first.iter().chain(&rest).map(|it| (it.dossier, it.items.clone())).collect();
    let expected = |serial| match asked(&format!("giay-{serial}")) {
        Event::SupplementRequested { items, .. } => (example::dossier_id(serial), items),
        other => panic!("{other:?}"),
    };
    assert_eq!(found, [expected(1), expected(2)]);
    assert_eq!(asked_papers::page(&reader, at(60 * 24 * 365), 0, 9).await.unwrap(), []);

    let counted = dossiers::count_by_version(&reader, &[COUNTER], at(0)).await.unwrap();
    assert_eq!(counted, [(first[0].version, 3)]);
    for (counters, since) in [(vec![OFFICE], at(0)), (vec![COUNTER], at(1)), (Vec::new(), at(0))] {
        assert_eq!(dossiers::count_by_version(&reader, &counters, since).await.unwrap(), []);
    }
});
