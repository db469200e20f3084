//! The values of a question in SQL, in their order, and the conditions that several questions share.

use sea_orm::{DbBackend, Value};

/// The values of a question, and how it names them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// In the order of their places.
    pub values: Vec<Value>,
}

impl Asked {
    /// The place of a value in the statement.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The places of several; nothing when there is none.
    pub fn list(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> Option<String> {
        let places: Vec<String> = values.into_iter().map(|it| self.value(it)).collect();
        (!places.is_empty()).then(|| places.join(", "))
    }

    /// That the names of `party`, whom `link` puts to a dossier, has words that begin so. Words hold letters, digits and
    /// marks only: no sign that means something to either database.
    pub fn words(&mut self, backend: DbBackend, words: &[String]) -> String {
        if backend == DbBackend::Postgres {
            let begins: Vec<String> = words
                .iter()
                .map(|it| format!("party.name_words LIKE {}", self.value(format!("% {it}%"))))
                .collect();
            return begins.join(" AND ");
        }
        let begins: Vec<String> = words.iter().map(|it| format!("\"{it}\"*")).collect();
        let words = self.value(begins.join(" "));
        format!("link.position IN (SELECT rowid FROM party_words WHERE party_words MATCH {words})")
    }

    /// That the number of `place`, read from its end, begins with `tail`.
    pub fn tail(&mut self, tail: &str) -> String {
        // Behind every letter and digit.
        let (from, before) = (self.value(tail), self.value(format!("{tail}~")));
        format!("place.tail >= {from} AND place.tail < {before}")
    }
}
