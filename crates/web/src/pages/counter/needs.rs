//! What the form offers for whoever is served first, and for applicants who can not sign.

use crate::pages::Page;
use crate::words::key_of;
use motcua_dossier::{InsteadOfSigning, PriorityGround};
use serde::Serialize;

/// The choices, each a key with its words.
pub struct Needs {
    pub grounds: Vec<(String, String)>,
    pub confirmations: Vec<(String, String)>,
    /// Where the grounds stand.
    pub basis: &'static str,
}

impl Needs {
    /// All there are, in the language of `page`.
    pub fn offered(page: &Page) -> Self {
        Self {
            grounds: choices(page, "priority-ground", &PriorityGround::ALL),
            confirmations: choices(page, "instead-of-signing", &InsteadOfSigning::ALL),
            basis: PriorityGround::BASIS,
        }
    }
}

fn choices<T: Serialize>(page: &Page, table: &str, all: &[T]) -> Vec<(String, String)> {
    let keys = all.iter().map(|it| key_of(it, ""));
    keys.map(|key| (key.clone(), page.word(table, &key))).collect()
}
