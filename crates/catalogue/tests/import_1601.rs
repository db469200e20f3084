//! The 1,601 procedures of the national portal are read without losing a word. Their file is not ours to ship: where it
//! is absent only the invented lines are tested, except under CI, which must have it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, outside #[test]")]

use flate2::read::GzDecoder;
use motcua_catalogue::import::{
    FlagReason, ImportError, ImportedFee, ImportedProcedure, Reading, RowCounts, read, read_fee, read_limit,
    read_line, to_draft,
};
use motcua_catalogue::{FeeAmount, Life, procedure_id};
use motcua_kernel::Vnd;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::io::{ErrorKind, Read};
use time::macros::date;

const SOURCE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tthc/tthc_local_1601.jsonl.gz");

#[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the file")]
fn source() -> Option<String> {
    let file = match File::open(SOURCE) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound && std::env::var("CI").as_deref() != Ok("true") => {
            // Past the capture of the test runner, so that it is seen.
            let _ = writeln!(std::io::stderr(), "skipped: {SOURCE} is not here");
            return None;
        }
        Err(e) => panic!("{SOURCE}: {e}"),
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text)
}

/// As measured on the crawl of July 2026: a rule that moves a row moves a number here.
const COUNTS: &str = include_str!("import_1601.txt");

/// The line again, from what was kept of it.
fn rebuilt(procedure: &ImportedProcedure) -> Value {
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let channels = procedure.channels.iter().map(|row| {
        let mut channel = parsed(row.limit.verbatim());
        channel["channel"] = json!(row.channel);
        channel["fees"] = row.fees.iter().map(Reading::verbatim).collect();
        channel["note"] = json!(row.note);
        channel
    });
    json!({
        "code": procedure.code,
        "name": procedure.name,
        "decision": procedure.decision,
        "ministry": procedure.ministry,
        "field": procedure.field,
        "levels": procedure.levels,
        "kind": procedure.kind,
        "applicants": procedure.applicants,
        "agencies": procedure.agencies,
        "channels": channels.collect::<Vec<_>>(),
        "documents": procedure.documents.iter().map(|it| parsed(it.verbatim())).collect::<Vec<_>>(),
        "results": procedure.results,
        "legal": procedure.legal_basis.iter().map(Reading::verbatim).collect::<Vec<_>>(),
        "url": procedure.url,
        "source": procedure.source,
    })
}

#[test]
fn the_1601_procedures_are_read_and_nothing_is_dropped() {
    let Some(text) = source() else { return };
    let import = read(text.as_bytes()).unwrap();
    println!("{}", import.report);

    let raw: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((import.procedures.len(), import.rejected.len(), raw.len()), (1601, 0, 1601));
    for (procedure, line) in import.procedures.iter().zip(&raw) {
        assert_eq!(&rebuilt(procedure), line);
    }

    let items = |row: &Value, key: &str| row[key].as_array().unwrap().clone();
    let rows = |key: &str| raw.iter().flat_map(|it| items(it, key)).collect::<Vec<_>>();
    let channels = rows("channels");
    let fees = channels.iter().map(|it| items(it, "fees").len()).sum();
    let report = &import.report;
    for (counts, expected) in [
        (&report.limits, channels.len()),
        (&report.fees, fees),
        (&report.documents, rows("documents").len()),
        (&report.legal_basis, rows("legal").len()),
    ] {
        assert_eq!(counts.rows, expected);
        assert_eq!(counts.structured + counts.flagged_rows(), counts.rows);
    }
    let no_unit = channels.iter().filter(|it| it["time_unit"].is_null()).count();
    let flagged = |counts: &RowCounts, why| counts.flagged.get(&why).copied().unwrap_or_default();
    assert_eq!(
        flagged(&report.limits, FlagReason::NoUnit) + flagged(&report.limits, FlagReason::NoLimit),
        no_unit
    );
    assert_eq!(report.to_string(), COUNTS);
    assert_eq!(serde_json::to_value(report).unwrap()["limits"]["flagged"]["no-unit"], 660);
}

#[test]
fn what_we_ship_for_can_tho_has_code_field_and_decision_of_the_portal() {
    let Some(source) = source() else { return };
    let procedures = read(source.as_bytes()).unwrap().procedures;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/provinces/can-tho/catalogue");
    for file in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let shipped: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let code = shipped["code"].as_str().unwrap();
        let portal = procedures.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("{code}"));
        let last = shipped["version"].as_array().unwrap().last().unwrap();
        let said = (shipped["field"].as_str().unwrap(), last["publication"]["decision"].as_str());
        assert_eq!(said, (portal.field.as_str(), portal.decision.as_deref()), "{code}");
    }
}

