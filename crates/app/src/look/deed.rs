//! The verbs of the office, and what each is about. Whether one can be done is asked in `possible`.

use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// A verb of the office that changes a received dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deed {
    /// Bàn giao.
    HandOver,
    /// Nhận bàn giao.
    Accept,
    /// Ghi nhận văn bản trả lời của cơ quan ngoài hệ thống.
    RecordAnswer,
    /// Ghi nhận văn bản gửi cơ quan ngoài hệ thống.
    SendLetter,
    /// Hỏi lại về bàn giao.
    Question,
    /// Trả lại bàn giao.
    SendBack,
    /// Bàn giao lại.
    Resend,
    /// Nhận việc.
    Claim,
    /// Xong bước.
    FinishStep,
    /// Trả lời ý kiến.
    AnswerOpinion,
    /// Trình kết quả.
    Propose,
    /// Ký duyệt.
    Approve,
    /// Trả lại để làm lại.
    DemandRework,
    /// Cho số, đóng dấu.
    Number,
    /// Trả kết quả.
    ReturnResult,
    /// Ghi nhận nộp tiền.
    RecordPayment,
    /// Xác định mức thu.
    AssessCharge,
    /// Chờ nghĩa vụ tài chính.
    AwaitPayment,
    /// Bổ sung đủ.
    CompleteSupplement,
    /// Xác nhận hủy.
    ConfirmAnnulment,
    /// Xác nhận đính chính.
    ConfirmCorrection,
    /// Tiếp tục.
    Resume,
    /// Giao việc.
    Assign,
    /// Yêu cầu bổ sung.
    AskSupplement,
    /// Lấy ý kiến.
    AskOpinion,
    /// Hẹn lại.
    Reappoint,
    /// Xin lỗi.
    Apologise,
    /// Trình văn bản xin lỗi.
    DraftApology,
    /// Tạm dừng.
    Suspend,
    /// Đề nghị đính chính.
    RequestCorrection,
    /// Rút hồ sơ.
    Withdraw,
    /// Dừng giải quyết.
    Stop,
    /// Đề nghị hủy.
    RequestAnnulment,
    /// Ghi nhận sự cố.
    RecordIncident,
    /// Mở lại.
    Reopen,
    /// Miễn, giảm.
    ExemptCharge,
    /// Đề nghị hoàn trả.
    RequestRefund,
    /// Duyệt hoàn trả.
    ApproveRefund,
    /// Không duyệt hoàn trả.
    DeclineRefund,
    /// Hoàn trả.
    PayRefund,
    /// Đảo bút toán.
    ReversePayment,
}

/// What a verb is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One leg.
    Leg,
    /// The dossier as a whole.
    Dossier,
    /// One leg, or the counter.
    LegOrCounter,
}

impl Deed {
    /// Every verb: first what moves a dossier on, in the order in which it is done; then what turns it aside.
    pub const ALL: [Self; 41] = [
        Self::Accept,
        Self::RecordAnswer,
        Self::SendLetter,
        Self::Claim,
        Self::Propose,
        Self::AnswerOpinion,
        Self::FinishStep,
        Self::Approve,
        Self::Number,
        Self::Resend,
        Self::HandOver,
        Self::ReturnResult,
        Self::RecordPayment,
        Self::ApproveRefund,
        Self::PayRefund,
        Self::CompleteSupplement,
        Self::ConfirmAnnulment,
        Self::ConfirmCorrection,
        Self::Resume,
        Self::AssessCharge,
        Self::ExemptCharge,
        Self::AwaitPayment,
        Self::DemandRework,
        Self::Question,
        Self::SendBack,
        Self::Assign,
        Self::AskSupplement,
        Self::AskOpinion,
        Self::Reappoint,
        Self::Apologise,
        Self::DraftApology,
        Self::Suspend,
        Self::RequestCorrection,
        Self::Withdraw,
        Self::Stop,
        Self::RequestAnnulment,
        Self::RecordIncident,
        Self::Reopen,
        Self::DeclineRefund,
        Self::RequestRefund,
        Self::ReversePayment,
    ];

    /// Whether it moves a dossier on, rather than aside.
    pub const fn moves_on(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::RecordAnswer
                | Self::SendLetter
                | Self::Claim
                | Self::Propose
                | Self::AnswerOpinion
                | Self::FinishStep
                | Self::Approve
                | Self::Number
                | Self::Resend
                | Self::HandOver
                | Self::ReturnResult
                | Self::RecordPayment
                | Self::ApproveRefund
                | Self::PayRefund
                | Self::CompleteSupplement
                | Self::ConfirmAnnulment
                | Self::ConfirmCorrection
                | Self::Resume
        )
    }

    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::HandOver | Self::AskSupplement | Self::AwaitPayment => About::LegOrCounter,
            Self::Accept
            | Self::RecordAnswer
            | Self::SendLetter
            | Self::Question
            | Self::SendBack
            | Self::Resend
            | Self::Claim
            | Self::FinishStep
            | Self::AnswerOpinion
            | Self::Propose
            | Self::Approve
            | Self::DemandRework
            | Self::Number
            | Self::AssessCharge
            | Self::Assign
            | Self::AskOpinion
            | Self::Reappoint
            | Self::Apologise
            | Self::DraftApology => About::Leg,
            Self::ReturnResult
            | Self::RecordPayment
            | Self::CompleteSupplement
            | Self::ConfirmAnnulment
            | Self::ConfirmCorrection
            | Self::Resume
            | Self::Suspend
            | Self::RequestCorrection
            | Self::Withdraw
            | Self::Stop
            | Self::RequestAnnulment
            | Self::RecordIncident
            | Self::Reopen
            | Self::ExemptCharge
            | Self::RequestRefund
            | Self::ApproveRefund
            | Self::DeclineRefund
            | Self::PayRefund
            | Self::ReversePayment => About::Dossier,
        }
    }

    /// Everything of `dossier` it could be about.
    pub fn places(self, dossier: &Dossier) -> Vec<Option<LegNo>> {
        let legs = dossier.legs.iter().map(|it| Some(it.plan.no));
        match self.about() {
            About::Dossier => vec![None],
            About::Leg => legs.collect(),
            About::LegOrCounter => std::iter::once(None).chain(legs).collect(),
        }
    }
}
