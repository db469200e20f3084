//! Bảng kê nộp ngân sách: what of the money an agency took it keeps, and what goes to the budget, under which chương and
//! tiểu mục. A code nobody has confirmed is said to be so.

use crate::Day;
use motcua_kernel::Vnd;
use serde::Serialize;

/// Bảng kê nộp phí, lệ phí vào ngân sách nhà nước.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetRemittance {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Chương of the agency.
    pub chapter: Option<String>,
    /// A row for each charge.
    pub rows: Vec<RemittanceLine>,
    /// What goes to the budget, by tiểu mục.
    pub sums: Vec<SubsectionSum>,
    /// Taken for others than the budget (cước bưu chính), less what was paid back.
    pub passed_on: Vnd,
    /// Whether a code or a share on it is not confirmed.
    pub unconfirmed: bool,
    /// Người lập.
    pub keeper: Option<String>,
    /// Thủ trưởng đơn vị.
    pub head: Option<String>,
}

/// One charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemittanceLine {
    /// Khoản thu.
    pub name: String,
    /// Tiểu mục.
    pub subsection: Option<String>,
    /// Collected, less what was taken back as entered by mistake.
    pub collected: Vnd,
    /// Paid back, above zero.
    pub refunded: Vnd,
    /// Whole percent that the agency keeps.
    pub kept_percent: u8,
    /// What it keeps.
    pub kept: Vnd,
    /// What goes to the budget.
    pub remitted: Vnd,
    /// Whether code and share are confirmed.
    pub confirmed: bool,
}

/// What goes to the budget under one tiểu mục.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubsectionSum {
    /// Tiểu mục; none where it is not known.
    pub subsection: Option<String>,
    /// How much.
    pub amount: Vnd,
}

impl BudgetRemittance {
    /// What goes to the budget in all.
    pub fn remitted(&self) -> Vnd {
        self.rows.iter().map(|it| it.remitted).sum()
    }
}
