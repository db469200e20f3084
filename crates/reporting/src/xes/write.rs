//! From an event log to XES 1.0 that reads back as an equal log.
//!
//! Moments are written in the offset of Việt Nam. What the format cannot carry, or what would read back differently, is
//! refused; it must never be altered to fit.

use super::{MAX_NESTING, is_xml_character};
use crate::event_log::{Activity, AttributeKind, AttributeValue, Attributes, Case, EventLog, Nested, key};
use motcua_kernel::Instant;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
</global>
<classifier name="Activity" keys="concept:name"/>
"#;

/// Why a log could not be written.
#[derive(Debug, thiserror::Error)]
pub enum XesWriteError {
    /// The target failed.
    #[error("the log could not be written")]
    Io(#[from] io::Error),
    /// A text with a character XML does not have.
    #[error("the text of {0} has a control character")]
    ControlCharacter(String),
    /// An extra attribute that would read back as a field, or collide with one.
    #[error("the extra attribute {0} has the key of a field")]
    FieldInExtra(String),
    /// Attributes nested below a field that has no value.
    #[error("attributes are nested below {0}, which has no value")]
    NestedBelowNothing(String),
    /// Attributes nested deeper than [`MAX_NESTING`].
    #[error("attributes are nested too deep below {0}")]
    TooDeep(String),
}

/// Writes the log.
///
/// # Errors
/// When the target fails, or a value cannot be carried (see [`XesWriteError`]). Then a part may have been written.
pub fn write(log: &EventLog, mut target: impl Write) -> Result<(), XesWriteError> {
    target.write_all(HEADER.as_bytes())?;
    for (name, value) in &log.extra {
        write_attribute(&mut target, name, value, 1)?;
    }
    for case in &log.cases {
        target.write_all(b"<trace>\n")?;
        write_fields(&mut target, &case_fields(case), &case.extra, &case.nested)?;
        for event in &case.events {
            target.write_all(b"<event>\n")?;
            write_fields(&mut target, &event_fields(event), &event.extra, &event.nested)?;
            target.write_all(b"</event>\n")?;
        }
        target.write_all(b"</trace>\n")?;
    }
    target.write_all(b"</log>\n")?;
    target.flush()?;
    Ok(())
}

enum Field<'a> {
    Text(Option<&'a str>),
    Moment(Option<Instant>),
}

fn case_fields(case: &Case) -> [(&'static str, Field<'_>); 9] {
    [
        (key::NAME, Field::Text(case.id.as_deref())),
        (key::CHANNEL, Field::Text(case.channel.as_deref())),
        (key::DEPARTMENT, Field::Text(case.department.as_deref())),
        (key::GROUP, Field::Text(case.group.as_deref())),
        (key::RESPONSIBLE, Field::Text(case.responsible.as_deref())),
        (key::START, Field::Moment(case.start)),
        (key::END, Field::Moment(case.end)),
        (key::PLANNED_END, Field::Moment(case.planned_end)),
        (key::DEADLINE, Field::Moment(case.deadline)),
    ]
}

fn event_fields(event: &Activity) -> [(&'static str, Field<'_>); 6] {
    [
        (key::NAME, Field::Text(Some(&event.activity))),
        (key::RESOURCE, Field::Text(event.resource.as_deref())),
        (key::ORG_GROUP, Field::Text(event.group.as_deref())),
        (key::INSTANCE, Field::Text(event.instance.as_deref())),
        (key::LIFECYCLE, Field::Text(event.lifecycle.as_deref())),
        (key::TIMESTAMP, Field::Moment(Some(event.occurred))),
    ]
}

fn write_fields(
    target: &mut impl Write,
    fields: &[(&'static str, Field<'_>)],
    extra: &Attributes,
    nested: &BTreeMap<String, Nested>,
) -> Result<(), XesWriteError> {
    let mut nested_written = 0;
    for (name, field) in fields {
        let (kind, text) = match field {
            Field::Text(text) => (AttributeKind::String, text.map(Cow::Borrowed)),
            Field::Moment(moment) => (AttributeKind::Date, moment.map(|m| Cow::Owned(m.to_string()))),
        };
        if extra.get(*name).is_some_and(|value| text.is_some() || value.kind == kind) {
            return Err(XesWriteError::FieldInExtra((*name).to_owned()));
        }
        let Some(text) = text else { continue };
        let below = nested.get(*name);
        nested_written += usize::from(below.is_some_and(|below| !below.is_empty()));
        write_element(target, kind, (name, &text), below.map_or(&[], Vec::as_slice), 1)?;
    }
    if nested_written != nested.len() {
        let names = nested.keys().cloned().collect::<Vec<_>>().join(", ");
        return Err(XesWriteError::NestedBelowNothing(names));
    }
    for (name, value) in extra {
        write_attribute(target, name, value, 1)?;
    }
    Ok(())
}

fn write_attribute(
    target: &mut impl Write,
    name: &str,
    value: &AttributeValue,
    depth: usize,
) -> Result<(), XesWriteError> {
    write_element(target, value.kind, (name, &value.text), &value.nested, depth)
}

fn write_element(
    target: &mut impl Write,
    kind: AttributeKind,
    (name, text): (&str, &str),
    nested: &[(String, AttributeValue)],
    depth: usize,
) -> Result<(), XesWriteError> {
    if depth > MAX_NESTING {
        return Err(XesWriteError::TooDeep(name.to_owned()));
    }
    write!(target, "<{}", kind.element())?;
    if kind.has_key() || !name.is_empty() {
        write!(target, " key=\"{}\"", escaped(name, name)?)?;
    }
    if kind.has_value() || !text.is_empty() {
        write!(target, " value=\"{}\"", escaped(text, name)?)?;
    }
    if nested.is_empty() {
        target.write_all(b"/>\n")?;
        return Ok(());
    }
    target.write_all(b">\n")?;
    for (name, value) in nested {
        write_attribute(target, name, value, depth + 1)?;
    }
    writeln!(target, "</{}>", kind.element())?;
    Ok(())
}

fn escaped(text: &str, name: &str) -> Result<String, XesWriteError> {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            character if is_xml_character(character) => escaped.push(character),
            _ => return Err(XesWriteError::ControlCharacter(name.escape_default().to_string())),
        }
    }
    Ok(escaped)
}
