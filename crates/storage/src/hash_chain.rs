//! The chain of a history: each event carries the hash of the one before it, so that a changed or back-dated event shows.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first event has before it.
    pub const NOTHING: Self = Self([0; 32]);

    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Read back from a column.
    pub(crate) fn from_column(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// What the hash of an event covers.
pub(crate) struct Link<'a> {
    pub dossier: Uuid,
    pub seq: i64,
    pub recorded: i64,
    pub occurred: i64,
    pub payload_version: i64,
    pub kind: &'a str,
    pub payload: &'a str,
}

impl Link<'_> {
    /// The canonical form, version 1: a fixed heading, numbers as 8 bytes with the highest first, texts after their
    /// length, the hash before it. `payload` is the canonical JSON that is stored.
    pub(crate) fn hash(&self, previous: Hash) -> Hash {
        let mut digest = Sha256::new();
        digest.update(b"motcua-event-1");
        digest.update(self.dossier.as_bytes());
        for number in [self.seq, self.recorded, self.occurred, self.payload_version] {
            digest.update(number.to_be_bytes());
        }
        for text in [self.kind, self.payload] {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text.as_bytes());
        }
        digest.update(previous.0);
        Hash(digest.finalize().into())
    }
}

/// JSON with the keys of every object in order and no spaces.
pub(crate) fn canonical(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<(String, Value)> = fields.into_iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(sorted.into_iter().map(|(key, value)| (key, canonical(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(canonical).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_part_changes_the_hash() {
        let link = |seq, kind, payload| Link {
            dossier: Uuid::from_u128(1),
            seq,
            recorded: 10,
            occurred: 10,
            payload_version: 1,
            kind,
            payload,
        };
        let first = link(1, "received", "{}").hash(Hash::NOTHING);
        assert_ne!(first, link(2, "received", "{}").hash(Hash::NOTHING));
        assert_ne!(first, link(1, "received{", "}").hash(Hash::NOTHING));
        assert_ne!(first, link(1, "received", "{}").hash(first));
    }
}
