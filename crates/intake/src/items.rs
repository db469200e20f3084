//! The items of a guidance or a request for more papers.
//!
//! Each is about a component or condition of the pinned version; no free paper can be asked for (NĐ 63/2010 Điều 18(6)).

use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{SupplementItem, SupplementSubject};
use motcua_kernel::Refusal;

/// Refused when there is no item, one is about nothing the version asks for, or two are about the same.
pub fn check_items(
    version: &ProcedureVersion,
    case: &ProcedureCase,
    items: &[SupplementItem],
) -> Result<(), Refusal> {
    if items.is_empty() {
        return Err(Refusal::new("intake.items-empty").at("items"));
    }
    for (index, item) in items.iter().enumerate() {
        let field = || format!("items.{index}");
        if !asked_by_version(version, case, &item.subject) {
            return Err(Refusal::new("intake.item-not-in-version")
                .at(field())
                .under("NĐ 63/2010 Điều 18(6)"));
        }
        if items.iter().take(index).any(|before| before.subject == item.subject) {
            return Err(Refusal::new("intake.item-twice").at(field()));
        }
    }
    Ok(())
}

fn asked_by_version(version: &ProcedureVersion, case: &ProcedureCase, subject: &SupplementSubject) -> bool {
    match subject {
        SupplementSubject::Component { code } => case.component(code).is_some(),
        SupplementSubject::Condition { index } => usize::from(*index) < version.conditions.len(),
    }
}
