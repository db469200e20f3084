//! Services on the net: their levels, where they are offered, what the applicant is told and how soon.

use super::Parameter;
use serde::{Deserialize, Serialize};

/// How services on the net are graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceLevels {
    /// Levels 1 to 4 (NĐ 43/2011).
    OneToFour,
    /// Toàn trình or một phần (NĐ 42/2022).
    WholeOrPart,
    /// Toàn trình unless a reason is given, and proactive levels 1 to 4 (NĐ 224/2026).
    WholeAndProactive,
}

/// Where people file on the net.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnlinePlace {
    /// An agency's own page.
    AgencyPage,
    /// The portal of the province.
    ProvincePortal,
    /// Cổng Dịch vụ công quốc gia.
    NationalPortal,
}

/// What the applicant is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnlineNotice {
    /// One full notice by mail or text message when something is missing (NĐ 61/2018 Điều 17(2)).
    WhenIncomplete,
    /// At once, on every change of state (NĐ 224/2026 Điều 15(1)g).
    EachChange,
}

/// Rules of services on the net.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineRules {
    /// How services are graded.
    pub levels: Parameter<ServiceLevels>,
    /// Where people file.
    pub places: Parameter<Vec<OnlinePlace>>,
    /// What they are told; absent where nothing is set.
    pub notice: Parameter<Option<OnlineNotice>>,
    /// Working hours in which an online submission must be answered; absent where nothing is set.
    pub check_working_hours: Parameter<Option<u32>>,
    /// Working days by which a planned outage is announced ahead; absent where nothing is set.
    pub outage_notice_working_days: Parameter<Option<u32>>,
}
