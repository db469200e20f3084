//! One word of a closed list (a role, a task) as its column has it: the word `serde` writes for it.

use crate::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The word for a value.
pub(crate) fn word(value: &impl Serialize, table: &'static str) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Ok(word),
        Ok(_) => Err(StoreError::corrupt(table, "new", "a value of a closed list is no word")),
        Err(error) => Err(StoreError::corrupt(table, "new", error)),
    }
}

/// The value of a word.
pub(crate) fn value<T: DeserializeOwned>(
    word: String,
    table: &'static str,
    id: impl ToString,
) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word)).map_err(|error| StoreError::corrupt(table, id, error))
}
