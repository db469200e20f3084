//! Who comes again: the earlier dossiers of the person whose number is given, at the counters of whoever asks. Whether
//! they may see whose these are is asked by the caller, dossier by dossier.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, NationalId, Phone};
use motcua_intake::filed_again;
use motcua_kernel::{AgencyId, Instant, ProcedureId};
use motcua_storage::{applicants, dossiers};

/// As many as a clerk reads while somebody waits.
const MOST: u64 = 5;

/// The numbers a person gives; an unreadable one finds nobody.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Số định danh cá nhân.
    pub national_id: Option<NationalId>,
    /// Số điện thoại; asked only where there is no number of an ID card, as families share one.
    pub phone: Option<Phone>,
}

impl Known {
    /// By what was typed.
    pub fn by(national_id: &str, phone: &str) -> Self {
        let national_id = NationalId::parse(national_id).ok();
        let phone = if national_id.is_none() { Phone::parse(phone).ok() } else { None };
        Self { national_id, phone }
    }
}

/// The newest dossiers of that person brought to one of the counters `receiving`.
///
/// # Errors
/// When the store fails.
pub async fn earlier_dossiers(
    context: &Context,
    known: &Known,
    receiving: &[AgencyId],
) -> Result<Vec<Dossier>, AppError> {
    let reader = context.store.reader();
    let (id, phone) = (known.national_id.as_ref(), known.phone.as_ref());
    let ids = applicants::dossiers_of(&reader, id, phone, receiving, MOST).await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.push(dossiers::load(&reader, id).await?);
    }
    Ok(found)
}

/// The one of `earlier` with which the same is asked for and still open.
pub fn still_open<'a>(
    context: &Context,
    earlier: &'a [Dossier],
    procedure: ProcedureId,
    now: Instant,
) -> Option<&'a Dossier> {
    let same = |version| context.province.version(version).is_ok_and(|it| it.procedure == procedure);
    filed_again(earlier, same, now)
}
