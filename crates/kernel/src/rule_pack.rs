//! The law's parameters of a period, as data: a pack inherits from the one before and states only what changed.
//!
//! A dossier keeps the pack in force on its day of receipt. Whoever needs a number the law sets asks the pack; no crate
//! repeats one.

use crate::{Date, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Time;

/// How sure a fact is (law.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// The article's text was read.
    T,
    /// A secondary source quotes the article.
    S,
    /// Seen in a system in service: practice, not law.
    I,
    /// General knowledge, unverified: configuration only.
    G,
}

/// One parameter: its value, where it comes from, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter<T> {
    /// The value in force.
    pub value: T,
    /// The article or source.
    pub article: String,
    /// How sure.
    pub confidence: Confidence,
}

impl<T> Parameter<T> {
    /// A refusal that names this parameter's article.
    pub fn refuse(&self, key: &'static str) -> Refusal {
        Refusal::new(key).under(self.article.clone())
    }
}

/// What happens to the clock when a supplement is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupplementPolicy {
    /// The limit starts again from zero (NĐ 61/2018 Điều 19(4)).
    Restart,
    /// The limit goes on where it stopped.
    Pause,
}

/// Rules of asking for more papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplementRules {
    /// How many requests one dossier may see without a supervisor's override.
    pub max_requests: Parameter<u32>,
    /// Until how many working days after receipt a request may be made; absent where the pack sets none.
    #[serde(default)]
    pub ask_within_working_days: Option<Parameter<u32>>,
    /// What completion does to the limit.
    pub policy: Parameter<SupplementPolicy>,
    /// Working days after which an unanswered request lapses.
    pub answer_within_working_days: Parameter<u32>,
}

/// The shape of a dossier number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFormat {
    /// `000.00.15.H13-240131-0007`: agency groups right to left (NĐ 61/2018 Điều 26).
    RightToLeft,
    /// `H13.15-240131-0007`: agency groups left to right (QĐ 20/2020).
    LeftToRight,
}

/// Every parameter of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// `2025-07`.
    pub code: String,
    /// First day on which a received dossier takes this pack.
    pub from: Date,
    /// The acts it stands on.
    pub basis: String,
    /// Asking for more papers.
    pub supplement: SupplementRules,
    /// How often a return date may be set anew with an apology.
    pub max_reappointments: Parameter<u32>,
    /// How many working days before the due date the apology must have gone out.
    pub apology_working_days_before: Parameter<u32>,
    /// After this time of day a paper goes to the solving unit at the start of the next working day.
    pub handover_cut_off: Parameter<Time>,
    /// Working minutes in which a hand-over must be accepted; then it is the receiver's in any case.
    pub handover_acceptance_minutes: Parameter<u32>,
    /// How numbers are written.
    pub number_format: Parameter<NumberFormat>,
    /// Fewest digits of the daily serial.
    pub number_serial_width: Parameter<u32>,
    /// Whether stopping at the applicant's request needs a formal notice.
    pub stop_notice: Parameter<bool>,
    /// Whether dates may be shown to one who knows only the number.
    pub dates_by_number_alone: Parameter<bool>,
    /// Hour limits: ended more than this many minutes before the limit counts as early.
    pub early_margin_minutes: Parameter<u32>,
    /// Working hours in which an online submission must be answered.
    pub online_check_working_hours: Parameter<u32>,
}

/// Why the packs could not be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The file is no TOML or lacks a parameter.
    #[error("rule pack {file}: {detail}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the parser says.
        detail: String,
    },
    /// A pack inherits from one that does not exist or comes later.
    #[error("rule pack {code} inherits from {parent}, which does not come before it")]
    Parent {
        /// The heir.
        code: String,
        /// The pack it names.
        parent: String,
    },
    /// Two packs have the same code or start on the same day.
    #[error("rule pack {0} is given twice")]
    Twice(String),
}

/// All packs of the law, by first day.
#[derive(Clone, Debug, Default)]
pub struct RulePacks {
    by_start: BTreeMap<Date, RulePack>,
}

