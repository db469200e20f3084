//! Pages for people: rendered on the server, working without scripts. Every word comes from the locale files.

mod absence;
mod account_import;
mod accounts;
mod administration;
mod approvals;
mod assets;
mod begin;
mod calendar;
pub mod cashier;
mod charges;
mod components;
mod counter;
mod desk;
mod dossier;
pub mod download;
mod figures;
mod files;
mod jobs;
pub mod language;
mod limit;
#[cfg(test)]
mod lists_tests;
mod login;
mod names;
mod office_sheets;
pub mod online;
pub mod own_password;
mod page;
mod paper;
mod procedures;
mod public;
mod qr;
mod receipt;
pub mod receipts;
mod returns;
mod rule_packs;
mod search;
mod sheets;
mod stamps;
pub mod statements;
mod status;
pub mod supervision;
mod takings;
mod time_left;
mod told;
mod transfer;
mod trial;
mod trials;
mod watch;
mod webhooks;
mod write_to;

pub use begin::lead_here;
pub use desk::reads_people;
pub use download::content_of;
pub use page::{Page, error_page, html};
pub use watch::sentence as alert_words;

use crate::live;
use crate::methods::{get, post};
use crate::routes::{Audience, Needs, Route};
use motcua_identity::Action;

/// Every page and what its forms are sent to.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES
        .iter()
        .chain(counter::ROUTES)
        .chain(returns::ROUTES)
        .chain(desk::ROUTES)
        .chain(approvals::ROUTES)
        .chain(absence::ROUTES)
        .chain(watch::ROUTES)
        .chain(own_password::ROUTES)
        .chain(stamps::ROUTES)
        .chain(cashier::ROUTES)
        .chain(sheets::ROUTES)
        .chain(office_sheets::ROUTES)
        .chain(takings::ROUTES)
        .chain(receipts::ROUTES)
        .chain(statements::ROUTES)
        .chain(online::ROUTES)
        .chain(online::credits::ROUTES)
        .chain(paper::ROUTES)
        .chain(account_import::ROUTES)
        .chain(accounts::ROUTES)
        .chain(files::ROUTES)
        .chain(begin::ROUTES)
        .chain(administration::ROUTES)
        .chain(jobs::ROUTES)
        .chain(webhooks::ROUTES)
        .chain(told::ROUTES)
        .chain(trial::ROUTES)
        .chain(procedures::ROUTES)
        .chain(procedures::draft::ROUTES)
        .chain(calendar::ROUTES)
        .chain(supervision::ROUTES)
        .chain(public::ROUTES)
        .chain(dossier::routes())
}

const ROUTES: &[Route] = &[
    person("start_page", "GET", "/", &[], Needs::Nothing, || get(public::start)),
    person("style_sheet", "GET", "/assets/{file}", &[], Needs::Nothing, || get(assets::file)),
    person("components_page", "GET", "/dev/components", &[], Needs::Nothing, || get(components::page)),
    person("choose_language", "GET", "/ngon-ngu/{tag}", &[], Needs::Nothing, || get(language::choose)),
    person("log_in_page", "GET", "/dang-nhap", &["next"], Needs::Nothing, || get(login::page)),
    person("log_in", "POST", "/dang-nhap", &["next"], Needs::Nothing, || post(login::log_in)),
    person("look_up_status", "GET", "/tra-cuu", &["number", "code"], Needs::Nothing, || get(status::look_up)),
    person("follow_status", "GET", "/tra-cuu/{token}/theo-doi", &["after"], Needs::Nothing, || {
        get(live::status)
    }),
    person("show_status", "GET", "/tra-cuu/{token}", &[], Needs::Nothing, || get(status::show)),
    person("appointment_file", "GET", "/tra-cuu/{token}/hen-tra.ics", &["number"], Needs::Nothing, || {
        get(status::appointment)
    }),
    person(
        "search_page",
        "GET",
        "/tim-kiem",
        &["q", "page"],
        Needs::Permission(Action::ViewDossierList),
        || get(search::page),
    ),
    person("dossier_page", "GET", "/ho-so/{id}", &[], Needs::Permission(Action::ViewDossierList), || {
        get(dossier::page)
    }),
    person(
        "receipt_page",
        "GET",
        "/tiep-nhan/{id}/giay-tiep-nhan",
        &["print", "scans"],
        Needs::Permission(Action::ViewDossierList),
        || get(receipt::receipt),
    ),
    person(
        "bundle_receipt_page",
        "GET",
        "/tiep-nhan/lien-thong/{id}/giay-tiep-nhan",
        &[],
        Needs::Permission(Action::ViewDossierList),
        || get(receipt::bundle_receipt),
    ),
    person(
        "slip_page",
        "GET",
        "/tiep-nhan/{id}/phieu",
        &[],
        Needs::Permission(Action::ViewDossierList),
        || get(receipt::slip),
    ),
    person(
        "figures_page",
        "GET",
        "/theo-doi",
        &["agency", "from", "before", "after"],
        Needs::Permission(Action::ViewFigures),
        || get(figures::page),
    ),
    person("list_rule_packs_page", "GET", "/quy-dinh", &[], Needs::Nothing, || get(rule_packs::list)),
    person("rule_pack_page", "GET", "/quy-dinh/{code}", &[], Needs::Nothing, || get(rule_packs::show)),
    person(
        "catalogue_page",
        "GET",
        "/danh-muc",
        &["search"],
        Needs::Permission(Action::CheckCatalogue),
        || get(trials::list),
    ),
    person(
        "procedure_check_page",
        "GET",
        "/danh-muc/{code}/kiem-tra",
        &["counter", "day"],
        Needs::Permission(Action::CheckCatalogue),
        || get(trials::check),
    ),
    person(
        "rebase_page",
        "GET",
        "/danh-muc/{code}/chuyen-phien-ban",
        &[],
        Needs::Permission(Action::CheckCatalogue),
        || get(trials::rebase),
    ),
    person(
        "propose_rebase_form",
        "POST",
        "/danh-muc/{code}/chuyen-phien-ban/de-nghi",
        &[],
        Needs::Permission(Action::ProposeRebase),
        || post(trials::propose),
    ),
    person(
        "confirm_rebase_form",
        "POST",
        "/danh-muc/{code}/chuyen-phien-ban/phe-duyet",
        &[],
        Needs::Permission(Action::ConfirmRebase),
        || post(trials::approve),
    ),
    person("log_out", "POST", "/dang-xuat", &[], Needs::Account, || post(login::log_out)),
];

const fn person(
    name: &'static str,
    method: &'static str,
    path: &'static str,
    query: &'static [&'static str],
    needs: Needs,
    handler: fn() -> axum::routing::MethodRouter<crate::Site>,
) -> Route {
    Route { name, method, path, query, needs, audience: Audience::Person, handler, docs: None }
}
