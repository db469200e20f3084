//! All packs of the law: read from files, each filled from the one it inherits, found by day or code.

use super::RulePack;
use crate::Date;
use std::collections::BTreeMap;

/// Names and embeds files of `config/rules`, oldest first.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../../config/rules/", $name, ".toml")))),+]
    };
}

const SHIPPED: [(&str, &str); 10] = files!(
    "2012", "2013-07", "2015-05", "2018-06", "2019-01", "2020-09", "2022", "2025-07", "2026-01", "2026-07",
);

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
    /// The packs that come with the product, from QĐ 93/2007 on.
    ///
    /// # Errors
    /// When a file of this build is broken.
    pub fn shipped() -> Result<Self, PackError> {
        Self::parse(SHIPPED)
    }

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
                || packs.by_start.insert(pack.from.value, pack).is_some()
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

    /// The pack in force until `pack` came.
    pub fn before(&self, pack: &RulePack) -> Option<&RulePack> {
        self.by_start.range(..pack.from.value).next_back().map(|(_, it)| it)
    }

    /// First day on which another pack holds; none for the last.
    pub fn until(&self, pack: &RulePack) -> Option<Date> {
        self.by_start.keys().find(|start| **start > pack.from.value).copied()
    }

    /// Every pack, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &RulePack> {
        self.by_start.values()
    }
}

/// Lays `changes` over `base`. A parameter (a table with `article`) replaces the whole one below it, so that an inherited
/// value never keeps company with a new article.
fn overlay(base: &mut toml::Table, changes: toml::Table) {
    for (key, change) in changes {
        match (base.get_mut(&key), change) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above))
                if !above.contains_key("article") =>
            {
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
    use crate::pack_rows;
    use time::macros::date;

    fn shipped() -> RulePacks {
        RulePacks::shipped().unwrap()
    }

    #[test]
    fn the_day_of_receipt_chooses_the_pack() {
        let packs = shipped();
        let check = |date, code: Option<&str>| assert_eq!(packs.on(date).map(|it| it.code.as_str()), code);
        check(date!(2007 - 06 - 21), None);
        check(date!(2007 - 06 - 22), Some("2012"));
        check(date!(2013 - 06 - 30), Some("2012"));
        check(date!(2013 - 07 - 01), Some("2013-07"));
        check(date!(2015 - 05 - 15), Some("2015-05"));
        check(date!(2018 - 06 - 20), Some("2015-05"));
        check(date!(2018 - 06 - 21), Some("2018-06"));
        check(date!(2019 - 01 - 06), Some("2019-01"));
        check(date!(2020 - 09 - 15), Some("2020-09"));
        check(date!(2022 - 08 - 15), Some("2022"));
        check(date!(2025 - 06 - 30), Some("2022"));
        check(date!(2025 - 07 - 01), Some("2025-07"));
        check(date!(2026 - 01 - 24), Some("2025-07"));
        check(date!(2026 - 01 - 25), Some("2026-01"));
        check(date!(2026 - 07 - 01), Some("2026-07"));
    }

    #[test]
    fn each_pack_ends_where_the_next_begins() {
        let packs = shipped();
        let mut codes = Vec::new();
        for pack in packs.iter() {
            codes.push(pack.code.as_str());
            let next = packs.until(pack).and_then(|it| packs.on(it));
            assert_eq!(next.and_then(|it| packs.before(it)).map_or(pack, |it| it), pack);
        }
        assert_eq!(codes, SHIPPED.map(|(code, _)| code));
        assert_eq!(packs.before(packs.get("2012").unwrap()), None);
    }

    #[test]
    fn a_file_states_only_what_differs_from_the_pack_before() {
        let packs = shipped();
        for (code, text) in SHIPPED {
            let (pack, file) = (packs.get(code).unwrap(), toml::from_str::<toml::Table>(text).unwrap());
            let Some(before) = packs.before(pack) else { continue };
            assert_eq!(
                file.get("inherits").and_then(toml::Value::as_str),
                Some(before.code.as_str()),
                "{code}"
            );
            for row in pack_rows(pack, Some(before)) {
                let stated = file.get(row.room).is_some_and(|it| it.get(&row.name).is_some());
                assert_eq!(stated, row.differs(), "{code}: {}", row.key());
            }
        }
    }

    #[test]
    fn a_later_pack_keeps_what_it_does_not_change() {
        let packs = shipped();
        let (first, second) = (packs.get("2018-06").unwrap(), packs.get("2019-01").unwrap());
        assert_eq!(first.supplement.ask_within_working_days, second.supplement.ask_within_working_days);
        assert_ne!(first.reception.forms, second.reception.forms);
    }

    #[test]
    fn a_pack_that_misses_a_parameter_or_adds_one_is_refused() {
        let [(first, text), (second, heir), ..] = SHIPPED;
        let without = text.replace("[supplement.max_requests]", "[supplement.max_request]");
        assert!(matches!(RulePacks::parse([(first, without.as_str())]), Err(PackError::Unreadable { .. })));
        assert!(matches!(RulePacks::parse([(second, heir)]), Err(PackError::Parent { .. })));
        assert_eq!(
            RulePacks::parse([(first, text), (first, text)]).err(),
            Some(PackError::Twice(first.into()))
        );
    }
}
