//! Signatures of PDFs: the seal of the organisation made, and anybody's signature verified.
//!
//! Bytes in, bytes out: the key store, its password, the moment and the roots are given. A seal is `PAdES` basic
//! (`ETSI.CAdES.detached`, EN 319 142-1), appended to a file whose own bytes stay as they are. The certificate of a server
//! seals for the organisation only, never for a person; a leader signs with a token of their own, and `verify` says what
//! came of it. Nothing here asks the network: revocation and time stamps are not looked at, and no report says they were.

mod algorithm;
mod append;
mod certificate;
mod fault;
mod open;
mod report;
mod revision;
mod roots;
mod sealer;
mod signed_data;
mod verify;

pub use algorithm::{Algorithm, Hash, Scheme};
pub use certificate::Signer;
pub use fault::SealFault;
pub use report::{Coverage, Matches, SignatureReport, Trust, Verdict};
pub use roots::Roots;
pub use sealer::{SealRequest, Sealer};
pub use verify::verify;

/// The most bytes a PDF may have, to be sealed or verified: it is in memory as a whole.
pub const MOST_BYTES: usize = 64 << 20;
