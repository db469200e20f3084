//! The words every other crate uses: typed ids, instants, money, agencies, roles, rule packs, message codes.
//!
//! Nothing here decides anything about a dossier, reads a clock, or knows where data is kept. A type belongs here only
//! when two crates that may not see each other need the same word.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod actor;
mod agency;
mod ids;
mod instant;
mod message;
mod money;
mod rule_pack;
mod validity;

pub use actor::{Actor, Role};
pub use agency::{Agency, AgencyKind, AgencyTree, AgencyTreeError, Level};
pub use ids::*;
pub use instant::{Instant, SAIGON, parse_date, parse_instant};
pub use message::{Message, MessageCode, Refusal};
pub use money::Vnd;
pub use rule_pack::{
    ApologyForm, ApologyRules, CatalogueRules, Change, Confidence, ControlUnit, CostMethod, DataLaw, DayUnit,
    EndingRules, Evaluation, FormSet, HandoverRules, IdentityPaper, NumberFormat, NumberRules, OfficeRules,
    OnlineNotice, OnlinePlace, OnlineRules, PackError, PackRow, Parameter, PetitionRules, PrivacyRules,
    ProcedureParts, ReceiptDuty, ReceptionRules, ReportPeriod, ReportRules, ReportSheets, RowValue, RulePack,
    RulePacks, Scanning, ServiceLevels, SupplementPolicy, SupplementRules, Territory, TimeOfDay, UnitName,
    pack_rows,
};
pub use time::Date;
pub use validity::Validity;
