//! Văn bản: the official sheets of a dossier on its page, each to look at and to issue; and the page that proves one, open
//! to whoever holds it.

mod batch;
mod card;
mod prove;
mod reprint;

pub use card::Sheets;

use super::person;
use crate::door::with_large_files;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use motcua_identity::Action;

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person(
        "preview_sheet_page",
        "GET",
        "/ho-so/{id}/van-ban/{form}",
        &["of"],
        Needs::Permission(Action::AttachFile),
        || get(card::preview),
    ),
    person(
        "issue_sheet_form",
        "POST",
        "/ho-so/{id}/van-ban/{form}",
        &[],
        Needs::Permission(Action::AttachFile),
        || post(card::issue),
    ),
    person(
        "reprint_sheet_page",
        "GET",
        "/ho-so/{id}/tep/{file}/in-lai",
        &[],
        Needs::Permission(Action::AttachFile),
        || get(reprint::page),
    ),
    person(
        "reprint_sheet_form",
        "POST",
        "/ho-so/{id}/tep/{file}/in-lai",
        &[],
        Needs::Permission(Action::AttachFile),
        || post(reprint::reprint),
    ),
    person(
        "show_slips_file",
        "GET",
        "/tiep-nhan/hom-nay/giay",
        &["files"],
        Needs::Permission(Action::ViewPersonalData),
        || get(batch::show),
    ),
    person(
        "print_slips_form",
        "POST",
        "/tiep-nhan/hom-nay/giay",
        &[],
        Needs::Permission(Action::AttachFile),
        || post(batch::issue),
    ),
    person("prove_sheet_page", "GET", "/kiem-chung/{file}", &[], Needs::Nothing, || get(prove::page)),
    person("prove_sheet_form", "POST", "/kiem-chung/{file}", &[], Needs::Nothing, || {
        post(prove::compare).layer(with_large_files())
    }),
];
