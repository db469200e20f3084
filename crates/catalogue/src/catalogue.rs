//! All procedures of a province with all their versions, and which version holds on a day.
//!
//! It answers only; it never picks a version for a dossier that already pins one.

use crate::{Life, Procedure, ProcedureVersion};
use motcua_kernel::{Date, ProcedureId, ProcedureVersionId};
use std::collections::{BTreeMap, BTreeSet};

/// Why procedures and versions make no catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Two procedures have one code or one id.
    #[error("procedure {0} is given twice")]
    ProcedureTwice(String),
    /// Two versions have one id.
    #[error("version {0} is given twice")]
    VersionTwice(ProcedureVersionId),
    /// A version belongs to no procedure of the catalogue.
    #[error("version {0} belongs to an unknown procedure")]
    Orphan(ProcedureVersionId),
    /// Two versions of a procedure are in force on the same day.
    #[error("procedure {0} has two versions in force on the same day")]
    Overlap(String),
}

/// Procedures and versions, in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    procedures: BTreeMap<ProcedureId, Procedure>,
    ids_by_code: BTreeMap<String, ProcedureId>,
    versions: BTreeMap<ProcedureVersionId, ProcedureVersion>,
    versions_by_procedure: BTreeMap<ProcedureId, BTreeSet<ProcedureVersionId>>,
}

impl Catalogue {
    /// A catalogue of these.
    ///
    /// # Errors
    /// When a code or id repeats, a version has no procedure, or two versions in force share a day.
    pub fn new(
        procedures: impl IntoIterator<Item = Procedure>,
        versions: impl IntoIterator<Item = ProcedureVersion>,
    ) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::default();
        for procedure in procedures {
            catalogue.add_procedure(procedure)?;
        }
        for version in versions {
            catalogue.add_version(version)?;
        }
        Ok(catalogue)
    }

    fn add_procedure(&mut self, procedure: Procedure) -> Result<(), CatalogueError> {
        let (id, code) = (procedure.id, procedure.code.clone());
        let code_taken = self.ids_by_code.insert(code.clone(), id).is_some();
        if code_taken || self.procedures.insert(id, procedure).is_some() {
            return Err(CatalogueError::ProcedureTwice(code));
        }
        Ok(())
    }

    fn add_version(&mut self, version: ProcedureVersion) -> Result<(), CatalogueError> {
        let id = version.id;
        let Some(procedure) = self.procedures.get(&version.procedure) else {
            return Err(CatalogueError::Orphan(id));
        };
        if self.versions.contains_key(&id) {
            return Err(CatalogueError::VersionTwice(id));
        }
        let clashes = |it: &ProcedureVersion| it.announced() && it.validity.overlaps(version.validity);
        if version.announced() && self.versions_of(&procedure.code).any(clashes) {
            return Err(CatalogueError::Overlap(procedure.code.clone()));
        }
        self.versions_by_procedure.entry(version.procedure).or_default().insert(id);
        self.versions.insert(id, version);
        Ok(())
    }

    /// The same with one more version that was published. It holds until a later one begins, and what holds before it
    /// ends on its first day; a version of the same day is the same version, and this one counts.
    ///
    /// # Errors
    /// When its procedure is not in the catalogue.
    pub fn with_published(&self, mut version: ProcedureVersion) -> Result<Self, CatalogueError> {
        let from = version.validity.from;
        let mut all: Vec<_> = self.versions.values().filter(|it| it.id != version.id).cloned().collect();
        let procedure = version.procedure;
        for other in all.iter_mut().filter(|it| it.procedure == procedure && it.announced()) {
            let (earlier, later) =
                if other.validity.from < from { (other, &mut version) } else { (&mut version, other) };
            let begins = later.validity.from;
            if earlier.validity.until.is_none_or(|until| until > begins) {
                earlier.validity.until = Some(begins);
                earlier.life = Life::Replaced;
            }
        }
        all.push(version);
        Self::new(self.procedures.values().cloned(), all)
    }

    /// The announced version of a procedure that began last, or will.
    pub fn last_announced(&self, code: &str) -> Option<&ProcedureVersion> {
        self.versions_of(code).filter(|it| it.announced()).max_by_key(|it| it.validity.from)
    }

    /// The procedure with this code.
    pub fn procedure(&self, code: &str) -> Option<&Procedure> {
        self.by_id(*self.ids_by_code.get(code)?)
    }

    /// The procedure with this id.
    pub fn by_id(&self, id: ProcedureId) -> Option<&Procedure> {
        self.procedures.get(&id)
    }

    /// The version with this id, wherever it stands.
    pub fn version(&self, id: ProcedureVersionId) -> Option<&ProcedureVersion> {
        self.versions.get(&id)
    }

    /// The version a dossier received on `date` takes: the announced one in force then.
    pub fn version_on(&self, code: &str, date: Date) -> Option<&ProcedureVersion> {
        self.versions_of(code).find(|it| it.in_force_on(date))
    }

    /// Every version of a procedure, wherever it stands.
    pub fn versions_of(&self, code: &str) -> impl Iterator<Item = &ProcedureVersion> {
        let ids = self.ids_by_code.get(code).and_then(|id| self.versions_by_procedure.get(id));
        ids.into_iter().flatten().filter_map(|id| self.versions.get(id))
    }

    /// Every procedure, in the order of codes.
    pub fn procedures(&self) -> impl Iterator<Item = &Procedure> {
        self.ids_by_code.values().filter_map(|id| self.procedures.get(id))
    }

    /// Every version, in the order of ids.
    pub fn versions(&self) -> impl Iterator<Item = &ProcedureVersion> {
        self.versions.values()
    }
}

