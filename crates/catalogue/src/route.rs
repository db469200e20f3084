//! The internal workflow of a case (quy trình nội bộ): a graph of legs, each owed by one agency.

use motcua_calendar::TimeLimit;
use motcua_kernel::{LegNo, Role};
use serde::{Deserialize, Serialize};

/// How the agency of a leg is found for one dossier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum AgencySelector {
    /// The agency whose counter received the dossier.
    Receiving,
    /// The agency competent for the procedure.
    Competent,
    /// One named agency, by its code.
    Fixed {
        /// Its code on the day of receipt.
        code: String,
    },
    /// The agency above the receiving one.
    Parent,
    /// The agency of the receiving agency's kin whose code ends with this (`.THUE`).
    Sibling {
        /// End of the code.
        suffix: String,
    },
}

/// What a leg is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegKind {
    /// The agency processes its part.
    Process,
    /// The agency is asked for its opinion (lấy ý kiến).
    Consultation,
    /// The one-stop unit takes the result and hands it out.
    Return,
}

/// When an optional leg is needed; the clerk answers the question at reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegCondition {
    /// Code of the question among the dossier's answers (`co-nghia-vu-tai-chinh`).
    pub answer: String,
    /// The answer that makes the leg needed.
    pub is: bool,
    /// The question as the clerk reads it, in Vietnamese; where it is absent, the name of the leg is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// A unit of work inside a leg.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is done, in Vietnamese.
    pub name: String,
    /// Who does it.
    pub role: Role,
}

/// The part one agency owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteLeg {
    /// Its number, from 1.
    pub no: LegNo,
    /// What is done, in Vietnamese, as the citizen reads it.
    pub name: String,
    /// Which agency.
    pub agency: AgencySelector,
    /// What it is for.
    pub kind: LegKind,
    /// Its own time, written `2 working days`.
    #[serde(with = "crate::limit_text")]
    pub budget: TimeLimit,
    /// The legs that must be finished before it starts; none means at reception. Two legs with the same one run in
    /// parallel; a leg after several is their join.
    #[serde(default)]
    pub after: Vec<LegNo>,
    /// When it is needed; always, if absent.
    #[serde(default)]
    pub when: Option<LegCondition>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// The graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Route {
    /// Legs by rising number.
    pub legs: Vec<RouteLeg>,
}

impl Route {
    /// The leg with this number.
    pub fn leg(&self, no: LegNo) -> Option<&RouteLeg> {
        self.legs.iter().find(|it| it.no == no)
    }

    /// The question with this code as the clerk reads it; none when no leg that depends on it has words for it.
    pub fn question(&self, code: &str) -> Option<&str> {
        let conditions = self.legs.iter().filter_map(|leg| leg.when.as_ref());
        conditions.filter(|it| it.answer == code).find_map(|it| it.question.as_deref())
    }
}
