//! The parts of a version as inputs: which there are, by the names the catalogue itself gives them, and of what kind.
//!
//! An input is named by its path in the version (`cases.0.channels.1.limit`), so that a refusal finds it.

use super::typed::{Settle, nothing_more, settle_exemption, settle_fee, settle_leg};

/// Of what kind an input is.
pub enum Shape {
    /// Words.
    Text,
    /// Words that may be absent.
    Optional,
    /// A code, made from the name where nobody has given one.
    Code,
    /// A whole number.
    Whole,
    /// A whole number that may be absent.
    OptionalWhole,
    /// Yes or no.
    Flag,
    /// One text a line.
    Lines,
    /// Whole numbers with commas between them.
    Numbers,
    /// A time limit: an amount and a unit.
    Limit,
    /// Inputs that belong together.
    Group(&'static [Part]),
    /// Rows of inputs, and what makes a row fit.
    List(&'static [Part], Settle),
}

/// An input by its name.
pub struct Part(pub &'static str, pub Shape);

const RESULT: &[Part] = &[Part("name", Shape::Text), Part("code", Shape::Code)];
const CASE: &[Part] = &[Part("name", Shape::Text), Part("code", Shape::Code)];
const PAPER: &[Part] = &[
    Part("name", Shape::Text),
    Part("code", Shape::Code),
    Part("originals", Shape::Whole),
    Part("copies", Shape::Whole),
    Part("required", Shape::Flag),
    Part("form", Shape::Optional),
];
const GROUP: &[Part] = &[
    Part("name", Shape::Text),
    Part("one_of", Shape::Flag),
    Part("components", Shape::List(PAPER, nothing_more)),
];
const TIER: &[Part] = &[Part("up_to", Shape::OptionalWhole), Part("each", Shape::Whole)];
const BRACKET: &[Part] = &[Part("up_to", Shape::OptionalWhole), Part("price", Shape::Whole)];
const SHARE: &[Part] = &[Part("percent", Shape::OptionalWhole), Part("amount", Shape::OptionalWhole)];
const EXEMPTION: &[Part] = &[
    Part("name", Shape::Text),
    Part("ground", Shape::Text),
    Part("share", Shape::Group(SHARE)),
    Part("basis", Shape::Text),
    Part("evidence", Shape::Text),
];
const FEE: &[Part] = &[
    Part("name", Shape::Text),
    Part("code", Shape::Code),
    Part("kind", Shape::Text),
    Part("by", Shape::Text),
    Part("amount", Shape::OptionalWhole),
    Part("unit", Shape::Optional),
    Part("tiers", Shape::List(TIER, nothing_more)),
    Part("cap", Shape::OptionalWhole),
    Part("brackets", Shape::List(BRACKET, nothing_more)),
    Part("exemptions", Shape::List(EXEMPTION, settle_exemption)),
    Part("collector", Shape::Text),
    Part("due", Shape::Text),
    Part("basis", Shape::Text),
    Part("confirmed", Shape::Flag),
];
const CHANNEL: &[Part] =
    &[Part("channel", Shape::Text), Part("limit", Shape::Limit), Part("fees", Shape::List(FEE, settle_fee))];
const AGENCY: &[Part] =
    &[Part("by", Shape::Text), Part("code", Shape::Optional), Part("suffix", Shape::Optional)];
const WHEN: &[Part] =
    &[Part("question", Shape::Optional), Part("answer", Shape::Optional), Part("is", Shape::Flag)];
const STEP: &[Part] = &[Part("name", Shape::Text), Part("role", Shape::Text)];
const LEG: &[Part] = &[
    Part("no", Shape::Whole),
    Part("name", Shape::Text),
    Part("agency", Shape::Group(AGENCY)),
    Part("kind", Shape::Text),
    Part("budget", Shape::Limit),
    Part("after", Shape::Numbers),
    Part("when", Shape::Group(WHEN)),
    Part("steps", Shape::List(STEP, nothing_more)),
];

const FACTS: &[Part] = &[
    Part("name", Shape::Text),
    Part("sequence", Shape::Text),
    Part("applicants", Shape::Lines),
    Part("conditions", Shape::Lines),
    Part("legal_basis", Shape::Lines),
    Part("results", Shape::List(RESULT, nothing_more)),
];
const CASES: &[Part] = &[Part("cases", Shape::List(CASE, nothing_more))];
const PAPERS: &[Part] = &[Part("components", Shape::List(GROUP, nothing_more))];
const CHANNELS: &[Part] = &[Part("channels", Shape::List(CHANNEL, nothing_more))];
const ROUTE: &[Part] = &[Part("route", Shape::List(LEG, settle_leg))];

/// What is written on at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What holds for the whole procedure.
    Facts,
    /// Which cases there are.
    Cases,
    /// The papers of a case.
    Papers(usize),
    /// Limit and fees of a case, by channel.
    Channels(usize),
    /// The way of a case.
    Route(usize),
    /// The whole version as text.
    Text,
}

impl Section {
    /// The one that is asked for.
    pub fn of(part: &str, case: &str) -> Option<Self> {
        let case = || if case.is_empty() { Some(0) } else { case.parse::<usize>().ok()?.checked_sub(1) };
        Some(match part {
            "" | "facts" => Self::Facts,
            "cases" => Self::Cases,
            "papers" => Self::Papers(case()?),
            "channels" => Self::Channels(case()?),
            "route" => Self::Route(case()?),
            "text" => Self::Text,
            _ => return None,
        })
    }

    /// Its name in addresses.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Cases => "cases",
            Self::Papers(_) => "papers",
            Self::Channels(_) => "channels",
            Self::Route(_) => "route",
            Self::Text => "text",
        }
    }

    /// Which case it is about, counted from 0.
    pub const fn case(self) -> Option<usize> {
        match self {
            Self::Facts | Self::Cases | Self::Text => None,
            Self::Papers(case) | Self::Channels(case) | Self::Route(case) => Some(case),
        }
    }

    /// The path of the value its inputs are in; empty for the version itself.
    pub fn root(self) -> String {
        self.case().map_or_else(String::new, |case| format!("cases.{case}"))
    }

    /// Its inputs.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Facts => FACTS,
            Self::Cases => CASES,
            Self::Papers(_) => PAPERS,
            Self::Channels(_) => CHANNELS,
            Self::Route(_) => ROUTE,
            Self::Text => &[],
        }
    }

    /// Whether what is at `path` is shown in it.
    pub fn shows(self, path: &str) -> bool {
        let inside = |list: &str| {
            let list = format!("{}.{list}", self.root());
            path.strip_prefix(&list).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        match self {
            Self::Facts => !path.starts_with("cases"),
            Self::Cases => {
                let parts: Vec<&str> = path.split('.').collect();
                matches!(parts.as_slice(), ["cases"] | ["cases", _, "name"])
            }
            Self::Papers(_) => inside("components"),
            Self::Channels(_) => inside("channels"),
            Self::Route(_) => inside("route"),
            Self::Text => false,
        }
    }
}
