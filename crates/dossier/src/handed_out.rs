//! What went over the desk with a result: how it is shown that it was taken, which originals of theirs went back, which
//! stayed and why.

use motcua_kernel::TextId;
use serde::{Deserialize, Serialize};

/// What shows that whoever took the result was whom it was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProofOfReturn {
    /// They signed the return sheet.
    Signature,
    /// They told the look-up code of the slip, and it was right.
    LookUpCode,
}

impl ProofOfReturn {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Signature, Self::LookUpCode];
}

/// What went with a result. Histories from before it was recorded say nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOut {
    /// What shows who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofOfReturn>,
    /// Codes of the papers whose originals went back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub originals: Vec<String>,
    /// Codes of the papers whose originals stayed in the house.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
    /// Why they stayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextId>,
}

#[cfg(test)]
mod tests {
    use crate::{Event, ReturnMethod};

    #[test]
    fn a_history_from_before_says_nothing_of_what_went_with_a_result() {
        let before = r#"{"event":"result-returned","method":{"by":"online"}}"#;
        let event: Event = serde_json::from_str(before).unwrap();
        assert_eq!(event, Event::ResultReturned { method: ReturnMethod::Online, handed: None });
        assert_eq!(serde_json::to_string(&event).unwrap(), before);
    }
}
