//! Sao kê: a file of the bank is read here, and each credit nobody has booked is shown with what it seems to be. What fits is
//! booked with one button, the rest by a person who names the dossier.

use super::{Page, html, names, person};
use crate::Site;
use crate::api::money::statements::{actor_at, booking, named_columns, word};
use crate::door::{Caller, Filled, Reader, Uploaded, with_a_file};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::words::short_date;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::{self, LineIs, ListedLine, MOST_LINES};
use motcua_fees::statement::{AmountColumns, ColumnMapping};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, AgencyId, Message, Refusal, Vnd};
use serde::{Deserialize, Serialize};

const HERE: &str = "/sao-ke";
const BOOKS: Needs = Needs::Permission(Action::RecordPayment);
/// What an open line can seem to be, each with its table of words.
#[cfg(test)]
pub const WORDS: [&str; 5] = ["matched", "short", "over", "unknown", "ambiguous"];

/// The page and what its forms are sent to.
pub const ROUTES: &[Route] = &[
    person(
        "statements_page",
        "GET",
        HERE,
        &["agency", "new", "waiting", "booked", "debits", "left"],
        BOOKS,
        || get(page),
    ),
    person("read_statement_form", "POST", HERE, &[], BOOKS, || post(read).layer(with_a_file())),
    person("book_matched_form", "POST", "/sao-ke/ghi-nhan", &[], BOOKS, || post(book_matched)),
    person("book_line_form", "POST", "/sao-ke/dong", &[], BOOKS, || post(book_line)),
    person("drop_lines_form", "POST", "/sao-ke/bo", &[], BOOKS, || post(drop_open)),
];

#[derive(Template)]
#[template(path = "statements.html")]
struct StatementsPage {
    page: Page,
    agency: String,
    /// Code, name, whether it is this one.
    agencies: Vec<(String, String, bool)>,
    code: String,
    account: Option<Account>,
    /// The agency whose page of accounts this person may open.
    account_page: Option<String>,
    /// Name, label, number from 1.
    columns: Vec<(&'static str, &'static str, String)>,
    lines: Vec<Line>,
    matched: usize,
    /// Whether there may be more lines.
    full: bool,
    told: Option<String>,
    problem: Option<String>,
    /// Which form the problem is about: the file, or the name of a line.
    about: String,
}

/// The account whose statements are read.
struct Account {
    bank: String,
    number: String,
    sample: bool,
}

struct Line {
    name: String,
    day: String,
    amount: Vnd,
    description: String,
    kind: &'static str,
    is: String,
    /// Id and number of the dossier it names.
    whose: Option<(String, String)>,
    owed: Option<Vnd>,
    /// What was typed for it.
    number: String,
    receipt: String,
}

/// What the page was led here with: counts of what was done.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Told {
    #[serde(default)]
    agency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    booked: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    debits: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<u64>,
}

/// What was refused, and what was typed.
#[derive(Default)]
struct Tried {
    problem: Option<Message>,
    about: String,
    number: String,
    receipt: String,
}

