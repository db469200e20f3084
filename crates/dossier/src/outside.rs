//! Công đoạn ngoài hệ thống: what passes between a liaison unit and an agency whose people do not work in the system.
//!
//! A letter goes out and an answer comes in, each with the number and the day it bears. That day is data of the paper and
//! never moves a clock: time runs to the moment at which the liaison unit records it (decision 0012).

use crate::{Leg, LegPlan, LegStatus};
use motcua_kernel::{AgencyId, Date, FileId, Instant, TextId};
use serde::{Deserialize, Serialize};

/// A paper that went out or came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its number (`12/PC-TTPVHCC`).
    pub number: String,
    /// The day it bears.
    pub date: Date,
    /// Its scan, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileId>,
}

/// What an agency outside answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum OutsideAnswer {
    /// Its part is done: it agrees, or the result is given.
    Agreed {
        /// Code of the result in the pinned version, where its leg decides.
        result: Option<String>,
    },
    /// It refuses: a result where its leg decides, else an opinion against.
    Refused {
        /// The written reason (NĐ 63/2010 Điều 18(5)).
        reason: TextId,
    },
    /// It gave the papers back: something is lacking. Its part is not done.
    NeedsSupplement {
        /// What is lacking.
        reason: TextId,
    },
}

impl OutsideAnswer {
    /// Whether the part of the agency is done with it.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Agreed { .. } | Self::Refused { .. } => true,
            Self::NeedsSupplement { .. } => false,
        }
    }
}

/// A letter that went out, in the current state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLetter {
    /// The letter.
    pub letter: Letter,
    /// When it was recorded.
    pub at: Instant,
    /// Whether an answer has come since.
    pub answered: bool,
}

impl LegPlan {
    /// On whose desk it lies: the liaison unit's, for an agency outside; else its agency's.
    pub fn desk(&self) -> AgencyId {
        self.liaison.unwrap_or(self.agency)
    }

    /// Kế thừa: what was `from`'s is `to`'s, with `liaison` recording it if `to` is outside.
    pub(crate) fn succeed(&mut self, from: AgencyId, to: AgencyId, liaison: Option<AgencyId>) {
        if self.agency == from {
            self.agency = to;
            self.liaison = liaison;
        } else if self.liaison == Some(from) {
            self.liaison = Some(to);
        }
    }
}

impl Leg {
    /// The last letter of a leg outside that nobody has answered: while there is one, the agency outside has it in hand.
    pub fn unanswered_letter(&self) -> Option<&SentLetter> {
        self.letters.last().filter(|it| !it.answered)
    }

    /// Whether the liaison unit has a letter to send: the leg has been handed over, and no letter is on its way.
    pub fn wants_letter(&self) -> bool {
        let here = matches!(self.status, LegStatus::Sent { .. } | LegStatus::Active { .. });
        self.plan.liaison.is_some() && here && self.unanswered_letter().is_none()
    }
}
