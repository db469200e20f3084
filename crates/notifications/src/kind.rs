//! What notices are about: one kind for each thing a person is told, with its weight.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How much a notice matters to whoever gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// It goes on as it should; nothing is asked.
    Routine,
    /// It asks something of the person, or is about money, a date or an end.
    Important,
}

impl Weight {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Routine, Self::Important];

    /// As stored rows, addresses and texts write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Important => "important",
        }
    }

    /// The weight with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// Đã tiếp nhận.
    Received,
    /// Không tiếp nhận.
    NotReceived,
    /// Hướng dẫn: the papers went home.
    GuidanceGiven,
    /// Đang giải quyết: an agency has it in hand.
    BeingProcessed,
    /// Yêu cầu bổ sung.
    SupplementRequested,
    /// Đã bổ sung đủ.
    SupplementCompleted,
    /// Chờ nghĩa vụ tài chính.
    PaymentAwaited,
    /// Đã nhận tiền.
    PaymentConfirmed,
    /// Được hoàn trả.
    RefundApproved,
    /// Đã hoàn trả.
    RefundPaid,
    /// Tạm dừng.
    Suspended,
    /// Tiếp tục.
    Resumed,
    /// The date has moved by law or calendar.
    DateMoved,
    /// Hẹn lại, xin lỗi.
    Reappointed,
    /// Xin lỗi, without a new appointment.
    Apologised,
    /// Another agency goes on in the place of one that ended.
    AgencySucceeded,
    /// Có kết quả.
    ResultReady,
    /// Từ chối giải quyết: a result too.
    RefusalReady,
    /// Đã trả kết quả, at the counter.
    Returned,
    /// Đã gửi qua bưu chính.
    ReturnedByPost,
    /// Đã trả bản điện tử.
    ResultElectronic,
    /// Đã rút.
    Withdrawn,
    /// Dừng giải quyết.
    Stopped,
    /// Lapsed: what was awaited of the person did not come in time.
    Lapsed,
    /// Hủy: entered by mistake.
    Annulled,
    /// Đã đính chính.
    Corrected,
    /// Mở lại.
    Reopened,
    /// Sự cố of the office, with an apology.
    IncidentRecorded,
    /// The time to supplement runs out soon.
    SupplementExpiring,
    /// The time to pay runs out soon.
    PaymentExpiring,
    /// The result lies at the counter.
    NotCollected,
    /// Whether an address is theirs.
    VerifyAddress,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 32] = [
        Self::Received,
        Self::NotReceived,
        Self::GuidanceGiven,
        Self::BeingProcessed,
        Self::SupplementRequested,
        Self::SupplementCompleted,
        Self::PaymentAwaited,
        Self::PaymentConfirmed,
        Self::RefundApproved,
        Self::RefundPaid,
        Self::Suspended,
        Self::Resumed,
        Self::DateMoved,
        Self::Reappointed,
        Self::Apologised,
        Self::AgencySucceeded,
        Self::ResultReady,
        Self::RefusalReady,
        Self::Returned,
        Self::ReturnedByPost,
        Self::ResultElectronic,
        Self::Withdrawn,
        Self::Stopped,
        Self::Lapsed,
        Self::Annulled,
        Self::Corrected,
        Self::Reopened,
        Self::IncidentRecorded,
        Self::SupplementExpiring,
        Self::PaymentExpiring,
        Self::NotCollected,
        Self::VerifyAddress,
    ];

    /// As stored rows, addresses and templates write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::NotReceived => "not-received",
            Self::GuidanceGiven => "guidance-given",
            Self::BeingProcessed => "being-processed",
            Self::SupplementRequested => "supplement-requested",
            Self::SupplementCompleted => "supplement-completed",
            Self::PaymentAwaited => "payment-awaited",
            Self::PaymentConfirmed => "payment-confirmed",
            Self::RefundApproved => "refund-approved",
            Self::RefundPaid => "refund-paid",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::DateMoved => "date-moved",
            Self::Reappointed => "reappointed",
            Self::Apologised => "apologised",
            Self::AgencySucceeded => "agency-succeeded",
            Self::ResultReady => "result-ready",
            Self::RefusalReady => "refusal-ready",
            Self::Returned => "returned",
            Self::ReturnedByPost => "returned-by-post",
            Self::ResultElectronic => "result-electronic",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Lapsed => "lapsed",
            Self::Annulled => "annulled",
            Self::Corrected => "corrected",
            Self::Reopened => "reopened",
            Self::IncidentRecorded => "incident-recorded",
            Self::SupplementExpiring => "supplement-expiring",
            Self::PaymentExpiring => "payment-expiring",
            Self::NotCollected => "not-collected",
            Self::VerifyAddress => "verify-address",
        }
    }

    /// How much it matters.
    pub const fn weight(self) -> Weight {
        match self {
            Self::BeingProcessed
            | Self::SupplementCompleted
            | Self::Resumed
            | Self::AgencySucceeded
            | Self::Returned
            | Self::Corrected => Weight::Routine,
            Self::Received
            | Self::NotReceived
            | Self::GuidanceGiven
            | Self::SupplementRequested
            | Self::PaymentAwaited
            | Self::PaymentConfirmed
            | Self::RefundApproved
            | Self::RefundPaid
            | Self::Suspended
            | Self::DateMoved
            | Self::Reappointed
            | Self::Apologised
            | Self::ResultReady
            | Self::RefusalReady
            | Self::ReturnedByPost
            | Self::ResultElectronic
            | Self::Withdrawn
            | Self::Stopped
            | Self::Lapsed
            | Self::Annulled
            | Self::Reopened
            | Self::IncidentRecorded
            | Self::SupplementExpiring
            | Self::PaymentExpiring
            | Self::NotCollected
            | Self::VerifyAddress => Weight::Important,
        }
    }

    /// Whether, once this is told, `earlier` of the same dossier need not be told any more: it says nothing that still
    /// holds. A receipt and return in one go are one message about the return.
    pub const fn settles(self, earlier: Self) -> bool {
        match self {
            Self::Returned | Self::ReturnedByPost | Self::ResultElectronic => {
                earlier.is_of_the_course()
                    || matches!(earlier, Self::ResultReady | Self::RefusalReady | Self::NotCollected)
            }
            Self::Withdrawn | Self::Stopped | Self::Lapsed | Self::Annulled => earlier.is_of_the_course(),
            Self::ResultReady | Self::RefusalReady => {
                earlier.is_of_the_course() && !matches!(earlier, Self::AgencySucceeded)
            }
            Self::SupplementCompleted => {
                matches!(earlier, Self::SupplementRequested | Self::SupplementExpiring)
            }
            Self::PaymentConfirmed => {
                matches!(earlier, Self::PaymentAwaited | Self::PaymentExpiring | Self::PaymentConfirmed)
            }
            Self::RefundPaid => matches!(earlier, Self::RefundApproved),
            Self::Resumed => matches!(earlier, Self::Suspended),
            Self::DateMoved | Self::Reappointed => matches!(earlier, Self::DateMoved),
            Self::BeingProcessed => matches!(earlier, Self::BeingProcessed),
            Self::SupplementRequested => matches!(earlier, Self::SupplementExpiring),
            Self::PaymentAwaited => matches!(earlier, Self::PaymentExpiring),
            Self::Received
            | Self::NotReceived
            | Self::GuidanceGiven
            | Self::RefundApproved
            | Self::Suspended
            | Self::Apologised
            | Self::AgencySucceeded
            | Self::Corrected
            | Self::Reopened
            | Self::IncidentRecorded
            | Self::SupplementExpiring
            | Self::PaymentExpiring
            | Self::NotCollected
            | Self::VerifyAddress => false,
        }
    }

    /// Whether, once this has happened, a call about `earlier` would tell what is no longer so. More than what
    /// [`settles`](Self::settles): a message that was sent stands in its order, a call is made whenever somebody finds the time.
    pub const fn makes_void(self, earlier: Self) -> bool {
        let result = matches!(earlier, Self::ResultReady | Self::RefusalReady | Self::NotCollected);
        let end = matches!(earlier, Self::Withdrawn | Self::Stopped | Self::Lapsed | Self::Annulled);
        match self {
            Self::Withdrawn | Self::Stopped | Self::Lapsed | Self::Annulled => {
                self.settles(earlier) || result
            }
            Self::Reopened => result || end,
            Self::Received
            | Self::NotReceived
            | Self::GuidanceGiven
            | Self::BeingProcessed
            | Self::SupplementRequested
            | Self::SupplementCompleted
            | Self::PaymentAwaited
            | Self::PaymentConfirmed
            | Self::RefundApproved
            | Self::RefundPaid
            | Self::Suspended
            | Self::Resumed
            | Self::DateMoved
            | Self::Reappointed
            | Self::Apologised
            | Self::AgencySucceeded
            | Self::ResultReady
            | Self::RefusalReady
            | Self::Returned
            | Self::ReturnedByPost
            | Self::ResultElectronic
            | Self::Corrected
            | Self::IncidentRecorded
            | Self::SupplementExpiring
            | Self::PaymentExpiring
            | Self::NotCollected
            | Self::VerifyAddress => self.settles(earlier),
        }
    }

    /// Whether it tells of the way to a result, and so of nothing that holds once there is an end.
    const fn is_of_the_course(self) -> bool {
        match self {
            Self::Received
            | Self::BeingProcessed
            | Self::SupplementRequested
            | Self::SupplementCompleted
            | Self::PaymentAwaited
            | Self::Suspended
            | Self::Resumed
            | Self::DateMoved
            | Self::Reappointed
            | Self::AgencySucceeded
            | Self::Reopened
            | Self::SupplementExpiring
            | Self::PaymentExpiring => true,
            Self::NotReceived
            | Self::GuidanceGiven
            | Self::PaymentConfirmed
            | Self::RefundApproved
            | Self::RefundPaid
            | Self::Apologised
            | Self::ResultReady
            | Self::RefusalReady
            | Self::Returned
            | Self::ReturnedByPost
            | Self::ResultElectronic
            | Self::Withdrawn
            | Self::Stopped
            | Self::Lapsed
            | Self::Annulled
            | Self::Corrected
            | Self::IncidentRecorded
            | Self::NotCollected
            | Self::VerifyAddress => false,
        }
    }
}