#[test]
fn every_draft_holds_what_was_read_and_lists_what_was_not() {
    let Some(text) = source() else { return };
    let import = read(text.as_bytes()).unwrap();
    let mut open: BTreeMap<FlagReason, usize> = BTreeMap::new();
    for imported in &import.procedures {
        let draft = to_draft(imported, date!(2026 - 07 - 01));
        assert_eq!(draft.version.life, Life::Draft);
        assert_eq!(draft.procedure.id, procedure_id(&imported.code));
        assert_eq!(draft.version.id, to_draft(imported, date!(2026 - 07 - 01)).version.id);
        let case = &draft.version.cases[0];
        let papers: usize = case.components.iter().map(|it| it.components.len()).sum();
        assert_eq!(papers, imported.documents.iter().filter(|it| it.value().is_some()).count());
        for fee in case.channels.iter().flat_map(|it| &it.fees) {
            let nothing = FeeAmount::Fixed { amount: Vnd::ZERO };
            assert!(!fee.confirmed && fee.amount != nothing, "{}: {fee:?}", imported.code);
        }
        assert!(case.channels.iter().all(|it| !it.fees.is_empty()), "{}: nothing is free yet", imported.code);
        for point in draft.open_points {
            *open.entry(point.why).or_default() += 1;
        }
    }
    let report = &import.report;
    for counts in [&report.limits, &report.fees, &report.documents, &report.legal_basis] {
        for (why, rows) in &counts.flagged {
            assert!(open[why] >= *rows, "{why}");
        }
    }
    assert_eq!(open[&FlagReason::ChannelTwice], report.repeated_channels);
}

fn line() -> Value {
    json!({
        "code": "1.000001", "name": "Cấp bản sao", "decision": "1/QĐ-UBND", "ministry": "bo-tu-phap",
        "field": "Hộ tịch", "levels": ["Cấp xã"], "kind": "", "applicants": ["Cán bộ", "công chức"],
        "agencies": [], "results": [{ "name": "Bản sao", "code": null }], "legal": ["60/2014/QH13", "Luật"],
        "url": null, "source": null,
        "channels": [
            { "channel": "counter", "time_value": 3.0, "time_unit": "Ngày làm việc", "note": "ghi chú",
              "fees": ["2,000 VNĐ (/trang)", "Miễn phí", 7] },
            { "channel": "counter", "time_value": null, "time_unit": null, "note": null, "fees": [] },
            { "channel": "online", "time_value": 3.0, "time_unit": null, "note": null, "fees": ["Miễn phí"] }
        ],
        "documents": [
            { "group": "Nộp", "name": "Tờ khai", "originals": 1, "copies": 0 },
            { "group": null, "name": "Giấy ủy quyền (nếu có)", "originals": 0, "copies": 1 },
            "hoặc"
        ]
    })
}

#[test]
fn a_line_becomes_a_draft_with_open_points() {
    let imported = read_line(&line().to_string()).unwrap();
    let draft = to_draft(&imported, date!(2026 - 07 - 01));
    let case = &draft.version.cases[0];
    assert_eq!(draft.version.applicants, ["Cán bộ, công chức"]);
    assert_eq!(case.channels.len(), 1, "online has no unit and stays closed until an officer says");
    assert_eq!(case.channels[0].limit.to_string(), "3 working days");
    let [fee, gratis, unread] = case.channels[0].fees.as_slice() else {
        panic!("every row of the source has a line: {:?}", case.channels[0].fees)
    };
    assert!(matches!(&fee.amount, FeeAmount::PerUnit { unit, .. } if unit == "trang"));
    for line in [gratis, unread] {
        assert_eq!((&line.amount, line.confirmed), (&FeeAmount::Assessed, false), "no price of 0");
    }
    let groups: Vec<&str> = case.components.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(groups, ["Nộp", ""]);
    let mut open: Vec<FlagReason> = draft.open_points.iter().map(|it| it.why).collect();
    open.sort_unstable();
    assert_eq!(
        open,
        [
            FlagReason::WrongShape,
            FlagReason::WrongShape,
            FlagReason::NoLimit,
            FlagReason::NoUnit,
            FlagReason::FreeUnverified,
            FlagReason::FreeUnverified,
            FlagReason::UnusualCode,
            FlagReason::ChannelTwice,
            FlagReason::ChannelNote,
        ]
    );
}

