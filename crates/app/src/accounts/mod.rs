//! Accounts: making and keeping them; at the door: logging in and out, sessions of browsers, tokens of programs.

mod api_token;
mod care;
mod cover;
mod create;
mod disable;
mod find;
mod grant;
mod keep;
mod log_in;
mod log_out;
mod own_password;
mod session;
mod set_password;
mod signing;
mod staff;

pub use api_token::{IssuedToken, TokenWanted, authenticate, issue_token, my_tokens, revoke_token};
pub use care::{Keeper, seen};
pub use cover::{Cover, CoverWanted, cover, covers_of, end_cover, in_place_of, staff_of_head};
pub(crate) use create::kept;
pub use create::{NewAccount, create};
pub use disable::{disable, enable};
pub use find::{by_login, list};
pub use grant::grant;
pub(crate) use keep::first_password;
pub use keep::{Lock, end_role, give_role, lock_account, open_account, renew_password};
pub use log_in::{LoggedIn, Origin, log_in};
pub use log_out::log_out;
pub use own_password::{change_own_password, own_password_ends};
pub use session::{Resumed, resume};
pub use set_password::{PasswordSet, set_password};
pub use signing::{end_capacity, give_capacity};
pub use staff::{must_work_at, names, staff};
