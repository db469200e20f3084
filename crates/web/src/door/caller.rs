//! Who asks. A handler gets the actor of its own route's permission from here, and from nowhere else.

use crate::Site;
use crate::failure::Failure;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use motcua_app::live::Place;
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, places, places_that_follow};
use motcua_identity::{Account, Action, ApiTokenClaims, PasswordDue, Scope, SessionToken, Standing, permits};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, LegNo, Refusal};

/// How the person is known.
#[derive(Clone, Debug)]
pub enum Via {
    /// A browser's session.
    Session(SessionToken),
    /// A program's token.
    Token(ApiTokenClaims),
}

/// Who asks, for what, and when: read once a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub account: Account,
    /// How it is known.
    pub via: Via,
    /// The permission of the route.
    pub action: Option<Action>,
    /// Why this person must choose another password before anything else.
    pub password_due: Option<PasswordDue>,
    /// The moment of the request.
    pub now: Instant,
    /// How far the log of all events was read before it: what the answer shows is not older.
    pub place: Place,
    /// How much this person had been told before it: the same for what they were told.
    pub told: i64,
}

impl Caller {
    /// The actor who may do what this route does, within `scope`.
    pub fn actor(&self, site: &Site, scope: Scope) -> Result<Actor, Refusal> {
        let action = self.action.ok_or_else(|| Refusal::new("identity.not-permitted").with("action", ""))?;
        self.actor_for(site, action, scope)
    }

    /// The actor who may do `action` within `scope`.
    pub fn actor_for(&self, site: &Site, action: Action, scope: Scope) -> Result<Actor, Refusal> {
        let tree = &site.context.province.agencies;
        let date = self.now.date();
        if let Via::Token(claims) = &self.via {
            claims.covers(tree, action, scope.agency, date)?;
        }
        permits(tree, &self.account, action, &scope, date)
    }

    /// The actor who may do what this route does to `dossier`, on behalf of `leg` if it is about one.
    ///
    /// # Errors
    /// Not found for a dossier this person may not know of; else what `permits` says at the first place it concerns.
    pub fn actor_on(
        &self,
        site: &Site,
        dossier: &Dossier,
        leg: Option<LegNo>,
        requested_by: Option<AccountId>,
    ) -> Result<Actor, Failure> {
        let action = self.action.ok_or_else(Failure::not_found)?;
        if !self.knows(site, dossier) {
            return Err(Failure::not_found());
        }
        let scope = |agency| Scope { agency, requested_by, standing: Standing::Leg };
        let mut first = None;
        for agency in places_of_command(dossier, leg) {
            match self.actor_for(site, action, scope(agency)) {
                Ok(actor) => return Ok(actor),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
        Err(first.map_or_else(Failure::not_found, Failure::from))
    }

    /// Whether this person may see that the dossier exists.
    pub fn knows(&self, site: &Site, dossier: &Dossier) -> bool {
        let seen = |agency| self.actor_for(site, Action::ViewDossierList, Scope::at(agency)).is_ok();
        places_that_follow(dossier).into_iter().any(seen)
    }

    /// The agencies of whose dossiers this person may know.
    pub fn known_agencies(&self, site: &Site) -> Vec<AgencyId> {
        let seen = |agency| self.actor_for(site, Action::ViewDossierList, Scope::at(agency)).is_ok();
        site.context.province.agencies.iter().map(|it| it.id).filter(|it| seen(*it)).collect()
    }

    /// The agencies of whose dossiers this person may see who the applicant is.
    pub fn agencies_of_readers(&self, site: &Site) -> Vec<AgencyId> {
        let own = self.account.grants_on(self.now.date()).map(|it| it.agency);
        let reads =
            |it: &AgencyId| self.actor_for(site, Action::ViewPersonalData, Scope::leg_of(*it)).is_ok();
        each_once(own.filter(reads))
    }

    /// As whom this person may see who the applicant is, because an agency of theirs works on it.
    pub fn reader_of_people(&self, site: &Site, dossier: &Dossier) -> Option<Actor> {
        let own: Vec<AgencyId> = self.account.grants_on(self.now.date()).map(|it| it.agency).collect();
        let reader = |agency| self.actor_for(site, Action::ViewPersonalData, Scope::leg_of(agency)).ok();
        places_that_follow(dossier).into_iter().filter(|agency| own.contains(agency)).find_map(reader)
    }

    /// Whether this person may do what this route does at one of the agencies of the dossier.
    pub fn may_at(&self, site: &Site, dossier: &Dossier) -> bool {
        places(dossier).into_iter().any(|agency| self.actor(site, Scope::at(agency)).is_ok())
    }
}

/// The agencies a command may be given at: that on whose desk its leg lies first, then the counter, then those of the other legs. Who was
/// asked for an opinion answers it and commands nothing else.
fn places_of_command(dossier: &Dossier, leg: Option<LegNo>) -> Vec<AgencyId> {
    let own = leg.and_then(|no| dossier.leg(no)).into_iter();
    let others = dossier.legs.iter().filter(|it| it.plan.kind != LegKind::Consultation);
    let counter = dossier.filing.iter().flat_map(|it| [it.receiving, it.competent]);
    each_once(own.map(|it| it.plan.desk()).chain(counter).chain(others.map(|it| it.plan.desk())))
}

fn each_once(agencies: impl Iterator<Item = AgencyId>) -> Vec<AgencyId> {
    let mut places = Vec::new();
    for agency in agencies {
        if !places.contains(&agency) {
            places.push(agency);
        }
    }
    places
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Failure::not_found)
    }
}
