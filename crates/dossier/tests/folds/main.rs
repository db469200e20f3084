//! The folds over a history, checked by tables worked out by hand and by properties of random histories; and what is
//! read from the state they end in: whose desk it lies on, what the public sees.
#![cfg(test)]

mod clocks;
mod desk;
mod fixture;
mod histories;
mod land_transfer;
mod line;
mod outside;
mod properties;
mod public;
mod reopened;
