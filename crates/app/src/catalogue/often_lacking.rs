//! Giấy tờ hay thiếu: which papers of a procedure people most often came without, so that the next one brings them.
//!
//! A fold over what was asked for. A dossier counts once for each paper, however often it was asked; what only one or two
//! people lacked is not said, for it could point at them.

use motcua_catalogue::Catalogue;
use motcua_dossier::SupplementSubject;
use motcua_kernel::{DossierId, ProcedureId};
use motcua_storage::asked_papers::AskedPapers;
use std::collections::{BTreeMap, BTreeSet};

/// How many dossiers must have lacked a paper before it is said.
pub const FEWEST: usize = 3;
/// How many papers are said.
const MOST: usize = 3;

/// A paper, and how many dossiers came without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OftenLacking {
    /// Its name.
    pub name: String,
    /// In so many dossiers.
    pub dossiers: usize,
}

/// The papers most often lacking of each procedure, the most frequent first.
pub fn often_lacking(
    catalogue: &Catalogue,
    asked: &[AskedPapers],
) -> BTreeMap<ProcedureId, Vec<OftenLacking>> {
    let mut lacked: BTreeMap<ProcedureId, BTreeMap<&str, BTreeSet<DossierId>>> = BTreeMap::new();
    for AskedPapers { dossier, version, case, items, .. } in asked {
        let Some(version) = catalogue.version(*version) else { continue };
        for item in items {
            let SupplementSubject::Component { code } = &item.subject else { continue };
            let Some(paper) = version.case(case).and_then(|it| it.component(code)) else { continue };
            let of_procedure = lacked.entry(version.procedure).or_default();
            of_procedure.entry(&paper.name).or_default().insert(*dossier);
        }
    }
    let most = |papers: BTreeMap<&str, BTreeSet<DossierId>>| {
        let often = papers.into_iter().filter(|(_, dossiers)| dossiers.len() >= FEWEST);
        let mut often: Vec<OftenLacking> = often
            .map(|(name, dossiers)| OftenLacking { name: name.to_owned(), dossiers: dossiers.len() })
            .collect();
        // The order by name stays among equals.
        often.sort_by_key(|it| std::cmp::Reverse(it.dossiers));
        often.truncate(MOST);
        often
    };
    let all = lacked.into_iter().map(|(procedure, papers)| (procedure, most(papers)));
    all.filter(|(_, papers)| !papers.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Province;
    use motcua_catalogue::procedure_id;
    use motcua_dossier::SupplementItem;
    use motcua_kernel::TextId;
    use uuid::Uuid;

    const CODE: &str = "1.001193";

    /// Dossier `no` of the birth registrations was asked for the paper `code`.
    fn asked(catalogue: &Catalogue, no: u128, code: &str) -> AskedPapers {
        let version = catalogue.versions_of(CODE).next().unwrap();
        let subject = SupplementSubject::Component { code: code.to_owned() };
        AskedPapers {
            position: 0,
            dossier: DossierId(Uuid::from_u128(no)),
            version: version.id,
            case: "thong-thuong".to_owned(),
            items: vec![SupplementItem { subject, reason: TextId(Uuid::nil()) }],
        }
    }

    #[test]
    fn a_paper_is_said_when_three_dossiers_lacked_it_each_counted_once() {
        let catalogue = Province::can_tho().unwrap().catalogue;
        let mut all: Vec<AskedPapers> = [1, 2, 3].map(|no| asked(&catalogue, no, "giay-chung-sinh")).into();
        all.extend([1, 2, 3, 4].map(|no| asked(&catalogue, no, "to-khai")));
        // Two dossiers, one of them asked twice; and a paper that the version does not know.
        all.extend([5, 6, 6].map(|no| asked(&catalogue, no, "cam-doan")));
        all.extend([1, 2, 3].map(|no| asked(&catalogue, no, "khong-co")));
        let found = often_lacking(&catalogue, &all);
        assert_eq!(found.len(), 1);
        let counts: Vec<(bool, usize)> = found[&procedure_id(CODE)]
            .iter()
            .map(|it| (it.name.starts_with("Tờ khai"), it.dossiers))
            .collect();
        assert_eq!(counts, [(true, 4), (false, 3)]);
    }
}
