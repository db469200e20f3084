//! What an agency file may say, and how its tables become one list of rows.
//!
//! A table that stands for many agencies is written out here; nothing is looked up and no date is read.

use crate::Contact;
use motcua_kernel::{AgencyKind, Level};
use serde::Deserialize;

/// One file: rows, and tables that stand for many.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    agencies: Vec<Row>,
    #[serde(default)]
    each_commune: Vec<EachUnit>,
    communes: Option<Communes>,
    former_districts: Option<FormerUnits>,
    former_communes: Option<FormerUnits>,
    #[serde(default, rename = "contact")]
    pub(super) contacts: Vec<Contact>,
}

/// One agency during its validity, with dates and references as they are written.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: AgencyKind,
    pub(super) level: Level,
    pub(super) parent: Option<String>,
    pub(super) from: String,
    pub(super) until: Option<String>,
    pub(super) successor: Option<String>,
    #[serde(default = "yes")]
    pub(super) inside: bool,
    /// Code of the unit that records its legs, for one outside.
    pub(super) liaison: Option<String>,
    #[serde(rename = "verified")]
    _verified: bool,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// What every committee of a list has below it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EachUnit {
    suffix: String,
    name: String,
    kind: AgencyKind,
    only: Option<String>,
    parent: Option<String>,
    /// In a list of former units: a code, or the end of one (`.01`) below the successor of the committee.
    successor: Option<String>,
    #[serde(default = "yes")]
    inside: bool,
    /// A code, or the end of one (`.01`) below the committee.
    liaison: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Communes {
    parent: String,
    from: String,
    rows: Vec<Commune>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commune {
    code: String,
    #[serde(rename = "unit")]
    _unit: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerUnits {
    from: String,
    until: String,
    #[serde(default)]
    each: Vec<EachUnit>,
    rows: Vec<FormerUnit>,
}

/// A district or commune that ended; its own `from` or `until` where it did not last as long as the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerUnit {
    code: String,
    name: String,
    parent: String,
    successor: String,
    from: Option<String>,
    until: Option<String>,
    #[serde(default = "yes")]
    verified: bool,
    #[serde(rename = "note")]
    _note: Option<String>,
}

const fn yes() -> bool {
    true
}

impl File {
    /// Every agency of the file in one shape.
    pub(super) fn rows(self) -> Vec<Row> {
        let mut rows = self.agencies;
        if let Some(Communes { parent, from, rows: communes }) = self.communes {
            for Commune { code, name, .. } in communes {
                let committee = committee(&code, &name, Level::Commune, &parent, &from);
                rows.extend(self.each_commune.iter().filter_map(|it| it.row(&name, &committee)));
                rows.push(committee);
            }
        }
        for (level, units) in
            [(Level::District, self.former_districts), (Level::Commune, self.former_communes)]
        {
            rows.extend(units.into_iter().flat_map(|it| it.rows(level)));
        }
        rows
    }
}

impl FormerUnits {
    fn rows(self, level: Level) -> Vec<Row> {
        let mut rows = Vec::new();
        for unit in self.rows {
            let from = unit.from.as_ref().unwrap_or(&self.from);
            let ended_alone = unit.until.is_some();
            let committee = Row {
                until: Some(unit.until.unwrap_or_else(|| self.until.clone())),
                successor: Some(unit.successor.clone()),
                _verified: unit.verified,
                ..committee(&unit.code, &unit.name, level, &unit.parent, from)
            };
            rows.extend(self.each.iter().filter_map(|it| {
                let successor = it.successor_below(&unit.successor, ended_alone);
                Some(Row { successor: Some(successor), ..it.row(&unit.name, &committee)? })
            }));
            rows.push(committee);
        }
        rows
    }
}

fn committee(code: &str, unit: &str, level: Level, parent: &str, from: &str) -> Row {
    Row {
        code: code.to_owned(),
        name: format!("UBND {}", within_a_sentence(unit)),
        kind: AgencyKind::PeoplesCommittee,
        level,
        parent: Some(parent.to_owned()),
        from: from.to_owned(),
        until: None,
        successor: None,
        inside: true,
        liaison: None,
        _verified: true,
        _note: None,
    }
}

impl EachUnit {
    /// Its row below the committee of the unit `name`; none when that unit has no such thing.
    fn row(&self, name: &str, committee: &Row) -> Option<Row> {
        let is_for = self.only.as_ref().is_none_or(|only| name.starts_with(only.as_str()));
        is_for.then(|| Row {
            code: format!("{}.{}", committee.code, self.suffix),
            name: self.name.replace("{unit}", &within_a_sentence(name)),
            kind: self.kind,
            parent: Some(self.parent.clone().unwrap_or_else(|| committee.code.clone())),
            inside: self.inside,
            liaison: self.liaison.as_ref().map(|it| below(&committee.code, it)),
            _verified: false,
            ..committee.clone()
        })
    }

    /// Where its work went. When the committee ended before the others, its heir is another of the list and has the same
    /// units.
    fn successor_below(&self, heir: &str, ended_alone: bool) -> String {
        match self.successor.as_deref() {
            _ if ended_alone => format!("{heir}.{}", self.suffix),
            Some(code) => below(heir, code),
            None => heir.to_owned(),
        }
    }
}

/// `code`, or where it is only the end of one (`.01`) that end below `committee`.
fn below(committee: &str, code: &str) -> String {
    if code.starts_with('.') { format!("{committee}{code}") } else { code.to_owned() }
}

/// `Phường Cái Khế` as it is written after another word: `phường Cái Khế`.
fn within_a_sentence(unit: &str) -> String {
    let mut letters = unit.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
