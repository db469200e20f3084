//! Official documents: typed data in, PDF out.
//!
//! Sets of forms, templates and fonts are files of `config/forms`; a province puts its own before them. What people wrote
//! goes into a template as values and is never read as markup. Nothing here reads a disk, a clock or a setting, gives a
//! number, or invents what the office does not know: that is a dotted line. The same sheet gives the same bytes, for its
//! hash is an event of the dossier.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod amount_in_words;
pub mod body;
mod built_in;
mod codes;
mod document;
mod fault;
mod form_set;
mod join;
mod kind;
mod moment;
mod order;
mod people;
mod press;
mod printable;
pub mod sample;
mod sheet;
mod shelf;

pub use amount_in_words::amount_in_words;
pub use codes::{code128_svg, qr_svg};
pub use document::{Body, Document};
pub use fault::FormFault;
pub use form_set::{FormSet, FormSets, FormSpec, Origin, Paper};
pub use join::join;
pub use kind::FormKind;
pub use moment::{Day, Moment};
pub use people::{Addressee, AskedPaper, MoneyLine, OfficerContact, PaperRow, Person, Signatory};
pub use press::{Copies, Pdf, Press, Printed};
pub use sheet::{Content, Letterhead, Marks};