/// `GET /sao-ke`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(told): Query<Told>,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, told.agency.trim())?;
    let shown = shown(&site, reader, &caller, actor, (&told, Tried::default())).await?;
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /sao-ke`
async fn read(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Uploaded,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, form.text("agency"))?;
    let done = async {
        if form.bytes.is_empty() {
            return Err(Refusal::new("web.file-missing").at("file").into());
        }
        let named = named_columns(|name| form.text(name).to_owned())?;
        Ok(money::import_statement(&site.context, actor, &form.bytes, named).await?)
    };
    match done.await {
        Ok(it) => Ok(back(&Told {
            agency: code_of(&site, actor.agency),
            new: Some(it.new),
            waiting: Some(it.waiting),
            booked: Some(it.booked),
            debits: Some(it.debits),
            left: None,
        })),
        Err(failure) => {
            let tried = Tried { about: "file".to_owned(), ..Tried::default() };
            again(&site, reader, &caller, actor, (failure, tried)).await
        }
    }
}

/// `POST /sao-ke/ghi-nhan`
async fn book_matched(State(site): State<Site>, caller: Caller, filled: Filled) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, filled.text("agency"))?;
    let came = money::book_matched(&site.context, actor).await?;
    let count = |it: usize| Some(u64::try_from(it).unwrap_or(u64::MAX));
    Ok(back(&Told {
        agency: code_of(&site, actor.agency),
        booked: count(came.booked.len()),
        left: count(came.left.len()),
        ..Told::default()
    }))
}

/// `POST /sao-ke/dong`
async fn book_line(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, filled.text("agency"))?;
    let done = async {
        let receipt = match filled.text("receipt") {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::new("web.receipt-number-wrong").at("receipt"))?),
        };
        let wanted = booking(filled.text("line"), filled.text("number"), receipt)?;
        money::book_line(&site.context, actor, &wanted).await.map_err(Failure::from)
    };
    match done.await {
        Ok(_) => {
            let agency = code_of(&site, actor.agency);
            Ok(back(&Told { agency, booked: Some(1), left: Some(0), ..Told::default() }))
        }
        Err(failure) => {
            let typed = |name: &str| filled.text(name).to_owned();
            let tried = Tried {
                problem: None,
                about: typed("line"),
                number: typed("number"),
                receipt: typed("receipt"),
            };
            again(&site, reader, &caller, actor, (failure, tried)).await
        }
    }
}

/// `POST /sao-ke/bo`
async fn drop_open(State(site): State<Site>, caller: Caller, filled: Filled) -> Result<Response, Failure> {
    let actor = actor_at(&site, &caller, filled.text("agency"))?;
    money::drop_open_lines(&site.context, actor.agency).await?;
    Ok(back(&Told { agency: code_of(&site, actor.agency), ..Told::default() }))
}

fn back(told: &Told) -> Response {
    let query = serde_html_form::to_string(told).unwrap_or_default();
    Redirect::to(&format!("{HERE}?{query}")).into_response()
}

/// The page once more, with what was refused.
async fn again(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    actor: Actor,
    (failure, tried): (Failure, Tried),
) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    let tried = Tried { problem: Some(failure.message), ..tried };
    let shown = shown(site, reader, caller, actor, (&Told::default(), tried)).await?;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    actor: Actor,
    (told, tried): (&Told, Tried),
) -> Result<StatementsPage, Failure> {
    let page = Page::new(site, reader.locale, "label.statements-title", Some(caller), HERE);
    let account = site.context.province.account_near(actor.agency).map(|it| {
        let at = it.account.at();
        let bank = site.context.province.banks.by_bin(at.bin()).map(|it| it.name.clone());
        Account {
            bank: bank.unwrap_or_else(|| format!("NAPAS {}", at.bin())),
            number: at.number().to_owned(),
            sample: it.sample,
        }
    });
    let open = match account {
        Some(_) => money::open_lines(&site.context, actor.agency).await?,
        None => Vec::new(),
    };
    let keeps = caller.actor_for(site, Action::KeepReceipts, Scope::at(actor.agency)).is_ok();
    let kept = money::kept_mapping(&site.context, actor.agency).await?;
    Ok(StatementsPage {
        agency: names::agency(site, actor.agency),
        agencies: agencies(site, caller, actor.agency),
        code: code_of(site, actor.agency),
        account,
        account_page: keeps.then(|| actor.agency.to_string()),
        columns: columns(kept.as_ref()),
        matched: open.iter().filter(|it| matches!(it.is, LineIs::Matched(_))).count(),
        full: open.len() >= MOST_LINES,
        lines: open.iter().map(|it| line(&page, it, &tried)).collect(),
        told: told_in_words(&page, told),
        problem: tried.problem.as_ref().map(|it| page.say(it)),
        about: tried.about,
        page,
    })
}

fn told_in_words(page: &Page, told: &Told) -> Option<String> {
    let count = |it: Option<u64>| it.unwrap_or_default();
    let said = match (told.new, told.left) {
        (Some(new), _) => Message::new("web.statement-read")
            .with("new", new)
            .with("waiting", count(told.waiting))
            .with("booked", count(told.booked))
            .with("debits", count(told.debits)),
        (None, Some(left)) => {
            Message::new("web.statement-booked").with("booked", count(told.booked)).with("left", left)
        }
        (None, None) => return None,
    };
    Some(page.say(&said))
}

fn line(page: &Page, it: &ListedLine, tried: &Tried) -> Line {
    let name = it.line.fingerprint.as_str().to_owned();
    let (whose, owed) = match &it.is {
        LineIs::Matched(whose) | LineIs::Differs(whose, _) => {
            (Some((whose.dossier.to_string(), whose.number.to_string())), Some(whose.owed))
        }
        LineIs::Unknown | LineIs::Ambiguous => (None, None),
    };
    let is_tried = name == tried.about;
    let named = whose.as_ref().map(|(_, number)| number.clone()).unwrap_or_default();
    Line {
        day: short_date(it.line.day),
        amount: it.line.amount,
        description: it.line.description.clone(),
        kind: if matches!(it.is, LineIs::Matched(_)) { "ok" } else { "warn" },
        is: page.word("statement-line", word(&it.is)),
        number: if is_tried { tried.number.clone() } else { named },
        receipt: if is_tried { tried.receipt.clone() } else { String::new() },
        whose,
        owed,
        name,
    }
}

/// The columns as they were last used, counted from 1.
fn columns(kept: Option<&ColumnMapping>) -> Vec<(&'static str, &'static str, String)> {
    let number = |it: usize| it.saturating_add(1).to_string();
    let of = |value: Option<usize>| value.map(number).unwrap_or_default();
    let (amount, credit, debit) = match kept.map(|it| it.amount) {
        Some(AmountColumns::Signed { column }) => (Some(column), None, None),
        Some(AmountColumns::Split { credit, debit }) => (None, Some(credit), Some(debit)),
        None => (None, None, None),
    };
    let texts: Vec<String> =
        kept.map(|it| it.description.iter().map(|it| number(*it)).collect()).unwrap_or_default();
    vec![
        ("date", "label.day", of(kept.map(|it| it.date))),
        ("credit", "label.statement-credit", of(credit)),
        ("debit", "label.statement-debit", of(debit)),
        ("amount", "label.statement-signed", of(amount)),
        ("description", "label.transfer-reference", texts.join(",")),
        ("transaction", "label.statement-transaction", of(kept.and_then(|it| it.transaction))),
    ]
}

pub fn code_of(site: &Site, agency: AgencyId) -> String {
    site.context.province.agencies.get(agency).map(|it| it.code.clone()).unwrap_or_default()
}

/// Where this person books.
pub fn agencies(site: &Site, caller: &Caller, here: AgencyId) -> Vec<(String, String, bool)> {
    let mut found = Vec::new();
    for grant in caller.account.grants_on(caller.now.date()) {
        let books = caller.actor_for(site, Action::RecordPayment, Scope::at(grant.agency)).is_ok();
        let agency = site.context.province.agencies.get(grant.agency).filter(|_| books);
        let row = agency.map(|it| (it.code.clone(), it.name.clone(), it.id == here));
        found.extend(row.filter(|it| !found.contains(it)));
    }
    found
}
