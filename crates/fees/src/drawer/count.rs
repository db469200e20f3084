//! Bảng kê tiền: notes of a drawer, counted by denomination.
//!
//! Takes no denomination that is not in the list, and no sum without its notes.

use motcua_kernel::{Refusal, Vnd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More notes of one kind than this are a slip of the keyboard.
const MOST_NOTES: u32 = 100_000;

/// Mệnh giá: the notes of `config/denominations.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denominations {
    notes: Vec<Vnd>,
}

impl Denominations {
    /// Reads the file.
    ///
    /// # Errors
    /// What the file has wrong, with the line.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The notes, in the order of the file.
    pub fn notes(&self) -> &[Vnd] {
        &self.notes
    }
}

/// How many notes of each denomination lie in the drawer; none of those that are not named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DrawerCount {
    #[serde(with = "crate::as_pairs")]
    notes: BTreeMap<Vnd, u32>,
}

impl DrawerCount {
    /// A counting sheet.
    ///
    /// # Errors
    /// Refused at `notes.<đồng>` when a denomination is not in the list, is named twice, or has more than 100 000 notes.
    pub fn new(list: &Denominations, counted: impl IntoIterator<Item = (Vnd, u32)>) -> Result<Self, Refusal> {
        let mut notes = BTreeMap::new();
        for (note, count) in counted {
            let refuse = |key| Refusal::new(key).with("note", note).at(format!("notes.{}", note.0));
            if !list.notes.contains(&note) || note <= Vnd::ZERO {
                return Err(refuse("fees.denomination-unknown"));
            }
            if count > MOST_NOTES {
                return Err(refuse("fees.denomination-absurd").with("most", MOST_NOTES));
            }
            if notes.insert(note, count).is_some() {
                return Err(refuse("fees.denomination-twice"));
            }
        }
        notes.retain(|_, count| *count > 0);
        Ok(Self { notes })
    }

    /// Notes and how many of them, the largest first.
    pub fn notes(&self) -> impl Iterator<Item = (Vnd, u32)> {
        self.notes.iter().rev().map(|(note, count)| (*note, *count))
    }

    /// What lies in the drawer, in whole đồng.
    pub fn total(&self) -> Vnd {
        self.notes().map(|(note, count)| note.times(count)).sum()
    }
}
