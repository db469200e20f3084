//! Money over the API: drawers, receipt series, the book of an agency, the ledger of a dossier. What is paid and paid back for a dossier are
//! verbs, in `verbs/`.

pub mod drawers;
mod ledger;
mod receipt_documents;
pub mod receipts;

use super::docs::Docs;
use super::routes::route;
use crate::routes::{Needs, Route};
use axum::routing::{get, post};
use motcua_identity::Action;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_drawers", "GET", "/api/v1/drawers"),
        Needs::Permission(Action::KeepDrawer),
        || get(drawers::list),
        Docs::new("The latest drawers of the agencies where one keeps a drawer").gives::<drawers::DrawerList>(200),
    ),
    route(
        ("open_drawer", "POST", "/api/v1/drawers"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::open),
        Docs::new("Open the own drawer with a float; the first cash of a shift opens one too")
            .takes::<drawers::WantedDrawer>()
            .gives::<drawers::DrawerDocument>(201),
    ),
    route(
        ("move_cash", "POST", "/api/v1/drawers/movements"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::move_cash),
        Docs::new("Put cash into the own open drawer, or take it out for bank, Treasury or head")
            .takes::<drawers::WantedMovement>()
            .gives_nothing(),
    ),
    route(
        ("show_drawer", "GET", "/api/v1/drawers/{id}"),
        Needs::Permission(Action::KeepDrawer),
        || get(drawers::show),
        Docs::new("A drawer with all that moved in it").gives::<drawers::DrawerDocument>(200),
    ),
    route(
        ("count_drawer", "POST", "/api/v1/drawers/{id}/count"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::count),
        Docs::new("What lies in the own drawer, note by note")
            .takes::<drawers::CountedNotes>()
            .gives::<drawers::DrawerDocument>(200),
    ),
    route(
        ("explain_drawer", "POST", "/api/v1/drawers/{id}/explain"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::explain),
        Docs::new("Say which slip makes the difference of the own drawer")
            .takes::<drawers::ChosenSlip>()
            .gives::<drawers::DrawerDocument>(200),
    ),
    route(
        ("reopen_drawer", "POST", "/api/v1/drawers/{id}/reopen"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::reopen),
        Docs::new("Open the own counted drawer again")
            .takes::<drawers::DrawerSeen>()
            .gives::<drawers::DrawerDocument>(200),
    ),
    route(
        ("confirm_drawer", "POST", "/api/v1/drawers/{id}/confirm"),
        Needs::Permission(Action::KeepDrawer),
        || post(drawers::confirm),
        Docs::new("Confirm a count and lock the drawer; a difference is confirmed by another person than its cashier")
            .takes::<drawers::DrawerSeen>()
            .gives::<drawers::DrawerDocument>(200),
    ),
    route(
        ("show_money_book", "GET", "/api/v1/money-book"),
        Needs::Permission(Action::KeepDrawer),
        || get(drawers::book),
        Docs::new("The book of money of an agency where one keeps a drawer")
            .gives::<drawers::BookDocument>(200),
    )
    .asking(&["agency", "from", "until"]),
    route(
        ("show_ledger", "GET", "/api/v1/dossiers/{id}/ledger"),
        Needs::Permission(Action::ViewDossierList),
        || get(ledger::show),
        Docs::new("Every movement of the money of a dossier, and what was paid and is paid back")
            .gives::<ledger::LedgerDocument>(200),
    ),
    route(
        ("list_receipt_series", "GET", "/api/v1/receipt-series"),
        Needs::Permission(Action::UseReceipts),
        || get(receipts::list),
        Docs::new("The latest series of receipts, with what is left in whose hand")
            .gives::<receipt_documents::SeriesList>(200),
    ),
    route(
        ("open_receipt_series", "POST", "/api/v1/receipt-series"),
        Needs::Permission(Action::ManageTemplates),
        || post(receipts::open),
        Docs::new("Open a series of receipts for an agency")
            .takes::<receipts::WantedSeries>()
            .gives::<receipt_documents::SeriesDocument>(201),
    ),
    route(
        ("give_receipt_numbers", "POST", "/api/v1/receipt-series/{id}/numbers"),
        Needs::Permission(Action::KeepReceipts),
        || post(receipts::give),
        Docs::new("Give numbers of a series to a cashier")
            .takes::<receipts::WantedNumbers>()
            .gives::<receipt_documents::SeriesDocument>(200),
    ),
    route(
        ("account_for_receipt_number", "POST", "/api/v1/receipt-series/{id}/fates"),
        Needs::Permission(Action::UseReceipts),
        || post(receipts::account_for),
        Docs::new("Account, with minutes, for a number that was spoilt, lost or crossed out: one's own, or any for whoever keeps the receipts")
            .takes::<receipts::WantedFate>()
            .gives::<receipt_documents::SeriesDocument>(200),
    ),
    route(
        ("show_receipt_usage", "GET", "/api/v1/receipt-series/{id}/usage"),
        Needs::Permission(Action::UseReceipts),
        || get(receipts::usage),
        Docs::new("What became of the numbers of a series in a quarter")
            .gives::<receipt_documents::UsageDocument>(200),
    )
    .asking(&["year", "quarter"]),
];
