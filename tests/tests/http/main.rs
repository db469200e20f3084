//! The office over HTTP on both databases: what programs and browsers send, through the whole router.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod account_imports;
mod accounts;
mod administration;
mod bad_input;
mod beginning;
mod books;
mod bundles;
mod catalogue_drafts;
mod client;
mod counter;
mod desk_pages;
mod doors;
mod drawers;
mod every_form;
mod every_page;
mod files;
mod files_upkeep;
mod incidents;
mod land_transfer;
mod live;
mod merger;
mod money;
mod office;
mod outage;
mod outside;
mod outside_counter;
mod paper;
mod payment_wait;
mod public_pages;
mod races;
mod reading;
mod readings;
mod receipt_series;
mod returns;
mod rule_packs;
mod search;
mod sheets;
mod statements;
mod status_pages;
mod supervision;
mod three_places;
mod transfers;
mod trials;
mod work_lists;
