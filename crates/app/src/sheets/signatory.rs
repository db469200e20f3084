//! In whose name a sheet is signed: whoever wrote the entry it is about, in the capacity their account holds.

use super::Wanted;
use super::facts::{Facts, written};
use crate::{AppError, Context};
use motcua_dossier::By;
use motcua_forms::Signatory;
use motcua_identity::{Capacity, SigningCapacity};
use motcua_kernel::{Actor, Message};
use motcua_storage::accounts;

/// Who signs the sheet of an entry; a line to write on where nobody of the house wrote it.
pub(super) async fn signatory(
    context: &Context,
    facts: &Facts<'_>,
    wanted: Wanted,
) -> Result<Signatory, AppError> {
    let entry = facts.entry(wanted)?;
    let By::Officer(actor) = entry.by else { return Ok(Signatory::default()) };
    let account = accounts::load(&context.store.reader(), actor.account).await?;
    let signing = account.signs_for(actor.agency, entry.recorded.date()).ok();
    Ok(Signatory {
        capacity: signing.and_then(|it| in_whose_name(facts, actor, it)),
        title: signing.map(|it| it.position.clone()),
        name: Some(account.display_name),
    })
}

/// The line above the position (NĐ 30/2020/NĐ-CP Điều 13); the head of an agency has none.
fn in_whose_name(facts: &Facts<'_>, actor: Actor, signing: &SigningCapacity) -> Option<String> {
    let letters = signing.capacity.letters();
    match signing.capacity {
        Capacity::Head => None,
        Capacity::OnBehalf => Some(format!("{letters} {}", facts.agency(actor.agency))),
        Capacity::ForHead | Capacity::ByOrder | Capacity::ByAuthority => {
            Some(format!("{letters} {}", written(&Message::new("label.head-of-agency"))))
        }
    }
}
