//! The catalogue in the store: procedures an officer has yet to complete.

mod import;

pub use import::{CatalogueImport, import_catalogue};
