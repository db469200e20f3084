//! Which official sheets there are. A set of forms may lack one; another than these does not exist.

use serde::{Deserialize, Serialize};

/// A kind of official sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả; in 2012 giấy biên nhận hồ sơ.
    AcceptanceSlip,
    /// Phiếu hướng dẫn.
    GuidanceSlip,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận, giải quyết hồ sơ.
    RefusalSlip,
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả; since 2025 văn bản xin lỗi và đề nghị gia hạn.
    ApologyLetter,
    /// Thông báo dừng giải quyết hồ sơ.
    StopNotice,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    ControlSlip,
    /// Sổ theo dõi hồ sơ.
    Register,
    /// Phiếu bàn giao.
    HandoverList,
    /// Phiếu biên nhận kết quả.
    ResultReceipt,
    /// Phiếu thu, or biên lai where a series stands behind it.
    MoneyReceipt,
    /// Phiếu đánh giá.
    SatisfactionSlip,
    /// Bảng kê thu theo ngày, of an agency.
    DayTakings,
    /// Bảng kê thu theo tháng, of an agency.
    MonthTakings,
    /// Bảng kê nộp phí, lệ phí vào ngân sách.
    BudgetRemittance,
    /// Báo cáo tình hình sử dụng biên lai.
    ReceiptUsage,
}

impl FormKind {
    /// All of them: in the order of a dossier's life, then those of an agency's money.
    pub const ALL: [Self; 16] = [
        Self::AcceptanceSlip,
        Self::GuidanceSlip,
        Self::SupplementRequest,
        Self::RefusalSlip,
        Self::ApologyLetter,
        Self::StopNotice,
        Self::ControlSlip,
        Self::Register,
        Self::HandoverList,
        Self::ResultReceipt,
        Self::MoneyReceipt,
        Self::SatisfactionSlip,
        Self::DayTakings,
        Self::MonthTakings,
        Self::BudgetRemittance,
        Self::ReceiptUsage,
    ];

    /// Its name in set files and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AcceptanceSlip => "acceptance-slip",
            Self::GuidanceSlip => "guidance-slip",
            Self::SupplementRequest => "supplement-request",
            Self::RefusalSlip => "refusal-slip",
            Self::ApologyLetter => "apology-letter",
            Self::StopNotice => "stop-notice",
            Self::ControlSlip => "control-slip",
            Self::Register => "register",
            Self::HandoverList => "handover-list",
            Self::ResultReceipt => "result-receipt",
            Self::MoneyReceipt => "money-receipt",
            Self::SatisfactionSlip => "satisfaction-slip",
            Self::DayTakings => "day-takings",
            Self::MonthTakings => "month-takings",
            Self::BudgetRemittance => "budget-remittance",
            Self::ReceiptUsage => "receipt-usage",
        }
    }

    /// Whether it belongs to no single dossier: a book, a list or a sum of an agency.
    pub const fn is_of_office(self) -> bool {
        match self {
            Self::Register
            | Self::HandoverList
            | Self::DayTakings
            | Self::MonthTakings
            | Self::BudgetRemittance
            | Self::ReceiptUsage => true,
            Self::AcceptanceSlip
            | Self::GuidanceSlip
            | Self::SupplementRequest
            | Self::RefusalSlip
            | Self::ApologyLetter
            | Self::StopNotice
            | Self::ControlSlip
            | Self::ResultReceipt
            | Self::MoneyReceipt
            | Self::SatisfactionSlip => false,
        }
    }

    /// The kind with this name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}
