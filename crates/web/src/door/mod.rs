//! The doors every request passes, outermost first: `headers`, `speak`, `to_completion`, `gate`; then the extractors a
//! handler names: `Checked` for a body, `Seen` for the version that was seen.

mod address;
mod body;
mod caller;
mod checked;
mod completion;
mod form;
mod gate;
mod headers;
mod lookups;
mod seen;
mod speak;
mod streamed;
mod uploaded;

pub use address::ClientAddress;
pub use caller::{Caller, Via};
pub use checked::Checked;
pub use completion::to_completion;
pub use form::Filled;
pub use gate::{COOKIE_NAME, CurrentRoute, cookie, gate};
pub use headers::{as_mail_in_a_frame, headers, may_be_framed, may_frame};
pub use lookups::look_up_allowed;
pub use seen::Seen;
pub use speak::{BROKEN, Reader, STALE, panicked, speak};
pub use streamed::{FilePart, Part, Sent, StreamedBody, StreamedForm, with_large_files};
pub use uploaded::{SentFile, Uploaded, with_a_file};
