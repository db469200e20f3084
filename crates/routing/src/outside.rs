//! What every paper to or from an agency outside the system must bear: a number, and a day that can be meant.
//!
//! The day is data of the paper. It is checked against what is known and never used as a time of anything.

use motcua_dossier::{Dossier, Letter};
use motcua_kernel::{Instant, Refusal};

const LONGEST_NUMBER: usize = 50;

/// The paper with the spaces around its number cut off.
pub fn readable(dossier: &Dossier, letter: &Letter, now: Instant) -> Result<Letter, Refusal> {
    let number = letter.number.trim();
    if number.is_empty() {
        return Err(Refusal::new("routing.letter-number-missing").at("number"));
    }
    if number.chars().count() > LONGEST_NUMBER {
        return Err(Refusal::new("routing.number-too-long").with("most", LONGEST_NUMBER).at("number"));
    }
    if letter.date > now.date() {
        return Err(Refusal::new("routing.letter-in-future").with("date", letter.date).at("date"));
    }
    let received = dossier.reception.as_ref().map(|it| it.at.date());
    if received.is_some_and(|received| letter.date < received) {
        return Err(Refusal::new("routing.letter-before-receipt").with("date", letter.date).at("date"));
    }
    Ok(Letter { number: number.to_owned(), ..letter.clone() })
}
