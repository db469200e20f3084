//! The events that are told, by the names they have outside. A name that is out stays: whoever subscribed knows it.

use std::fmt;
use std::str::FromStr;

/// What kinds of events stand together where somebody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventGroup {
    /// Tiếp nhận.
    Reception,
    /// Bổ sung.
    Supplement,
    /// Tiền.
    Money,
    /// Luân chuyển, xử lý.
    Work,
    /// Kết quả.
    Result,
    /// Ngày trả.
    Dates,
    /// Kết thúc, sự cố, sửa sai.
    Course,
    /// Văn bản.
    Sheets,
}

impl EventGroup {
    /// Every group, in the order of a dossier's life.
    pub const ALL: [Self; 8] = [
        Self::Reception,
        Self::Supplement,
        Self::Work,
        Self::Money,
        Self::Result,
        Self::Dates,
        Self::Course,
        Self::Sheets,
    ];

    /// Its name where it is shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::Supplement => "supplement",
            Self::Money => "money",
            Self::Work => "work",
            Self::Result => "result",
            Self::Dates => "dates",
            Self::Course => "course",
            Self::Sheets => "sheets",
        }
    }

    /// The kinds in it.
    pub fn kinds(self) -> impl Iterator<Item = EventKind> {
        EventKind::ALL.iter().copied().filter(move |it| it.group() == self)
    }
}

macro_rules! kinds {
    ($($group:ident: $($name:ident = $code:literal),+;)+) => {
        /// A kind of event that is told. Its name is that of the stored event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventKind {
            $($(#[doc = concat!("`", $code, "`.")] $name,)+)+
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$($(Self::$name,)+)+];

            /// Its name: the end of the type of its `CloudEvent`.
            pub const fn code(self) -> &'static str {
                match self { $($(Self::$name => $code,)+)+ }
            }

            /// With which others it stands.
            pub const fn group(self) -> EventGroup {
                match self { $($(Self::$name)|+ => EventGroup::$group,)+ }
            }
        }
    };
}

kinds! {
    Reception: Received = "received", CarriedOver = "carried-over", Begun = "begun",
        GuidanceGiven = "guidance-given", NotReceived = "not-received";
    Supplement: SupplementRequested = "supplement-requested", SupplementCompleted = "supplement-completed";
    Work: HandedOver = "handed-over", LegAccepted = "leg-accepted", HandoverQuestioned = "handover-questioned",
        HandoverSentBack = "handover-sent-back", LegAssigned = "leg-assigned", StepFinished = "step-finished",
        LegFinished = "leg-finished", LetterSent = "letter-sent", AnswerRecorded = "answer-recorded",
        ConsultationAsked = "consultation-asked", ConsultationAnswered = "consultation-answered",
        AgencySucceeded = "agency-succeeded";
    Money: PaymentAwaited = "payment-awaited", PaymentConfirmed = "payment-confirmed",
        ChargeAssessed = "charge-assessed", ChargesPaid = "charges-paid", ChargeExempted = "charge-exempted",
        PaymentReversed = "payment-reversed", RefundRequested = "refund-requested",
        RefundApproved = "refund-approved", RefundDeclined = "refund-declined", RefundPaid = "refund-paid";
    Result: ResultProposed = "result-proposed", ReworkDemanded = "rework-demanded",
        ResultApproved = "result-approved", ResultNumbered = "result-numbered", ResultReady = "result-ready",
        ResultReturned = "result-returned";
    Dates: DatesRecomputed = "dates-recomputed", Reappointed = "reappointed", ApologyIssued = "apology-issued",
        Suspended = "suspended", Resumed = "resumed";
    Course: Withdrawn = "withdrawn", Stopped = "stopped", Reopened = "reopened",
        IncidentRecorded = "incident-recorded", AnnulmentRequested = "annulment-requested", Annulled = "annulled",
        CorrectionRequested = "correction-requested", Corrected = "corrected",
        RebaseProposed = "rebase-proposed", Rebased = "rebased";
    Sheets: SheetIssued = "sheet-issued", SheetReprinted = "sheet-reprinted";
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for EventKind {
    type Err = ();

    /// The kind with this name, with or without what stands before it in the type of a `CloudEvent`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let code = text.strip_prefix("vn.motcua.dossier.").unwrap_or(text);
        Self::ALL.iter().copied().find(|it| it.code() == code).ok_or(())
    }
}
