//! Tra cứu bằng tin nhắn: what a text that somebody sent asks, how often it is answered, and what the answer may say.
//!
//! A running number can be guessed and a telephone can be lent: the code of the slip opens how far a dossier is, and the
//! telephone that the dossier has for its people opens who has it and until when. No answer has a name, an address or a
//! reason, and an unknown code is answered like an unknown number.

mod allowance;
mod answer;
mod asked;
pub mod sample;
mod standing;

pub use allowance::{Allowance, Limits, Past, allowance};
pub use answer::{Answer, AnswerKind, NoSuchAnswer, Told};
pub use asked::{Asked, Reading, phone_of};
pub use standing::Standing;
