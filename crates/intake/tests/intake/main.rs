//! What the counter may decide, told as sentences about the office. The rules are those of the packs shipped.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

mod agencies;
mod annul_correct;
mod carry_over;
mod complete;
mod end;
mod guide;
mod late_entry;
mod legs;
mod payment;
mod rebase;
mod receive;
mod standing;
mod supplement;
mod support;
