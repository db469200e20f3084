//! Procedures and their dated versions: cases, channels, limits, components, fee rules, routes, legal basis.
//!
//! A version that was published never changes: a new version replaces it, and a dossier goes on under the one it was
//! received with. Nothing here knows a dossier.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod fee_rule;
mod procedure;
mod route;

pub use fee_rule::{ChargeKind, Collector, DueWhen, FeeAmount, FeeRule, Tier};
pub use procedure::{
    Channel, ChannelRow, Component, ComponentGroup, Life, Procedure, ProcedureCase, ProcedureVersion, Publication,
    ResultType,
};
pub use route::{AgencySelector, LegCondition, LegKind, Route, RouteLeg, Step};
