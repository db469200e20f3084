//! Where a version that is written here stands, and which step may follow: written, submitted, appraised, published.
//!
//! `life` says what becomes of a version of the catalogue; this says what becomes of the paper before it is one. Nobody
//! appraises what they have written on themselves.

use crate::{Gap, gaps_left};
use motcua_kernel::{AccountId, Refusal};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Being written.
    Draft,
    /// Waits for the procedure-control unit (trình thẩm định).
    Submitted,
    /// Đã thẩm định.
    Appraised,
    /// Công bố: part of the catalogue for ever.
    Published,
    /// Thrown away.
    Discarded,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Appraised, Self::Published, Self::Discarded];

    /// As stored rows write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Appraised => "appraised",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// It is written on.
    ///
    /// # Errors
    /// Refused unless it is a draft.
    pub fn change(self) -> Result<Self, Refusal> {
        self.must_be(&[Self::Draft], "catalogue.change-only-draft")
    }

    /// Trình thẩm định.
    ///
    /// # Errors
    /// Refused unless it is a draft that lacks nothing.
    pub fn submit(self, gaps: &[Gap]) -> Result<Self, Refusal> {
        self.must_be(&[Self::Draft], "catalogue.submit-only-draft")?;
        gaps_left(gaps)?;
        Ok(Self::Submitted)
    }

    /// Thẩm định, by somebody who has not written on it.
    ///
    /// # Errors
    /// Refused unless it was submitted and lacks nothing, and for each of `writers`.
    pub fn appraise(self, by: AccountId, writers: &[AccountId], gaps: &[Gap]) -> Result<Self, Refusal> {
        self.must_be(&[Self::Submitted], "catalogue.appraise-only-submitted")?;
        if writers.contains(&by) {
            return Err(Refusal::new("catalogue.appraised-by-writer"));
        }
        gaps_left(gaps)?;
        Ok(Self::Appraised)
    }

    /// Trả lại: to be written on again.
    ///
    /// # Errors
    /// Refused unless it was submitted or appraised.
    pub fn send_back(self) -> Result<Self, Refusal> {
        self.must_be(&[Self::Submitted, Self::Appraised], "catalogue.send-back-only-submitted")?;
        Ok(Self::Draft)
    }

    /// Hủy bỏ.
    ///
    /// # Errors
    /// Refused once it was published or thrown away.
    pub fn discard(self) -> Result<Self, Refusal> {
        self.must_be(&[Self::Draft, Self::Submitted, Self::Appraised], "catalogue.discard-only-draft")?;
        Ok(Self::Discarded)
    }

    fn must_be(self, one_of: &[Self], otherwise: &'static str) -> Result<Self, Refusal> {
        if one_of.contains(&self) { Ok(self) } else { Err(Refusal::new(otherwise)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const AUTHOR: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));

    fn code(refused: Result<Stage, Refusal>) -> String {
        refused.unwrap_err().message.code.to_string()
    }

    #[test]
    fn four_eyes_see_a_version_before_it_is_published() {
        let submitted = Stage::Draft.submit(&[]).unwrap();
        assert_eq!(code(submitted.appraise(AUTHOR, &[OTHER, AUTHOR], &[])), "catalogue.appraised-by-writer");
        assert_eq!(submitted.appraise(OTHER, &[AUTHOR], &[]), Ok(Stage::Appraised));
    }

    #[test]
    fn no_step_is_left_out() {
        let gaps = [Gap::new("catalogue.name-missing")];
        assert_eq!(code(Stage::Draft.submit(&gaps)), "catalogue.gaps-left");
        assert_eq!(code(Stage::Draft.appraise(OTHER, &[], &[])), "catalogue.appraise-only-submitted");
        assert_eq!(code(Stage::Submitted.change()), "catalogue.change-only-draft");
        assert_eq!(code(Stage::Submitted.submit(&[])), "catalogue.submit-only-draft");
        assert_eq!(code(Stage::Draft.send_back()), "catalogue.send-back-only-submitted");
        assert_eq!(Stage::Appraised.send_back(), Ok(Stage::Draft));
        for ended in [Stage::Published, Stage::Discarded] {
            assert_eq!(code(ended.discard()), "catalogue.discard-only-draft");
            assert_eq!(code(ended.change()), "catalogue.change-only-draft");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
    }
}
