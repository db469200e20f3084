//! Sums of charges by the moment they fall due.
//!
//! A charge without an amount adds nothing: until it is assessed, nothing is owed. What was paid is not asked here: see `Dossier::outstanding`.

use motcua_catalogue::DueWhen;
use motcua_dossier::Charge;
use motcua_kernel::Vnd;

/// The known amounts that fall due `when`, in whole đồng, whoever collects them.
pub fn total_due(charges: &[Charge], when: DueWhen) -> Vnd {
    charges.iter().filter(|it| it.due == when).filter_map(|it| it.amount).sum()
}
