//! Figures as folds over histories; event logs in and out.
//!
//! The two halves meet in [`event_log::EventLog`]: [`xes`] and [`csv_log`] carry it to and from the tools of process
//! mining, [`durations`] counts and measures it. Nothing here opens a file, reads a clock or decides anything about a
//! dossier: bytes, the moment and the zone are given by the caller.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod bounded;
pub mod csv_log;
pub mod durations;
pub mod event_log;
pub mod supervision;
pub mod xes;
