//! The same rows through `sqlx`: a connection a client, prepared statements, one transaction a reception.

use crate::world::Template;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// An empty database of its own.
pub async fn fresh_database(server: &str) -> String {
    let name = format!("bench_{}", Uuid::now_v7().simple());
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}

/// Receptions a second.
pub async fn receptions(
    url: &str,
    template: Template,
    clients: usize,
    agencies: usize,
    length: Duration,
) -> f64 {
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(PgConnection::connect(url).await.unwrap());
    }
    connections[0].execute("DELETE FROM serial").await.unwrap();
    let (done, begun) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let tasks: Vec<_> = connections
        .into_iter()
        .enumerate()
        .map(|(client, mut connection)| {
            let (done, template) = (Arc::clone(&done), template.clone());
            tokio::spawn(async move {
                while begun.elapsed() < length {
                    receive(&mut connection, &template, template.agencies[client % agencies]).await;
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    crate::per_second(done.load(Ordering::Relaxed), begun.elapsed())
}

async fn receive(connection: &mut PgConnection, it: &Template, agency: Uuid) {
    let (id, party, key, hash) = (Uuid::now_v7(), Uuid::now_v7(), [7_u8; 32], [9_u8; 32]);
    let mut unique = key;
    unique[..16].copy_from_slice(id.as_bytes());
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("INSERT INTO idempotency VALUES ($1, $2, $3, $4, 1, $5)")
        .bind(id)
        .bind(&unique[..])
        .bind(&key[..])
        .bind(id)
        .bind(it.at)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO party VALUES ($1, 'Nguyễn Thị Ngọc Ánh', 'nguyen thi ngoc anh', '092190000001', '0912345678', \
         'Ấp An Thành, xã Kế Sách', NULL)",
    )
    .bind(party)
    .execute(&mut *tx)
    .await
    .unwrap();
    let serial: i64 = sqlx::query_scalar(
        "INSERT INTO serial (agency, book, last) VALUES ($1, $2, 1) \
         ON CONFLICT (agency, book) DO UPDATE SET last = serial.last + 1 RETURNING last",
    )
    .bind(agency)
    .bind(&it.day)
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    let number = it.number(agency, serial);
    sqlx::query("INSERT INTO dossier VALUES ($1, 1, $2, 'received', $3, $4, $4, NULL, $5, NULL)")
        .bind(id)
        .bind(&number)
        .bind(agency)
        .bind(it.at)
        .bind(&it.state)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO event (dossier, seq, recorded, occurred, kind, payload_version, payload, previous, hash) \
         VALUES ($1, 1, $2, $2, 'received', 1, $3, $4, $4)",
    )
    .bind(id)
    .bind(it.at)
    .bind(&it.payload)
    .bind(&hash[..])
    .execute(&mut *tx)
    .await
    .unwrap();
    let slots: Vec<i64> = (0..it.desk_rows).map(|slot| i64::try_from(slot).unwrap()).collect();
    sqlx::query("INSERT INTO desk SELECT $1, $2, slot, $3, 'hand-over', 0, NULL, $1, $1 FROM unnest($4::bigint[]) AS slot")
        .bind(id)
        .bind(agency)
        .bind(it.at)
        .bind(&slots)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("INSERT INTO status_view VALUES ($1, $2, 0, $3, 'ABC234', 1, $4)")
        .bind(id)
        .bind(id.simple().to_string())
        .bind(&number)
        .bind(&it.view)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
