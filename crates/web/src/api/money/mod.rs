//! Money over the API: drawers, receipt series, the book of an agency, the ledger of a dossier. What is paid and paid back for a dossier are
//! verbs, in `verbs/`.

pub mod drawers;
mod ledger;
mod receipt_documents;
pub mod receipts;
pub mod statements;
mod transfers;

use super::DossierDocument;
use super::docs::Docs;
use super::routes::route;
use crate::door::with_a_file;
use crate::routes::{Needs, Route};
use axum::routing::{delete, get, post};
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
    .asking(&["agency", "first", "last"]),
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
    route(
        ("show_transfer_request", "GET", "/api/v1/dossiers/{id}/transfer-request"),
        Needs::Permission(Action::ViewDossierList),
        || get(transfers::of_dossier),
        Docs::new("What is owed by transfer now: account, amount, reference and the payload of the VietQR code")
            .gives::<transfers::TransferDocument>(200),
    ),
    route(
        ("show_transfer_requests_by_token", "GET", "/api/v1/status/{token}/transfer-requests"),
        Needs::Nothing,
        || get(transfers::of_token),
        Docs::new("What is owed by transfer now for each dossier of a slip, by the token of the slip")
            .gives::<transfers::TransferList>(200),
    ),
    route(
        ("read_bank_statement", "POST", "/api/v1/bank-statements"),
        Needs::Permission(Action::RecordPayment),
        || post(statements::import).layer(with_a_file()),
        Docs::new("Read a bank statement; columns by number where they can not be told; the same again adds nothing")
            .takes_file()
            .gives::<statements::ImportDocument>(200),
    )
    .asking(statements::ASKED),
    route(
        ("list_statement_lines", "GET", "/api/v1/bank-statements/lines"),
        Needs::Permission(Action::RecordPayment),
        || get(statements::list),
        Docs::new("The credits of the account of an agency that nobody has booked, and what each seems to be")
            .gives::<statements::LineList>(200),
    )
    .asking(&["agency"]),
    route(
        ("drop_statement_lines", "DELETE", "/api/v1/bank-statements/lines"),
        Needs::Permission(Action::RecordPayment),
        || delete(statements::drop_open),
        Docs::new("Forget the credits that an agency read and nobody booked").gives_nothing(),
    )
    .asking(&["agency"]),
    route(
        ("book_matched_lines", "POST", "/api/v1/bank-statements/matched-bookings"),
        Needs::Permission(Action::RecordPayment),
        || post(statements::book_matched),
        Docs::new("Book every credit that is all that a dossier owes, each with its receipt")
            .gives::<statements::BookedDocument>(200),
    )
    .asking(&["agency"]),
    route(
        ("book_statement_line", "POST", "/api/v1/bank-statements/bookings"),
        Needs::Permission(Action::RecordPayment),
        || post(statements::book_line),
        Docs::new("Book one credit for a dossier")
            .takes::<statements::WantedBooking>()
            .gives::<DossierDocument>(200),
    )
    .asking(&["agency"]),
];
