//! Chữ ký số: what the house prints is sealed for the organisation, and what others signed is looked at when it comes in.
//!
//! The certificate of the server never signs for a person. A seal adds to a proof and is none by itself: a sheet that could
//! not be sealed is issued all the same, and whoever issued it is told (decision 0025).

mod look;
mod seal;

pub(crate) use look::look_at_kept;
pub use look::{look_at, of_files};
pub use motcua_seals::{MOST_BYTES, Roots, SealFault, Sealer, Signer, Trust, Verdict};
pub use motcua_storage::signatures::{SignatureCheck, StoredSignature};
pub(crate) use seal::sealed_or_told;
pub use seal::{Remaining, Seal, SealReport};
