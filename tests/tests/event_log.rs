//! An event log of another system, taken over on both databases and given back: every figure stays what it was.
//!
//! A small log of ours is always there. The real one (`CoSeLoG`, receipt phase) is not ours to publish: it is read from the
//! shared data; where that is absent its tests say that they were skipped, and fail where `CI=true`.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

#[path = "../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(unused_macros, reason = "every test here is for both databases")]
mod support;

use motcua_app::log::{ImportReport, export_log, import_log};
use motcua_app::upkeep::{VerifyReport, verify};
use motcua_app::{AppError, Clock, Context, IdSource, Province};
use motcua_dossier::By;
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, Role, parse_instant};
use motcua_reporting::durations::{DurationReport, Snapshot, report};
use motcua_reporting::event_log::{Activity, AttributeValue, Case, EventLog};
use motcua_reporting::xes;
use motcua_storage::dossiers;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use time::UtcOffset;
use uuid::Uuid;

const NOW: &str = "2026-11-24T08:00";

fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

fn office(database: &support::TestDatabase) -> Context {
    let (clock, ids) = (Clock::fixed(at(NOW)), IdSource::Counting(AtomicU64::new(0)));
    Context::new(clock, ids, database.store.clone(), Province::can_tho().unwrap())
}

fn operator() -> Actor {
    let (account, agency) = (AccountId(Uuid::from_u128(1)), AgencyId(Uuid::from_u128(2)));
    Actor { account, agency, role: Role::Administrator }
}

async fn import(context: &Context, log: &EventLog) -> Result<ImportReport, AppError> {
    import_log(context, operator(), log, &|_| {}).await
}

fn figures(log: &EventLog) -> DurationReport {
    report(log, parse_instant("2011-06-30T00:00:00Z"), UtcOffset::UTC)
}

fn by_name(log: &EventLog) -> BTreeMap<Option<String>, Case> {
    log.cases.iter().map(|it| (it.id.clone(), it.clone())).collect()
}

/// Three cases: one in time, one open and overdue at the snapshot, one without events. The events of the first are not in
/// the order of their times, and one of them is exact to the microsecond.
fn small_log() -> EventLog {
    let event = |activity: &str, resource: Option<&str>, occurred: &str| Activity {
        resource: resource.map(str::to_owned),
        group: Some("Một cửa".to_owned()),
        instance: Some("task-1".to_owned()),
        lifecycle: Some("complete".to_owned()),
        ..Activity::new(activity.to_owned(), at(occurred))
    };
    let case = |id: &str, start: &str, end: Option<&str>, deadline: &str, events| Case {
        id: Some(id.to_owned()),
        channel: Some("Internet".to_owned()),
        department: Some("Địa chính".to_owned()),
        group: Some("Nhóm 1".to_owned()),
        responsible: Some("Resource01".to_owned()),
        start: Some(at(start)),
        end: end.map(at),
        planned_end: Some(at(deadline)),
        deadline: Some(at(deadline)),
        events,
        ..Case::default()
    };
    let first = vec![
        event("Tiếp nhận", Some("An"), "2011-05-02T08:00:00.000001Z"),
        event("Trả kết quả", None, "2011-05-04T08:00:00Z"),
        event("Thẩm định", Some("Bình"), "2011-05-03T08:00:00Z"),
    ];
    let second = vec![event("Tiếp nhận", Some("An"), "2011-06-01T08:00:00Z")];
    let cases = vec![
        case("z-1", "2011-05-02T08:00:00Z", Some("2011-05-04T08:00:00Z"), "2011-05-09T08:00:00Z", first),
        case("a-2", "2011-06-01T08:00:00Z", None, "2011-06-08T08:00:00Z", second),
        Case { id: Some("b-3".to_owned()), ..Case::default() },
    ];
    EventLog { cases, ..EventLog::default() }
}

