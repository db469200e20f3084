//! The one question before every command and every view: may this account do this here, today?
//!
//! It answers with the actor to act as. It must never know a dossier: who asked, and whose leg it is, come in the scope.

use motcua_kernel::{AccountId, Actor, Agency, AgencyId, AgencyTree, Date, Refusal};

use crate::{Account, Action, Demand, Grant, Reach};

/// What ties the agency to the dossier in question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nothing, or there is no dossier.
    #[default]
    None,
    /// A leg of the dossier is the agency's, or is being handed to it.
    Leg,
    /// No leg, but the person stated a purpose, which the caller logs.
    StatedPurpose,
}

/// Where an action happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// At which agency. An agency that has ended stands for its successor.
    pub agency: AgencyId,
    /// Who asked for what is confirmed now (a refund, an annulment, a correction; the cashier of a drawer).
    pub requested_by: Option<AccountId>,
    /// What ties the agency to the dossier.
    pub standing: Standing,
}

impl Scope {
    /// At this agency, with nothing more to say.
    pub const fn at(agency: AgencyId) -> Self {
        Self { agency, requested_by: None, standing: Standing::None }
    }

    /// At the agency that has this leg of the dossier.
    pub const fn leg_of(agency: AgencyId) -> Self {
        Self { agency, requested_by: None, standing: Standing::Leg }
    }

    /// With this standing.
    #[must_use]
    pub const fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }

    /// To confirm what this account asked for.
    #[must_use]
    pub const fn requested_by(mut self, account: AccountId) -> Self {
        self.requested_by = Some(account);
        self
    }
}

/// The actor as whom `account` may do `action` within `scope` on `date`: the first of its grants that gives it.
///
/// # Errors
/// - `identity.account-disabled`;
/// - `identity.agency-not-in-force` when neither the agency nor a successor exists on that day;
/// - `identity.not-permitted` when no grant gives the action there;
/// - `identity.own-request` when the account, or the person it covers for, asked for what it would confirm, and
///   `identity.requester-unknown` when the scope does not say who asked;
/// - `identity.no-leg`, `identity.purpose-missing` when the agency has no standing.
pub fn permits(
    tree: &AgencyTree,
    account: &Account,
    action: Action,
    scope: &Scope,
    date: Date,
) -> Result<Actor, Refusal> {
    if account.disabled {
        return Err(Refusal::new("identity.account-disabled"));
    }
    let place = tree
        .responsible_on(scope.agency, date)
        .ok_or_else(|| Refusal::new("identity.agency-not-in-force").with("agency", scope.agency))?;
    let giving: Vec<&Grant> =
        account.grants_on(date).filter(|grant| gives(tree, grant, action, place)).collect();
    if giving.is_empty() {
        return Err(Refusal::new("identity.not-permitted").with("action", action));
    }
    check_standing(action.rule().demand, scope.standing)?;
    let grant = match action.rule().demand {
        Demand::AnotherRequester => not_of_the_requester(account, &giving, scope.requested_by)?,
        Demand::Nothing | Demand::Leg | Demand::LegOrPurpose => giving[0],
    };
    Ok(Actor { account: account.id, agency: grant.agency, role: grant.role })
}

fn gives(tree: &AgencyTree, grant: &Grant, action: Action, place: &Agency) -> bool {
    match action.rule().reach(grant.role) {
        Some(Reach::Own) => grant.agency == place.id,
        Some(Reach::Subtree) => tree.is_within(place.id, grant.agency),
        None => false,
    }
}

fn check_standing(demand: Demand, standing: Standing) -> Result<(), Refusal> {
    match (demand, standing) {
        (Demand::Leg, Standing::None | Standing::StatedPurpose) => Err(Refusal::new("identity.no-leg")),
        (Demand::LegOrPurpose, Standing::None) => Err(Refusal::new("identity.purpose-missing")),
        (Demand::Nothing | Demand::AnotherRequester, _)
        | (Demand::Leg | Demand::LegOrPurpose, Standing::Leg)
        | (Demand::LegOrPurpose, Standing::StatedPurpose) => Ok(()),
    }
}

fn not_of_the_requester<'a>(
    account: &Account,
    giving: &[&'a Grant],
    requested_by: Option<AccountId>,
) -> Result<&'a Grant, Refusal> {
    let requester = requested_by.ok_or(Refusal::new("identity.requester-unknown"))?;
    let own = Refusal::new("identity.own-request");
    if requester == account.id {
        return Err(own);
    }
    let stands_in = |grant: &Grant| grant.delegation.is_some_and(|it| it.from == requester);
    giving.iter().copied().find(|grant| !stands_in(grant)).ok_or(own)
}

#[cfg(test)]
#[path = "permits_tests.rs"]
mod tests;
