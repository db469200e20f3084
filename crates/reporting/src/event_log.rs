//! What happened to many cases, as the tools of process mining see it.
//!
//! The shape follows XES 1.0 (<https://www.xes-standard.org/>): a log has cases, a case has events in the order they
//! were recorded. Attributes this program knows are fields; every other attribute is kept as it was written. These are
//! plain values: they must never interpret, reorder or drop what a log said.

use motcua_kernel::{Instant, parse_instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The XES keys behind the fields of [`Case`] and [`Activity`].
pub mod key {
    /// Id of a case, or name of an activity.
    pub const NAME: &str = "concept:name";
    /// [`super::Case::channel`].
    pub const CHANNEL: &str = "channel";
    /// [`super::Case::department`].
    pub const DEPARTMENT: &str = "department";
    /// [`super::Case::group`].
    pub const GROUP: &str = "group";
    /// [`super::Case::responsible`].
    pub const RESPONSIBLE: &str = "responsible";
    /// [`super::Case::start`].
    pub const START: &str = "startdate";
    /// [`super::Case::end`].
    pub const END: &str = "enddate";
    /// [`super::Case::planned_end`].
    pub const PLANNED_END: &str = "enddate_planned";
    /// [`super::Case::deadline`].
    pub const DEADLINE: &str = "deadline";
    /// [`super::Activity::resource`].
    pub const RESOURCE: &str = "org:resource";
    /// [`super::Activity::group`].
    pub const ORG_GROUP: &str = "org:group";
    /// [`super::Activity::instance`].
    pub const INSTANCE: &str = "concept:instance";
    /// [`super::Activity::lifecycle`].
    pub const LIFECYCLE: &str = "lifecycle:transition";
    /// [`super::Activity::occurred`].
    pub const TIMESTAMP: &str = "time:timestamp";
}

/// Attributes by key.
pub type Attributes = BTreeMap<String, AttributeValue>;

/// Attributes nested below another one, in their order; a list may repeat a key.
pub type Nested = Vec<(String, AttributeValue)>;

/// A log: cases in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventLog {
    /// The cases.
    pub cases: Vec<Case>,
    /// Attributes of the log as a whole.
    pub extra: Attributes,
}

/// One case with its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// `concept:name`.
    pub id: Option<String>,
    /// How the case came in.
    pub channel: Option<String>,
    /// The department handling it.
    pub department: Option<String>,
    /// The group handling it.
    pub group: Option<String>,
    /// The person answering for it.
    pub responsible: Option<String>,
    /// When it was received (`startdate`).
    pub start: Option<Instant>,
    /// When it was finished (`enddate`); absent while it is open.
    pub end: Option<Instant>,
    /// When it was meant to be finished (`enddate_planned`).
    pub planned_end: Option<Instant>,
    /// The last moment at which finishing it is on time.
    pub deadline: Option<Instant>,
    /// Every other attribute, and those whose kind is not the one of the field.
    pub extra: Attributes,
    /// What was nested below an attribute that became a field, by its XES key.
    pub nested: BTreeMap<String, Nested>,
    /// The events in the order of the log.
    pub events: Vec<Activity>,
}

/// One event of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What was done (`concept:name`).
    pub activity: String,
    /// Who did it.
    pub resource: Option<String>,
    /// The group of the one who did it (`org:group`).
    pub group: Option<String>,
    /// Which instance of the activity this was (`concept:instance`).
    pub instance: Option<String>,
    /// The step in the life of the activity (`lifecycle:transition`), mostly `complete`.
    pub lifecycle: Option<String>,
    /// When it happened. The moment is exact to the microsecond; the offset it was written in is not kept.
    pub occurred: Instant,
    /// Every other attribute, and those whose kind is not the one of the field.
    pub extra: Attributes,
    /// What was nested below an attribute that became a field, by its XES key.
    pub nested: BTreeMap<String, Nested>,
}

impl Activity {
    /// An event of which nothing but the activity and the moment is known.
    pub const fn new(activity: String, occurred: Instant) -> Self {
        Self {
            activity,
            resource: None,
            group: None,
            instance: None,
            lifecycle: None,
            occurred,
            extra: Attributes::new(),
            nested: BTreeMap::new(),
        }
    }
}

/// The value of an attribute that is no field, exactly as written: `1.0` and `1.00` stay different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeValue {
    /// What the log says the value is. Not checked against the text.
    pub kind: AttributeKind,
    /// The value; empty for a list, which has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Attributes of this attribute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nested: Nested,
}

impl AttributeValue {
    /// A plain text.
    pub fn string(text: impl Into<String>) -> Self {
        Self { kind: AttributeKind::String, text: text.into(), nested: Nested::new() }
    }
}

/// The kinds of attribute of XES 1.0, and the `container` and `values` that came with later editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeKind {
    /// Text.
    String,
    /// A moment.
    Date,
    /// A whole number.
    Int,
    /// A floating-point number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// An identifier.
    Id,
    /// Nested attributes in order, no value of its own.
    List,
    /// Nested attributes, no value of its own.
    Container,
    /// The entries of a list, without a key.
    Values,
}

impl AttributeKind {
    const ALL: [Self; 9] = [
        Self::String,
        Self::Date,
        Self::Int,
        Self::Float,
        Self::Boolean,
        Self::Id,
        Self::List,
        Self::Container,
        Self::Values,
    ];

    /// The kind written as the XML element `name`.
    pub fn of_element(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.element() == name)
    }

    /// The XML element of this kind.
    pub const fn element(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Date => "date",
            Self::Int => "int",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Id => "id",
            Self::List => "list",
            Self::Container => "container",
            Self::Values => "values",
        }
    }

    /// Whether an attribute of this kind must have a value of its own.
    pub const fn has_value(self) -> bool {
        match self {
            Self::String | Self::Date | Self::Int | Self::Float | Self::Boolean | Self::Id => true,
            Self::List | Self::Container | Self::Values => false,
        }
    }

    /// Whether an attribute of this kind must have a key.
    pub const fn has_key(self) -> bool {
        match self {
            Self::String
            | Self::Date
            | Self::Int
            | Self::Float
            | Self::Boolean
            | Self::Id
            | Self::List
            | Self::Container => true,
            Self::Values => false,
        }
    }
}

/// Reads a moment of a log. [`parse_instant`] clamps to the range of the calendar; what it would have to clamp is no
/// moment here.
pub(crate) fn parse_moment(text: &str) -> Option<Instant> {
    let instant = parse_instant(text)?;
    let at_edge = instant == Instant::MIN || instant == Instant::MAX;
    let is_exact = || {
        let written = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(written.unix_timestamp_nanos().div_euclid(1_000) == i128::from(instant.micros()))
    };
    (!at_edge || is_exact() == Some(true)).then_some(instant)
}