/// No kind of notice has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of notice")]
pub struct NoSuchNotice;

impl FromStr for NoticeKind {
    type Err = NoSuchNotice;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(NoSuchNotice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_stored_under_its_code_and_read_by_it() {
        for kind in NoticeKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert_eq!("nonsense".parse::<NoticeKind>(), Err(NoSuchNotice));
    }

    #[test]
    fn a_call_is_void_once_what_it_asks_for_was_done_or_there_is_an_end() {
        use NoticeKind as Kind;
        for (later, earlier, void) in [
            (Kind::SupplementCompleted, Kind::SupplementRequested, true),
            (Kind::SupplementCompleted, Kind::SupplementExpiring, true),
            (Kind::PaymentConfirmed, Kind::PaymentExpiring, true),
            (Kind::Returned, Kind::NotCollected, true),
            (Kind::Annulled, Kind::ResultReady, true),
            (Kind::Lapsed, Kind::SupplementRequested, true),
            (Kind::Reopened, Kind::Lapsed, true),
            (Kind::Resumed, Kind::Suspended, true),
            (Kind::BeingProcessed, Kind::SupplementRequested, false),
            (Kind::Returned, Kind::RefundApproved, false),
            (Kind::Stopped, Kind::RefundApproved, false),
            (Kind::Apologised, Kind::ResultReady, false),
        ] {
            assert_eq!(later.makes_void(earlier), void, "{later:?} {earlier:?}");
        }
        for kind in Kind::ALL {
            let too = Kind::ALL.into_iter().filter(|it| kind.settles(*it));
            assert!(too.into_iter().all(|it| kind.makes_void(it)), "{kind:?}");
        }
    }

    #[test]
    fn two_kinds_never_settle_each_other_but_one_of_a_kind_may() {
        for one in NoticeKind::ALL {
            for other in NoticeKind::ALL.into_iter().filter(|it| *it != one) {
                assert!(!(one.settles(other) && other.settles(one)), "{one:?} {other:?}");
            }
        }
    }
}
