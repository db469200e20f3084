//! Accounts from a spreadsheet over the API: what a file would do, or, when asked to apply it, what it has done.

use super::asked::Asked;
use super::docs::Docs;
use super::paper::FaultDocument;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Reader, SentFile, with_a_file};
use crate::failure::Failure;
use crate::methods::post;
use crate::routes::{Needs, Route};
use crate::words::key_of;
use axum::extract::State;
use axum::{Extension, Json};
use motcua_app::admin::{
    AccountVerdict, AccountsPreview, FirstPassword, Importer, JudgedAccount, import_accounts,
    preview_accounts,
};
use motcua_i18n::{Locale, role_named, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::AgencyId;
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of accounts from a spreadsheet.
pub const ROUTES: &[Route] = &[route(
    ("import_accounts", "POST", "/api/v1/account-imports"),
    Needs::Permission(Action::ManageAccounts),
    || post(import).layer(with_a_file()),
    Docs::new("What a spreadsheet of accounts would do; with `apply=yes` it is done, whole or not at all")
        .takes_file()
        .gives::<AccountImportDocument>(200),
)
.asking(&["apply"])];

/// What a file of accounts does.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountImportDocument {
    /// Whether it was done.
    pub applied: bool,
    /// Roles of new accounts.
    pub added: usize,
    /// Roles for accounts that are there.
    pub changed: usize,
    /// Roles that accounts have already.
    pub unchanged: usize,
    /// The lines that are right.
    pub rows: Vec<AccountRowDocument>,
    /// What is wrong, by line; then nothing is done.
    pub faults: Vec<FaultDocument>,
    /// The first password of each new account: told this once, and nowhere kept.
    pub passwords: Vec<FirstPasswordDocument>,
}

/// A right line.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountRowDocument {
    /// Its line.
    pub line: u32,
    /// Login name.
    pub login: String,
    /// Role.
    pub role: String,
    /// Code of the agency.
    pub agency: String,
    /// `added`, `changed` or `unchanged`.
    pub verdict: &'static str,
}

/// A password that is told once.
#[derive(Debug, Serialize, ToSchema)]
pub struct FirstPasswordDocument {
    /// Login name.
    pub login: String,
    /// The password.
    pub password: String,
}

/// `POST /api/v1/account-imports`
async fn import(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    asked: Asked,
    SentFile(bytes): SentFile,
) -> Result<Json<AccountImportDocument>, Failure> {
    let looks_after = |agency| looks_after(&site, &caller, agency);
    let importer = Importer { role_named: &role_named, looks_after: &looks_after };
    if asked.text("apply") != Some("yes") {
        let preview = preview_accounts(&site.context, importer, &bytes).await?;
        return Ok(Json(AccountImportDocument::of(&site, reader.locale, &preview, None)));
    }
    let done = import_accounts(&site.context, importer, &bytes).await?;
    let passwords = Some(done.passwords.as_slice());
    Ok(Json(AccountImportDocument::of(&site, reader.locale, &done.preview, passwords)))
}

/// Whether this person looks after the accounts of an agency.
pub fn looks_after(site: &Site, caller: &Caller, agency: AgencyId) -> bool {
    caller.actor(site, Scope::at(agency)).is_ok()
}

impl AccountImportDocument {
    fn of(
        site: &Site,
        locale: Locale,
        preview: &AccountsPreview,
        passwords: Option<&[FirstPassword]>,
    ) -> Self {
        let fault = |it: &motcua_app::admin::Fault| FaultDocument {
            line: it.line,
            column: it.refusal.field.clone(),
            code: it.refusal.message.code.to_string(),
            detail: say(locale, &it.refusal.message),
        };
        let password = |it: &FirstPassword| FirstPasswordDocument {
            login: it.login.to_string(),
            password: it.password.clone(),
        };
        Self {
            applied: passwords.is_some(),
            added: preview.count(AccountVerdict::Added),
            changed: preview.count(AccountVerdict::Changed),
            unchanged: preview.count(AccountVerdict::Unchanged),
            rows: preview.rows.iter().map(|it| row(site, it)).collect(),
            faults: preview.faults.iter().map(fault).collect(),
            passwords: passwords.unwrap_or_default().iter().map(password).collect(),
        }
    }
}

fn row(site: &Site, row: &JudgedAccount) -> AccountRowDocument {
    let agency = site.context.province.agencies.get(row.grant.agency);
    AccountRowDocument {
        line: row.line,
        login: row.login.to_string(),
        role: key_of(&row.grant.role, ""),
        agency: agency.map(|it| it.code.clone()).unwrap_or_default(),
        verdict: match row.verdict {
            AccountVerdict::Added => "added",
            AccountVerdict::Changed => "changed",
            AccountVerdict::Unchanged => "unchanged",
        },
    }
}