impl RulePacks {
    /// Reads packs from `(file name, TOML text)`, oldest first, filling each from the one it inherits.
    ///
    /// # Errors
    /// When a file is no pack, lacks a parameter even after inheriting, or names a parent that does not come before it.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, PackError> {
        let mut tables: BTreeMap<String, toml::Table> = BTreeMap::new();
        let mut packs = Self::default();
        for (file, text) in files {
            let unreadable = |detail: String| PackError::Unreadable { file: file.to_owned(), detail };
            let mut table: toml::Table = toml::from_str(text).map_err(|e| unreadable(e.to_string()))?;
            let code = table.get("code").and_then(toml::Value::as_str).unwrap_or(file).to_owned();
            if let Some(parent) = table.remove("inherits") {
                let parent = parent.as_str().unwrap_or_default().to_owned();
                let mut base =
                    tables.get(&parent).cloned().ok_or(PackError::Parent { code: code.clone(), parent })?;
                overlay(&mut base, table);
                table = base;
            }
            let pack: RulePack = toml::Value::Table(table.clone())
                .try_into()
                .map_err(|e: toml::de::Error| unreadable(e.to_string()))?;
            if tables.insert(code.clone(), table).is_some()
                || packs.by_start.insert(pack.from, pack).is_some()
            {
                return Err(PackError::Twice(code));
            }
        }
        Ok(packs)
    }

    /// The pack in force on `date`; none before the first.
    pub fn on(&self, date: Date) -> Option<&RulePack> {
        self.by_start.range(..=date).next_back().map(|(_, pack)| pack)
    }

    /// The pack with this code.
    pub fn get(&self, code: &str) -> Option<&RulePack> {
        self.by_start.values().find(|it| it.code == code)
    }

    /// Every pack, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &RulePack> {
        self.by_start.values()
    }
}

/// Lays `changes` over `base`. A parameter (a table with `value`) replaces the whole one below it, so that an inherited
/// value never keeps company with a new article.
fn overlay(base: &mut toml::Table, changes: toml::Table) {
    for (key, change) in changes {
        match (base.get_mut(&key), change) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) if !above.contains_key("value") => {
                overlay(below, above);
            }
            (_, change) => {
                base.insert(key, change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const FIRST: &str = include_str!("../../../config/rules/2018-06.toml");
    const SECOND: &str = include_str!("../../../config/rules/2025-07.toml");
    const THIRD: &str = include_str!("../../../config/rules/2026-07.toml");

    fn shipped() -> RulePacks {
        RulePacks::parse([("2018-06", FIRST), ("2025-07", SECOND), ("2026-07", THIRD)]).unwrap()
    }

    #[test]
    fn the_day_of_receipt_chooses_the_pack() {
        let packs = shipped();
        let check = |date, code: Option<&str>| assert_eq!(packs.on(date).map(|it| it.code.as_str()), code);
        check(date!(2018 - 06 - 20), None);
        check(date!(2018 - 06 - 21), Some("2018-06"));
        check(date!(2025 - 06 - 30), Some("2018-06"));
        check(date!(2025 - 07 - 01), Some("2025-07"));
        check(date!(2026 - 07 - 01), Some("2026-07"));
    }

    #[test]
    fn a_later_pack_keeps_what_it_does_not_change() {
        let packs = shipped();
        let (first, second) = (packs.get("2018-06").unwrap(), packs.get("2025-07").unwrap());
        assert_eq!(first.supplement.ask_within_working_days, second.supplement.ask_within_working_days);
        assert_ne!(first.stop_notice, second.stop_notice);
    }

    #[test]
    fn a_pack_that_misses_a_parameter_or_adds_one_is_refused() {
        let without = FIRST.replace("[max_reappointments]", "[max_reappointment]");
        assert!(matches!(RulePacks::parse([("x", without.as_str())]), Err(PackError::Unreadable { .. })));
        assert!(matches!(RulePacks::parse([("2025-07", SECOND)]), Err(PackError::Parent { .. })));
        assert_eq!(
            RulePacks::parse([("2018-06", FIRST), ("2018-06", FIRST)]).err(),
            Some(PackError::Twice("2018-06".into()))
        );
    }
}
