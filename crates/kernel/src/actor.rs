//! Who acts, and in which role.

use crate::{AccountId, AgencyId};
use serde::{Deserialize, Serialize};

/// What a person may be at an agency; a person may hold several, each with its validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Công chức tiếp nhận và trả kết quả.
    Clerk,
    /// Trưởng Bộ phận Một cửa.
    UnitHead,
    /// Chuyên viên.
    Specialist,
    /// Trưởng phòng.
    DivisionHead,
    /// Lãnh đạo, who signs.
    Leader,
    /// Văn thư, who numbers and stamps.
    RecordsClerk,
    /// Thu ngân.
    Cashier,
    /// Người giám sát, over a subtree of agencies.
    Supervisor,
    /// Cán bộ kiểm soát thủ tục hành chính.
    ProcedureControlOfficer,
    /// Cán bộ cải cách hành chính.
    ReformOfficer,
    /// Cán bộ tiếp nhận phản ánh, kiến nghị.
    PetitionOfficer,
    /// Cán bộ quản lý danh mục thủ tục.
    CatalogueOfficer,
    /// Quản trị hệ thống.
    Administrator,
}

impl Role {
    /// Every role, in the order of product.md.
    pub const ALL: [Self; 13] = [
        Self::Clerk,
        Self::UnitHead,
        Self::Specialist,
        Self::DivisionHead,
        Self::Leader,
        Self::RecordsClerk,
        Self::Cashier,
        Self::Supervisor,
        Self::ProcedureControlOfficer,
        Self::ReformOfficer,
        Self::PetitionOfficer,
        Self::CatalogueOfficer,
        Self::Administrator,
    ];
}

/// A person acting at an agency in one role, as the permission check has established it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub account: AccountId,
    /// For which agency.
    pub agency: AgencyId,
    /// In which role.
    pub role: Role,
}
