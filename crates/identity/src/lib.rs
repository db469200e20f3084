//! Who may do what: accounts, their roles at agencies, what a role permits, and the rules of passwords, sessions, API
//! tokens and of the file that holds the agency tree.
//!
//! Nothing here reads a clock, draws randomness, opens a file or sends a cookie: `now`, random bytes and texts are given,
//! and what comes back is a value or a refusal. Recipe for a new action: name it in `action.rs`, give it its line in
//! `matrix.rs`, and accept the changed snapshot after reading it.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod account;
mod action;
pub mod agency_file;
mod api_token;
mod contact;
mod cover;
mod hex;
mod kept_password;
mod matrix;
mod near_end;
mod password;
mod permits;
mod session;
mod signing;
mod throttle;

pub use account::{Account, Delegation, Grant, LoginName};
pub use action::Action;
pub use api_token::{ApiTokenClaims, TOKEN_MAX_DAYS};
pub use contact::{Contact, ContactInput};
pub use cover::{LONGEST_ABSENCE, cover, headed, in_place_of, may_enter};
pub use kept_password::{KeptPassword, KnownTo, PasswordDue};
pub use matrix::{Demand, Reach, Rule};
pub use near_end::NearEnd;
pub use password::{NewPassword, PasswordCost, PasswordHash, PasswordHashError, SALT_BYTES};
pub use permits::{Scope, Standing, permits};
pub use session::{
    CsrfToken, SESSION_ABSOLUTE_MINUTES, SESSION_IDLE_MINUTES, Session, SessionKey, SessionToken,
};
pub use signing::{Capacity, SigningCapacity};
pub use throttle::{LoginGate, login_gate};
