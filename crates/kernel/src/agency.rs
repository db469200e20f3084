//! The dated tree of agencies. Codes are reused over time, so a code means something only on a date.

use crate::{AgencyId, Date, Validity};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// On which level of government an agency stands. District closed on 2025-07-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, with history only since 2025-07-01.
    District,
    /// Cấp xã.
    Commune,
}

/// What kind of body an agency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgencyKind {
    /// Ủy ban nhân dân.
    PeoplesCommittee,
    /// Sở, ban, ngành of the province.
    Department,
    /// Phòng, chi cục, đơn vị under another agency.
    Division,
    /// Bộ phận Một cửa, Trung tâm Phục vụ hành chính công: receives and returns.
    OneStopUnit,
    /// Cơ quan ngành dọc: police, tax, social insurance, treasury, land registration.
    Vertical,
}

/// One node of the tree during its validity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Never reused.
    pub id: AgencyId,
    /// Its code in the province (`H13.15`), unique on a date.
    pub code: String,
    /// Name in Vietnamese as people read it.
    pub name: String,
    /// What it is.
    pub kind: AgencyKind,
    /// Where it stands.
    pub level: Level,
    /// The agency above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AgencyId>,
    /// When it exists.
    pub validity: Validity,
    /// The agency that takes over its open dossiers when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<AgencyId>,
    /// Whether its people work in this system; the legs of others are recorded by a liaison unit.
    pub inside: bool,
    /// The liaison unit (đơn vị đầu mối) that records the legs of an agency outside, where it is not the agency that
    /// received the dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison: Option<AgencyId>,
}

/// Why a list of agencies is no tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgencyTreeError {
    /// Two agencies have one id.
    #[error("agency id {0} is used twice")]
    IdTwice(AgencyId),
    /// Two agencies have one code on the same day.
    #[error("code {0} belongs to two agencies on the same day")]
    CodeTwice(String),
    /// A parent, successor or liaison unit is not in the list.
    #[error("agency {0} refers to an agency that does not exist")]
    Dangling(String),
    /// A liaison unit is itself outside the system, where nobody could record anything.
    #[error("the liaison unit of agency {0} does not work in the system")]
    LiaisonOutside(String),
    /// An agency is its own ancestor or its own successor in the end.
    #[error("agency {0} stands above itself or succeeds itself")]
    Cycle(String),
    /// An agency that ends has a successor that does not exist on that day.
    #[error("the successor of agency {0} does not exist on the day it ends")]
    SuccessorAbsent(String),
}

/// All agencies of a province over all time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyTree {
    by_id: BTreeMap<AgencyId, Agency>,
}

impl AgencyTree {
    /// A tree of these agencies.
    ///
    /// # Errors
    /// When ids or dated codes repeat, a reference dangles, or parents or successors go in a circle.
    pub fn new(agencies: impl IntoIterator<Item = Agency>) -> Result<Self, AgencyTreeError> {
        let mut by_id = BTreeMap::new();
        for agency in agencies {
            let id = agency.id;
            if by_id.insert(id, agency).is_some() {
                return Err(AgencyTreeError::IdTwice(id));
            }
        }
        let tree = Self { by_id };
        tree.check_codes()?;
        for agency in tree.by_id.values() {
            tree.check_references(agency)?;
        }
        Ok(tree)
    }

    fn check_codes(&self) -> Result<(), AgencyTreeError> {
        let mut spans: BTreeMap<&str, Vec<Validity>> = BTreeMap::new();
        for agency in self.by_id.values() {
            let taken = spans.entry(&agency.code).or_default();
            if taken.iter().any(|other| other.overlaps(agency.validity)) {
                return Err(AgencyTreeError::CodeTwice(agency.code.clone()));
            }
            taken.push(agency.validity);
        }
        Ok(())
    }

    fn check_references(&self, agency: &Agency) -> Result<(), AgencyTreeError> {
        for id in [agency.parent, agency.successor, agency.liaison].into_iter().flatten() {
            if !self.by_id.contains_key(&id) {
                return Err(AgencyTreeError::Dangling(agency.code.clone()));
            }
        }
        let liaison = agency.liaison.and_then(|id| self.by_id.get(&id));
        if liaison.is_some_and(|it| !it.inside) {
            return Err(AgencyTreeError::LiaisonOutside(agency.code.clone()));
        }
        let steps: [fn(&Agency) -> Option<AgencyId>; 2] = [|it| it.parent, |it| it.successor];
        for step in steps {
            let mut seen = BTreeSet::from([agency.id]);
            let mut at = step(agency);
            while let Some(id) = at {
                if !seen.insert(id) {
                    return Err(AgencyTreeError::Cycle(agency.code.clone()));
                }
                at = self.by_id.get(&id).and_then(step);
            }
        }
        if let (Some(until), Some(successor)) = (agency.validity.until, agency.successor)
            && !self.by_id.get(&successor).is_some_and(|it| it.validity.holds_on(until))
        {
            return Err(AgencyTreeError::SuccessorAbsent(agency.code.clone()));
        }
        Ok(())
    }

    /// The agency with this id, at any time.
    pub fn get(&self, id: AgencyId) -> Option<&Agency> {
        self.by_id.get(&id)
    }

    /// The agency that has this code on `date`.
    pub fn by_code(&self, code: &str, date: Date) -> Option<&Agency> {
        self.by_id.values().find(|it| it.code == code && it.validity.holds_on(date))
    }

