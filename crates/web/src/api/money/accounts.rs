//! Where transfers for an agency go, over the API: written down by its administrator, confirmed by another person. The page
//! asks the same functions.

use crate::Site;
use crate::api::named::{plain, short};
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::words;
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::admin::{
    self, AccountSheet, BankAccountVerdict, KeptAccount, agency_account, answer_account, propose_account,
};
use motcua_fees::{AccountTyped, BankAccount};
use motcua_identity::Scope;
use motcua_kernel::AgencyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where transfers for an agency go.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountDocument {
    /// What holds; null when no transfer is asked for.
    pub in_force: Option<BankAccountDocument>,
    /// Whether that is the agency's own; else it is that of the nearest agency above it.
    pub own: bool,
    /// Whether no bank has that account.
    pub sample: bool,
    /// The place of the last change, for the next one; 0 where there was none.
    pub revision: i64,
    /// The latest changes, the newest first.
    pub changes: Vec<ChangeDocument>,
}

/// An account at a bank.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankAccountDocument {
    /// The bank's number at NAPAS.
    pub bin: String,
    /// The bank by name; null for one that is not in the list.
    pub bank: Option<String>,
    /// The account's number.
    pub number: String,
    /// Whose it is.
    pub holder: String,
}

/// One change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeDocument {
    /// Its place.
    pub revision: i64,
    /// The account.
    pub account: BankAccountDocument,
    /// Id of the account of whoever wrote it down.
    pub by: String,
    /// When.
    pub at: String,
    /// `waiting`, `replaced`, `confirmed` or `refused`.
    pub state: String,
    /// Id of the account of whoever answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<String>,
}

/// An account to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedAccount {
    /// The bank's number at NAPAS, six digits.
    pub bin: String,
    /// The account's number.
    pub number: String,
    /// Whose it is, as the bank prints it.
    pub holder: String,
    /// `revision` of what was seen.
    pub revision: i64,
}

/// What another person says of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedAnswer {
    /// The place of the change that is answered.
    pub revision: i64,
    /// Whether the account is the agency's.
    pub confirmed: bool,
}

/// `GET /api/v1/agencies/{code}/account`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    let agency = of_code(&site, &caller, &code)?;
    caller.actor(&site, Scope::at(agency))?;
    Ok(Json(document(&site, &agency_account(&site.context, agency).await?)))
}

/// `PUT /api/v1/agencies/{code}/account`
pub async fn propose(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    Checked { value: body, .. }: Checked<WantedAccount>,
) -> Result<Json<AccountDocument>, Failure> {
    let agency = of_code(&site, &caller, &code)?;
    write_down(&site, &caller, agency, body).await?;
    Ok(Json(document(&site, &agency_account(&site.context, agency).await?)))
}

/// `POST /api/v1/agencies/{code}/account/answer`
pub async fn answer(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    Checked { value: body, .. }: Checked<WantedAnswer>,
) -> Result<Json<AccountDocument>, Failure> {
    let agency = of_code(&site, &caller, &code)?;
    say(&site, &caller, agency, body).await?;
    // What was confirmed just now is what holds.
    let newer = admin::with_what_is_kept(&site.context).await?;
    let context = newer.as_ref().unwrap_or(&site.context);
    Ok(Json(document(&site, &agency_account(context, agency).await?)))
}

/// Writes an account down for an agency that this person administers.
pub async fn write_down(
    site: &Site,
    caller: &Caller,
    agency: AgencyId,
    body: WantedAccount,
) -> Result<(), Failure> {
    let actor = caller.actor(site, Scope::at(agency))?;
    let line = |typed: String, field: &'static str| {
        short(&typed, || field.to_owned())?;
        plain(typed, field)
    };
    let typed = AccountTyped {
        bin: line(body.bin, "bin")?,
        number: line(body.number, "number")?,
        holder: line(body.holder, "holder")?,
    };
    propose_account(&site.context, actor, (agency, body.revision), &typed).await?;
    Ok(())
}

/// Answers the account that waits, as another person than whoever wrote it down.
pub async fn say(site: &Site, caller: &Caller, agency: AgencyId, body: WantedAnswer) -> Result<(), Failure> {
    let sheet = agency_account(&site.context, agency).await?;
    // Where none waits any more, that is what is told, whoever asks.
    let requester = sheet.changes.first().map_or(caller.account.id, |it| it.kept_by);
    let actor = match sheet.waiting() {
        Some(_) => caller.actor(site, Scope::at(agency).requested_by(requester))?,
        None => caller.actor_for(site, motcua_identity::Action::KeepReceipts, Scope::at(agency))?,
    };
    let verdict = if body.confirmed { BankAccountVerdict::Confirmed } else { BankAccountVerdict::Refused };
    Ok(answer_account(&site.context, actor, (agency, body.revision), verdict).await?)
}

/// What became of a change.
pub fn state_of(sheet: &AccountSheet, change: &KeptAccount) -> &'static str {
    match change.answer.map(|it| it.place.is_some()) {
        Some(true) => "confirmed",
        Some(false) => "refused",
        None if change.position == sheet.seen() => "waiting",
        None => "replaced",
    }
}

fn of_code(site: &Site, caller: &Caller, code: &str) -> Result<AgencyId, Failure> {
    let found = site.context.province.agencies.by_code(code, caller.now.date());
    found.map(|it| it.id).ok_or_else(Failure::not_found)
}

fn document(site: &Site, sheet: &AccountSheet) -> AccountDocument {
    let change = |it: &KeptAccount| ChangeDocument {
        revision: it.position,
        account: bank_account(site, &it.account),
        by: it.kept_by.to_string(),
        at: words::moment(it.kept_at),
        state: state_of(sheet, it).to_owned(),
        answered_by: it.answer.map(|it| it.by.to_string()),
        answered_at: it.answer.map(|it| words::moment(it.at)),
    };
    AccountDocument {
        in_force: sheet.in_force.as_ref().map(|it| bank_account(site, &it.account)),
        own: sheet.own,
        sample: sheet.in_force.as_ref().is_some_and(|it| it.sample),
        revision: sheet.seen(),
        changes: sheet.changes.iter().map(change).collect(),
    }
}

fn bank_account(site: &Site, account: &BankAccount) -> BankAccountDocument {
    let at = account.at();
    BankAccountDocument {
        bin: at.bin().to_owned(),
        bank: site.context.province.banks.by_bin(at.bin()).map(|it| it.name.clone()),
        number: at.number().to_owned(),
        holder: account.holder().to_owned(),
    }
}
