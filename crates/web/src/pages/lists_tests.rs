//! Every value of a closed list has its word, in every language, and no word is left over.

use crate::words::key_of;
use motcua_app::figures::supervision::{Remaining, What};
use motcua_app::staff_mail::StaffMailState;
use motcua_calendar::DayKind;
use motcua_catalogue::{ChargeKind, Collector, DueWhen, Life, ServiceLevel, Stage};
use motcua_dossier::{
    DeskGroup, DeskTask, Holder, IncidentKind, InsteadOfSigning, LateGround, LegStatus, Outcome, PaperOrigin,
    PriorityGround, ProofOfReturn, ReopenGround, Status, StopGround, SuspensionGround,
};
use motcua_i18n::{Locale, texts};
use motcua_identity::Capacity;
use motcua_kernel::{
    AccountId, AgencyId, AgencyKind, Instant, LateEntryPermitId, LegNo, Level, PaperBatchId, Role, TextId,
};
use std::collections::BTreeSet;
use uuid::Uuid;

const AT: Instant = Instant::MIN;
const TEXT: TextId = TextId(Uuid::nil());
const ACCOUNT: AccountId = AccountId(Uuid::nil());
const AGENCY: AgencyId = AgencyId(Uuid::nil());

#[track_caller]
fn check(table: &str, keys: impl IntoIterator<Item = String>) {
    let keys: BTreeSet<String> = keys.into_iter().collect();
    for locale in Locale::ALL {
        let words = texts(locale).iter();
        let there: BTreeSet<String> = words
            .filter_map(|(key, _)| Some(key.strip_prefix(table)?.strip_prefix('.')?.to_owned()))
            .collect();
        assert_eq!(there, keys, "[{table}] of {}.toml", locale.tag());
    }
}

#[test]
fn statuses() {
    let all = [
        Status::GuidanceGiven,
        Status::NotReceived { reason: TEXT },
        Status::Received,
        Status::AwaitingPredecessor { since: AT },
        Status::InProcess,
        Status::SupplementRequested { since: AT, answer_by: AT },
        Status::AwaitingPayment { since: AT, pay_by: AT },
        Status::Suspended { ground: SuspensionGround::Court, since: AT },
        Status::ResultSigned { number: String::new(), at: AT, refused: false },
        Status::ResultReady { at: AT, refused: false },
        Status::Returned { at: AT, refused: false },
        Status::Withdrawn { at: AT },
        Status::Stopped { at: AT, ground: StopGround::ByApplicant },
        Status::Annulled { at: AT },
        Status::Imported,
    ];
    check("status", all.iter().map(|it| it.code().to_owned()));
}

#[test]
fn drawers_and_the_book_of_money() {
    use motcua_fees::drawer::MovementFault;
    use motcua_fees::{BookKind, BookMeans};
    use motcua_kernel::Vnd;
    check("book-kind", BookKind::ALL.iter().map(|it| key_of(it, "")));
    check("book-means", [BookMeans::Cash, BookMeans::Transfer].iter().map(|it| key_of(it, "")));
    let faults = [
        MovementFault::Twice,
        MovementFault::FactorTen { meant: Vnd(1) },
        MovementFault::Transposed { meant: Vnd(1) },
        MovementFault::NeverMoved,
        MovementFault::Missing,
        MovementFault::WrongSign,
    ];
    check("drawer-fault", faults.iter().map(|it| key_of(it, "is")));
    check("drawer-state", ["open", "counted", "counted-other", "locked"].map(str::to_owned));
    let forms = motcua_app::sheets::FormKind::ALL.iter().map(|it| it.code().to_owned());
    check("form", forms);
    let columns = super::cashier::COLUMNS.iter().chain(&super::takings::MONTH_COLUMNS);
    let columns = columns.chain(&super::takings::REMITTANCE_COLUMNS);
    check("column", columns.map(|it| (*it).to_owned()));
}

