//! The part that a seal adds behind a PDF (ISO 32000-1 7.5.6, 12.8.1): a signature field without a picture on the first page,
//! listed in the form, whose signature is filled in last. The bytes before it are never touched.

use crate::open::{array, dictionary, open};
use crate::{SealFault, SealRequest};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, text_string};
use motcua_kernel::Instant;
use std::collections::BTreeSet;
use std::ops::Range;

/// A number as wide as any offset becomes; replaced by the real one and blanks.
const WIDE: i64 = 9_999_999_999;
/// How the ranges are written before they are known.
const UNKNOWN_RANGES: &[u8] = b"[0 9999999999 9999999999 9999999999]";
/// Signatures exist, and the file may only be appended to (ISO 32000-1 table 219).
const SIGNED_AND_APPEND_ONLY: i64 = 3;
/// Printed and locked (ISO 32000-1 table 165).
const PRINTED_AND_LOCKED: i64 = 132;

/// A PDF with a place for its signature.
pub(crate) struct Prepared {
    bytes: Vec<u8>,
    /// Where the signature goes, with the `<` before it and the `>` behind it.
    gap: Range<usize>,
}

impl Prepared {
    /// `pdf` and behind it all of a seal but the signature, which may take `room` bytes.
    ///
    /// # Errors
    /// When `pdf` can not be read as it is written, or has no page.
    pub(crate) fn append(pdf: &[u8], request: &SealRequest, room: usize) -> Result<Self, SealFault> {
        let before = open(pdf)?;
        // What had to be repaired to be read can not be appended to: others would read it otherwise.
        if before.xref_recovery.is_some() || !pdf.starts_with(b"%PDF-") {
            return Err(SealFault::Pdf);
        }
        let bytes = add_field(pdf, before, request, room)?;
        Self::with_ranges(bytes, pdf.len(), room)
    }

    /// The two parts that are signed.
    pub(crate) fn signed_parts(&self) -> [&[u8]; 2] {
        let (before, rest) = self.bytes.split_at(self.gap.start);
        [before, rest.get(self.gap.len()..).unwrap_or_default()]
    }

    /// The PDF with its signature.
    ///
    /// # Errors
    /// [`SealFault::Making`] when the signature is larger than its place.
    pub(crate) fn filled(mut self, signature: &[u8]) -> Result<Vec<u8>, SealFault> {
        let digits = signature.iter().flat_map(|it| [digit(it >> 4), digit(it & 0x0F)]);
        let place = self.bytes.get_mut(self.gap.start + 1..self.gap.end - 1).ok_or(SealFault::Making)?;
        if signature.len() * 2 > place.len() {
            return Err(SealFault::Making);
        }
        for (slot, digit) in place.iter_mut().zip(digits) {
            *slot = digit;
        }
        Ok(self.bytes)
    }

    /// Finds the place behind the first `old` bytes and writes the ranges around it.
    fn with_ranges(mut bytes: Vec<u8>, old: usize, room: usize) -> Result<Self, SealFault> {
        let added = bytes.get(old..).ok_or(SealFault::Making)?;
        let ranges = old + last(added, UNKNOWN_RANGES).ok_or(SealFault::Making)?;
        let behind = bytes.get(ranges..).ok_or(SealFault::Making)?;
        let start = ranges + behind.iter().position(|it| *it == b'<').ok_or(SealFault::Making)?;
        let gap = start..start + 2 * room + 2;
        if bytes.get(gap.end - 1) != Some(&b'>') {
            return Err(SealFault::Making);
        }
        let mut known = format!("[0 {} {} {}", gap.start, gap.end, bytes.len() - gap.end);
        while known.len() + 1 < UNKNOWN_RANGES.len() {
            known.push(' ');
        }
        known.push(']');
        let place = bytes.get_mut(ranges..ranges + UNKNOWN_RANGES.len()).ok_or(SealFault::Making)?;
        if place.len() != known.len() {
            return Err(SealFault::Making);
        }
        place.copy_from_slice(known.as_bytes());
        Ok(Self { bytes, gap })
    }
}

