//! Which event tells whom, on which channel, in which words. Renders, and sends nothing.
//!
//! Everything here is a function of what it is given: no clock, no network, no store. What a message says comes from
//! templates that a province may replace (`config/notices`); what it may say comes from typed facts.
//!
//! To add a kind of notice: a variant of [`NoticeKind`] and of [`News`], the event in [`told`], a sample, and its table in
//! each file of `config/notices`; the tests say what is still missing.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod address;
mod channel;
mod engine;
pub mod events;
mod facts;
mod fault;
mod form;
pub mod inquiry;
mod kind;
mod parts;
mod preference;
mod quiet_hours;
pub mod sample;
mod segments;
mod templates;
mod told;
mod values;
mod words;

pub use address::{Address, EmailAddress};
pub use channel::{Channel, NoSuchChannel};
pub use facts::{Awaited, Facts, Lacking, News, Office, Owed, Processing, Receipt};
pub use fault::TemplateFault;
pub use form::{Form, Letters, Rendered, ShortLetters};
pub use kind::{NoSuchNotice, NoticeKind, Weight};
pub use motcua_i18n::without_marks;
pub use preference::Preference;
pub use quiet_hours::QuietHours;
pub use segments::{Encoding, Segments, segments};
pub use templates::Templates;
pub use told::{date_in_force, told};
