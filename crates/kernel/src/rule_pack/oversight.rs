//! What is published, reported and answered: procedures, reports, evaluation, petitions.

use super::Parameter;
use serde::{Deserialize, Serialize};

/// The parts a procedure must have (NĐ 63/2010 Điều 8(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureParts {
    /// The text of 2010: nine parts, the result always among them, papers without their number.
    Nine,
    /// Since NĐ 92/2017: eight parts, papers with their number, the result where there is one.
    Eight,
}

/// In which days a time ahead is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayUnit {
    /// Days of the calendar.
    CalendarDays,
    /// Working days.
    WorkingDays,
}

/// Rules of publishing procedures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueRules {
    /// What makes a procedure complete.
    pub parts: Parameter<ProcedureParts>,
    /// How long before a text takes effect the province's decision announces its procedures, in `announce_unit`.
    pub announce_ahead: Parameter<u32>,
    /// The unit of `announce_ahead`.
    pub announce_unit: Parameter<DayUnit>,
    /// Working days after the decision within which it is posted; absent where nothing is set.
    pub post_within_working_days: Parameter<Option<u32>>,
}

/// The unit of the province that controls procedures and receives petitions about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlUnit {
    /// Văn phòng Ủy ban nhân dân tỉnh.
    CommitteeOffice,
    /// Sở Tư pháp.
    JusticeDepartment,
}

/// How often a report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportPeriod {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every year.
    Year,
}

/// The sheets of the reports on procedure control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportSheets {
    /// TT 02/2017/TT-VPCP.
    #[serde(rename = "circular-02-2017")]
    Circular02Of2017,
    /// TT 01/2020/TT-VPCP: II.06a and its set.
    #[serde(rename = "circular-01-2020")]
    Circular01Of2020,
}

/// By what the work is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evaluation {
    /// A survey of satisfaction (SIPAS).
    #[serde(rename = "survey")]
    Survey,
    /// Nine indicators (TT 01/2018 Điều 13–15).
    #[serde(rename = "nine-indicators")]
    NineIndicators,
    /// The index of QĐ 766/QĐ-TTg.
    #[serde(rename = "index-766")]
    Index766,
    /// The same index with the formulas of 2026.
    #[serde(rename = "index-766-of-2026")]
    Index766Of2026,
}

/// By which guide the cost of compliance is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CostMethod {
    /// CV 28/CCTTHC of 2010.
    #[serde(rename = "letter-28-2010")]
    Letter28Of2010,
    /// TT 07/2014/TT-BTP.
    #[serde(rename = "circular-07-2014")]
    Circular07Of2014,
    /// TT 02/2017/TT-VPCP Điều 27.
    #[serde(rename = "circular-02-2017")]
    Circular02Of2017,
}

/// Rules of reports and evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRules {
    /// Who controls procedures.
    pub control_unit: Parameter<ControlUnit>,
    /// How often procedure control is reported on.
    pub control_periods: Parameter<Vec<ReportPeriod>>,
    /// How often reform is reported on by a plan of the province; absent where none is in force.
    pub reform_periods: Parameter<Option<Vec<ReportPeriod>>>,
    /// The sheets; absent where no national ones are.
    pub sheets: Parameter<Option<ReportSheets>>,
    /// The day of the month with which a period ends; absent where it ends with the month.
    pub cut_day: Parameter<Option<u32>>,
    /// By what the work is judged.
    pub evaluation: Parameter<Vec<Evaluation>>,
    /// Per cent of satisfied people aimed at; absent where no plan says so.
    pub survey_target_percent: Parameter<Option<u32>>,
    /// Whether figures are measured as things happen, per service and step.
    pub live_figures: Parameter<bool>,
    /// How the cost of compliance is worked out.
    pub cost_method: Parameter<CostMethod>,
}

/// Times for petitions about procedures, in working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionRules {
    /// To pass on what belongs to another agency.
    pub forward_working_days: Parameter<u32>,
    /// To refuse or give back; absent where nothing is set.
    pub refuse_working_days: Parameter<Option<u32>>,
    /// To ask for more; absent where nothing is set.
    pub ask_working_days: Parameter<Option<u32>>,
    /// To answer; absent where nothing is set.
    pub answer_working_days: Parameter<Option<u32>>,
    /// To publish the answer once it is ready; absent where nothing is set.
    pub publish_working_days: Parameter<Option<u32>>,
}
