//! Who receives and where: levels of government, one-stop units, the reach of a counter, days of rest.

use super::Parameter;
use crate::Level;
use serde::{Deserialize, Serialize};

/// What the units that receive are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitName {
    /// Bộ phận tiếp nhận và trả kết quả.
    ReceptionUnit,
    /// Bộ phận Một cửa.
    OneStopUnit,
    /// Trung tâm Phục vụ hành chính công cấp tỉnh.
    ProvinceCentre,
    /// Trung tâm Phục vụ hành chính công cấp xã.
    CommuneCentre,
    /// Điểm tiếp nhận.
    ReceptionPoint,
}

/// Where a procedure may be filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Territory {
    /// At the agency competent by residence or subject.
    Competence,
    /// At any counter of the province.
    WholeProvince,
}

/// Rules of who receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRules {
    /// The levels of local government.
    pub levels: Parameter<Vec<Level>>,
    /// What their receiving units are called.
    pub units: Parameter<Vec<UnitName>>,
    /// Where a procedure may be filed.
    pub territory: Parameter<Territory>,
    /// Public holidays of a year, in days; the calendar file names them.
    pub holidays: Parameter<u32>,
    /// How many of them are Tết, in days.
    pub tet_days: Parameter<u32>,
}
