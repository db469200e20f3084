//! Tests of the whole house live in `tests/`; this library holds what they share.

pub mod addresses;
