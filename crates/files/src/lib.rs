//! Files that people hand in: what may come in, under which name it is shown, and the folder or bucket they lie in.
//!
//! What a file is, its bytes say and never its name. A file is whole or not there: it is written on the disk beside the
//! store, looked at, shown to a scanner where there is one, and only then renamed into the folder or sent to the bucket.
//! It lies under its id and not under its sum (decision 0024). Nothing here knows a dossier or who may read one.

mod arriving;
mod bucket;
mod disk;
mod error;
mod folder;
mod kind;
mod name;
mod reading;
mod scanner;
mod store;

pub use arriving::{Arriving, Kept, too_large};
pub use bucket::BucketAddress;
pub use error::FileError;
pub use kind::FileKind;
pub use name::shown_name;
pub use reading::Reading;
pub use scanner::{Scanner, ScannerAddress, WithoutScanner};
pub use store::{FileStore, Lying};
