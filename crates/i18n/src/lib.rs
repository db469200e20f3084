//! What people read: texts by message code in Vietnamese, Khmer and English, dates in words, and the key by which
//! Vietnamese is found without its accents.
//!
//! The words live in `config/locales` and are built in. Nothing here decides anything, and nothing here fails: a text that
//! is missing is said in Vietnamese, and one that is missing there too by its key. A test keeps that from happening: each
//! message code in the sources has its text, and every language has the same texts.
//!
//! To add a code: write it in the rule, run the tests of this crate, add the text they miss to `vi.toml`, `km.toml` and
//! `en.toml`. Khmer is a draft until a reader of Khmer has gone through it; every page in Khmer says so.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod dates;
mod fold;
mod locale;
mod role_named;
mod rules;
mod say;
#[cfg(test)]
mod sources_tests;
mod texts;
mod without_marks;

pub use dates::{long_date, spoken_date};
pub use fold::fold;
pub use locale::Locale;
pub use role_named::role_named;
pub use rules::{confidence_name, parameter_name, parameter_value, room_name};
pub use say::say;
pub use texts::{Texts, texts};
pub use without_marks::without_marks;
