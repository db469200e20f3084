//! Money over the API: drawers, receipt series, the book of an agency, the ledger of a dossier. What is paid and paid back for a dossier are
//! verbs, in `verbs/`.

pub mod accounts;
pub mod drawers;
pub mod gateway;
mod ledger;
mod receipt_documents;
pub mod receipts;
pub mod sheets;
pub mod statements;
mod transfers;

use super::DossierDocument;
use super::docs::Docs;
use super::routes::route;
use crate::door::with_a_file;
use crate::methods::{delete, get, post, put};
use crate::routes::{Needs, Route};
use axum::extract::DefaultBodyLimit;
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
        ("show_takings", "GET", "/api/v1/takings"),
        Needs::Permission(Action::KeepDrawer),
        || get(sheets::takings),
        Docs::new("What an agency where one keeps a drawer took, day by day")
            .gives::<sheets::TakingsDocument>(200),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("print_takings", "GET", "/api/v1/takings.pdf"),
        Needs::Permission(Action::KeepDrawer),
        || get(sheets::takings_pdf),
        Docs::new("The same as PDF: of one day line by line, of more day by day").gives_a_file(),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("show_budget_remittance", "GET", "/api/v1/budget-remittance"),
        Needs::Permission(Action::KeepDrawer),
        || get(sheets::remittance),
        Docs::new("What of the money of an agency is kept, and what goes to the budget under which tiểu mục")
            .gives::<sheets::RemittanceDocument>(200),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("print_budget_remittance", "GET", "/api/v1/budget-remittance.pdf"),
        Needs::Permission(Action::KeepDrawer),
        || get(sheets::remittance_pdf),
        Docs::new("The same as PDF").gives_a_file(),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("print_receipt_usage", "GET", "/api/v1/receipt-usage.pdf"),
        Needs::Permission(Action::UseReceipts),
        || get(sheets::usage_pdf),
        Docs::new("What became of the numbers of all series of an agency in a quarter, as PDF").gives_a_file(),
    )
    .asking(&["agency", "year", "quarter"]),
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
        ("hand_back_receipt_numbers", "POST", "/api/v1/receipt-series/{id}/returns"),
        Needs::Permission(Action::UseReceipts),
        || post(receipts::hand_back),
        Docs::new("Give unused numbers back: one's own, or those of any cashier for whoever keeps the receipts")
            .takes::<receipts::WantedReturn>()
            .gives::<receipt_documents::SeriesDocument>(200),
    ),
    route(
        ("show_agency_account", "GET", "/api/v1/agencies/{code}/account"),
        Needs::Permission(Action::KeepReceipts),
        || get(accounts::show),
        Docs::new("Where transfers for an agency go, and every change of that with the persons")
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("propose_agency_account", "PUT", "/api/v1/agencies/{code}/account"),
        Needs::Permission(Action::ManageAgencies),
        || put(accounts::propose),
        Docs::new("Write down where transfers for an agency shall go; it holds once another person confirms it")
            .takes::<accounts::WantedAccount>()
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("answer_agency_account", "POST", "/api/v1/agencies/{code}/account/answer"),
        Needs::Permission(Action::ConfirmBankAccount),
        || post(accounts::answer),
        Docs::new("Confirm or refuse the account that another person wrote down")
            .takes::<accounts::WantedAnswer>()
            .gives::<accounts::AccountDocument>(200),
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
    route(
        ("begin_online_payment", "POST", "/api/v1/status/{token}/online-payments"),
        Needs::Nothing,
        || post(gateway::begin),
        Docs::new("Order at the payment gateway what a dossier of a slip owes its agency now, by the token of the slip")
            .limited()
            .takes::<gateway::WantedOrder>()
            .gives::<gateway::OrderDocument>(201),
    ),
    route(
        ("show_online_payment", "GET", "/api/v1/online-payments/{reference}"),
        Needs::Nothing,
        || get(gateway::show),
        Docs::new("Where an order stands, by its reference").gives::<gateway::OrderDocument>(200),
    ),
    route(
        ("take_gateway_callback", "POST", "/api/v1/gateway/callbacks"),
        Needs::Nothing,
        || post(gateway::take).layer(DefaultBodyLimit::max(gateway::LONGEST_ANSWER)),
        Docs::new("What the payment gateway says of an order: a form with its signature; said again it changes nothing")
            .takes_any_file()
            .gives::<gateway::TakenDocument>(200),
    ),
    route(
        ("list_gateway_callbacks", "GET", "/api/v1/gateway/callbacks"),
        Needs::Permission(Action::RecordPayment),
        || get(gateway::latest),
        Docs::new("The latest answers of the payment gateway for an agency, with those that were not taken")
            .gives::<gateway::GatewayList>(200),
    )
    .asking(&["agency"]),
    route(
        ("list_gateway_credits", "GET", "/api/v1/gateway/credits"),
        Needs::Permission(Action::RecordPayment),
        || get(gateway::credits),
        Docs::new("Money that came through the payment gateway and waits for a person")
            .gives::<gateway::GatewayList>(200),
    )
    .asking(&["agency"]),
    route(
        ("book_gateway_credit", "POST", "/api/v1/gateway/credits/bookings"),
        Needs::Permission(Action::RecordPayment),
        || post(gateway::book),
        Docs::new("Book money that came through the payment gateway for a dossier")
            .takes::<gateway::WantedCreditBooking>()
            .gives::<DossierDocument>(200),
    )
    .asking(&["agency"]),
    route(
        ("settle_gateway_credit", "POST", "/api/v1/gateway/credits/settlements"),
        Needs::Permission(Action::RecordPayment),
        || post(gateway::settle),
        Docs::new("Say what became otherwise of money that came through the payment gateway, as when it went back")
            .takes::<gateway::WantedSettlement>()
            .gives_nothing(),
    )
    .asking(&["agency"]),
];
