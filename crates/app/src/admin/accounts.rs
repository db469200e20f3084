//! Nhập tài khoản: many people who work here, each with one role or several, from a spreadsheet.
//!
//! A first password is made here and told once, never read from a file. A login name that belongs to somebody else is
//! never taken for a person of the file, and nobody gives roles at agencies they do not look after.

use super::sheet::{Fault, Reading, Sheet};
use crate::accounts::{first_password, kept};
use crate::paper::Column;
use crate::{AppError, Context};
use motcua_identity::{Account, Grant, KeptPassword, KnownTo, LoginName};
use motcua_kernel::{AccountId, AgencyId, Refusal, Role, Validity};
use motcua_storage::{Handle, StoreError, Tx, accounts};
use std::collections::BTreeMap;

/// The columns of the file.
pub const ACCOUNT_COLUMNS: [Column; 6] = [
    Column { code: "login", title: "Tên đăng nhập", required: true, example: "tran.thi.mau" },
    Column { code: "name", title: "Họ tên", required: true, example: "Trần Thị Mẫu" },
    Column { code: "role", title: "Vai trò", required: true, example: "clerk" },
    Column { code: "agency", title: "Mã cơ quan", required: true, example: "H13.163.01" },
    Column { code: "from", title: "Từ ngày", required: true, example: "01/12/2026" },
    Column { code: "until", title: "Đến hết ngày", required: false, example: "" },
];
/// New accounts of one file: a password takes a computer a while.
const MOST_NEW: usize = 300;
/// Characters of the longest name.
const LONGEST_NAME: usize = 100;

/// Who imports: which word means which role, and where they may give one.
#[derive(Clone, Copy)]
pub struct Importer<'a> {
    /// The role of a word.
    pub role_named: &'a (dyn Fn(&str) -> Option<Role> + Sync),
    /// Whether accounts of an agency are theirs to look after.
    pub looks_after: &'a (dyn Fn(AgencyId) -> bool + Sync),
}

/// What a row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountVerdict {
    /// A new account, with this role.
    Added,
    /// An account that is there gets this role.
    Changed,
    /// The account has this role already.
    Unchanged,
}

/// A right row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedAccount {
    /// Its line.
    pub line: u32,
    /// The login name.
    pub login: LoginName,
    /// The person's name.
    pub name: String,
    /// The role.
    pub grant: Grant,
    /// What it would do.
    pub verdict: AccountVerdict,
}

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountsPreview {
    /// Rows that are right.
    pub rows: Vec<JudgedAccount>,
    /// Everything that is wrong, by line.
    pub faults: Vec<Fault>,
}

impl AccountsPreview {
    /// How many rows would do this.
    pub fn count(&self, verdict: AccountVerdict) -> usize {
        self.rows.iter().filter(|it| it.verdict == verdict).count()
    }
}

/// A password that is told once.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstPassword {
    /// Whose.
    pub login: LoginName,
    /// The person's name.
    pub name: String,
    /// The password.
    pub password: String,
}

/// What a file has done.
pub struct AccountsImported {
    /// What was done.
    pub preview: AccountsPreview,
    /// The first password of each new account, by login name.
    pub passwords: Vec<FirstPassword>,
}

/// Looks at a file.
///
/// # Errors
/// Refused when it can not be read or lacks a column; what is wrong in its rows is part of the answer.
pub async fn preview_accounts(
    context: &Context,
    importer: Importer<'_>,
    bytes: &[u8],
) -> Result<AccountsPreview, AppError> {
    let read = read(context, importer, bytes)?;
    judge(&context.store.reader(), read).await
}

