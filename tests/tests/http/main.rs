//! The office over HTTP on both databases: what programs and browsers send, through the whole router.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod bad_input;
mod client;
mod desk_pages;
mod land_transfer;
mod office;
mod races;
mod reading;
mod status_pages;
