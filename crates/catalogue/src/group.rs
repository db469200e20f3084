//! Nhóm thủ tục hành chính liên thông: procedures that are received together in one visit, each keeping its own limit,
//! fee and result.
//!
//! A group names procedures and cases; it never repeats what their versions say. A child begins at receipt or on the
//! result of one child before it, so that children stand in an order in which they can begin.

use crate::{Catalogue, ProcedureCase, ProcedureVersion};
use motcua_kernel::{Date, Validity};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A group of procedures received together (NĐ 61/2018 Điều 3; TT 01/2018 Điều 4).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureGroup {
    /// Its code in the province (`lt-khai-sinh`), never reused.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Lĩnh vực.
    pub field: String,
    /// When it may be received.
    pub validity: Validity,
    /// Codes of the legal documents it stands on.
    pub legal_basis: Vec<String>,
    /// Its procedures, in an order in which they can begin.
    #[serde(rename = "child")]
    pub children: Vec<GroupChild>,
    /// Papers handed in once for several of them.
    #[serde(default)]
    pub shared: Vec<SharedPaper>,
}

/// One procedure of a group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupChild {
    /// Its code inside the group (`khai-sinh`).
    pub code: String,
    /// National code of the procedure.
    pub procedure: String,
    /// Case of the version in force.
    pub case: String,
    /// The child whose result it waits for; it begins at receipt, if absent.
    #[serde(default)]
    pub after: Option<String>,
    /// Papers that are the result it waits for: nobody hands them in.
    #[serde(default)]
    pub from_result: Vec<String>,
}

/// One paper that serves several children; it is handed in with the first of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedPaper {
    /// The same paper as each child knows it, written `khai-sinh/to-khai`.
    pub papers: Vec<String>,
}

/// Why a file is no group of procedures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("group of procedures {file}: {problem}")]
pub struct GroupError {
    /// Which file.
    pub file: String,
    /// What is wrong.
    pub problem: String,
}

