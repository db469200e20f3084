//! Which event tells whom, on which channel, in which words. Renders, and sends nothing.
//!
//! Everything here is a function of what it is given: no clock, no network, no store. What a message says comes from
//! templates that a province may replace (`config/notices`); what it may say comes from typed facts.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]
