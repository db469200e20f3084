//! Every verb of the office that needs permission. Who holds it is said in `matrix.rs` and nowhere else.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
        /// Something a person does that the office gives only to some.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Action {
            $($(#[$doc])* #[serde(rename = $key)] $name,)*
        }

        impl Action {
            /// Every action, in the order of a dossier's life, then money, figures, administration.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in stored scopes, in the API and in message placeholders.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

actions! {
    /// Receive a dossier and give it its number and dates.
    Receive = "receive";
    /// Give leave to enter late what was received on paper.
    PermitLateEntry = "permit-late-entry";
    /// Send a file of open paper dossiers to be approved.
    SendPaperBatch = "send-paper-batch";
    /// Approve such a file.
    ApprovePaperBatch = "approve-paper-batch";
    /// Refuse to receive, with the reason on paper.
    NotReceive = "not-receive";
    /// Guide an applicant without opening a dossier.
    Guide = "guide";
    /// Ask the applicant to supplement.
    AskSupplement = "ask-supplement";
    /// Record that what was asked for has come.
    CompleteSupplement = "complete-supplement";
    /// Ask for a supplement beyond what the pack allows.
    OverrideSupplementLimit = "override-supplement-limit";
    /// Accept a leg that was handed over.
    AcceptLeg = "accept-leg";
    /// Question a hand-over: something in it is not as stated.
    QuestionHandover = "question-handover";
    /// Send a hand-over back to its sender.
    SendBackHandover = "send-back-handover";
    /// Hand the dossier to the next leg.
    HandOver = "hand-over";
    /// Record what an agency outside the system did on its leg.
    RecordOutsideLeg = "record-outside-leg";
    /// Give a task to a person by hand.
    Assign = "assign";
    /// Ask another agency for its opinion.
    Consult = "consult";
    /// Answer such a question.
    AnswerConsultation = "answer-consultation";
    /// Propose a result for approval.
    ProposeResult = "propose-result";
    /// Say what a charge comes to that has no amount yet.
    AssessCharge = "assess-charge";
    /// Let the clock stand until what was assessed is paid.
    AwaitPayment = "await-payment";
    /// Send a proposal back for rework.
    SendBackForRework = "send-back-for-rework";
    /// Approve and sign a result.
    Approve = "approve";
    /// Number and stamp a signed result.
    NumberAndStamp = "number-and-stamp";
    /// Put an apology, with or without a new appointment, before whoever signs it.
    DraftApology = "draft-apology";
    /// Sign an apology, with or without a new appointment.
    Reappoint = "reappoint";
    /// Stop the clock on a ground the law knows.
    Suspend = "suspend";
    /// Let the clock run again.
    Resume = "resume";
    /// End a dossier without a result.
    Stop = "stop";
    /// Record that the applicant withdraws.
    Withdraw = "withdraw";
    /// Ask that a dossier received by mistake be annulled.
    RequestAnnulment = "request-annulment";
    /// Confirm an annulment another person asked for.
    ConfirmAnnulment = "confirm-annulment";
    /// Ask that recorded data be corrected.
    RequestCorrection = "request-correction";
    /// Confirm a correction another person asked for.
    ConfirmCorrection = "confirm-correction";
    /// Record what the office spoilt, what it costs the office, and the apology.
    RecordIncident = "record-incident";
    /// Open again what another person ended wrongly.
    Reopen = "reopen";
    /// Hand the result to the applicant.
    ReturnResult = "return-result";
    /// Call a waiting number to a counter.
    CallTicket = "call-ticket";
    /// Record a payment or an exemption, and issue its receipt.
    RecordPayment = "record-payment";
    /// Take back a payment that another person entered by mistake.
    ReversePayment = "reverse-payment";
    /// Ask for a refund, and pay it once it is confirmed.
    RequestRefund = "request-refund";
    /// Confirm a refund another person asked for.
    ConfirmRefund = "confirm-refund";
    /// Open, count and close a cash drawer.
    KeepDrawer = "keep-drawer";
    /// Confirm the difference another person's drawer shows.
    ConfirmDrawerDifference = "confirm-drawer-difference";
    /// See the receipt series of an agency, and account for the numbers one holds.
    UseReceipts = "use-receipts";
    /// Give receipt numbers to cashiers, and account for those of another.
    KeepReceipts = "keep-receipts";
    /// Confirm an account for transfers that another person wrote down.
    ConfirmBankAccount = "confirm-bank-account";
    /// See the list: number, procedure, agency, times, reason; no identity.
    ViewDossierList = "view-dossier-list";
    /// See who the applicant is, and the files. Each reading is logged.
    ViewPersonalData = "view-personal-data";
    /// Put files to a dossier, and take away what was put wrongly.
    AttachFile = "attach-file";
    /// See figures of agencies; a person's own figures need no permission.
    ViewFigures = "view-figures";
    /// Close a reporting period and sign its sheets off.
    ClosePeriod = "close-period";
    /// See the log of who read personal data and who did what.
    ViewAuditLog = "view-audit-log";
    /// Keep the reform plan, its tasks and evidence.
    ManagePlan = "manage-plan";
    /// Work on petitions and surveys.
    HandlePetition = "handle-petition";
    /// Draft versions of procedures.
    ManageCatalogue = "manage-catalogue";
    /// Publish a version.
    PublishCatalogue = "publish-catalogue";
    /// Try a procedure before it is announced, and see which dossiers could go over to its version in force.
    CheckCatalogue = "check-catalogue";
    /// Propose that running dossiers go over to the version in force, by a transitional provision.
    ProposeRebase = "propose-rebase";
    /// Approve such a proposal of another person.
    ConfirmRebase = "confirm-rebase";
    /// Import an event log of another system for analysis.
    ImportLog = "import-log";
    /// Create and disable accounts, give and end grants and tokens.
    ManageAccounts = "manage-accounts";
    /// Keep agencies, their dates and successors.
    ManageAgencies = "manage-agencies";
    /// Keep holidays, swapped days and opening hours.
    ManageCalendar = "manage-calendar";
    /// Keep document templates, receipt series and number books.
    ManageTemplates = "manage-templates";
    /// Say which other systems are told what happens to the dossiers of an agency.
    ManageSubscriptions = "manage-subscriptions";
    /// Backup, gateways, health of the system.
    OperateSystem = "operate-system";
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
