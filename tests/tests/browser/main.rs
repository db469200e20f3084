//! What people see and press: the demo province in a real Chromium, one journey per audience, each page looked at by an
//! audit of accessibility. What needs no browser is tested without one, over HTTP.
//!
//! Chromium and its driver are Debian's; where they are absent these tests say that they were skipped, and fail where
//! `CI=true`.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

mod administration;
mod audit;
mod chromium;
mod citizen;
mod counter;
mod desk;
mod house;
mod keyboard;
mod live;
mod main_pages;
mod money;
mod online;
mod pages;
mod screens;
mod supervision;
mod weight;
mod whole;
