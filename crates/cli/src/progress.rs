//! How far long work has come, for a person who waits: on a terminal, and nowhere else.

use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::IsTerminal;

/// A bar up to `total`.
pub fn of(total: usize) -> ProgressBar {
    on_terminal(ProgressBar::new(whole(total)))
}

/// A counter of work whose length is not known.
pub fn counter() -> ProgressBar {
    on_terminal(ProgressBar::no_length())
}

pub fn show(bar: &ProgressBar, done: usize) {
    bar.set_position(whole(done));
}

fn on_terminal(bar: ProgressBar) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