/// Makes the accounts of a file and gives the roles, all in one transaction; what is there already is left alone.
///
/// # Errors
/// Refused as by the preview, and when any row is wrong or there are too many new accounts.
pub async fn import_accounts(
    context: &Context,
    importer: Importer<'_>,
    bytes: &[u8],
) -> Result<AccountsImported, AppError> {
    let read = read(context, importer, bytes)?;
    let seen = without_faults(judge(&context.store.reader(), read.clone()).await?)?;
    let passwords = first_passwords(context, &seen).await?;
    let done = context
        .store
        .write(async |tx: &Tx| {
            // Another may have made one of them since.
            let preview = without_faults(judge(tx, read.clone()).await?)?;
            let told = keep(tx, context, &preview, &passwords).await?;
            Ok::<_, AppError>((preview, told))
        })
        .await;
    match done {
        Ok((preview, passwords)) => Ok(AccountsImported { preview, passwords }),
        Err(AppError::Store(StoreError::Taken { .. })) => {
            Err(Refusal::new("app.login-taken").at("login").into())
        }
        Err(error) => Err(error),
    }
}

async fn keep(
    tx: &Tx,
    context: &Context,
    preview: &AccountsPreview,
    passwords: &BTreeMap<LoginName, (FirstPassword, KeptPassword)>,
) -> Result<Vec<FirstPassword>, AppError> {
    let mut told = Vec::new();
    for (login, rows) in by_login(&preview.rows) {
        let grants = |verdict| rows.iter().filter(move |it| it.verdict == verdict).map(|it| it.grant);
        let new: Vec<Grant> = grants(AccountVerdict::Added).collect();
        if new.is_empty() {
            let account = known(tx, login).await?;
            for grant in grants(AccountVerdict::Changed) {
                accounts::add_grant(tx, account.id, &grant).await?;
            }
            continue;
        }
        let (first, password) = passwords.get(login).ok_or(AppError::Busy)?;
        let account = Account {
            id: AccountId(context.ids.next(context.clock.now())?),
            login: login.clone(),
            display_name: first.name.clone(),
            disabled: false,
            grants: new,
            signing: Vec::new(),
        };
        accounts::insert(tx, &account, Some(password)).await?;
        told.push(first.clone());
    }
    Ok(told)
}

async fn known(tx: &Tx, login: &LoginName) -> Result<Account, AppError> {
    Ok(accounts::by_login(tx, login).await?.ok_or(AppError::NotFound)?.0)
}

async fn first_passwords(
    context: &Context,
    preview: &AccountsPreview,
) -> Result<BTreeMap<LoginName, (FirstPassword, KeptPassword)>, AppError> {
    let mut new: BTreeMap<&LoginName, &str> = BTreeMap::new();
    for row in preview.rows.iter().filter(|it| it.verdict == AccountVerdict::Added) {
        new.insert(&row.login, &row.name);
    }
    if new.len() > MOST_NEW {
        return Err(Refusal::new("app.import-too-many-accounts").with("most", MOST_NEW).into());
    }
    let mut made = BTreeMap::new();
    for (login, name) in new {
        let password = first_password(&context.ids.secret()?);
        let kept = kept(context, login, &password, KnownTo::Giver).await?;
        let first = FirstPassword { login: login.clone(), name: name.to_owned(), password };
        made.insert(login.clone(), (first, kept));
    }
    Ok(made)
}

fn without_faults(preview: AccountsPreview) -> Result<AccountsPreview, AppError> {
    match preview.faults.len() {
        0 => Ok(preview),
        faults => Err(Refusal::new("app.import-faulty").with("count", faults).into()),
    }
}

fn by_login(rows: &[JudgedAccount]) -> BTreeMap<&LoginName, Vec<&JudgedAccount>> {
    let mut found: BTreeMap<&LoginName, Vec<&JudgedAccount>> = BTreeMap::new();
    for row in rows {
        found.entry(&row.login).or_default().push(row);
    }
    found
}

/// The rows of a file, each read for itself and against the rows above it. All of them count as new so far.
fn read(context: &Context, importer: Importer<'_>, bytes: &[u8]) -> Result<AccountsPreview, Refusal> {
    let sheet = Sheet::read(bytes, &ACCOUNT_COLUMNS)?;
    let mut read = AccountsPreview::default();
    for row in &sheet.rows {
        let mut reading = Reading::of(&sheet, row);
        let account = account(context, importer, &mut reading);
        if let Some(account) = &account {
            beside(&read.rows, account, &mut reading);
        }
        let right = reading.done(account, &mut read.faults);
        read.rows.extend(right);
    }
    Ok(read)
}

