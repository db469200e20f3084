//! What people are told of what happens, and in which words.
#![cfg(test)]

mod answers;
mod folder;
mod hostile;
mod story;
mod told;
mod words;
