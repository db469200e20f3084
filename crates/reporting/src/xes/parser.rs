//! XML as a sequence of openings and closings, with every limit applied.
//!
//! It knows nothing of logs. It must never hand out text that was cut short, nor expand an entity the input declares.

use super::{XesError, XesProblem, is_xml_character};
use crate::bounded::Bounded;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use std::io::{self, BufRead};

/// XES elements have at most six; room for namespaces and the additions of tools.
const MAX_XML_ATTRIBUTES: usize = 32;

pub(super) enum Step {
    Open(Element),
    Close,
    End,
}

pub(super) struct Element {
    pub name: String,
    pub key: Option<String>,
    pub value: Option<String>,
}

pub(super) struct Parser<R> {
    xml: quick_xml::Reader<Bounded<R>>,
    buffer: Vec<u8>,
    position: u64,
}

impl<R: BufRead> Parser<R> {
    pub(super) fn new(input: R) -> Self {
        let mut xml = quick_xml::Reader::from_reader(Bounded::new(input));
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        config.check_comments = true;
        Self { xml, buffer: Vec::new(), position: 0 }
    }

    /// Where the latest step starts.
    pub(super) const fn position(&self) -> u64 {
        self.position
    }

    pub(super) fn error(&self, problem: XesProblem) -> XesError {
        XesError { position: self.position, problem }
    }

    /// The next opening or closing; whitespace, comments and processing instructions are passed over.
    pub(super) fn step(&mut self) -> Result<Step, XesError> {
        loop {
            self.position = self.xml.buffer_position();
            self.buffer.clear();
            self.xml.get_mut().refill();
            let step = self.xml.read_event_into(&mut self.buffer).map_err(xml_problem).and_then(step_of);
            match step {
                Ok(Some(step)) => return Ok(step),
                Ok(None) => {}
                Err(problem) => return Err(self.error(problem)),
            }
        }
    }

    /// Passes over the rest of the element just opened.
    pub(super) fn skip(&mut self) -> Result<(), XesError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.step()? {
                Step::Open(_) if depth > super::MAX_NESTING => return Err(self.error(XesProblem::TooDeep)),
                Step::Open(_) => depth += 1,
                Step::Close => depth -= 1,
                Step::End => return Err(self.error(XesProblem::Incomplete)),
            }
        }
        Ok(())
    }
}

fn step_of(event: Event<'_>) -> Result<Option<Step>, XesProblem> {
    match event {
        Event::Start(start) | Event::Empty(start) => element(&start).map(Step::Open).map(Some),
        Event::End(_) => Ok(Some(Step::Close)),
        Event::Eof => Ok(Some(Step::End)),
        Event::Comment(_) | Event::PI(_) => Ok(None),
        Event::Decl(declaration) => check_encoding(&declaration).map(|()| None),
        Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => Ok(None),
        Event::Text(_) => Err(XesProblem::Unexpected("text".into())),
        Event::CData(_) => Err(XesProblem::Unexpected("CDATA".into())),
        Event::GeneralRef(_) => Err(XesProblem::Unexpected("a reference".into())),
        Event::DocType(_) => Err(XesProblem::Doctype),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, XesProblem> {
    let name = utf8(start.local_name().into_inner())?.to_owned();
    let mut element = Element { name, key: None, value: None };
    for (count, attribute) in start.attributes().enumerate() {
        if count >= MAX_XML_ATTRIBUTES {
            return Err(XesProblem::TooManyAttributes);
        }
        let attribute = attribute.map_err(|e| XesProblem::Xml(e.into()))?;
        let value = value_of(&attribute)?;
        match attribute.key.as_ref() {
            b"key" => element.key = Some(value),
            b"value" => element.value = Some(value),
            _ => {}
        }
    }
    Ok(element)
}

/// The value with line breaks and tabs normalized (XML 1.0, 3.3.3) and references resolved.
fn value_of(attribute: &Attribute<'_>) -> Result<String, XesProblem> {
    let written = utf8(&attribute.value)?;
    let normalized = written.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    let value = quick_xml::escape::unescape(&normalized).map_err(|e| XesProblem::Xml(e.into()))?;
    if value.chars().all(is_xml_character) {
        Ok(value.into_owned())
    } else {
        Err(XesProblem::ControlCharacter)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, XesProblem> {
    std::str::from_utf8(bytes)
        .map_err(|e| XesProblem::Xml(io::Error::new(io::ErrorKind::InvalidData, e).into()))
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), XesProblem> {
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let encoding = encoding.map_err(|e| XesProblem::Xml(e.into()))?;
    if encoding.eq_ignore_ascii_case(b"utf-8") || encoding.eq_ignore_ascii_case(b"us-ascii") {
        Ok(())
    } else {
        Err(XesProblem::Encoding(String::from_utf8_lossy(&encoding).into_owned()))
    }
}

fn xml_problem(error: quick_xml::Error) -> XesProblem {
    if let quick_xml::Error::Io(cause) = &error
        && cause.kind() == io::ErrorKind::FileTooLarge
    {
        return XesProblem::TooLong;
    }
    XesProblem::Xml(error)
}