    /// The agency that carries the work of `id` on `date`: itself, or the last in its line of successors that exists then.
    pub fn responsible_on(&self, id: AgencyId, date: Date) -> Option<&Agency> {
        let mut agency = self.by_id.get(&id)?;
        while !agency.validity.holds_on(date) {
            agency = self.by_id.get(&agency.successor?)?;
        }
        Some(agency)
    }

    /// Who records on `date` what `id` does for a dossier that `receiving` received: nobody for an agency inside the
    /// system or the receiving one itself, whose counter works in it; else the unit named for it, or the receiving agency.
    pub fn liaison_of(&self, id: AgencyId, receiving: AgencyId, date: Date) -> Option<AgencyId> {
        let agency = self.by_id.get(&id).filter(|it| !it.inside && it.id != receiving)?;
        let named = agency.liaison.and_then(|it| self.responsible_on(it, date)).map(|it| it.id);
        Some(named.unwrap_or(receiving))
    }

    /// From `id` upwards to the root, itself first.
    pub fn ancestors(&self, id: AgencyId) -> impl Iterator<Item = &Agency> {
        std::iter::successors(self.by_id.get(&id), |it| it.parent.and_then(|up| self.by_id.get(&up)))
    }

    /// Whether `id` is `root` or stands below it.
    pub fn is_within(&self, id: AgencyId, root: AgencyId) -> bool {
        self.ancestors(id).any(|it| it.id == root)
    }

    /// Every agency, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = &Agency> {
        self.by_id.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    fn agency(number: u128, code: &str, parent: Option<u128>) -> Agency {
        Agency {
            id: AgencyId(Uuid::from_u128(number)),
            code: code.to_owned(),
            name: format!("Cơ quan {number}"),
            kind: AgencyKind::Department,
            level: Level::Province,
            parent: parent.map(|it| AgencyId(Uuid::from_u128(it))),
            validity: Validity::since(date!(2025 - 07 - 01)),
            successor: None,
            inside: true,
            liaison: None,
        }
    }

    #[test]
    fn a_code_is_reused_after_a_merger_and_the_successor_answers() {
        let old = Agency {
            validity: Validity { from: date!(2010 - 01 - 01), until: Some(date!(2025 - 07 - 01)) },
            successor: Some(AgencyId(Uuid::from_u128(2))),
            ..agency(1, "31507", None)
        };
        let tree = AgencyTree::new([old.clone(), agency(2, "31507", None)]).unwrap();
        assert_eq!(tree.by_code("31507", date!(2025 - 06 - 30)).unwrap().id, old.id);
        assert_ne!(tree.by_code("31507", date!(2025 - 07 - 01)).unwrap().id, old.id);
        assert_ne!(tree.responsible_on(old.id, date!(2026 - 01 - 01)).unwrap().id, old.id);
        assert!(tree.responsible_on(old.id, date!(2009 - 01 - 01)).is_none());
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let check = |agencies: Vec<Agency>, error: &AgencyTreeError| {
            assert_eq!(AgencyTree::new(agencies).as_ref(), Err(error));
        };
        check(
            vec![agency(1, "a", None), agency(1, "b", None)],
            &AgencyTreeError::IdTwice(AgencyId(Uuid::from_u128(1))),
        );
        check(vec![agency(1, "a", None), agency(2, "a", None)], &AgencyTreeError::CodeTwice("a".into()));
        check(vec![agency(1, "a", Some(9))], &AgencyTreeError::Dangling("a".into()));
        check(vec![agency(1, "a", Some(2)), agency(2, "b", Some(1))], &AgencyTreeError::Cycle("a".into()));
    }

    #[test]
    fn what_an_agency_outside_does_is_recorded_by_a_unit_that_exists() {
        let id = |number| AgencyId(Uuid::from_u128(number));
        let outside = |number, code, liaison: Option<u128>| Agency {
            inside: false,
            liaison: liaison.map(id),
            ..agency(number, code, None)
        };
        let mut ended = agency(5, "e", None);
        ended.validity.until = Some(date!(2026 - 01 - 01));
        ended.successor = Some(id(1));
        let tree = AgencyTree::new([
            agency(1, "a", None),
            agency(2, "b", None),
            outside(3, "c", None),
            outside(4, "d", Some(2)),
            ended,
            outside(6, "f", Some(5)),
        ])
        .unwrap();
        let check = |number, receiving, expected: Option<u128>| {
            let found = tree.liaison_of(id(number), id(receiving), date!(2026 - 06 - 01));
            assert_eq!(found, expected.map(id), "{number}");
        };
        check(2, 1, None);
        check(3, 1, Some(1));
        check(4, 1, Some(2));
        check(6, 2, Some(1));
        // Whose counter receives works in the system.
        check(3, 3, None);
        let nobody = AgencyTree::new([outside(1, "a", None), outside(2, "b", Some(1))]);
        assert_eq!(nobody, Err(AgencyTreeError::LiaisonOutside("b".into())));
    }

    #[test]
    fn a_subtree_holds_what_stands_below() {
        let tree = AgencyTree::new([agency(1, "a", None), agency(2, "b", Some(1)), agency(3, "c", Some(2))])
            .unwrap();
        let id = |number| AgencyId(Uuid::from_u128(number));
        assert!(tree.is_within(id(3), id(1)));
        assert!(!tree.is_within(id(1), id(3)));
    }
}