impl ProcedureGroup {
    /// Reads `(file name, TOML text)` pairs and holds them against the catalogue they name.
    ///
    /// # Errors
    /// Names the first file that is no group, or that does not fit the versions in force on its first day.
    pub fn parse_all<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        catalogue: &Catalogue,
    ) -> Result<Vec<Self>, GroupError> {
        let mut groups: Vec<Self> = Vec::new();
        for (file, text) in files {
            let wrong = |problem: String| GroupError { file: file.to_owned(), problem };
            let group: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
            group.check(catalogue).map_err(wrong)?;
            if groups.iter().any(|it| it.code == group.code) {
                return Err(wrong(format!("{} is given twice", group.code)));
            }
            groups.push(group);
        }
        Ok(groups)
    }

    /// The child with this code.
    pub fn child(&self, code: &str) -> Option<&GroupChild> {
        self.children.iter().find(|it| it.code == code)
    }

    /// Whether it may be received on `date`.
    pub fn in_force_on(&self, date: Date) -> bool {
        self.validity.holds_on(date)
    }

    /// The papers that are not handed in with this child: the result it waits for, and what comes with another child.
    pub fn elsewhere(&self, child: &GroupChild) -> BTreeSet<String> {
        let with_another = self.shared.iter().flat_map(|it| it.papers.iter().skip(1));
        let of_child = with_another.filter_map(|paper| paper.strip_prefix(&child.code)?.strip_prefix('/'));
        child.from_result.iter().map(String::as_str).chain(of_child).map(str::to_owned).collect()
    }

    /// Version and case of a child on a day.
    pub fn version_of<'a>(
        child: &GroupChild,
        catalogue: &'a Catalogue,
        date: Date,
    ) -> Option<(&'a ProcedureVersion, &'a ProcedureCase)> {
        let version = catalogue.version_on(&child.procedure, date)?;
        Some((version, version.case(&child.case)?))
    }

    fn check(&self, catalogue: &Catalogue) -> Result<(), String> {
        if self.children.len() < 2 {
            return Err("a group has at least two procedures".to_owned());
        }
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for child in &self.children {
            let code = &child.code;
            if let Some(after) = child.after.as_deref().filter(|it| !before.contains(it)) {
                return Err(format!("{code} waits for {after}, which does not stand before it"));
            }
            if child.after.is_none() && !child.from_result.is_empty() {
                return Err(format!("{code} takes a result and waits for none"));
            }
            if !before.insert(code) {
                return Err(format!("{code} is given twice"));
            }
            for paper in &child.from_result {
                self.component_exists(catalogue, code, paper)?;
            }
        }
        self.shared.iter().try_for_each(|it| self.check_shared(catalogue, it))
    }

    fn check_shared(&self, catalogue: &Catalogue, shared: &SharedPaper) -> Result<(), String> {
        if shared.papers.len() < 2 {
            return Err("a shared paper serves at least two children".to_owned());
        }
        let mut children = BTreeSet::new();
        for paper in &shared.papers {
            let (child, component) =
                paper.split_once('/').ok_or_else(|| format!("{paper} is not written child/component"))?;
            self.component_exists(catalogue, child, component)?;
            if !children.insert(child) {
                return Err(format!("{child} shares {component} with itself"));
            }
        }
        Ok(())
    }

    fn component_exists(&self, catalogue: &Catalogue, child: &str, component: &str) -> Result<(), String> {
        let child = self.child(child).ok_or_else(|| format!("there is no child {child}"))?;
        let (_, case) = Self::version_of(child, catalogue, self.validity.from)
            .ok_or_else(|| format!("procedure {} has no case {} then", child.procedure, child.case))?;
        if case.component(component).is_none() {
            return Err(format!("{} asks for no {component}", child.procedure));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Life;
    use crate::sample::{CODE, procedure, version};
    use time::macros::date;

    fn catalogue() -> Catalogue {
        Catalogue::new([procedure()], [version(date!(2025 - 07 - 01), Life::Published)]).unwrap()
    }

    /// Two children of the sample procedure, the second after the first.
    fn text() -> String {
        let sample = version(date!(2025 - 07 - 01), Life::Published);
        let (case, paper) = (&sample.cases[0].code, &sample.cases[0].components[0].components[0].code);
        format!(
            r#"code = "lt-mau"
name = "Liên thông mẫu"
field = "Hộ tịch"
validity = {{ from = "2025-07-01" }}
legal_basis = []
[[child]]
code = "truoc"
procedure = "{CODE}"
case = "{case}"
[[child]]
code = "sau"
procedure = "{CODE}"
case = "{case}"
after = "truoc"
[[shared]]
papers = ["truoc/{paper}", "sau/{paper}"]
"#
        )
    }

    #[test]
    fn a_shared_paper_comes_with_the_first_child_only() {
        let groups = ProcedureGroup::parse_all([("mau", text().as_str())], &catalogue()).unwrap();
        let group = &groups[0];
        assert_eq!(group.elsewhere(&group.children[0]).len(), 0);
        assert_eq!(group.elsewhere(&group.children[1]).len(), 1);
        assert!(!group.in_force_on(date!(2025 - 06 - 30)) && group.in_force_on(date!(2025 - 07 - 01)));
    }

    #[test]
    fn what_is_no_group_is_refused_with_its_reason() {
        let check = |from: &str, to: &str, problem: &str| {
            let text = text().replacen(from, to, 1);
            let error = ProcedureGroup::parse_all([("mau", text.as_str())], &catalogue()).unwrap_err();
            assert!(error.problem.contains(problem), "{error}");
        };
        check("after = \"truoc\"", "after = \"sau\"", "does not stand before it");
        check("after = \"truoc\"", "from_result = [\"x\"]", "waits for none");
        check("after = \"truoc\"", "after = \"truoc\"\nfrom_result = [\"giay-la\"]", "asks for no giay-la");
        check("code = \"sau\"", "code = \"truoc\"\n#", "is given twice");
        check("papers = [\"truoc/", "papers = [\"la/", "there is no child la");
        check("papers = [\"truoc/", "papers = [\"", "not written child/component");
        check(&format!("procedure = \"{CODE}\""), "procedure = \"9.9\"", "has no case");
        let twice = [("a", text()), ("b", text())];
        let twice = twice.iter().map(|(file, text)| (*file, text.as_str()));
        assert!(ProcedureGroup::parse_all(twice, &catalogue()).unwrap_err().problem.contains("twice"));
    }
}
