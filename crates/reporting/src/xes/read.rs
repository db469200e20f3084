//! From the steps of the parser to an event log.
//!
//! Every attribute found below the log, a case or an event must end in a field or in `extra`; none may be overwritten.

use super::draft::{EventDraft, insert_once, take_case_attribute};
use super::parser::{Element, Parser, Step};
use super::{MAX_NESTING, XesError, XesProblem};
use crate::event_log::{Activity, AttributeKind, AttributeValue, Case, EventLog, Nested};
use std::io::BufRead;

/// Reads a log. A date without offset is read as local time of Việt Nam; finer fractions than microseconds are cut.
///
/// # Errors
/// The first thing wrong, with its position.
pub fn read(input: impl BufRead) -> Result<EventLog, XesError> {
    let mut parser = Parser::new(input);
    match parser.step()? {
        Step::Open(element) if element.name == "log" => {}
        Step::Open(element) => return Err(parser.error(XesProblem::Unexpected(element.name))),
        Step::Close | Step::End => return Err(parser.error(XesProblem::Incomplete)),
    }
    let log = read_log(&mut parser)?;
    match parser.step()? {
        Step::End => Ok(log),
        Step::Open(element) => Err(parser.error(XesProblem::Unexpected(element.name))),
        Step::Close => Err(parser.error(XesProblem::Unexpected("a closing tag".into()))),
    }
}

fn read_log<R: BufRead>(parser: &mut Parser<R>) -> Result<EventLog, XesError> {
    let mut log = EventLog::default();
    while let Some(element) = next_child(parser)? {
        match element.name.as_str() {
            "trace" => log.cases.push(read_case(parser)?),
            "extension" | "global" | "classifier" => parser.skip()?,
            _ => {
                let position = parser.position();
                let (key, value) = read_attribute(parser, element, 1)?;
                insert_once(&mut log.extra, key, value).map_err(|problem| XesError { position, problem })?;
            }
        }
    }
    Ok(log)
}

fn read_case<R: BufRead>(parser: &mut Parser<R>) -> Result<Case, XesError> {
    let mut case = Case::default();
    while let Some(element) = next_child(parser)? {
        if element.name == "event" {
            case.events.push(read_event(parser)?);
            continue;
        }
        let position = parser.position();
        let (key, value) = read_attribute(parser, element, 1)?;
        take_case_attribute(&mut case, key, value).map_err(|problem| XesError { position, problem })?;
    }
    Ok(case)
}

fn read_event<R: BufRead>(parser: &mut Parser<R>) -> Result<Activity, XesError> {
    let start = parser.position();
    let mut draft = EventDraft::default();
    while let Some(element) = next_child(parser)? {
        let position = parser.position();
        let (key, value) = read_attribute(parser, element, 1)?;
        draft.take(key, value).map_err(|problem| XesError { position, problem })?;
    }
    draft.finish().map_err(|problem| XesError { position: start, problem })
}

fn read_attribute<R: BufRead>(
    parser: &mut Parser<R>,
    element: Element,
    depth: usize,
) -> Result<(String, AttributeValue), XesError> {
    if depth > MAX_NESTING {
        return Err(parser.error(XesProblem::TooDeep));
    }
    let Some(kind) = AttributeKind::of_element(&element.name) else {
        return Err(parser.error(XesProblem::Unexpected(element.name)));
    };
    if kind.has_key() && element.key.is_none() {
        return Err(parser.error(XesProblem::Lacks("key")));
    }
    if kind.has_value() && element.value.is_none() {
        return Err(parser.error(XesProblem::Lacks("value")));
    }
    let mut nested = Nested::new();
    while let Some(child) = next_child(parser)? {
        nested.push(read_attribute(parser, child, depth + 1)?);
    }
    let text = element.value.unwrap_or_default();
    Ok((element.key.unwrap_or_default(), AttributeValue { kind, text, nested }))
}

/// The next element inside the one just opened, or `None` where that closes.
fn next_child<R: BufRead>(parser: &mut Parser<R>) -> Result<Option<Element>, XesError> {
    match parser.step()? {
        Step::Open(element) => Ok(Some(element)),
        Step::Close => Ok(None),
        Step::End => Err(parser.error(XesProblem::Incomplete)),
    }
}
