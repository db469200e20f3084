//! Whether a person brings again what the office still has of them: a warning before money is taken, never a refusal. The
//! law lets anybody file twice.

use motcua_dossier::Dossier;
use motcua_kernel::{Instant, ProcedureVersionId};

/// How far back the counter looks, in days of 24 hours. A habit of offices and no rule of law.
pub const DAYS_BACK: i64 = 30;

/// The newest of `earlier` that was received at most `DAYS_BACK` days before `now` for the same procedure (`same` knows
/// its versions) and has not come to an end.
pub fn filed_again(
    earlier: &[Dossier],
    same: impl Fn(ProcedureVersionId) -> bool,
    now: Instant,
) -> Option<&Dossier> {
    let since = now.plus_minutes(-DAYS_BACK * 24 * 60);
    let at = |it: &Dossier| it.reception.as_ref().map(|it| it.at);
    earlier
        .iter()
        .filter(|it| it.status.is_open() && at(it).is_some_and(|at| at >= since))
        .filter(|it| it.filing.as_ref().is_some_and(|filing| same(filing.version)))
        .max_by_key(|it| at(it))
}