/// `pdf` with a new revision that has the field.
fn add_field(pdf: &[u8], before: Document, request: &SealRequest, room: usize) -> Result<Vec<u8>, SealFault> {
    let catalog_id =
        before.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| SealFault::Pdf)?;
    let page = before.page_iter().next().ok_or(SealFault::Pdf)?;
    let mut catalog = before.get_dictionary(catalog_id).cloned().map_err(|_| SealFault::Pdf)?;
    let mut first = before.get_dictionary(page).cloned().map_err(|_| SealFault::Pdf)?;
    let mut form = dictionary(&before, &catalog, b"AcroForm");
    let mut fields = array(&before, &form, b"Fields").to_vec();
    let mut notes = array(&before, &first, b"Annots").to_vec();
    let name = free_name(&before, &fields);

    let mut after = IncrementalDocument::create_from(pdf.to_vec(), before);
    let added = &mut after.new_document;
    let signature = add(added, signature(request, room))?;
    let field = add(added, field(&name, signature, page))?;
    fields.push(field.into());
    notes.push(field.into());
    form.set("Fields", fields);
    form.set("SigFlags", SIGNED_AND_APPEND_ONLY);
    catalog.set("AcroForm", form);
    first.set("Annots", notes);
    added.set_object(catalog_id, catalog);
    added.set_object(page, first);
    let mut bytes = Vec::with_capacity(pdf.len() + 2 * room + 4_096);
    after.save_to(&mut bytes).map_err(|_| SealFault::Making)?;
    if bytes.starts_with(pdf) { Ok(bytes) } else { Err(SealFault::Making) }
}

fn add(document: &mut Document, dictionary: Dictionary) -> Result<ObjectId, SealFault> {
    document.try_add_object(dictionary).map_err(|_| SealFault::Pdf)
}

/// The signature dictionary (ISO 32000-1 table 252); its two placeholders come last.
fn signature(request: &SealRequest, room: usize) -> Dictionary {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Sig".to_vec()));
    dictionary.set("Filter", Object::Name(b"Adobe.PPKLite".to_vec()));
    dictionary.set("SubFilter", Object::Name(b"ETSI.CAdES.detached".to_vec()));
    dictionary.set("M", Object::string_literal(pdf_date(request.signed_at)));
    for (key, text) in [("Name", &request.name), ("Reason", &request.reason), ("Location", &request.place)] {
        if !text.is_empty() {
            dictionary.set(key, text_string(text));
        }
    }
    dictionary.set("ByteRange", vec![Object::Integer(0), WIDE.into(), WIDE.into(), WIDE.into()]);
    dictionary.set("Contents", Object::String(vec![0; room], StringFormat::Hexadecimal));
    dictionary
}

/// The field and its place on the page in one: a place without extent, as no picture belongs to the seal.
fn field(name: &str, signature: ObjectId, page: ObjectId) -> Dictionary {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Annot".to_vec()));
    dictionary.set("Subtype", Object::Name(b"Widget".to_vec()));
    dictionary.set("FT", Object::Name(b"Sig".to_vec()));
    dictionary.set("T", Object::string_literal(name));
    dictionary.set("V", Object::Reference(signature));
    dictionary.set("P", Object::Reference(page));
    dictionary.set("F", PRINTED_AND_LOCKED);
    dictionary.set("Rect", vec![Object::Integer(0); 4]);
    dictionary
}

/// A name that no field of the form has.
fn free_name(document: &Document, fields: &[Object]) -> String {
    let taken: BTreeSet<&[u8]> = fields
        .iter()
        .filter_map(|it| document.dereference(it).ok()?.1.as_dict().ok()?.get(b"T").ok()?.as_str().ok())
        .collect();
    let mut number = 1_usize;
    loop {
        let name = format!("Seal{number}");
        if !taken.contains(name.as_bytes()) {
            return name;
        }
        number += 1;
    }
}

/// A moment as PDFs write it (ISO 32000-1 7.9.4), by the clocks of Việt Nam.
fn pdf_date(moment: Instant) -> String {
    let local = moment.to_local();
    let (date, time) = (local.date(), local.time());
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("D:{year:04}{month:02}{day:02}{:02}{:02}{:02}+07'00'", time.hour(), time.minute(), time.second())
}

/// Where `needle` occurs last.
fn last(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).rposition(|it| it == needle)
}

fn digit(nibble: u8) -> u8 {
    b"0123456789abcdef".get(usize::from(nibble)).copied().unwrap_or(b'0')
}