/// The log goes in and out twice; nothing but the order of its cases may change.
async fn goes_in_and_out(first: &support::TestDatabase, log: &EventLog) {
    let here = office(first);
    let told = AtomicUsize::new(0);
    let imported =
        import_log(&here, operator(), log, &|done| told.store(done, Ordering::Relaxed)).await.unwrap();
    let events = log.cases.iter().map(|it| it.events.len()).sum();
    assert_eq!((imported.cases, imported.events, imported.skipped), (log.cases.len(), events, 0));
    assert_eq!(told.into_inner(), log.cases.len());
    let exported = export_log(&here).await.unwrap();
    assert_eq!(figures(&exported), figures(log));
    assert!(by_name(&exported) == by_name(log), "a case has changed");

    let again = import(&here, log).await.unwrap();
    assert_eq!((again.cases, again.events, again.skipped), (0, 0, log.cases.len()));
    assert!(export_log(&here).await.unwrap() == exported, "the second import has changed something");

    let mut file = Vec::new();
    xes::write(&exported, &mut file).unwrap();
    let carried = xes::read(file.as_slice()).unwrap();
    let elsewhere = async |second: &support::TestDatabase| {
        let there = office(second);
        import(&there, &carried).await.unwrap();
        let back = export_log(&there).await.unwrap();
        assert!(back == exported, "the log has changed on its way");
        assert_eq!(figures(&back), figures(log));
    };
    if first.is_postgres() {
        support::on_postgres(elsewhere).await;
    } else {
        support::on_sqlite(elsewhere).await;
    }

    let found = verify(&here, &|_| {}).await.unwrap();
    assert_eq!(found, VerifyReport { dossiers: log.cases.len(), ..VerifyReport::default() });
}

on_both_databases!(a_small_log_comes_back_as_it_went_in, async |database: &support::TestDatabase| {
    let log = small_log();
    goes_in_and_out(database, &log).await;
    let exported = export_log(&office(database)).await.unwrap();
    let names: Vec<&str> = exported.cases.iter().filter_map(|it| it.id.as_deref()).collect();
    assert_eq!(names, ["b-3", "z-1", "a-2"], "by start, those without one first");
    let snapshot = figures(&exported).as_of.unwrap();
    let expected = Snapshot {
        moment: at("2011-06-30T00:00:00Z"),
        received: 2,
        finished: 1,
        finished_on_time: 1,
        finished_late: 0,
        finished_without_deadline: 0,
        open_in_time: 0,
        open_overdue: 1,
        open_without_deadline: 0,
    };
    assert_eq!(snapshot, expected);
});

on_both_databases!(
    history_says_who_imported_and_when_it_happened,
    async |database: &support::TestDatabase| {
        let context = office(database);
        let mut log = small_log();
        log.cases.truncate(1);
        import(&context, &log).await.unwrap();
        let reader = context.store.reader();
        let id = dossiers::ids(&reader, None, 10).await.unwrap()[0];
        let history = dossiers::history(&reader, id).await.unwrap();
        assert_eq!(history.len(), 4);
        assert!(history.iter().all(|it| it.recorded == at(NOW) && it.by == By::Officer(operator())));
        assert_eq!(history[1].occurred, at("2011-05-02T08:00:00.000001Z"));
        assert_eq!(history[3].occurred, at("2011-05-03T08:00:00Z"), "the order of the log is kept");
    }
);

on_both_databases!(what_no_dossier_can_hold_is_counted, async |database: &support::TestDatabase| {
    let context = office(database);
    let mut log = small_log();
    let note = || ("note".to_owned(), AttributeValue::string("x"));
    log.extra.extend([note()]);
    log.cases[0].extra.extend([note()]);
    log.cases[0].events[0].nested.insert("org:resource".to_owned(), vec![note(), note()]);
    log.cases[1].extra.insert("cost".to_owned(), AttributeValue::string("1"));
    let imported = import(&context, &log).await.unwrap();
    assert_eq!(imported.unmapped, BTreeMap::from([("cost".to_owned(), 1), ("note".to_owned(), 4)]));
});

