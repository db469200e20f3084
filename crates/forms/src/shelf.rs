//! All that typst may read: templates, fonts and one order, from memory. There is no disk, no network, no package, no clock
//! behind it.

use crate::built_in::MAIN;
use crate::form_set::SharedWords;
use crate::{FormFault, FormSet, FormSets};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The files of a folder of forms, read once.
pub(crate) struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: BTreeMap<String, Source>,
    others: BTreeMap<String, Bytes>,
    main: Source,
    sets: FormSets,
    faults: Vec<FormFault>,
}

impl Shelf {
    /// Of files by their names in the folder. What can not be read is left out and told by [`Shelf::faults`].
    pub(crate) fn new(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut faults = Vec::new();
        let (mut sources, mut others, mut fonts, mut sets) =
            (BTreeMap::new(), BTreeMap::new(), vec![], vec![]);
        let mut shared = SharedWords::default();
        for (name, bytes) in files {
            match (extension(name), std::str::from_utf8(bytes)) {
                ("ttf" | "otf", _) => fonts.extend(fonts_of(name, bytes, &mut faults)),
                ("toml", Ok(text)) if name == WORDS => {
                    shared = parsed(name, text, &mut faults).unwrap_or_default();
                }
                ("toml", Ok(text)) => sets.extend(set_of(name, text, &mut faults)),
                ("typ", Ok(text)) => {
                    let source = file_id(name).map(|id| Source::new(id, text.to_owned()));
                    sources.extend(source.map(|it| (name.clone(), it)));
                }
                ("toml" | "typ", Err(_)) => faults.push(FormFault::whole_file(name, "not UTF-8")),
                (_, _) => {
                    others.insert(name.clone(), Bytes::new(bytes.clone()));
                }
            }
        }
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            others,
            main: Source::new(main_id(), MAIN.to_owned()),
            sets: FormSets::new(sets.into_iter().map(|it| it.over(&shared))),
            faults,
        }
    }

    pub(crate) const fn sets(&self) -> &FormSets {
        &self.sets
    }

    /// What could not be read at all.
    pub(crate) fn faults(&self) -> &[FormFault] {
        &self.faults
    }

    /// Whether a family of fonts draws `letter` in each of its styles: a title is bold, a note slanted, and nothing may be
    /// lost in either.
    pub(crate) fn draws(&self, letter: char) -> bool {
        let has =
            |index: usize| self.book.info(index).is_some_and(|it| it.coverage.contains(u32::from(letter)));
        self.book.families().any(|(_, mut faces)| faces.all(has))
    }

    /// The name and text of the file `id`, for telling where a fault is.
    pub(crate) fn source(&self, id: FileId) -> Option<&Source> {
        if id == self.main.id() { Some(&self.main) } else { self.sources.get(name_of(id)) }
    }
}

/// A shelf with the one order that is being printed.
pub(crate) struct Order<'a> {
    pub(crate) shelf: &'a Shelf,
    pub(crate) data: Bytes,
}

/// The words that all sets share.
const WORDS: &str = "words.toml";

/// Where templates find the order.
const ORDER: &str = "order.json";

impl World for Order<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.shelf.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let missing = || FileError::NotFound(name_of(id).into());
        if !is_ours(id) {
            return Err(missing());
        }
        self.shelf.source(id).cloned().ok_or_else(missing)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name_of(id);
        if !is_ours(id) {
            return Err(FileError::NotFound(name.into()));
        }
        if name == ORDER {
            return Ok(self.data.clone());
        }
        self.shelf.others.get(name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map(|(_, it)| it).unwrap_or_default()
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The program's own file stands before any of the same name.
fn main_id() -> FileId {
    file_id("program/main.typ").unwrap_or_else(|| Source::detached("").id())
}

fn is_ours(id: FileId) -> bool {
    matches!(id.get().root(), VirtualRoot::Project)
}

fn name_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn fonts_of(name: &str, bytes: &[u8], faults: &mut Vec<FormFault>) -> Vec<Font> {
    let fonts: Vec<Font> = Font::iter(Bytes::new(bytes.to_vec())).collect();
    if fonts.is_empty() {
        faults.push(FormFault::whole_file(name, "not a font"));
    }
    fonts
}

fn set_of(name: &str, text: &str, faults: &mut Vec<FormFault>) -> Option<FormSet> {
    let set: FormSet = parsed(name, text, faults)?;
    if name != format!("{}.toml", set.code) {
        faults.push(FormFault::whole_file(name, format!("the code of the set is {}", set.code)));
        return None;
    }
    Some(set)
}

fn parsed<T: DeserializeOwned>(name: &str, text: &str, faults: &mut Vec<FormFault>) -> Option<T> {
    let error = match toml::from_str(text) {
        Ok(parsed) => return Some(parsed),
        Err(error) => error,
    };
    let before = text.get(..error.span().map_or(0, |it| it.start)).unwrap_or_default();
    faults.push(FormFault::File {
        file: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.chars().rev().take_while(|it| *it != '\n').count() + 1,
        message: error.message().to_owned(),
    });
    None
}