#[test]
fn notices() {
    use motcua_app::inquiries::AnswerKind;
    use motcua_app::notices::{Choice, NoticeKind, NoticeState, ReachAct, ReachState, Way, code_of};
    check("answer-kind", AnswerKind::ALL.map(|it| it.code().to_owned()));
    check("notice-kind", NoticeKind::ALL.iter().map(|it| it.code().to_owned()));
    let ways = [Way::Email, Way::Sms, Way::Zalo, Way::Call];
    check("notice-way", ways.iter().map(|it| code_of(*it).to_owned()));
    let states = [
        NoticeState::Waiting,
        NoticeState::Sent,
        NoticeState::Accepted,
        NoticeState::Failed,
        NoticeState::Void,
    ];
    check("notice-state", states.iter().map(|it| key_of(it, "")));
    check("notice-wants", Choice::ALL.iter().map(|it| it.code().to_owned()));
    let states = [ReachState::Given, ReachState::Verified, ReachState::Off];
    check("reach-state", states.iter().map(|it| key_of(it, "")));
    let states = [StaffMailState::Given, StaffMailState::Verified, StaffMailState::Bad];
    check("staff-mail-state", states.iter().map(|it| crate::api::own_mail::state_code(*it).to_owned()));
    let acts = [ReachAct::Added, ReachAct::Mended, ReachAct::Removed];
    check("reach-act", acts.iter().map(|it| key_of(it, "")));
}

#[test]
fn receipts() {
    use motcua_fees::series::{Fate, SeriesKind};
    let kinds = [SeriesKind::PrePrinted, SeriesKind::SelfPrinted, SeriesKind::Electronic];
    check("series-kind", kinds.iter().map(|it| key_of(it, "")));
    assert_eq!(super::receipts::KINDS.map(str::to_owned), kinds.map(|it| key_of(&it, "")));
    let minutes = String::new;
    let fates = [
        Fate::Used,
        Fate::Spoiled { minutes: minutes() },
        Fate::Lost { minutes: minutes() },
        Fate::Deleted { minutes: minutes() },
    ];
    check("receipt-fate", fates.iter().map(|it| key_of(it, "is")));
    check("bank-account-state", ["waiting", "replaced", "confirmed", "refused"].map(str::to_owned));
    check("usage-column", super::receipts::COLUMNS.map(str::to_owned));
}

#[test]
fn parts_and_lives_of_versions() {
    check("version-part", super::procedures::PARTS.map(str::to_owned));
    let all = [Life::Draft, Life::Appraised, Life::Published, Life::Replaced, Life::Repealed];
    check("version-life", all.iter().map(|it| key_of(it, "")));
}

#[test]
fn needs_and_proofs_at_the_counter() {
    check("priority-ground", PriorityGround::ALL.iter().map(|it| key_of(it, "")));
    check("instead-of-signing", InsteadOfSigning::ALL.iter().map(|it| key_of(it, "")));
    check("signing-capacity", Capacity::ALL.iter().map(|it| key_of(it, "")));
    check("proof-of-return", ProofOfReturn::ALL.iter().map(|it| key_of(it, "")));
}

#[test]
fn stages_of_drafts() {
    check("draft-stage", Stage::ALL.iter().map(|it| it.code().to_owned()));
}

#[test]
fn kinds_of_days() {
    let all = [DayKind::Holiday, DayKind::Observed, DayKind::SubstitutedOff, DayKind::MakeupWorkday];
    check("day-kind", all.iter().map(|it| key_of(it, "")));
}

#[test]
fn states_of_legs() {
    let outcome = || Outcome::Refused { reason: TEXT };
    let all = [
        LegStatus::Waiting,
        LegStatus::Sent { at: AT },
        LegStatus::Questioned { sent: AT, question: TEXT },
        LegStatus::SentBack { reason: TEXT },
        LegStatus::Active { assignee: None, steps_done: 0 },
        LegStatus::Proposed { by: ACCOUNT, outcome: outcome() },
        LegStatus::Approved { outcome: outcome(), signer: ACCOUNT },
        LegStatus::Finished { at: AT },
    ];
    check("leg-status", all.iter().map(|it| key_of(it, "is")));
}

#[test]
fn tasks_and_roles() {
    check("desk-task", DeskTask::ALL.iter().map(|it| it.key().to_owned()));
    check("role", Role::ALL.iter().map(|it| key_of(it, "")));
}

#[test]
fn desks() {
    check("desk-group", DeskGroup::ALL.iter().map(|it| it.key().to_owned()));
    let tabs = super::desk::TABS.iter().map(|it| it.key().to_owned());
    check("desk-tab", tabs.chain(["all".to_owned()]));
    check("bulk-verb", super::desk::BulkVerb::ALL.iter().map(|it| it.key().to_owned()));
}

#[test]
fn days_of_the_week() {
    check("weekday-short", (1..=7).map(|it| it.to_string()));
}

#[test]
fn figures() {
    check("figure-kind", What::ALL.iter().map(|it| it.key().to_owned()));
    check("remaining", Remaining::ALL.iter().map(|it| it.key().to_owned()));
}

