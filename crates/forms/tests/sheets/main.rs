//! Sheets as they come out of the press, read back from paper.
#![cfg(test)]

mod books;
mod joined;
mod paper;
mod press;
mod values;
