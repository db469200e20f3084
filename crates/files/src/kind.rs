//! The kinds of file that may come in, told by their first bytes; an office file by what is packed in it.

use motcua_kernel::Refusal;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// So many first bytes tell every kind apart.
pub(crate) const ENOUGH: usize = 8;

/// A kind that may come in: scans, photos, and the two office files that applicants bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A photo.
    Jpeg,
    /// A picture without loss.
    Png,
    /// What some scanners make.
    Tiff,
    /// A text document without macros.
    Docx,
    /// A table without macros.
    Xlsx,
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begins {
    /// It is this.
    As(FileKind),
    /// Something packed: only the whole tells.
    AsArchive,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Tiff, Self::Docx, Self::Xlsx];

    /// Those that are taken unless an operator says otherwise: PDF and images, which carry no program.
    pub const USUAL: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Tiff];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Tiff => "tiff",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// The kind with this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// These kinds as people read them, in any language.
    pub fn listed(kinds: &[Self]) -> String {
        let shown = kinds.iter().map(|it| match it {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::Docx => "Word (docx)",
            Self::Xlsx => "Excel (xlsx)",
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    /// Its name in headers and in the store.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The kind with this name.
    pub fn of_media_type(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.media_type() == name)
    }

    /// How names of it may end; the first is the usual one.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
        }
    }

    /// Whether every browser shows it by itself; the others are saved.
    pub const fn is_shown_by_browsers(self) -> bool {
        match self {
            Self::Pdf | Self::Jpeg | Self::Png => true,
            Self::Tiff | Self::Docx | Self::Xlsx => false,
        }
    }
}

/// What begins so, where it is one of `kinds` or may be.
///
/// # Errors
/// `files.kind` when it may not come in.
pub(crate) fn begins(first: &[u8], kinds: &[FileKind]) -> Result<Begins, Refusal> {
    const PLAIN: [(&[u8], FileKind); 5] = [
        (b"%PDF-", FileKind::Pdf),
        (b"\xFF\xD8\xFF", FileKind::Jpeg),
        (b"\x89PNG\r\n\x1A\n", FileKind::Png),
        (b"II*\0", FileKind::Tiff),
        (b"MM\0*", FileKind::Tiff),
    ];
    let packed = || kinds.iter().any(|it| matches!(it, FileKind::Docx | FileKind::Xlsx));
    let plain = PLAIN.into_iter().find(|(mark, _)| first.starts_with(mark));
    match plain {
        Some((_, kind)) if kinds.contains(&kind) => Ok(Begins::As(kind)),
        None if first.starts_with(b"PK\x03\x04") && packed() => Ok(Begins::AsArchive),
        Some(_) | None => Err(not_allowed(kinds)),
    }
}

/// What a packed file is.
///
/// # Errors
/// `files.kind` when it is no office file, a broken one or none of `kinds`, `files.macros` when it carries a program.
pub(crate) fn packed(file: impl Read + Seek, kinds: &[FileKind]) -> Result<FileKind, Refusal> {
    let archive = ZipArchive::new(file).map_err(|_| not_allowed(kinds))?;
    let names: Vec<String> = archive.file_names().filter_map(|it| Some(it.ok()?.into_owned())).collect();
    let has = |name: &str| names.iter().any(|it| it == name);
    if names.iter().any(|it| it.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return Err(Refusal::new("files.macros").at("file"));
    }
    if !has("[Content_Types].xml") {
        return Err(not_allowed(kinds));
    }
    let kind = match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => Some(FileKind::Docx),
        (false, true) => Some(FileKind::Xlsx),
        (true, true) | (false, false) => None,
    };
    kind.filter(|it| kinds.contains(it)).ok_or_else(|| not_allowed(kinds))
}

fn not_allowed(kinds: &[FileKind]) -> Refusal {
    Refusal::new("files.kind").with("kinds", FileKind::listed(kinds)).at("file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_and_never_the_name() {
        let check = |first: &[u8], expected: Option<Begins>| {
            assert_eq!(begins(first, &FileKind::ALL).ok(), expected);
        };
        check(b"%PDF-1.7\n", Some(Begins::As(FileKind::Pdf)));
        check(b"\xFF\xD8\xFF\xE0", Some(Begins::As(FileKind::Jpeg)));
        check(b"\x89PNG\r\n\x1A\n", Some(Begins::As(FileKind::Png)));
        check(b"MM\0*", Some(Begins::As(FileKind::Tiff)));
        check(b"PK\x03\x04\x14\0", Some(Begins::AsArchive));
        for other in
            [b"MZ\x90\0".as_slice(), b"\x7FELF", b"#!/bin/sh", b"<html>", b"", b" %PDF-", b"\xD0\xCF\x11\xE0"]
        {
            check(other, None);
        }
    }

    #[test]
    fn what_the_operator_does_not_take_does_not_begin() {
        assert!(begins(b"%PDF-1.7\n", &[FileKind::Png]).is_err());
        let refusal = begins(b"PK\x03\x04\x14\0", &FileKind::USUAL).unwrap_err();
        assert_eq!(refusal.message.values, [("kinds".into(), "PDF, JPEG, PNG, TIFF".to_owned())]);
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::of_media_type(kind.media_type()), Some(kind));
            assert_eq!(FileKind::of_name(kind.name()), Some(kind));
        }
        assert_eq!(FileKind::of_media_type("text/html"), None);
    }
}