#[test]
fn lines_of_a_statement() {
    check("statement-line", crate::pages::statements::WORDS.iter().map(|it| (*it).to_owned()));
}

#[test]
fn money() {
    let collectors = [Collector::Counter, Collector::AgencyAccount, Collector::Treasury, Collector::Carrier];
    check("collector", collectors.iter().map(|it| key_of(it, "")));
    let due = [DueWhen::AtReception, DueWhen::DuringProcessing, DueWhen::AtReturn];
    check("charge-due", due.iter().map(|it| key_of(it, "")));
}

#[test]
fn paper() {
    let from = [
        PaperOrigin::CarriedOver {
            slip: String::new(),
            batch: PaperBatchId(Uuid::nil()),
            approved_by: AccountId(Uuid::nil()),
        },
        PaperOrigin::LateEntry { slip: String::new(), permit: LateEntryPermitId(Uuid::nil()) },
    ];
    check("paper-origin", from.iter().map(|it| key_of(it, "from")));
    check("late-ground", [LateGround::Outage, LateGround::OutsideOffice].iter().map(|it| key_of(it, "")));
}

#[test]
fn holders_and_grounds() {
    let all = [
        Holder::Counter { agency: AGENCY },
        Holder::Leg { no: LegNo(1), agency: AGENCY },
        Holder::Signer { leg: LegNo(1), agency: AGENCY },
        Holder::Liaison { leg: LegNo(1), agency: AGENCY },
        Holder::Citizen,
        Holder::Suspension { ground: SuspensionGround::Court },
        Holder::Predecessor,
        Holder::AfterResult,
        Holder::OnPaper,
    ];
    check("holder", all.iter().map(|it| key_of(it, "who")));
    let grounds =
        [StopGround::ByApplicant, StopGround::NoSupplement, StopGround::NoPayment, StopGround::NoPredecessor];
    check("stop-ground", grounds.iter().map(|it| key_of(it, "")));
    check("incident-kind", IncidentKind::ALL.iter().map(|it| key_of(it, "")));
    check("reopen-ground", ReopenGround::ALL.iter().map(|it| key_of(it, "")));
    let grounds = [SuspensionGround::Court, SuspensionGround::Dispute, SuspensionGround::OutsideAuthority];
    check("suspension-ground", grounds.iter().map(|it| key_of(it, "")));
}

#[test]
fn services_and_agencies() {
    let kinds = [
        AgencyKind::PeoplesCommittee,
        AgencyKind::Department,
        AgencyKind::Division,
        AgencyKind::OneStopUnit,
        AgencyKind::Vertical,
    ];
    check("agency-kind", kinds.iter().map(|it| key_of(it, "")));
    check("agency-level", [Level::Province, Level::District, Level::Commune].iter().map(|it| key_of(it, "")));
    let charges = [ChargeKind::Fee, ChargeKind::StateFee, ChargeKind::Tax, ChargeKind::Postage];
    check("charge-kind", charges.iter().map(|it| key_of(it, "")));
    check("service-level", ServiceLevel::ALL.iter().map(|it| it.number().to_string()));
}

#[test]
fn what_comes_through_the_gateway() {
    use motcua_app::money::gateway::{CallbackFault, TrialPress, Waits};
    let faults = [CallbackFault::WrongSignature, CallbackFault::Unreadable, CallbackFault::OtherMerchant];
    let outcomes = ["paid", "failed", "waits"].into_iter().chain(faults.map(CallbackFault::name));
    let outcomes = outcomes.chain(Waits::ALL.map(Waits::name));
    check("gateway-outcome", outcomes.map(str::to_owned));
    check("trial-press", TrialPress::ALL.map(|it| it.name().to_owned()));
}

#[test]
fn events_that_are_told_and_who_is_told() {
    use motcua_app::webhooks::{EventGroup, EventKind, WebhookState};
    check("event-kind", EventKind::ALL.iter().map(|it| it.code().to_owned()));
    check("event-group", EventGroup::ALL.iter().map(|it| it.code().to_owned()));
    check("webhook-state", WebhookState::ALL.iter().map(|it| it.code().to_owned()));
}

#[test]
fn work_after_the_commit() {
    use motcua_app::duties::{Act, JobState, KINDS, Recurring};
    check("job-kind", KINDS.map(ToOwned::to_owned));
    check("job-state", JobState::ALL.map(|it| it.code().to_owned()));
    check("job-act", Act::ALL.map(|it| it.code().to_owned()));
    check("recurring", Recurring::ALL.map(|it| it.name().to_owned()));
}
