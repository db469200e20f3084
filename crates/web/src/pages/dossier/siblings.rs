//! The other dossiers of a bundle, as far as the reader may know of them.

use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::{Page, names};
use motcua_app::intake::of_bundle;
use motcua_dossier::Dossier;

/// Those that were received in the same visit.
pub struct Siblings {
    /// Name of the group.
    pub group: String,
    /// Each but the one that is read.
    pub rows: Vec<Sibling>,
    /// Where the slip of all is printed once more, for who may know of all.
    pub slip: Option<String>,
}

/// One of them.
pub struct Sibling {
    pub address: String,
    pub number: String,
    pub procedure: String,
    pub status: String,
    /// Whether the one that is read waits for its result.
    pub awaited: bool,
}

/// None for a dossier that was received alone.
pub async fn siblings(
    site: &Site,
    page: &Page,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<Option<Siblings>, Failure> {
    let Some(place) = dossier.bundle() else { return Ok(None) };
    let others = of_bundle(&site.context, place.bundle).await?;
    let knows_all = others.iter().all(|it| caller.knows(site, it));
    let slip = knows_all.then(|| format!("/tiep-nhan/lien-thong/{}/giay-tiep-nhan", place.bundle));
    let others = others.iter().filter(|it| it.id != dossier.id && caller.knows(site, it));
    let row = |it: &Dossier| Sibling {
        address: format!("/ho-so/{}", it.id),
        number: names::number(it),
        procedure: names::procedure(site, it),
        status: page.word("status", it.status.code()),
        awaited: dossier.awaits() == Some(it.id),
    };
    let group = site.context.province.group(&place.group).map(|it| it.name.clone()).unwrap_or_default();
    Ok(Some(Siblings { group, rows: others.map(row).collect(), slip }))
}
