//! Thư cho cán bộ: whoever works here can have what the morning brings, and what was raised to them, by mail as well. The
//! address is asked first whether it is theirs; nothing but that question goes to one that has not answered. A mail names
//! dossiers by their numbers and never a person of one.

mod follow;
mod own;
mod send;

pub(crate) use follow::{Wish, follow};
pub use motcua_storage::staff_mail::{StaffMail, StaffMailState};
pub use own::{Wishes, choose, forget, give, leave, open_link, own, verify};
pub(crate) use send::{ask, tell};
