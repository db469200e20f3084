//! The table of the API: under which name, where, for whom, and what it takes and gives.

use super::docs::Docs;
use super::{
    DossierDocument, FileDocument, Filed, account_imports, accounts, agency, bundles, calendar, calls,
    catalogue, counter, covers, desk, dossiers, drafts, event_feed, events, files, forms, jobs, late, money,
    notice_templates, office_sheets, openapi, paper, procedure_check, reach, readings, rebase, receive,
    rule_packs, search, settings, sheets, slip_ways, slips, status, supervision, texts, times, tokens, verbs,
    versions, visits, watch, webhooks,
};
use crate::door::{with_a_file, with_large_files};
use crate::pages::supervision::{LIST, VIEW};
use crate::routes::{Audience, Needs, Route};
use crate::{Site, live};
use axum::routing::{MethodRouter, delete, get, post, put};
use motcua_identity::Action;

const ROUTES: &[Route] = &[
    route(
        ("issue_token", "POST", "/api/v1/tokens"),
        Needs::Nothing,
        || post(tokens::issue),
        Docs::new("A token for a program, for a login name and its password")
            .takes::<tokens::Wanted>()
            .gives::<tokens::Issued>(201),
    ),
    route(
        ("list_tokens", "GET", "/api/v1/tokens"),
        Needs::Account,
        || get(tokens::list),
        Docs::new("One's own tokens").gives::<tokens::TokenList>(200),
    ),
    route(
        ("revoke_token", "DELETE", "/api/v1/tokens/{id}"),
        Needs::Account,
        || delete(tokens::revoke),
        Docs::new("End a token of one's own").gives_nothing(),
    ),
    route(
        ("receive_at_counter", "POST", "/api/v1/dossiers"),
        Needs::Permission(Action::Receive),
        || post(receive::receive),
        Docs::new("Receive a dossier at a counter").takes::<Filed>().gives::<receive::Received>(201).once(),
    ),
    route(
        ("read_scan", "POST", "/api/v1/scans"),
        Needs::Permission(Action::Receive),
        || post(counter::scan),
        Docs::new("Read what a scanner typed: the QR of an ID card, or a slip")
            .takes::<counter::Scanned>()
            .gives::<counter::ScanDocument>(200),
    ),
    route(
        ("preview_reception", "POST", "/api/v1/reception-previews"),
        Needs::Permission(Action::Receive),
        || post(counter::preview),
        Docs::new("What a filing would come to if it were received now; nothing is kept")
            .takes::<Filed>()
            .gives::<counter::PreviewDocument>(200),
    ),
    route(
        ("find_known_applicant", "POST", "/api/v1/known-applicants"),
        Needs::Permission(Action::Receive),
        || post(counter::known),
        Docs::new("What a counter knows of whoever files, by a number they give; that it was read is kept")
            .takes::<counter::WhoFiles>()
            .gives::<counter::KnownDocument>(200),
    ),
    route(
        ("receive_bundle_at_counter", "POST", "/api/v1/bundles"),
        Needs::Permission(Action::Receive),
        || post(bundles::receive),
        Docs::new("Receive the procedures of a group in one visit, each a dossier of its own")
            .takes::<bundles::FiledBundle>()
            .gives::<bundles::ReceivedBundle>(201)
            .once(),
    ),
    route(
        ("show_bundle", "GET", "/api/v1/bundles/{id}"),
        Needs::Permission(Action::ViewDossierList),
        || get(bundles::show),
        Docs::new("The dossiers that were received in one visit").gives::<bundles::BundleDocument>(200),
    ),
    route(
        ("list_alerts", "GET", "/api/v1/alerts"),
        Needs::Permission(Action::ViewDossierList),
        || get(watch::alerts),
        Docs::new("What one was told beside one's work, the latest first").gives::<watch::AlertList>(200),
    ),
    route(
        ("see_alerts", "POST", "/api/v1/alerts/seen"),
        Needs::Permission(Action::ViewDossierList),
        || post(watch::seen),
        Docs::new("Say that one has seen what was told until a moment").takes::<watch::Seen>().gives_nothing(),
    ),
    route(
        ("show_radar", "GET", "/api/v1/radar"),
        Needs::Permission(Action::Assign),
        || get(watch::radar),
        Docs::new("Dossiers of one's desks that are late, or will be unless somebody acts")
            .gives::<watch::RadarDocument>(200),
    ),
    route(
        ("remind_of_dossier", "POST", "/api/v1/dossiers/{id}/reminders"),
        Needs::Permission(Action::Assign),
        || post(watch::remind),
        Docs::new("Ask whoever has a leg in hand to look at it").takes::<watch::Remind>().gives::<watch::Reminded>(200),
    ),
    route(
        ("permit_late_entry", "POST", "/api/v1/late-entry-permits"),
        Needs::Permission(Action::PermitLateEntry),
        || post(late::permit),
        Docs::new("Give leave to enter late what a counter received on paper")
            .takes::<late::WantedPermit>()
            .gives::<late::PermitDocument>(201),
    ),
    route(
        ("list_late_entry_permits", "GET", "/api/v1/late-entry-permits"),
        Needs::Permission(Action::Receive),
        || get(late::permits),
        Docs::new("The leaves to enter late of an agency, the newest first").gives::<late::PermitList>(200),
    )
    .asking(&["agency"]),
    route(
        ("send_paper_batch", "POST", "/api/v1/paper-batches"),
        Needs::Permission(Action::SendPaperBatch),
        || post(paper::send).layer(with_a_file()),
        Docs::new("Send a file of open paper dossiers to be approved; the same file again changes nothing")
            .takes_file()
            .gives::<paper::BatchDocument>(201),
    )
    .asking(&["agency", "name"]),
    route(
        ("list_paper_batches", "GET", "/api/v1/paper-batches"),
        Needs::Permission(Action::SendPaperBatch),
        || get(paper::list),
        Docs::new("The files of open paper dossiers of an agency, the newest first")
            .gives::<paper::BatchList>(200),
    )
    .asking(&["agency"]),
    route(
        ("show_paper_batch", "GET", "/api/v1/paper-batches/{id}"),
        Needs::Permission(Action::SendPaperBatch),
        || get(paper::show),
        Docs::new("A file of open paper dossiers, and what becomes of each row")
            .gives::<paper::BatchDocument>(200),
    )
    .asking(&["agency"]),
    route(
        ("throw_paper_batch_away", "DELETE", "/api/v1/paper-batches/{id}"),
        Needs::Permission(Action::SendPaperBatch),
        || delete(paper::throw_away),
        Docs::new("Throw away a file that waits, with everything in it").gives_nothing(),
    )
    .asking(&["agency"]),
    route(
        ("approve_paper_batch", "POST", "/api/v1/paper-batches/{id}/approval"),
        Needs::Permission(Action::ApprovePaperBatch),
        || post(paper::approve),
        Docs::new("Take over the open paper dossiers of a file; what is wrong in it stays out")
            .gives::<paper::BatchDocument>(200),
    )
    .asking(&["agency"]),
    route(
        ("import_accounts", "POST", "/api/v1/account-imports"),
        Needs::Permission(Action::ManageAccounts),
        || post(account_imports::import).layer(with_a_file()),
        Docs::new(
            "What a spreadsheet of accounts would do; with `apply=yes` it is done, whole or not at all",
        )
        .takes_file()
        .gives::<account_imports::AccountImportDocument>(200),
    )
    .asking(&["apply"]),
    route(
        ("list_accounts", "GET", "/api/v1/accounts"),
        Needs::Permission(Action::ManageAccounts),
        || get(accounts::list),
        Docs::new("The accounts one looks after, by login name").gives::<accounts::AccountList>(200),
    )
    .asking(&["search", "after", "limit"]),
    route(
        ("open_account", "POST", "/api/v1/accounts"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::open),
        Docs::new("A new account with its first role; its password is told once")
            .takes::<accounts::WantedAccount>()
            .gives::<accounts::ToldPassword>(201),
    ),
    route(
        ("show_account", "GET", "/api/v1/accounts/{login}"),
        Needs::Permission(Action::ManageAccounts),
        || get(accounts::show),
        Docs::new("One account with its roles").gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("give_role", "POST", "/api/v1/accounts/{login}/roles"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::give),
        Docs::new("Give an account one more role")
            .takes::<accounts::WantedRole>()
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("end_role", "POST", "/api/v1/accounts/{login}/roles/{place}/end"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::end),
        Docs::new("End a role of an account, by its place")
            .takes::<accounts::WantedEnd>()
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("give_signing_capacity", "POST", "/api/v1/accounts/{login}/signing"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::give_signing),
        Docs::new("Say in whose name a person signs for an agency")
            .takes::<accounts::WantedSigning>()
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("end_signing_capacity", "POST", "/api/v1/accounts/{login}/signing/{place}/end"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::end_signing),
        Docs::new("End that, by its place")
            .takes::<accounts::WantedEnd>()
            .gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("lock_account", "POST", "/api/v1/accounts/{login}/lock"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::lock),
        Docs::new("Let nobody in with an account; its sessions end").gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("unlock_account", "POST", "/api/v1/accounts/{login}/unlock"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::unlock),
        Docs::new("Let its person in again").gives::<accounts::AccountDocument>(200),
    ),
    route(
        ("renew_password", "POST", "/api/v1/accounts/{login}/password"),
        Needs::Permission(Action::ManageAccounts),
        || post(accounts::renew),
        Docs::new("A new password, which is told once; whoever came in with the old one is out")
            .gives::<accounts::ToldPassword>(200),
    ),
    route(
        ("guide", "POST", "/api/v1/guidances"),
        Needs::Permission(Action::Guide),
        || post(visits::record_guidance),
        Docs::new("Record that papers went home with a guidance slip")
            .takes::<visits::Guidance>()
            .gives::<DossierDocument>(201)
            .once(),
    ),
    route(
        ("not_receive", "POST", "/api/v1/refusals-at-counter"),
        Needs::Permission(Action::NotReceive),
        || post(visits::record_refusal),
        Docs::new("Record that a filing was not received, and why")
            .takes::<visits::RefusalAtCounter>()
            .gives::<DossierDocument>(201)
            .once(),
    ),
    route(
        ("list_dossiers", "GET", "/api/v1/dossiers"),
        Needs::Permission(Action::ViewDossierList),
        || get(dossiers::list),
        Docs::new("Dossiers by receipt, the newest first").gives::<dossiers::DossierList>(200),
    )
    .asking(&["receiving", "status", "from", "before", "slip", "after", "limit"]),
    route(
        ("show_dossier", "GET", "/api/v1/dossiers/{id}"),
        Needs::Permission(Action::ViewDossierList),
        || get(dossiers::show),
        Docs::new("One dossier as it stands").gives::<DossierDocument>(200).tagged(),
    ),
    route(
        ("list_events", "GET", "/api/v1/dossiers/{id}/events"),
        Needs::Permission(Action::ViewDossierList),
        || get(events::list),
        Docs::new("Everything that happened to a dossier").gives::<events::History>(200),
    ),
    route(
        ("follow_changes", "GET", "/api/v1/changes"),
        Needs::Permission(Action::ViewDossierList),
        || get(live::work),
        Docs::new(
            "Which dossiers change, as they do: ids in events named `live`; `*` says that all may have",
        )
        .streams(),
    )
    .asking(&["after"]),
    route(
        ("show_times", "GET", "/api/v1/dossiers/{id}/times"),
        Needs::Permission(Action::ViewDossierList),
        || get(times::of_dossier),
        Docs::new("Who held a dossier for how long, and whose its delay is")
            .gives::<times::TimesDocument>(200),
    )
    .asking(&["until"]),
    route(
        ("show_people", "GET", "/api/v1/dossiers/{id}/people"),
        Needs::Permission(Action::ViewPersonalData),
        || get(dossiers::people),
        Docs::new("The people of a dossier; that they were read is kept")
            .gives::<dossiers::PeopleDocument>(200),
    ),
    route(
        ("list_files", "GET", "/api/v1/dossiers/{id}/files"),
        Needs::Permission(Action::ViewPersonalData),
        || get(files::list),
        Docs::new("The files of a dossier, the oldest first").gives::<files::FileList>(200),
    ),
    route(
        ("attach_file", "POST", "/api/v1/dossiers/{id}/files"),
        Needs::Permission(Action::AttachFile),
        || post(files::add).layer(with_large_files()),
        Docs::new("Put a file to a dossier: the body is the file; what it is, its bytes say")
            .takes_any_file()
            .gives::<FileDocument>(201),
    )
    .asking(&["name", "component", "purpose"]),
    route(
        ("show_file", "GET", "/api/v1/dossiers/{id}/files/{file}"),
        Needs::Permission(Action::ViewPersonalData),
        || get(files::show),
        Docs::new("A file of a dossier; that it was read is kept").gives_a_file(),
    ),
    route(
        ("remove_file", "DELETE", "/api/v1/dossiers/{id}/files/{file}"),
        Needs::Permission(Action::AttachFile),
        || delete(files::remove),
        Docs::new("Take a file away that was put wrongly; that it was there is kept").gives_nothing(),
    ),
    route(
        ("list_readings", "GET", "/api/v1/dossiers/{id}/readings"),
        Needs::Permission(Action::ViewAuditLog),
        || get(readings::list),
        Docs::new("Who read who the people of a dossier are, the newest first")
            .gives::<readings::ReadingList>(200),
    )
    .asking(&["after", "limit"]),
    route(
        ("list_desk", "GET", "/api/v1/desk"),
        Needs::Permission(Action::ViewDossierList),
        || get(desk::list),
        Docs::new("What an agency has to do, the most urgent first").gives::<desk::DeskList>(200),
    )
    .asking(&["agency", "due", "who", "procedure", "task", "priority", "q", "after", "limit"]),
    route(
        ("list_covers", "GET", "/api/v1/covers"),
        Needs::Permission(Action::ViewDossierList),
        || get(covers::list),
        Docs::new("One's own absences and those one covers, as far as they are not over")
            .gives::<covers::CoverList>(200),
    ),
    route(
        ("enter_cover", "POST", "/api/v1/covers"),
        Needs::Permission(Action::ViewDossierList),
        || post(covers::enter),
        Docs::new("Enter an absence of one's own: the deputy has one's roles on those days")
            .takes::<covers::WantedCover>()
            .gives::<covers::CoverDocument>(201),
    ),
    route(
        ("end_cover", "POST", "/api/v1/covers/end"),
        Needs::Permission(Action::ViewDossierList),
        || post(covers::end),
        Docs::new("End a cover today, by either of the two").takes::<covers::EndedCover>().gives_nothing(),
    ),
    route(
        ("show_supervision", "GET", "/api/v1/supervision"),
        Needs::Permission(Action::ViewFigures),
        || get(supervision::figures),
        Docs::new("The figures of an agency and all below it in a period, each the number of dossiers in a list")
            .gives::<supervision::SupervisionDocument>(200),
    )
    .asking(VIEW),
    route(
        ("list_supervised_dossiers", "GET", "/api/v1/supervision/dossiers"),
        Needs::Permission(Action::ViewFigures),
        || get(supervision::dossiers),
        Docs::new("The dossiers behind a figure, as many as it says").gives::<supervision::SupervisedList>(200),
    )
    .asking(LIST),
    route(
        ("search_dossiers", "GET", "/api/v1/search"),
        Needs::Permission(Action::ViewDossierList),
        || get(search::search),
        Docs::new("Find dossiers by number, its last digits, a name without its marks, an identity or telephone number")
            .gives::<search::FoundList>(200),
    )
    .asking(&["q", "after", "limit"]),
    route(
        ("table_of_times", "GET", "/api/v1/times"),
        Needs::Permission(Action::ViewFigures),
        || get(times::table),
        Docs::new("Times, delays and fees of the dossiers received in a period")
            .gives::<times::TableDocument>(200),
    )
    .asking(&["agency", "from", "before", "after", "limit"]),
    route(
        ("list_procedures", "GET", "/api/v1/procedures"),
        Needs::Nothing,
        || get(catalogue::procedures),
        Docs::new("Procedures in force; `agency` is a counter where they can be handed in")
            .gives::<catalogue::ProcedureList>(200),
    )
    .asking(&["search", "field", "level", "agency", "after", "limit"]),
    route(
        ("show_procedure", "GET", "/api/v1/procedures/{code}"),
        Needs::Nothing,
        || get(catalogue::procedure),
        Docs::new("A procedure as its version in force says").gives::<catalogue::ProcedureDetail>(200),
    ),
    route(
        ("list_versions", "GET", "/api/v1/procedures/{code}/versions"),
        Needs::Nothing,
        || get(versions::list),
        Docs::new("The versions of a procedure; with two of them, what one says otherwise than the other")
            .gives::<versions::VersionList>(200),
    )
    .asking(&["version", "with"]),
    route(
        ("check_procedure", "GET", "/api/v1/procedures/{code}/check"),
        Needs::Permission(Action::CheckCatalogue),
        || get(procedure_check::check),
        Docs::new(
            "What keeps a procedure from being announced, and the clock of each leg of a dossier of it",
        )
        .gives::<procedure_check::ProcedureCheck>(200),
    )
    .asking(&["counter", "at"]),
    route(
        ("try_rebase", "GET", "/api/v1/procedures/{code}/rebase"),
        Needs::Permission(Action::CheckCatalogue),
        || get(rebase::list),
        Docs::new(
            "Running dossiers under another version than the one in force, and what would change for each",
        )
        .gives::<rebase::RebaseTrial>(200),
    ),
    route(
        ("propose_rebase", "POST", "/api/v1/procedures/{code}/rebase-proposals"),
        Needs::Permission(Action::ProposeRebase),
        || post(rebase::propose),
        Docs::new(
            "Propose that running dossiers go over to the version in force, by a transitional provision",
        )
        .takes::<rebase::ProposedRebase>()
        .gives::<rebase::RebaseResult>(200),
    ),
    route(
        ("confirm_rebase", "POST", "/api/v1/procedures/{code}/rebase-approvals"),
        Needs::Permission(Action::ConfirmRebase),
        || post(rebase::approve),
        Docs::new("Approve what another person proposed: the dossiers go over")
            .takes::<rebase::ApprovedRebase>()
            .gives::<rebase::RebaseResult>(200),
    ),
    route(
        ("try_recompute", "GET", "/api/v1/calendar/recompute-trial"),
        Needs::Permission(Action::ManageCalendar),
        || get(calendar::recompute_trial),
        Docs::new("Lawful dates that would move if they were worked out anew by the calendar of today")
            .gives::<calendar::RecomputeTrial>(200),
    ),
    route(
        ("try_calendar_file", "POST", "/api/v1/calendar/trials"),
        Needs::Permission(Action::ManageCalendar),
        || post(calendar::trial_of_file).layer(with_a_file()),
        Docs::new("What a file of days off and swapped days would change, of which nothing is kept")
            .takes_file()
            .gives::<calendar::CalendarTrial>(200),
    ),
    route(
        ("show_calendar", "GET", "/api/v1/calendar"),
        Needs::Permission(Action::ManageCalendar),
        || get(calendar::show),
        Docs::new("The days off and swapped days that count, and the changes that were kept")
            .gives::<calendar::CalendarDocument>(200),
    )
    .asking(&["year"]),
    route(
        ("keep_calendar", "POST", "/api/v1/calendar/revisions"),
        Needs::Permission(Action::ManageCalendar),
        || post(calendar::keep).layer(with_a_file()),
        Docs::new("Keep a file of days off and swapped days; the lawful dates of open dossiers follow it")
            .takes_file()
            .gives::<calendar::CalendarKeptDocument>(201),
    )
    .asking(&["ground", "revision"]),
    route(
        ("suggest_moon_days", "GET", "/api/v1/calendar/moon-days"),
        Needs::Permission(Action::ManageCalendar),
        || get(calendar::moon_days),
        Docs::new("Tết and the Hùng Kings' day by the moon: a suggestion, never law")
            .gives::<calendar::MoonDays>(200),
    )
    .asking(&["year"]),
    route(
        ("list_procedure_groups", "GET", "/api/v1/procedure-groups"),
        Needs::Nothing,
        || get(bundles::groups),
        Docs::new("Groups of procedures that can be received together").gives::<bundles::GroupList>(200),
    ),
    route(
        ("list_agencies", "GET", "/api/v1/agencies"),
        Needs::Nothing,
        || get(catalogue::agencies),
        Docs::new("Agencies that exist today").gives::<catalogue::AgencyList>(200),
    )
    .asking(&["search", "after", "limit"]),
    route(
        ("show_agency", "GET", "/api/v1/agencies/{code}"),
        Needs::Nothing,
        || get(agency::show),
        Docs::new("One agency: how it is reached, its hours and its procedures")
            .gives::<agency::AgencyDetail>(200),
    ),
    route(
        ("keep_agency_contact", "PUT", "/api/v1/agencies/{code}/contact"),
        Needs::Permission(Action::ManageAgencies),
        || put(agency::keep),
        Docs::new("Say how an agency is reached, instead of what is known of it")
            .takes::<agency::ContactWanted>()
            .gives::<agency::ContactKept>(200),
    ),
    route(
        ("list_rule_packs", "GET", "/api/v1/rule-packs"),
        Needs::Nothing,
        || get(rule_packs::list),
        Docs::new("The law's parameters by period: every rule pack").gives::<rule_packs::RulePackList>(200),
    ),
    route(
        ("show_rule_pack", "GET", "/api/v1/rule-packs/{code}"),
        Needs::Nothing,
        || get(rule_packs::show),
        Docs::new("What a rule pack says, and what changed against the one before")
            .gives::<rule_packs::RulePackDetail>(200),
    ),
    route(
        ("status_by_token", "GET", "/api/v1/status/{token}"),
        Needs::Nothing,
        || get(status::by_token),
        Docs::new("What the public sees of a dossier, by the token of its slip")
            .gives::<status::PublicStatusDocument>(200),
    ),
    route(
        ("status_by_number", "GET", "/api/v1/status"),
        Needs::Nothing,
        || get(status::by_number),
        Docs::new("What the public sees of a dossier, by its number; more with the code of the slip")
            .gives::<status::StatusByNumberDocument>(200)
            .limited(),
    )
    .asking(&["number", "code"]),
    route(
        ("list_settings", "GET", "/api/v1/settings"),
        Needs::Permission(Action::OperateSystem),
        || get(settings::list),
        Docs::new("The settings in use and where each was written; none that is secret")
            .gives::<settings::SettingList>(200),
    ),
    route(
        ("show_openapi", "GET", "/api/v1/openapi.json"),
        Needs::Nothing,
        || get(openapi::show),
        Docs::new("This document"),
    ),
];

pub(super) const fn route(
    (name, method, path): (&'static str, &'static str, &'static str),
    needs: Needs,
    handler: fn() -> MethodRouter<Site>,
    docs: Docs,
) -> Route {
    Route { name, method, path, query: &[], needs, audience: Audience::Program, handler, docs: Some(docs) }
}

impl Route {
    pub(super) const fn asking(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }
}

/// Every route of the API.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES
        .iter()
        .chain(drafts::ROUTES)
        .chain(money::ROUTES)
        .chain(texts::ROUTES)
        .chain(office_sheets::ROUTES)
        .chain(forms::ROUTES)
        .chain(notice_templates::ROUTES)
        .chain(sheets::ROUTES)
        .chain(slips::ROUTES)
        .chain(reach::ROUTES)
        .chain(calls::ROUTES)
        .chain(slip_ways::ROUTES)
        .chain(verbs::ROUTES)
        .chain(jobs::ROUTES)
        .chain(webhooks::ROUTES)
        .chain(event_feed::ROUTES)
}
