//! Procedures and their dated versions: cases, channels, limits, components, fee rules, routes, legal basis.
//!
//! A version that was published never changes: a new version replaces it, and a dossier goes on under the one it was
//! received with. Nothing here knows a dossier.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod book;
mod catalogue;
mod completeness;
mod difference;
mod fee_rule;
mod file;
mod group;
pub mod import;
mod legal_basis;
mod life;
mod limit_text;
mod nominal;
mod payable;
mod posting;
mod procedure;
mod route;
mod route_check;
mod route_graph;
#[cfg(test)]
mod sample;
mod service_level;
mod stage;
mod version_text;

pub use book::{BookError, ResultBook};
pub use catalogue::{Catalogue, CatalogueError};
pub use completeness::{Gap, completeness};
pub use difference::{Difference, differences};
pub use fee_rule::{Bracket, ChargeKind, Collector, DueWhen, Exemption, FeeAmount, FeeRule, Share, Tier};
pub use file::{CatalogueFileError, parse_catalogue, procedure_id, version_id};
pub use group::{GroupChild, GroupError, ProcedureGroup, SharedPaper};
pub use legal_basis::{Flag, LegalDocument, LegalRegister, LegalRegisterError};
pub use life::Published;
pub(crate) use life::gaps_left;
pub(crate) use nominal::nominal_sevenths;
pub use posting::posting_flag;
pub use procedure::{
    Channel, ChannelRow, Component, ComponentGroup, Life, Procedure, ProcedureCase, ProcedureVersion,
    Publication, ResultType,
};
pub use route::{AgencySelector, LegCondition, LegKind, Route, RouteLeg, Step};
pub use route_check::check_route;
pub use route_graph::Answers;
pub use service_level::ServiceLevel;
pub use stage::Stage;
pub use version_text::{content, draft_of, read_version, write_version};
