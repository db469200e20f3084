//! The signatures that a PDF holds, and which of its bytes each is about. Ranges are believed only where what they leave out
//! is the signature itself and nothing else; anything between would be free to change.

use crate::open::{array, dictionary, value};
use crate::{Coverage, SealFault};
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};
use std::collections::BTreeSet;

/// The most signatures that a PDF may hold.
const MOST_SIGNATURES: usize = 64;
/// The most fields that are looked at.
const MOST_FIELDS: usize = 10_000;
/// How deep fields may lie within fields.
const DEEPEST: usize = 16;

/// A signature field that is signed.
pub(crate) struct Signed {
    /// Its name.
    pub field: String,
    /// The signature dictionary.
    pub dictionary: Dictionary,
}

/// All signed fields, in the order of the form.
///
/// # Errors
/// [`SealFault::TooManySignatures`].
pub(crate) fn signatures(document: &Document) -> Result<Vec<Signed>, SealFault> {
    let Ok(catalog) = document.catalog() else { return Err(SealFault::Pdf) };
    let form = dictionary(document, catalog, b"AcroForm");
    let mut walk = Walk { document, seen: BTreeSet::new(), looked_at: 0, found: Vec::new() };
    for field in array(document, &form, b"Fields") {
        walk.visit(field, &Inherited { name: String::new(), signature: Kind::Other }, DEEPEST)?;
    }
    Ok(walk.found)
}

struct Walk<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    looked_at: usize,
    found: Vec<Signed>,
}

/// What a field takes over from the one it lies in.
struct Inherited {
    name: String,
    signature: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signature,
    Other,
}

impl Walk<'_> {
    fn visit(&mut self, field: &Object, above: &Inherited, depth: usize) -> Result<(), SealFault> {
        self.looked_at += 1;
        if depth == 0 || self.looked_at > MOST_FIELDS {
            return Err(SealFault::TooManySignatures);
        }
        let Ok((id, object)) = self.document.dereference(field) else { return Ok(()) };
        let Ok(dictionary) = object.as_dict() else { return Ok(()) };
        if id.is_some_and(|it| !self.seen.insert(it)) {
            return Ok(());
        }
        let own = Inherited {
            name: self.name(dictionary, &above.name),
            signature: value(self.document, dictionary, b"FT").map_or(above.signature, |it| {
                if it.as_name().is_ok_and(|it| it == b"Sig") { Kind::Signature } else { Kind::Other }
            }),
        };
        if own.signature == Kind::Signature
            && let Some(signed) = value(self.document, dictionary, b"V").and_then(|it| it.as_dict().ok())
        {
            if self.found.len() >= MOST_SIGNATURES {
                return Err(SealFault::TooManySignatures);
            }
            self.found.push(Signed { field: own.name.clone(), dictionary: signed.clone() });
        }
        let children = array(self.document, dictionary, b"Kids").to_vec();
        children.iter().try_for_each(|child| self.visit(child, &own, depth - 1))
    }

    fn name(&self, dictionary: &Dictionary, above: &str) -> String {
        let own = value(self.document, dictionary, b"T").and_then(|it| decode_text_string(it).ok());
        match own {
            Some(own) if above.is_empty() => own,
            Some(own) => format!("{above}.{own}"),
            None => above.to_owned(),
        }
    }
}

/// The bytes of a file that a signature is about.
pub(crate) struct Covered<'a> {
    /// How much of the file they are.
    pub coverage: Coverage,
    /// The signed bytes, in order; none where the ranges are broken.
    pub parts: Vec<&'a [u8]>,
    /// What the dictionary holds as the signature.
    pub contents: Vec<u8>,
}

impl Signed {
    /// Which bytes of `pdf` it is about.
    pub(crate) fn covered<'a>(&self, pdf: &'a [u8], document: &Document) -> Covered<'a> {
        let contents = value(document, &self.dictionary, b"Contents")
            .and_then(|it| it.as_str().ok())
            .map(<[u8]>::to_vec)
            .unwrap_or_default();
        let numbers: Vec<Option<usize>> = array(document, &self.dictionary, b"ByteRange")
            .iter()
            .map(|it| it.as_i64().ok().and_then(|it| usize::try_from(it).ok()))
            .collect();
        let parts = match numbers.as_slice() {
            [Some(0), Some(before), Some(start), Some(length)] => {
                around(pdf, *before, *start, *length, &contents)
            }
            _ => None,
        };
        let Some((parts, end)) = parts else {
            return Covered { coverage: Coverage::Broken, parts: Vec::new(), contents };
        };
        let coverage = match pdf.len() - end {
            0 => Coverage::Whole,
            appended => Coverage::Revision { signed: end, appended },
        };
        Covered { coverage, parts: parts.into(), contents }
    }
}

/// The parts before and behind the signature and where the second ends, when they leave out exactly `contents`.
fn around<'a>(
    pdf: &'a [u8],
    before: usize,
    start: usize,
    length: usize,
    contents: &[u8],
) -> Option<([&'a [u8]; 2], usize)> {
    let end = start.checked_add(length)?;
    let gap = pdf.get(before..start)?.strip_prefix(b"<")?.strip_suffix(b">")?;
    let is_the_signature =
        !contents.is_empty() && gap.len() == 2 * contents.len() && digits(gap)? == contents;
    is_the_signature.then_some(())?;
    Some(([pdf.get(..before)?, pdf.get(start..end)?], end))
}

/// The bytes that pairs of hexadecimal digits stand for; nothing else may stand between.
fn digits(text: &[u8]) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_chunks::<2>() else { return None };
    pairs
        .iter()
        .map(|[high, low]| {
            let nibble = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
            Some(nibble(*high)? << 4 | nibble(*low)?)
        })
        .collect()
}
