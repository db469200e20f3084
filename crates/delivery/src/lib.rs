//! What leaves the house: mail, text messages, webhooks. Knows no dossier; is given an address and what to send there.
//!
//! Each way out is an enum with its real form, a folder for a trial and a memory for tests, and answers with what the
//! other side said: taken, to be tried again, or never.
#![warn(missing_docs)]
