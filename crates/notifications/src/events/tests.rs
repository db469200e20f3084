//! Names are names, and patience is a day.

use super::{DAY_SECONDS, EventGroup, EventKind, NextTry, after_failure, ping};
use motcua_kernel::{Instant, parse_instant};
use std::collections::BTreeSet;

fn at(moment: &str) -> Instant {
    parse_instant(moment).unwrap()
}

#[test]
fn every_kind_has_a_name_of_its_own_and_stands_in_one_group() {
    let names: BTreeSet<&str> = EventKind::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(names.len(), EventKind::ALL.len());
    assert_eq!(EventGroup::ALL.into_iter().flat_map(EventGroup::kinds).count(), EventKind::ALL.len());
    for kind in EventKind::ALL {
        assert_eq!(kind.code().parse(), Ok(*kind));
        assert_eq!(format!("vn.motcua.dossier.{kind}").parse(), Ok(*kind));
    }
    assert_eq!("tea".parse::<EventKind>(), Err(()));
}

#[test]
fn pauses_grow_to_an_hour_and_end_after_a_day() {
    let since = at("2026-11-16T08:00");
    let (mut now, mut failures, mut pauses) = (since, 1, Vec::new());
    while let NextTry::At(next) = after_failure(failures, since, None, now) {
        pauses.push(next.micros_since(now) / 1_000_000);
        (now, failures) = (next, failures + 1);
    }
    assert_eq!(pauses[..7], [10, 30, 60, 300, 900, 1_800, 3_600]);
    assert!(pauses[7..].iter().all(|it| *it <= 3_600), "{pauses:?}");
    assert_eq!(now, at("2026-11-17T08:00"), "the last try is a day after the first");
    assert_eq!(pauses.iter().sum::<i64>(), i64::try_from(DAY_SECONDS).unwrap());
}

#[test]
fn a_listener_may_ask_for_more_time_and_for_no_less() {
    let since = at("2026-11-16T08:00");
    let check = |failures, asked, expected: &str| {
        assert_eq!(after_failure(failures, since, asked, since), NextTry::At(at(expected)), "{asked:?}");
    };
    check(1, None, "2026-11-16T08:00:10");
    check(1, Some(0), "2026-11-16T08:00:10");
    check(1, Some(90), "2026-11-16T08:01:30");
    check(7, Some(90), "2026-11-16T09:00");
    check(1, Some(u64::MAX), "2026-11-16T14:00");
    check(u32::MAX, None, "2026-11-16T09:00");
    assert_eq!(after_failure(u32::MAX, since, Some(u64::MAX), at("2027-01-01T00:00")), NextTry::GiveUp);
    assert_eq!(after_failure(0, Instant::MAX, None, Instant::MAX), NextTry::GiveUp);
}

#[test]
fn a_test_says_nothing_of_any_dossier() {
    let ping = ping("https://motcua.vn", "7", at("2026-11-16T08:00"));
    let text = serde_json::to_string(&ping).unwrap();
    assert_eq!(
        text,
        r#"{"specversion":"1.0","id":"ping:7","source":"https://motcua.vn","type":"vn.motcua.ping","time":"2026-11-16T08:00:00+07:00","datacontenttype":"application/json","data":{"version":1}}"#
    );
}
