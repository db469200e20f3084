//! Figures: folds over the stored history, computed when asked for.

mod times;

pub use times::{Times, times};
