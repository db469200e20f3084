//! The folds over a history, checked by tables worked out by hand and by properties of random histories.

mod clocks;
mod fixture;
mod land_transfer;
mod line;
mod properties;
