//! In whose name a person signs. It must never be taken from a screen: a document shows the capacity the account holds.

use motcua_kernel::{AgencyId, Date, Refusal, Validity};
use serde::{Deserialize, Serialize};

use crate::Account;

/// Characters of the longest position.
const LONGEST_POSITION: usize = 120;

/// The letters before a signature (NĐ 30/2020/NĐ-CP Điều 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Capacity {
    /// The head of an agency signs without letters.
    #[serde(rename = "head")]
    Head,
    /// Thay mặt: for a body that decides together, such as a people's committee.
    #[serde(rename = "TM")]
    OnBehalf,
    /// Ký thay: a deputy for the head.
    #[serde(rename = "KT")]
    ForHead,
    /// Thừa lệnh: the head of a unit by the order of the head of the agency.
    #[serde(rename = "TL")]
    ByOrder,
    /// Thừa ủy quyền: by a written authority limited in time and content.
    #[serde(rename = "TUQ")]
    ByAuthority,
}

impl Capacity {
    /// All.
    pub const ALL: [Self; 5] = [Self::Head, Self::OnBehalf, Self::ForHead, Self::ByOrder, Self::ByAuthority];

    /// What stands before the name of the office: `TM.`, `KT.`, `TL.`, `TUQ.`, or nothing.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Head => "",
            Self::OnBehalf => "TM.",
            Self::ForHead => "KT.",
            Self::ByOrder => "TL.",
            Self::ByAuthority => "TUQ.",
        }
    }
}

/// What a person may sign for an agency, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningCapacity {
    /// For which agency.
    pub agency: AgencyId,
    /// In which capacity.
    pub capacity: Capacity,
    /// The signer's own position as printed (`PHÓ CHỦ TỊCH`).
    pub position: String,
    /// When.
    pub validity: Validity,
}

impl SigningCapacity {
    /// Whether it can be granted.
    ///
    /// # Errors
    /// `identity.signing-authority-needs-end` for a TUQ without an end; `identity.position-missing` or `-too-long`.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.capacity == Capacity::ByAuthority && self.validity.until.is_none() {
            return Err(Refusal::new("identity.signing-authority-needs-end")
                .at("validity.until")
                .under("NĐ 30/2020 Điều 13(3)"));
        }
        if self.position.trim().is_empty() {
            return Err(Refusal::new("identity.position-missing").at("position"));
        }
        if self.position.chars().count() > LONGEST_POSITION || self.position.chars().any(char::is_control) {
            return Err(Refusal::new("identity.position-too-long")
                .with("most", LONGEST_POSITION)
                .at("position"));
        }
        Ok(())
    }
}

impl Account {
    /// The capacity in which this account signs for `agency` on `date`: the first that holds.
    ///
    /// # Errors
    /// `identity.no-signing-capacity` when there is none, or the account is disabled.
    pub fn signs_for(&self, agency: AgencyId, date: Date) -> Result<&SigningCapacity, Refusal> {
        self.signing
            .iter()
            .find(|it| !self.disabled && it.agency == agency && it.validity.holds_on(date))
            .ok_or(Refusal::new("identity.no-signing-capacity"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn an_authority_without_end_is_refused() {
        let mut signing = SigningCapacity {
            agency: AgencyId(Uuid::from_u128(1)),
            capacity: Capacity::ByAuthority,
            position: "TRƯỞNG PHÒNG".into(),
            validity: Validity::since(date!(2026 - 01 - 01)),
        };
        assert_eq!(signing.check().unwrap_err().message.code.0, "identity.signing-authority-needs-end");
        signing.validity.until = Some(date!(2026 - 06 - 01));
        assert_eq!(signing.check(), Ok(()));
        assert_eq!(signing.capacity.letters(), "TUQ.");
    }
}
