//! The people of the demo as accounts, and who of them acts for an agency.

use super::World;
use super::people::Person;
use crate::{AppError, Context};
use motcua_identity::{Account, Capacity, Grant, LoginName, SigningCapacity};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, Refusal, Role, Validity};

/// Everybody at their desks.
pub(super) struct Office {
    accounts: Vec<Account>,
}

impl Office {
    /// The accounts of all people, with roles since the day the agencies began. Nothing is stored.
    pub(super) fn people(context: &Context, world: World, now: Instant) -> Result<Self, AppError> {
        let accounts = world.people().iter().map(|it| account(context, it, now)).collect::<Result<_, _>>()?;
        Ok(Self { accounts })
    }

    pub(super) fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// Somebody at `agency` in the first of `roles` that anybody has there; `pick` chooses among several.
    pub(super) fn actor(&self, agency: AgencyId, roles: &[Role], pick: usize) -> Option<Actor> {
        roles.iter().find_map(|role| {
            let holders: Vec<AccountId> = self.holders(agency, *role).collect();
            let account = *holders.get(pick.checked_rem(holders.len())?)?;
            Some(Actor { account, agency, role: *role })
        })
    }

    /// A certain person at `agency`, in the first of `roles` they have there.
    pub(super) fn same_person(&self, account: AccountId, agency: AgencyId, roles: &[Role]) -> Option<Actor> {
        let has = |role: &&Role| self.holders(agency, **role).any(|it| it == account);
        roles.iter().find(has).map(|role| Actor { account, agency, role: *role })
    }

    fn holders(&self, agency: AgencyId, role: Role) -> impl Iterator<Item = AccountId> {
        let has =
            move |it: &&Account| it.grants.iter().any(|grant| grant.agency == agency && grant.role == role);
        self.accounts.iter().filter(has).map(|it| it.id)
    }
}

fn account(context: &Context, person: &Person, now: Instant) -> Result<Account, AppError> {
    let agency = context.province.agencies.by_code(person.agency, now.date());
    let agency = agency.ok_or_else(|| Refusal::new("app.agency-not-in-force"))?;
    let validity = Validity::since(agency.validity.from);
    let grant = |role: &Role| Grant { role: *role, agency: agency.id, validity, delegation: None };
    let signs = person.roles.contains(&Role::Leader).then(|| SigningCapacity {
        agency: agency.id,
        capacity: Capacity::Head,
        position: person.title.to_uppercase(),
        validity,
    });
    Ok(Account {
        id: AccountId(context.ids.next(now)?),
        login: LoginName::parse(person.login)?,
        display_name: person.name.to_owned(),
        disabled: false,
        grants: person.roles.iter().map(grant).collect(),
        signing: signs.into_iter().collect(),
    })
}
