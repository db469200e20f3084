//! Tài khoản nhận tiền của một cơ quan: what holds, the form that writes another down, the answer of another person, and
//! every change with who made it.

use super::HERE;
use crate::Site;
use crate::api::money::accounts::{WantedAccount, WantedAnswer, say, state_of, write_down};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::desk::query_wrong;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts;
use motcua_app::admin::{AccountSheet, KeptAccount, agency_account};
use motcua_fees::BankAccount;
use motcua_identity::{Action, Scope};
use motcua_kernel::AgencyId;

#[derive(Template)]
#[template(path = "agency_account.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is said by the template alone")]
struct AccountPage {
    page: Page,
    id: String,
    agency: String,
    in_force: Option<Line>,
    own: bool,
    sample: bool,
    seen: i64,
    /// What waits, and who wrote it down.
    waiting: Option<(Line, String)>,
    /// Whether this person may write another down.
    writes: bool,
    /// Whether this person may answer.
    answers: bool,
    banks: Vec<(String, String)>,
    typed: [String; 3],
    changes: Vec<Change>,
    problems: Vec<(String, String)>,
}

/// An account as it is read.
struct Line {
    bank: String,
    number: String,
    holder: String,
}

struct Change {
    line: Line,
    state: String,
    by: String,
    at: String,
    answered: Option<(String, String)>,
}

impl AccountPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /quan-tri/co-quan/{id}/tai-khoan`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let agency = named(&id)?;
    Ok(html(StatusCode::OK, &shown(&site, reader, &caller, agency).await?))
}

/// `POST /quan-tri/co-quan/{id}/tai-khoan`
pub async fn propose(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let agency = named(&id)?;
    let typed = ["bin", "number", "holder"].map(|it| form.text(it).to_owned());
    let [bin, number, holder] = typed.clone();
    let revision = form.text("seen").parse().map_err(|_| query_wrong("seen"))?;
    let wanted = WantedAccount { bin, number, holder, revision };
    let done = write_down(&site, &caller, agency, wanted).await;
    after(&site, reader, &caller, agency, (done, Some(typed))).await
}

/// `POST /quan-tri/co-quan/{id}/tai-khoan/tra-loi`
pub async fn answer(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let agency = named(&id)?;
    let revision = form.text("seen").parse().map_err(|_| query_wrong("seen"))?;
    let confirmed = match form.text("answer") {
        "confirm" => true,
        "refuse" => false,
        _ => return Err(query_wrong("answer")),
    };
    let done = say(&site, &caller, agency, WantedAnswer { revision, confirmed }).await;
    after(&site, reader, &caller, agency, (done, None)).await
}

async fn after(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    agency: AgencyId,
    (done, typed): (Result<(), Failure>, Option<[String; 3]>),
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/co-quan/{agency}/tai-khoan")).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            let mut shown = shown(site, reader, caller, agency).await?;
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            shown.typed = typed.unwrap_or_default();
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}

fn named(id: &str) -> Result<AgencyId, Failure> {
    id.parse().map(AgencyId).map_err(|_| Failure::not_found())
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    agency: AgencyId,
) -> Result<AccountPage, Failure> {
    caller.actor_for(site, Action::KeepReceipts, Scope::at(agency))?;
    let sheet = agency_account(&site.context, agency).await?;
    let page = Page::new(site, reader.locale, "label.agency-account", Some(caller), HERE);
    let people: Vec<_> = sheet
        .changes
        .iter()
        .flat_map(|it| [Some(it.kept_by), it.answer.map(|answer| answer.by)])
        .flatten()
        .collect();
    let people = accounts::names(&site.context, &people).await?;
    let name = |who| people.get(&who).cloned().unwrap_or_default();
    let waiting = sheet.waiting();
    let may_answer = |it: &KeptAccount| {
        let scope = Scope::at(agency).requested_by(it.kept_by);
        caller.actor_for(site, Action::ConfirmBankAccount, scope).is_ok()
    };
    let change = |it: &KeptAccount| Change {
        line: line(site, &it.account),
        state: page.word("bank-account-state", state_of(&sheet, it)),
        by: name(it.kept_by),
        at: page.moment(it.kept_at),
        answered: it.answer.map(|answer| (name(answer.by), page.moment(answer.at))),
    };
    let banks = site.context.province.banks.all().iter();
    Ok(AccountPage {
        id: agency.to_string(),
        agency: names::agency(site, agency),
        in_force: sheet.in_force.as_ref().map(|it| line(site, &it.account)),
        own: sheet.own,
        sample: sheet.in_force.as_ref().is_some_and(|it| it.sample),
        seen: sheet.seen(),
        writes: caller.actor_for(site, Action::ManageAgencies, Scope::at(agency)).is_ok(),
        answers: waiting.is_some_and(may_answer),
        waiting: waiting.map(|it| (line(site, &it.account), name(it.kept_by))),
        banks: banks.map(|it| (it.bin.clone(), format!("{} ({})", it.name, it.bin))).collect(),
        typed: own_account(&sheet),
        changes: sheet.changes.iter().map(change).collect(),
        problems: Vec::new(),
        page,
    })
}

/// What the form holds: what the agency itself has, unless that is a sample.
fn own_account(sheet: &AccountSheet) -> [String; 3] {
    let real = sheet.in_force.as_ref().filter(|it| sheet.own && !it.sample);
    let parts = |it: &BankAccount| [it.at().bin(), it.at().number(), it.holder()].map(str::to_owned);
    real.map(|it| parts(&it.account)).unwrap_or_default()
}

fn line(site: &Site, account: &BankAccount) -> Line {
    let at = account.at();
    let bank = site.context.province.banks.by_bin(at.bin()).map(|it| it.name.clone());
    Line {
        bank: bank.unwrap_or_else(|| format!("NAPAS {}", at.bin())),
        number: at.number().to_owned(),
        holder: account.holder().to_owned(),
    }
}