on_both_databases!(
    a_log_whose_cases_can_not_be_told_apart_is_refused_whole,
    async |database: &support::TestDatabase| {
        let context = office(database);
        let check = async |log: EventLog, code: &str| {
            let refused = import(&context, &log).await.unwrap_err();
            let AppError::Refused(refusal) = refused else { panic!("{refused}") };
            assert_eq!(refusal.message.code.to_string(), code);
            assert_eq!(dossiers::ids(&context.store.reader(), None, 10).await.unwrap(), []);
        };
        let mut unnamed = small_log();
        unnamed.cases[2].id = None;
        check(unnamed, "app.log-case-unnamed").await;
        let mut repeated = small_log();
        repeated.cases[2].id = repeated.cases[0].id.clone();
        check(repeated, "app.log-case-repeated").await;
    }
);

on_both_databases!(a_very_long_case_is_taken_over_whole, async |database: &support::TestDatabase| {
    let context = office(database);
    let mut log = small_log();
    let event = log.cases[0].events[0].clone();
    log.cases[0].events = vec![event; 2_500];
    let imported = import(&context, &log).await.unwrap();
    assert_eq!((imported.cases, imported.events), (3, 2_501));
    assert_eq!(figures(&export_log(&context).await.unwrap()), figures(&log));
    assert_eq!(verify(&context, &|_| {}).await.unwrap().broken, []);
});

on_both_databases!(
    a_changed_event_is_found_and_the_others_are_sound,
    async |database: &support::TestDatabase| {
        let context = office(database);
        import(&context, &small_log()).await.unwrap();
        let connection = database.connect().await;
        connection
            .execute_unprepared("UPDATE event SET occurred = occurred + 1 WHERE position = 2")
            .await
            .unwrap();
        connection.close().await.unwrap();
        let found = verify(&context, &|_| {}).await.unwrap();
        assert_eq!((found.dossiers, found.broken.len()), (3, 1));
        assert!(found.broken[0].1.contains("its hash does not fit"), "{found:?}");
    }
);

on_both_databases!(
    the_receipt_log_has_the_figures_of_pm4py_in_the_store,
    async |database: &support::TestDatabase| {
        let Some((log, expected)) = receipt() else { return };
        goes_in_and_out(database, &log).await;
        let found = figures(&export_log(&office(database)).await.unwrap());
        let found = serde_json::to_value(found).unwrap();
        for name in [
            "cases",
            "events",
            "activities",
            "resources",
            "variants",
            "dfg_edges",
            "top_variants",
            "start_activities",
            "end_activities",
            "activity_counts",
            "channels",
            "rework_cases_per_activity",
        ] {
            assert_eq!(found[name], expected[name], "{name}");
        }
        assert_eq!(found["received_per_month"], expected["received_per_month_UTC"]);
        agree(&expected["duration_seconds"], &found["duration_seconds"]);
        agree(&expected["deadline"], &found["deadline"]);
        agree(&expected["as_of_2011-06-30Z"], &found["as_of"]);
    }
);

/// Everything expected is found; fractions up to the last digits of a float.
fn agree(expected: &Value, found: &Value) {
    match (expected, found) {
        (Value::Object(expected), found) => {
            for (name, value) in expected {
                agree(value, &found[name]);
            }
        }
        (Value::Number(number), found) if number.is_f64() => {
            let (number, found) = (number.as_f64().unwrap(), found.as_f64().unwrap());
            assert!((number - found).abs() <= 1e-6 * number.abs(), "{number} expected, {found} found");
        }
        (expected, found) => assert_eq!(json!(expected), json!(found)),
    }
}

#[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the data")]
fn receipt() -> Option<(EventLog, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/eventlogs");
    let Ok(file) = File::open(folder.join("receipt.xes.gz")) else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "CI needs {}", folder.display());
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", folder.display());
        return None;
    };
    let log = xes::read(BufReader::new(flate2::bufread::GzDecoder::new(BufReader::new(file)))).unwrap();
    let expected = std::fs::read_to_string(folder.join("receipt_expected.json")).unwrap();
    Some((log, serde_json::from_str(&expected).unwrap()))
}