#[test]
fn a_bad_line_is_named_and_kept_and_the_others_are_read() {
    let good = line().to_string();
    let mut unknown = line();
    unknown["new_key"] = json!("không được bỏ");
    let mut nameless = line();
    nameless["code"] = json!("2");
    nameless["name"] = json!(" ");
    let mut bytes = format!("{good}\n\n{{\"code\": 1\n{unknown}\n{nameless}\r\n{good}\n").into_bytes();
    bytes.extend(b"\xff\xfe\n");
    let import = read(bytes.as_slice()).unwrap();
    assert_eq!(import.procedures.len(), 1);
    let lines: Vec<usize> = import.rejected.iter().map(|it| it.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7]);
    assert!(import.rejected[0].to_string().starts_with("line 3: not a procedure"), "{}", import.rejected[0]);
    assert_eq!(import.rejected[1].text, unknown.to_string());
    assert_eq!(import.rejected[2].why, ImportError::Empty("name"));
    assert_eq!(import.rejected[3].why, ImportError::CodeTwice("1.000001".to_owned()));
    assert_eq!(
        (import.rejected[4].text.as_str(), &import.rejected[4].why),
        (r"\xff\xfe\n", &ImportError::NotUtf8)
    );
    assert_eq!((import.report.procedures, import.report.rejected), (1, 5));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i16>().prop_map(|it| Value::from(f64::from(it) / 2.0)),
        "\\PC{0,20}".prop_map(Value::from),
        "[a-zđ ]{0,4}[A-ZĐ(]?[a-zđ ,.:;()/0-9]{0,12}(\\(nếu có\\)|\\.docx)?".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let key = prop_oneof![Just("name".to_owned()), Just("originals".to_owned()), "[a-z]{1,6}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..4)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

fn any_document() -> impl Strategy<Value = Value> {
    let paper = (any_json(), any_json(), any::<u32>(), 0..30_u16).prop_map(|(group, name, originals, copies)| {
        json!({ "group": group, "name": name, "originals": originals % 40, "copies": copies })
    });
    prop_oneof![paper, any_json()]
}

fn any_fee() -> impl Strategy<Value = String> {
    let head =
        "(Miễn phí|Không có thông tin|[0-9]{1,3}(,[0-9]{2,3}){0,7} (VNĐ|USD|Việt Nam Đồng)|\\PC{0,10})";
    let note = "( ?\\([(-]?(\\PC{0,10}|[0-9.]{1,9} ?(triệu )?(đồng|đ|VNĐ|USD)?/?[a-z ]{0,6}){0,3}\\)?)?";
    (head, note).prop_map(|(head, note)| head + &note)
}

proptest! {
    #[test]
    fn any_text_is_read_or_kept(text in "\\PC{0,80}(\n\\PC{0,20}){0,3}") {
        let import = read(text.as_bytes()).unwrap();
        let kept: Vec<&str> = import.rejected.iter().map(|it| it.text.as_str()).collect();
        let lines: Vec<&str> = text.split('\n').filter(|it| !it.trim().is_empty()).collect();
        prop_assert_eq!(kept, lines);
    }

    #[test]
    fn any_bytes_are_kept(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let import = read(bytes.as_slice()).unwrap();
        prop_assert_eq!(import.procedures.len(), 0);
        prop_assert!(import.rejected.iter().all(|it| !it.text.is_empty()));
    }

    #[test]
    fn any_fee_text_stays_and_free_is_never_believed(text in any_fee()) {
        let reading = read_fee(&text);
        if let Some(ImportedFee::Free { verified, .. }) = reading.value() {
            prop_assert!(!verified && reading.flag().is_some());
        }
        prop_assert_eq!(reading.verbatim(), text);
    }

    #[test]
    fn any_limit_stays(number in any_json(), unit in any_json(), note in "\\PC{0,10}[0-9]{0,3} ngày( làm việc)?") {
        let reading = read_limit(&number, &unit, Some(&note));
        let kept: Value = serde_json::from_str(reading.verbatim()).unwrap();
        prop_assert_eq!(kept, json!({ "time_value": number, "time_unit": unit }));
    }

    #[test]
    fn any_rows_of_a_procedure_stay(documents in prop::collection::vec(any_document(), 0..4), fee in any_fee()) {
        let mut line = line();
        line["documents"] = documents.into();
        line["channels"][0]["fees"] = json!([fee]);
        let imported = read_line(&line.to_string()).unwrap();
        prop_assert_eq!(rebuilt(&imported), line);
        to_draft(&imported, date!(2026 - 07 - 01));
    }
}
