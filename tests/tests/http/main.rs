//! The office over HTTP on both databases: what programs and browsers send, through the whole router.
#![cfg(test)]

#[path = "../../../crates/storage/tests/support/mod.rs"]
#[macro_use]
#[expect(unused_macros, reason = "shared with the tests of storage")]
mod support;

#[path = "../../support/smtp.rs"]
#[expect(dead_code, reason = "shared with the tests of what leaves the house")]
mod smtp;

mod account_imports;
mod accounts;
mod administration;
mod agency_accounts;
mod apologies;
mod bad_input;
mod beginning;
mod books;
mod bundles;
mod catalogue_drafts;
mod channels;
mod client;
mod counter;
mod date_in_force;
mod desk_pages;
mod doors;
mod drawers;
mod every_form;
mod every_page;
mod files;
mod files_upkeep;
mod form_templates;
mod gateway;
mod house_moments;
mod incidents;
mod inquiries;
mod jobs;
mod key_store;
mod land_transfer;
mod leaders_mail;
mod live;
mod merger;
mod money;
mod money_sheets;
mod notice_templates;
mod notices;
mod office;
mod office_sheets;
mod openapi;
mod outage;
mod outside;
mod outside_counter;
mod own_password;
mod paper;
mod paper_sheet;
mod payment_wait;
mod public_pages;
mod races;
mod radar;
mod reading;
mod readings;
mod receipt_series;
mod returns;
mod rule_packs;
mod seals;
mod search;
mod sending;
mod sheets;
mod sheets_again;
mod sheets_on_paper;
mod statements;
mod status_pages;
mod supervision;
mod three_places;
mod told_on_slip;
mod transfers;
mod trial_texts;
mod trials;
mod verify_money;
mod watch;
mod webhooks;
mod who_hears;
mod work_lists;
mod year;
mod zalo;