impl ProcedureVersion {
    /// Whether new dossiers are received under it on `date`.
    pub fn in_force_on(&self, date: Date) -> bool {
        self.announced() && self.validity.holds_on(date)
    }

    fn announced(&self) -> bool {
        match self.life {
            Life::Draft | Life::Appraised => false,
            Life::Published | Life::Replaced | Life::Repealed => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{CODE, procedure, version};
    use time::macros::date;

    #[test]
    fn a_draft_is_kept_beside_the_version_in_force_but_no_dossier_takes_it() {
        let current = version(date!(2025 - 07 - 01), Life::Published);
        let draft = version(date!(2026 - 07 - 01), Life::Draft);
        let catalogue = Catalogue::new([procedure()], [current.clone(), draft.clone()]).unwrap();
        assert_eq!(catalogue.versions_of(CODE).count(), 2);
        assert_eq!(catalogue.version_on(CODE, date!(2026 - 08 - 01)), Some(&current));
        assert_eq!(catalogue.version_on(CODE, date!(2025 - 06 - 30)), None);
        assert_eq!(catalogue.version(draft.id), Some(&draft));
    }

    #[test]
    fn a_version_that_is_published_ends_the_one_before_and_ends_where_the_next_begins() {
        let on = |catalogue: &Catalogue, date| catalogue.version_on(CODE, date).map(|it| it.validity.from);
        let published = |from| version(from, Life::Published);
        let (first, last) = (date!(2025 - 07 - 01), date!(2027 - 01 - 01));
        let catalogue = Catalogue::new([procedure()], [published(first)]).unwrap();
        let catalogue = catalogue.with_published(published(last)).unwrap();
        let between = date!(2026 - 07 - 01);
        let catalogue = catalogue.with_published(published(between)).unwrap();
        for (day, begun) in [
            (date!(2026 - 06 - 30), first),
            (between, between),
            (date!(2026 - 12 - 31), between),
            (last, last),
        ] {
            assert_eq!(on(&catalogue, day), Some(begun), "{day}");
        }
        assert_eq!(catalogue.last_announced(CODE).map(|it| it.validity.from), Some(last));
        assert_eq!(catalogue.with_published(published(between)).unwrap(), catalogue);
        let empty = Catalogue::default().with_published(published(first));
        assert_eq!(empty, Err(CatalogueError::Orphan(published(first).id)));
    }

    #[test]
    fn what_is_no_catalogue_is_refused() {
        let first = || version(date!(2025 - 07 - 01), Life::Published);
        let second = version(date!(2026 - 07 - 01), Life::Published);
        let check = |procedures: &[Procedure], versions: &[ProcedureVersion], error| {
            let refused = Catalogue::new(procedures.to_vec(), versions.to_vec()).unwrap_err();
            assert_eq!(refused, error);
        };
        check(&[procedure(), procedure()], &[], CatalogueError::ProcedureTwice(CODE.to_owned()));
        check(&[], &[first()], CatalogueError::Orphan(first().id));
        check(&[procedure()], &[first(), first()], CatalogueError::VersionTwice(first().id));
        check(&[procedure()], &[first(), second], CatalogueError::Overlap(CODE.to_owned()));
    }
}
