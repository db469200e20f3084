//! Sets of forms as data: which sheets an act names, their numbers, sizes and words. Which set holds for a rule pack is a
//! line of the set's file; no number or wording of a form stands in code.

use crate::FormKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The forms of a period of the law.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSet {
    /// Its code, also the name of its file: `2018`.
    pub code: String,
    /// What it is, for the administrator.
    pub title: String,
    /// The rule packs that use it.
    pub packs: Vec<String>,
    /// Words that all its forms share.
    #[serde(default)]
    pub words: toml::Table,
    /// Its forms.
    pub forms: BTreeMap<FormKind, FormSpec>,
}

/// One form of a set.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FormSpec {
    /// `Mẫu số 01`; none of a local form.
    pub number: Option<String>,
    /// Who has set the form.
    pub origin: Origin,
    /// The act it comes with, as printed beside its number.
    pub issued_with: Option<String>,
    /// Its title.
    pub name: String,
    /// Its size.
    pub paper: Paper,
    /// The copies that are printed of it, each by its label. Empty: one without a label.
    #[serde(default)]
    pub copies: Vec<String>,
    /// The letters after its number: `TNHS`; printed after a dotted line where the number is not known.
    pub suffix: Option<String>,
    /// The template that draws it.
    pub template: String,
    /// Its own words: headings, notes, legal basis.
    #[serde(default)]
    pub words: toml::Table,
}

/// The words of all sets: `words.toml`. A set's own stand before them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedWords {
    words: toml::Table,
    forms: BTreeMap<FormKind, toml::Table>,
}

/// Who has set a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A national act names it.
    National,
    /// The province's own, or what is usual.
    Local,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
    /// 297 × 210 mm.
    A4Landscape,
}

/// All sets, found by rule pack or code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormSets(BTreeMap<String, FormSet>);

impl FormSets {
    /// The sets, by their codes; of two with one code the later stands.
    pub fn new(sets: impl IntoIterator<Item = FormSet>) -> Self {
        Self(sets.into_iter().map(|it| (it.code.clone(), it)).collect())
    }

    /// The set that a rule pack uses.
    pub fn for_pack(&self, pack: &str) -> Option<&FormSet> {
        self.iter().find(|set| set.packs.iter().any(|it| it == pack))
    }

    /// The set with this code.
    pub fn get(&self, code: &str) -> Option<&FormSet> {
        self.0.get(code)
    }

    /// All of them, by code.
    pub fn iter(&self) -> impl Iterator<Item = &FormSet> {
        self.0.values()
    }
}

impl FormSet {
    /// With the shared words wherever it has none of its own.
    pub(crate) fn over(mut self, shared: &SharedWords) -> Self {
        self.words = over(&shared.words, self.words);
        for (kind, spec) in &mut self.forms {
            if let Some(words) = shared.forms.get(kind) {
                spec.words = over(words, std::mem::take(&mut spec.words));
            }
        }
        self
    }

    /// The form of this kind.
    pub fn form(&self, kind: FormKind) -> Option<&FormSpec> {
        self.forms.get(&kind)
    }
}

fn over(below: &toml::Table, above: toml::Table) -> toml::Table {
    let mut words = below.clone();
    words.extend(above);
    words
}