fn account(context: &Context, importer: Importer<'_>, reading: &mut Reading<'_>) -> Option<JudgedAccount> {
    let login = reading.text("login");
    let login = login.and_then(|it| reading.value("login", LoginName::parse(it)));
    let name = reading.text("name").and_then(|it| {
        let too_long = || Refusal::new("app.account-name").with("most", LONGEST_NAME);
        let fits = it.chars().count() <= LONGEST_NAME && !it.chars().any(char::is_control);
        reading.value("name", Some(it).filter(|_| fits).ok_or_else(too_long))
    });
    let role = reading.text("role").and_then(|it| {
        let unknown = || Refusal::new("app.import-role").with("text", it);
        reading.value("role", (importer.role_named)(it).ok_or_else(unknown))
    });
    let validity = reading.validity();
    let agency = reading
        .text("agency")
        .zip(validity)
        .and_then(|(code, validity)| reading.value("agency", agency(context, importer, code, validity)));
    let (login, name, role) = (login?, name?, role?);
    let grant = Grant { role, agency: agency?, validity: validity?, delegation: None };
    let verdict = AccountVerdict::Added;
    Some(JudgedAccount { line: reading.row.line, login, name: name.to_owned(), grant, verdict })
}

fn agency(
    context: &Context,
    importer: Importer<'_>,
    code: &str,
    validity: Validity,
) -> Result<AgencyId, Refusal> {
    let unknown = || Refusal::new("app.import-agency").with("code", code).with("date", validity.from);
    let found = context.province.agencies.by_code(code, validity.from).ok_or_else(unknown)?;
    if (importer.looks_after)(found.id) {
        Ok(found.id)
    } else {
        Err(Refusal::new("app.import-agency-of-others").with("code", code))
    }
}

/// Against the rows above: one person has one name, and a role at an agency once at a time.
fn beside(above: &[JudgedAccount], row: &JudgedAccount, reading: &mut Reading<'_>) {
    for other in above.iter().filter(|it| it.login == row.login) {
        if other.name != row.name {
            let named = Refusal::new("app.import-name-differs").with("name", &other.name);
            reading.fault("name", named.with("line", other.line));
        }
        if overlap(&other.grant, &row.grant) {
            reading.fault("role", Refusal::new("app.import-row-twice").with("line", other.line));
        }
    }
}

fn overlap(one: &Grant, other: &Grant) -> bool {
    (one.role, one.agency, one.delegation) == (other.role, other.agency, other.delegation)
        && one.validity.overlaps(other.validity)
}

/// Against the accounts that are there.
async fn judge(handle: &impl Handle, read: AccountsPreview) -> Result<AccountsPreview, AppError> {
    let there: BTreeMap<LoginName, Account> =
        accounts::all(handle).await?.into_iter().map(|it| (it.login.clone(), it)).collect();
    let AccountsPreview { rows, mut faults } = read;
    let mut judged = Vec::with_capacity(rows.len());
    for mut row in rows {
        match verdict(there.get(&row.login), &row) {
            Ok(verdict) => {
                row.verdict = verdict;
                judged.push(row);
            }
            Err(refusal) => faults.push(Fault { line: row.line, refusal }),
        }
    }
    faults.sort_by_key(|it| it.line);
    Ok(AccountsPreview { rows: judged, faults })
}

fn verdict(there: Option<&Account>, row: &JudgedAccount) -> Result<AccountVerdict, Refusal> {
    let Some(account) = there else { return Ok(AccountVerdict::Added) };
    if account.display_name != row.name {
        let of_other = Refusal::new("app.import-login-of-other").with("login", &row.login);
        return Err(of_other.with("name", &account.display_name).at("login"));
    }
    if account.grants.contains(&row.grant) {
        return Ok(AccountVerdict::Unchanged);
    }
    if account.disabled {
        return Err(Refusal::new("app.import-account-disabled").with("login", &row.login).at("login"));
    }
    if account.grants.iter().any(|it| overlap(it, &row.grant)) {
        return Err(Refusal::new("app.grant-held").with("login", &row.login).at("role"));
    }
    Ok(AccountVerdict::Changed)
}
