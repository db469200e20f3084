//! Scenarios of the office on both databases, told by its people.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod counter;
mod detours;
mod land_transfer;
mod office;
mod rebase;
mod swap;
