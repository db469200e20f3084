//! What this person may do with a dossier now: permission at the place the verb is about, and the rule of the verb.
//!
//! Both are asked as they are asked when the form comes in, so that what is offered is what is allowed.

use super::verbs::{action, requested_by};
use crate::Site;
use crate::door::Caller;
use motcua_app::look::{Deed, possible};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, Refusal};

/// A verb that may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub deed: Deed,
    /// About which leg, if it is about one.
    pub leg: Option<LegNo>,
}

/// Everything `caller` may do with `dossier`, what moves it on first.
pub fn offers(site: &Site, caller: &Caller, dossier: &Dossier) -> Vec<Offer> {
    let mut offers = Vec::new();
    for deed in Deed::ALL {
        for leg in deed.places(dossier) {
            if allowed(site, caller, dossier, Offer { deed, leg }) == Some(Ok(true)) {
                offers.push(Offer { deed, leg });
            }
        }
    }
    offers
}

/// Whether `caller` may do this one thing at this leg.
pub fn is_offered(site: &Site, caller: &Caller, dossier: &Dossier, deed: Deed, leg: LegNo) -> bool {
    allowed(site, caller, dossier, Offer { deed, leg: Some(leg) }) == Some(Ok(true))
}

/// Why a result that lies ready may not be handed out by this person, who else might.
pub fn held_back(site: &Site, caller: &Caller, dossier: &Dossier) -> Option<Refusal> {
    let offer = Offer { deed: Deed::ReturnResult, leg: None };
    let ready = matches!(dossier.status, motcua_dossier::Status::ResultReady { .. });
    allowed(site, caller, dossier, offer).filter(|_| ready)?.err()
}

/// What the rule says to this person; nothing to one without the permission.
pub fn allowed(
    site: &Site,
    caller: &Caller,
    dossier: &Dossier,
    offer: Offer,
) -> Option<Result<bool, Refusal>> {
    let asking = Caller { action: action(offer.deed), ..caller.clone() };
    let by = requested_by(offer.deed, dossier);
    let actor = asking.actor_on(site, dossier, offer.leg, by).ok()?;
    Some(possible(&site.context, dossier, actor, offer.deed, offer.leg))
}
