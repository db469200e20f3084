//! The rules of moving a dossier, as sentences about the office: one file a topic, one office for all of them.
#![cfg(test)]

mod any_sequence;
mod dates;
mod incidents;
mod moving;
mod outlook;
mod outside;
mod results;
mod succession;
mod support;
mod terms;
