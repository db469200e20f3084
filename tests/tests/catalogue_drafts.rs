//! The national list in the store, on both databases: a draft beside each line, and a second import in its place.
#![cfg(test)]

#[path = "../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(unused_macros, reason = "every test here is for both databases")]
#[expect(dead_code, reason = "no test here goes past the store")]
mod support;

use motcua_app::catalogue::{CatalogueImport, import_catalogue};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_catalogue::import::{Import, read};
use motcua_kernel::{Instant, parse_instant};
use motcua_storage::procedure_drafts::{by_code, count};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

fn office(database: &support::TestDatabase, now: &str) -> Context {
    let ids = IdSource::Counting(AtomicU64::new(0));
    Context::new(Clock::fixed(at(now)), ids, database.store.clone(), Province::can_tho().unwrap())
}

/// As many procedures as take three writes, each with a fee and a channel to look at.
fn list(name: &str) -> String {
    let line = |number: u32| {
        let channel = json!({
            "channel": "counter", "time_value": 3, "time_unit": null, "note": null, "fees": ["Miễn phí"],
        });
        let line = json!({
            "code": format!("1.{number:06}"), "name": format!("{name} {number}"), "decision": null,
            "ministry": null, "field": "Hộ tịch", "levels": [], "kind": "", "applicants": [], "agencies": [],
            "channels": [channel], "documents": [], "results": [], "legal": [], "url": null, "source": null,
        });
        format!("{line}\n")
    };
    (1..=450).map(line).collect()
}

fn procedures(list: &str) -> Import {
    let import = read(list.as_bytes()).unwrap();
    assert_eq!((import.procedures.len(), import.rejected.len()), (450, 0));
    import
}

on_both_databases!(
    a_list_is_kept_line_by_line_and_a_later_one_takes_its_place,
    async |database: &support::TestDatabase| {
        let office = office(database, "2026-11-24T08:00");
        let (first, later) = (list("Cấp bản sao"), list("Cấp lại"));
        let progress = Mutex::new(Vec::new());
        let told = |done| progress.lock().unwrap().push(done);

        let imported = import_catalogue(&office, &procedures(&first).procedures, &told).await.unwrap();
        assert_eq!(imported, CatalogueImport { stored: 450, replaced: 0 });
        assert_eq!(*progress.lock().unwrap(), [200, 400, 450]);
        let row = by_code(&database.store.reader(), "1.000450").await.unwrap().unwrap();
        assert_eq!(row.source, first.lines().last().unwrap());
        assert_eq!((row.name.as_str(), row.flagged), ("Cấp bản sao 450", 2));
        assert_eq!(row.imported_at, at("2026-11-24T08:00"));
        let draft: Value = serde_json::from_str(&row.draft).unwrap();
        assert_eq!(draft["procedure"]["code"], "1.000450");
        assert_eq!(draft["version"]["life"], "draft");
        assert_eq!(draft["open_points"].as_array().unwrap().len(), 2);

        let again = import_catalogue(&office, &procedures(&first).procedures, &|_| {}).await.unwrap();
        assert_eq!(again, CatalogueImport { stored: 0, replaced: 450 });
        assert_eq!(by_code(&database.store.reader(), "1.000450").await.unwrap().unwrap(), row);

        let replaced = import_catalogue(&office, &procedures(&later).procedures, &|_| {}).await.unwrap();
        assert_eq!(replaced, again);
        let row = by_code(&database.store.reader(), "1.000450").await.unwrap().unwrap();
        assert_eq!(row.name, "Cấp lại 450");
        assert_eq!(count(&database.store.reader()).await.unwrap(), (450, 900));
    }
);
