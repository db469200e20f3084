//! Event logs as XES 1.0, the XML format of process mining.
//!
//! Reading is streaming and safe on hostile input: no DTD, no entities beyond the five of XML, bounded elements and
//! nesting. It must never panic, never guess a missing activity or timestamp, and never lose an attribute of a case or
//! an event. The declarations of a log (`extension`, `global`, `classifier`) carry no facts; they are checked for
//! form, skipped, and written anew.

mod draft;
mod parser;
mod read;
mod write;

pub use read::read;
pub use write::{XesWriteError, write};

/// How deep attributes may be nested below each other.
pub const MAX_NESTING: usize = 32;

/// Why a log could not be read: the file is at fault, or reading it failed.
#[derive(Debug, thiserror::Error)]
#[error("byte {position}")]
pub struct XesError {
    /// The byte of the input at which the offending element starts.
    pub position: u64,
    /// What is wrong there.
    #[source]
    pub problem: XesProblem,
}

/// What is wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum XesProblem {
    /// Not well-formed XML, or the input could not be read.
    #[error("not well-formed XML")]
    Xml(#[source] quick_xml::Error),
    /// A DTD, which could declare entities.
    #[error("a DTD is not accepted")]
    Doctype,
    /// An encoding other than UTF-8.
    #[error("the encoding {0} is not accepted, only UTF-8")]
    Encoding(String),
    /// An element or a text longer than a mebibyte.
    #[error("an element is too long")]
    TooLong,
    /// An element with more XML attributes than XES knows.
    #[error("an element has too many XML attributes")]
    TooManyAttributes,
    /// Attributes nested deeper than [`MAX_NESTING`].
    #[error("attributes are nested too deep")]
    TooDeep,
    /// The input ends inside the log, or holds none.
    #[error("the log is not complete")]
    Incomplete,
    /// An element, text or reference where XES has none.
    #[error("{0} is not expected here")]
    Unexpected(String),
    /// An attribute without `key` or `value`.
    #[error("an attribute lacks its {0}")]
    Lacks(&'static str),
    /// A character XML 1.0 does not have.
    #[error("a control character is not accepted")]
    ControlCharacter,
    /// The same key twice in one element.
    #[error("the key {0} occurs twice")]
    Duplicate(String),
    /// A date of a field that is no moment between the years 1 and 9999.
    #[error("{0} is not a moment")]
    Moment(String),
    /// An event without activity or timestamp.
    #[error("an event lacks {0}")]
    EventLacks(&'static str),
}

/// Whether XML 1.0 can carry the character (<https://www.w3.org/TR/xml/#charsets>).
const fn is_xml_character(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}
