//! An official sheet as typed values, before any template has seen it. Texts are printed as they stand: no value is ever
//! read as markup.

use crate::body::{
    AcceptanceSlip, ApologyLetter, BudgetRemittance, ControlSlip, DayTakings, GuidanceSlip, HandoverList,
    MoneyReceipt, MonthTakings, ReceiptUsage, RefusalSlip, Register, ResultReceipt, SatisfactionSlip,
    StopNotice, SupplementRequest,
};
use crate::{FormKind, Letterhead, Marks};
use serde::Serialize;

/// A sheet to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Who issues it, when, under which number.
    pub letterhead: Letterhead,
    /// Its codes.
    pub marks: Marks,
    /// What it says.
    pub body: Body,
}

/// What a sheet says, by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    AcceptanceSlip(Box<AcceptanceSlip>),
    /// Phiếu hướng dẫn.
    GuidanceSlip(Box<GuidanceSlip>),
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest(Box<SupplementRequest>),
    /// Phiếu từ chối.
    RefusalSlip(Box<RefusalSlip>),
    /// Phiếu or văn bản xin lỗi.
    ApologyLetter(Box<ApologyLetter>),
    /// Thông báo dừng giải quyết.
    StopNotice(Box<StopNotice>),
    /// Phiếu kiểm soát.
    ControlSlip(Box<ControlSlip>),
    /// Sổ theo dõi.
    Register(Box<Register>),
    /// Phiếu bàn giao.
    HandoverList(Box<HandoverList>),
    /// Phiếu biên nhận kết quả.
    ResultReceipt(Box<ResultReceipt>),
    /// Phiếu thu.
    MoneyReceipt(Box<MoneyReceipt>),
    /// Phiếu đánh giá.
    SatisfactionSlip(Box<SatisfactionSlip>),
    /// Bảng kê thu theo ngày.
    DayTakings(Box<DayTakings>),
    /// Bảng kê thu theo tháng.
    MonthTakings(Box<MonthTakings>),
    /// Bảng kê nộp phí, lệ phí vào ngân sách.
    BudgetRemittance(Box<BudgetRemittance>),
    /// Báo cáo tình hình sử dụng biên lai.
    ReceiptUsage(Box<ReceiptUsage>),
}

impl Body {
    /// Which form it goes on.
    pub const fn kind(&self) -> FormKind {
        match self {
            Self::AcceptanceSlip(_) => FormKind::AcceptanceSlip,
            Self::GuidanceSlip(_) => FormKind::GuidanceSlip,
            Self::SupplementRequest(_) => FormKind::SupplementRequest,
            Self::RefusalSlip(_) => FormKind::RefusalSlip,
            Self::ApologyLetter(_) => FormKind::ApologyLetter,
            Self::StopNotice(_) => FormKind::StopNotice,
            Self::ControlSlip(_) => FormKind::ControlSlip,
            Self::Register(_) => FormKind::Register,
            Self::HandoverList(_) => FormKind::HandoverList,
            Self::ResultReceipt(_) => FormKind::ResultReceipt,
            Self::MoneyReceipt(_) => FormKind::MoneyReceipt,
            Self::SatisfactionSlip(_) => FormKind::SatisfactionSlip,
            Self::DayTakings(_) => FormKind::DayTakings,
            Self::MonthTakings(_) => FormKind::MonthTakings,
            Self::BudgetRemittance(_) => FormKind::BudgetRemittance,
            Self::ReceiptUsage(_) => FormKind::ReceiptUsage,
        }
    }
}

/// `From` of each kind of sheet, so that a caller writes `slip.into()`.
macro_rules! bodies {
    ($($kind:ident),+ $(,)?) => {
        $(impl From<$kind> for Body {
            fn from(body: $kind) -> Self {
                Self::$kind(Box::new(body))
            }
        })+
    };
}

bodies!(
    AcceptanceSlip,
    GuidanceSlip,
    SupplementRequest,
    RefusalSlip,
    ApologyLetter,
    StopNotice,
    ControlSlip,
    Register,
    HandoverList,
    ResultReceipt,
    MoneyReceipt,
    SatisfactionSlip,
    DayTakings,
    MonthTakings,
    BudgetRemittance,
    ReceiptUsage,
);
