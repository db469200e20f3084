//! Accounts as they are printed.

use crate::input::role_word;
use motcua_app::Context;
use motcua_identity::{Account, Grant};
use motcua_kernel::Date;
use serde::Serialize;

/// An account for programs.
#[derive(Serialize)]
pub struct AccountDocument<'a> {
    login: &'a str,
    name: &'a str,
    disabled: bool,
    roles: Vec<RoleDocument<'a>>,
}

#[derive(Serialize)]
struct RoleDocument<'a> {
    role: String,
    agency: Option<&'a str>,
    agency_name: Option<&'a str>,
    from: String,
    until: Option<String>,
    delegated: bool,
}

/// Accounts for programs.
pub fn for_programs<'a>(context: &'a Context, accounts: &'a [Account]) -> Vec<AccountDocument<'a>> {
    let role = |it: &Grant| {
        let agency = context.province.agencies.get(it.agency);
        RoleDocument {
            role: role_word(it.role),
            agency: agency.map(|it| it.code.as_str()),
            agency_name: agency.map(|it| it.name.as_str()),
            from: it.validity.from.to_string(),
            until: it.validity.until.as_ref().map(Date::to_string),
            delegated: it.delegation.is_some(),
        }
    };
    let document = |it: &'a Account| AccountDocument {
        login: it.login.as_str(),
        name: &it.display_name,
        disabled: it.disabled,
        roles: it.grants.iter().map(role).collect(),
    };
    accounts.iter().map(document).collect()
}

/// Accounts for people: a line each, and one a role.
pub fn for_people(context: &Context, accounts: &[Account]) -> String {
    if accounts.is_empty() {
        return "no accounts; `motcua account add` makes one".to_owned();
    }
    let mut lines = Vec::new();
    for account in accounts {
        let disabled = if account.disabled { " (disabled)" } else { "" };
        lines.push(format!("{}  {}{disabled}", account.login, account.display_name));
        lines.extend(account.grants.iter().map(|it| format!("  {}", role(context, it))));
    }
    lines.join("\n")
}

/// A role in one line.
pub fn role(context: &Context, grant: &Grant) -> String {
    let agency = context.province.agencies.get(grant.agency);
    let agency = agency.map_or_else(|| grant.agency.to_string(), |it| format!("{} {}", it.code, it.name));
    let until = grant.validity.until.map(|it| format!(" until {it}")).unwrap_or_default();
    let covers = grant.delegation.map_or("", |_| ", for a colleague who is away");
    format!("{} at {agency} from {}{until}{covers}", role_word(grant.role), grant.validity.from)
}
