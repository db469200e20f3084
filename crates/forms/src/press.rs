//! The press: sheets in, PDF out. The same sheets give the same bytes. A province's folder stands before what is built in,
//! and never brings the counter to a halt: a sheet its template can not make, the built-in one makes.

use crate::built_in::FILES;
use crate::order::order;
use crate::shelf::{Order, Shelf};
use crate::{Document, FormFault, FormKind, FormSet, FormSets, sample};
use std::collections::{BTreeMap, BTreeSet};
use typst::WorldExt;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many rounds a result of typst's own cache may lie unused. It bounds memory and changes no byte.
const CACHE_ROUNDS: usize = 8;

/// Makes sheets of one folder of forms.
pub struct Press {
    built_in: Shelf,
    own: Option<Shelf>,
    own_files: BTreeSet<String>,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// PDF/A-2, tagged, with its text.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
}

/// A finished file, and what was wrong with the province's template if the built-in one had to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub pdf: Pdf,
    /// To be told to the administrator.
    pub fault: Option<FormFault>,
}

/// Which copies of each sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each the set names, one after the other.
    #[default]
    All,
    /// The one at this place, from 0.
    Only(usize),
}

impl Press {
    /// With the forms of the house alone.
    pub fn built_in() -> Self {
        Self { built_in: Shelf::new(&built_in_files()), own: None, own_files: BTreeSet::new() }
    }

    /// With files of a province by their names in its folder (`lib.typ`, `2025.toml`, `fonts/….ttf`); each stands in the
    /// place of the built-in one of its name. What can not be read among them is told by [`Press::check`].
    pub fn with(files: BTreeMap<String, Vec<u8>>) -> Self {
        let own_files = files.keys().cloned().collect();
        let mut all = built_in_files();
        all.extend(files);
        Self { built_in: Shelf::new(&built_in_files()), own: Some(Shelf::new(&all)), own_files }
    }

    /// The names of the province's files; empty without a folder of its own.
    pub const fn own_files(&self) -> &BTreeSet<String> {
        &self.own_files
    }

    /// The sets of forms. A set of the province that can not be read is the built-in one.
    pub fn sets(&self) -> FormSets {
        let own = self.own.iter().flat_map(|it| it.sets().iter());
        FormSets::new(self.built_in.sets().iter().chain(own).cloned())
    }

    /// One sheet, in all copies its set names.
    ///
    /// # Errors
    /// The set lacks the form, its template is wrong, or a code is too long.
    pub fn render(&self, set: &FormSet, document: &Document, copies: Copies) -> Result<Pdf, FormFault> {
        self.render_batch(set, std::slice::from_ref(document), copies)
    }

    /// Many sheets in one file, one after the other.
    ///
    /// # Errors
    /// As [`Press::render`]; also when there are no sheets.
    pub fn render_batch(
        &self,
        set: &FormSet,
        documents: &[Document],
        copies: Copies,
    ) -> Result<Pdf, FormFault> {
        print(self.own.as_ref().unwrap_or(&self.built_in), set, documents, copies).map_err(Fault::first)
    }

    /// Sheets by the province's template or, where that one fails, by the built-in form of the same set.
    ///
    /// # Errors
    /// Both fail: that of the built-in form.
    pub fn render_or_built_in(
        &self,
        set: &FormSet,
        documents: &[Document],
        copies: Copies,
    ) -> Result<Printed, FormFault> {
        let fault = match self.render_batch(set, documents, copies) {
            Ok(pdf) => return Ok(Printed { pdf, fault: None }),
            Err(fault) => fault,
        };
        let set = self.built_in.sets().get(&set.code).ok_or_else(|| fault.clone())?;
        let pdf = print(&self.built_in, set, documents, copies).map_err(Fault::first)?;
        Ok(Printed { pdf, fault: Some(fault) })
    }

    /// Everything that is wrong with the folder: what can not be read, and what each form of each set says when it is
    /// printed with the sample of its kind. Empty: nothing is.
    pub fn check(&self) -> Vec<FormFault> {
        let mut faults = self.unreadable().to_vec();
        for set in self.sets().iter() {
            for kind in set.forms.keys() {
                let found = self.check_form(set, *kind);
                faults.extend(found.into_iter().filter(|it| !faults.contains(it)).collect::<Vec<_>>());
            }
        }
        faults
    }

    /// What of the folder can not be read at all: the built-in file stands in the place of each.
    pub fn unreadable(&self) -> &[FormFault] {
        self.own.as_ref().unwrap_or(&self.built_in).faults()
    }

    /// What one form of a set says when it is printed with the sample of its kind. Empty: nothing is wrong.
    pub fn check_form(&self, set: &FormSet, kind: FormKind) -> Vec<FormFault> {
        let files = self.own.as_ref().unwrap_or(&self.built_in);
        match print(files, set, &[sample::document(&set.code, kind)], Copies::All) {
            Ok(_) => vec![],
            Err(Fault(found)) => found,
        }
    }
}

/// Never empty.
struct Fault(Vec<FormFault>);

impl Fault {
    fn first(self) -> FormFault {
        self.0.into_iter().next().unwrap_or_else(|| FormFault::whole_file("", "failed without a word"))
    }
}

fn built_in_files() -> BTreeMap<String, Vec<u8>> {
    FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

fn print(shelf: &Shelf, set: &FormSet, documents: &[Document], copies: Copies) -> Result<Pdf, Fault> {
    let data = order(set, documents, copies, &|it| shelf.draws(it)).map_err(|it| Fault(vec![it]))?;
    let world = Order { shelf, data: Bytes::new(data) };
    let faults = |found: &[SourceDiagnostic]| Fault(found.iter().map(|it| fault(&world, it)).collect());
    let laid_out: PagedDocument = typst::compile(&world).output.map_err(|it| faults(&it))?;
    let pages = laid_out.pages().len();
    let bytes = typst_pdf::pdf(&laid_out, &options()).map_err(|it| faults(&it));
    typst::comemo::evict(CACHE_ROUNDS);
    Ok(Pdf { bytes: bytes?, pages })
}

/// PDF/A-2, as archives keep it, with tags. Its identifier is made of title and author, and so is the same for the same sheet.
fn options() -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(Some("motcua".to_owned())),
        standards: PdfStandards::new(&[PdfStandard::A_2a]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// Where it is: the place itself or, when that is in no file, where it was called from.
fn fault(world: &Order<'_>, found: &SourceDiagnostic) -> FormFault {
    let spans = std::iter::once(found.span).chain(found.trace.iter().map(|it| it.span.into()));
    let place = spans.into_iter().find_map(|span| {
        let source = world.shelf.source(span.id()?)?;
        let (line, column) = source.lines().byte_to_line_column(world.range(span)?.start)?;
        Some((source.id().get().vpath().get_without_slash().to_owned(), line + 1, column + 1))
    });
    let (file, line, column) = place.unwrap_or_default();
    let hints = found.hints.iter().map(|it| it.v.as_str());
    let message = std::iter::once(found.message.as_str()).chain(hints).collect::<Vec<_>>().join("; ");
    FormFault::File { file, line, column, message }
}
