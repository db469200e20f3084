//! The same rows through `rusqlite`: one connection, prepared statements, one immediate transaction a reception.

use crate::world::Template;
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Receptions a second of `clients` threads that share the one writer.
pub fn receptions(
    folder: &Path,
    template: &Template,
    clients: usize,
    agencies: usize,
    length: Duration,
) -> f64 {
    let connection = Connection::open(folder.join("bench.sqlite")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA secure_delete = ON; DELETE FROM serial;",
        )
        .unwrap();
    let (connection, done, begun) = (Mutex::new(connection), AtomicU64::new(0), Instant::now());
    std::thread::scope(|scope| {
        for client in 0..clients {
            let (connection, done) = (&connection, &done);
            scope.spawn(move || {
                while begun.elapsed() < length {
                    receive(&mut connection.lock().unwrap(), template, template.agencies[client % agencies]);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    crate::per_second(done.load(Ordering::Relaxed), begun.elapsed())
}

fn receive(connection: &mut Connection, it: &Template, agency: Uuid) {
    let (id, party, key, hash) = (Uuid::now_v7(), Uuid::now_v7(), [7_u8; 32], [9_u8; 32]);
    let mut unique = key;
    unique[..16].copy_from_slice(id.as_bytes());
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        tx.prepare_cached(sql).unwrap().execute(values).unwrap();
    };
    run("INSERT INTO idempotency VALUES (?, ?, ?, ?, 1, ?)", params![id, unique, key, id, it.at]);
    run(
        "INSERT INTO party VALUES (?, 'Nguyễn Thị Ngọc Ánh', 'nguyen thi ngoc anh', '092190000001', '0912345678', \
         'Ấp An Thành, xã Kế Sách', NULL)",
        params![party],
    );
    let serial: i64 = tx
        .prepare_cached(
            "INSERT INTO serial (agency, book, last) VALUES (?, ?, 1) \
             ON CONFLICT (agency, book) DO UPDATE SET last = serial.last + 1 RETURNING last",
        )
        .unwrap()
        .query_row(params![agency, it.day], |row| row.get(0))
        .unwrap();
    let number = it.number(agency, serial);
    run(
        "INSERT INTO dossier VALUES (?, 1, ?, 'received', ?, ?, ?, NULL, ?, NULL)",
        params![id, number, agency, it.at, it.at, it.state],
    );
    run(
        "INSERT INTO event (dossier, seq, recorded, occurred, kind, payload_version, payload, previous, hash) \
         VALUES (?, 1, ?, ?, 'received', 1, ?, ?, ?)",
        params![id, it.at, it.at, it.payload, hash, hash],
    );
    for slot in 0..it.desk_rows {
        let slot = i64::try_from(slot).unwrap();
        run(
            "INSERT INTO desk VALUES (?, ?, ?, ?, 'hand-over', 0, NULL, ?, ?)",
            params![id, agency, slot, it.at, id, id],
        );
    }
    run(
        "INSERT INTO status_view VALUES (?, ?, 0, ?, 'ABC234', 1, ?)",
        params![id, id.simple().to_string(), number, it.view],
    );
    tx.commit().unwrap();
}
