//! A PDF read from the bytes of anybody. What it needs in memory is bounded, and what it says of itself is not believed.

use crate::{MOST_BYTES, SealFault};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// The most bytes a compressed object stream may become.
const MOST_UNPACKED: usize = 64 << 20;

/// The structure of `pdf`.
///
/// # Errors
/// [`SealFault::TooLarge`], [`SealFault::Encrypted`], or [`SealFault::Pdf`] when it can not be read.
pub(crate) fn open(pdf: &[u8]) -> Result<Document, SealFault> {
    if pdf.len() > MOST_BYTES {
        return Err(SealFault::TooLarge);
    }
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(pdf, options).map_err(|fault| {
        let locked = matches!(fault, lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword);
        if locked { SealFault::Encrypted } else { SealFault::Pdf }
    })?;
    if document.is_encrypted() || document.was_encrypted() { Err(SealFault::Encrypted) } else { Ok(document) }
}

/// What `key` of `dictionary` holds, behind any reference.
pub(crate) fn value<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    let held = dictionary.get(key).ok()?;
    document.dereference(held).ok().map(|(_, object)| object)
}

/// The dictionary under `key`; empty when there is none.
pub(crate) fn dictionary(document: &Document, holder: &Dictionary, key: &[u8]) -> Dictionary {
    value(document, holder, key).and_then(|it| it.as_dict().ok()).cloned().unwrap_or_default()
}

/// The array under `key`; empty when there is none.
pub(crate) fn array<'a>(document: &'a Document, holder: &'a Dictionary, key: &[u8]) -> &'a [Object] {
    value(document, holder, key).and_then(|it| it.as_array().ok()).map_or(&[], Vec::as_slice)
}
