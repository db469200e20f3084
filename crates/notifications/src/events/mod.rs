//! What other systems are told: each event of a dossier as a `CloudEvent` (<https://github.com/cloudevents/spec>, 1.0), and
//! how long a system that does not answer is waited for.
//!
//! What is told names dossiers, procedures, agencies, dates and amounts by codes. It holds no person, no free text, no
//! number that somebody typed and no file: whoever may read those reads them over the API, as a person or with a token.
//! The same event is the same bytes whenever it is told.

mod content;
mod content_of;
mod kinds;
mod patience;

pub use content::{
    CloudEvent, Content, House, Part, ProcedureNamed, SCHEMA_VERSION, StatusNamed, ping, told,
};
pub use kinds::{EventGroup, EventKind};
pub use patience::{DAY_SECONDS, NextTry, after_failure};

#[cfg(test)]
mod tests;
