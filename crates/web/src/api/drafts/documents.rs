//! What the catalogue editor takes and gives over the API.

use crate::api::procedure_check::Gap;
use crate::api::versions::DifferenceDocument;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// The drafts that are being worked on.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftList {
    /// By the code of the procedure.
    pub items: Vec<DraftItem>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftItem {
    /// Code of the procedure.
    pub procedure: String,
    /// `draft`, `submitted`, `appraised`, `published` or `discarded`.
    pub stage: &'static str,
    /// Counted with every change; every step names it.
    pub version: u32,
    /// Id of the account that began it.
    pub made_by: Uuid,
    /// When.
    pub made_at: String,
    /// Id of the account that did the last thing to it.
    pub changed_by: Uuid,
    /// When.
    pub changed_at: String,
}

/// A draft with everything it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftDocument {
    /// Where it stands.
    pub draft: DraftItem,
    /// First day in force, once it is published.
    pub from: Option<String>,
    /// What it says, in the shape of a version without ids, validity, life and publication.
    pub content: Value,
    /// The same as the `[[version]]` of a catalogue file.
    pub text: String,
    /// What keeps it from being announced today, each with the part it concerns.
    pub gaps: Vec<Gap>,
    /// What it says otherwise than the version in force.
    pub differences: Vec<DifferenceDocument>,
}

/// Of which procedure a draft is begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BegunDraft {
    /// Its code.
    pub procedure: String,
}

/// What a draft is to say; one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedDraft {
    /// The version of the draft that was seen.
    pub version: u32,
    /// As `content` of the draft.
    #[serde(default)]
    pub content: Option<Value>,
    /// As `text` of the draft.
    #[serde(default)]
    pub text: Option<String>,
}

/// A step that needs no words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenDraft {
    /// The version of the draft that was seen.
    pub version: u32,
}

/// A step that needs a reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonedDraft {
    /// The version of the draft that was seen.
    pub version: u32,
    /// Why.
    pub reason: String,
}

/// What a version is announced with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedDraft {
    /// The version of the draft that was seen.
    pub version: u32,
    /// First day in force, today or later.
    pub from: String,
    /// Number of the announcing decision.
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided: Option<String>,
    /// Why there is another version.
    pub reason: String,
}
