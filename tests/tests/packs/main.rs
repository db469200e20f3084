//! The same dossier under every rule pack, and the books in which numbers count.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod books;
mod office;
mod periods;
mod walk;
