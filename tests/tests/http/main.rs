//! The office over HTTP on both databases: what programs and browsers send, through the whole router.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod account_imports;
mod accounts;
mod bad_input;
mod bundles;
mod client;
mod desk_pages;
mod doors;
mod incidents;
mod land_transfer;
mod merger;
mod money;
mod office;
mod outage;
mod outside;
mod outside_counter;
mod paper;
mod payment_wait;
mod races;
mod reading;
mod readings;
mod rule_packs;
mod search;
mod status_pages;
mod supervision;
mod three_places;
mod trials;
