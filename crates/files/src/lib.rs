//! Files that people hand in: what may come in, under which name it is shown, and the folder they lie in.
//!
//! What a file is, its bytes say and never its name. A file is whole or not there: it is written beside the folder,
//! brought to the disk and only then renamed into it. Nothing here knows a dossier or who may read one.

mod arriving;
mod error;
mod kind;
mod name;
mod reading;
mod store;

pub use arriving::{Arriving, Kept, too_large};
pub use error::FileError;
pub use kind::FileKind;
pub use name::shown_name;
pub use reading::Reading;
pub use store::FileStore;
