//! Money: series of receipts and who has which of their numbers, drawers, and the book of all that came and went.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE receipt_series (
        id {id} NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        form TEXT NOT NULL,
        symbol TEXT NOT NULL,
        book TEXT NOT NULL,
        kind TEXT NOT NULL,
        first_number BIGINT NOT NULL,
        last_number BIGINT NOT NULL,
        width BIGINT NOT NULL,
        issuer TEXT NOT NULL,
        warn_below BIGINT NOT NULL,
        opened_by {id} NOT NULL REFERENCES account (id),
        opened_at BIGINT NOT NULL
    )",
    "CREATE INDEX receipt_series_by_agency ON receipt_series (agency, opened_at)",
    "CREATE TABLE receipt_stock (
        id {id} NOT NULL PRIMARY KEY,
        series {id} NOT NULL REFERENCES receipt_series (id),
        account {id} NOT NULL REFERENCES account (id),
        first_number BIGINT NOT NULL,
        last_number BIGINT NOT NULL,
        next_number BIGINT NOT NULL,
        given_by {id} NOT NULL REFERENCES account (id),
        given_at BIGINT NOT NULL
    )",
    "CREATE INDEX receipt_stock_by_account ON receipt_stock (account, given_at)",
    "CREATE INDEX receipt_stock_by_series ON receipt_stock (series)",
    "CREATE TABLE receipt_number (
        series {id} NOT NULL REFERENCES receipt_series (id),
        number BIGINT NOT NULL,
        fate TEXT NOT NULL,
        dossier {id},
        seq BIGINT,
        amount BIGINT NOT NULL,
        minutes TEXT,
        account {id} NOT NULL REFERENCES account (id),
        recorded_by {id} NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        PRIMARY KEY (series, number)
    )",
    "CREATE TABLE drawer (
        id {id} NOT NULL PRIMARY KEY,
        version BIGINT NOT NULL,
        agency {id} NOT NULL,
        account {id} NOT NULL REFERENCES account (id),
        opened_at BIGINT NOT NULL,
        state TEXT NOT NULL,
        body TEXT NOT NULL
    )",
    "CREATE UNIQUE INDEX drawer_open ON drawer (agency, account) WHERE state = 'open'",
    "CREATE INDEX drawer_by_agency ON drawer (agency, opened_at)",
    "CREATE TABLE money_movement (
        id {id} NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        account {id} NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        drawer {id} REFERENCES drawer (id),
        kind TEXT NOT NULL,
        means TEXT NOT NULL,
        amount BIGINT NOT NULL,
        dossier {id},
        seq BIGINT,
        charge TEXT,
        charge_kind TEXT,
        receipt TEXT,
        note TEXT
    )",
    "CREATE INDEX money_movement_by_agency ON money_movement (agency, at)",
    "CREATE INDEX money_movement_by_drawer ON money_movement (drawer, at)",
    "CREATE INDEX money_movement_by_dossier ON money_movement (dossier, seq)",
];

const DOWN: &[&str] = &[
    "DROP TABLE money_movement",
    "DROP TABLE drawer",
    "DROP TABLE receipt_number",
    "DROP TABLE receipt_stock",
    "DROP TABLE receipt_series",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
