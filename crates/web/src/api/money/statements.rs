//! Sao kê ngân hàng over the API: read a file, look at what is open, book it; the page asks the same functions.

use crate::Site;
use crate::api::DossierDocument;
use crate::api::asked::Asked;
use crate::api::named::agency;
use crate::door::{Caller, Checked, SentFile};
use crate::failure::Failure;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use motcua_app::money::{self, Imported, LineBooking, LineIs, ListedLine};
use motcua_dossier::DossierNumber;
use motcua_fees::statement::{AmountColumns, ColumnMapping, Difference, Fingerprint};
use motcua_identity::Scope;
use motcua_kernel::{Actor, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What reading a file may be asked: for whom, and the columns by their number from 1.
pub const ASKED: &[&str] = &["agency", "date", "amount", "credit", "debit", "description", "transaction"];

/// Most columns of a file.
const MOST_COLUMNS: usize = 64;

/// What reading a file came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportDocument {
    /// Credits that were not known before.
    pub new: u64,
    /// Credits that were read before and still wait.
    pub waiting: u64,
    /// Credits that are booked already.
    pub booked: u64,
    /// Lines that brought nothing.
    pub debits: u64,
    /// Rows that are no lines.
    pub skipped: Vec<u32>,
}

/// Open lines.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineList {
    /// The oldest first.
    pub items: Vec<LineDocument>,
}

/// An open line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineDocument {
    /// Its name for good.
    pub line: String,
    /// On which day the money came.
    pub day: String,
    /// In whole đồng.
    pub amount: i64,
    /// What the bank wrote.
    pub description: String,
    /// `matched`, `short`, `over`, `unknown` or `ambiguous`.
    pub is: &'static str,
    /// The number of the dossier it names.
    pub number: Option<String>,
    /// What that owes by transfer, in whole đồng.
    pub owed: Option<i64>,
}

/// A line to be booked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedBooking {
    /// Which line.
    pub line: String,
    /// Number of the dossier.
    pub number: String,
    /// The number on the pre-printed receipt that is given for it.
    #[serde(default)]
    pub receipt: Option<u32>,
}

/// What booking all matched lines came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookedDocument {
    /// Numbers of the dossiers that were paid.
    pub booked: Vec<String>,
    /// What was left.
    pub left: Vec<LeftDocument>,
}

/// A line that was left.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftDocument {
    /// Which.
    pub line: String,
    /// Why, for programs.
    pub code: String,
}

/// `POST /api/v1/bank-statements`
pub async fn import(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
    SentFile(bytes): SentFile,
) -> Result<Json<ImportDocument>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let named = named_columns(|name| asked.text(name).unwrap_or_default().to_owned())?;
    let Imported { new, waiting, booked, debits, skipped } =
        money::import_statement(&site.context, actor, &bytes, named).await?;
    Ok(Json(ImportDocument { new, waiting, booked, debits, skipped }))
}

/// `GET /api/v1/bank-statements/lines`
pub async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Json<LineList>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let lines = money::open_lines(&site.context, actor.agency).await?;
    Ok(Json(LineList { items: lines.iter().map(line).collect() }))
}

/// `DELETE /api/v1/bank-statements/lines`
pub async fn drop_open(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<StatusCode, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    money::drop_open_lines(&site.context, actor.agency).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/bank-statements/matched-bookings`
pub async fn book_matched(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<BookedDocument>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let came = money::book_matched(&site.context, actor).await?;
    let number = |it: &motcua_dossier::Dossier| it.reception.as_ref().map(|it| it.number.to_string());
    let left = |(line, error): (Fingerprint, motcua_app::AppError)| LeftDocument {
        line: line.as_str().to_owned(),
        code: Failure::from(error).message.code.to_string(),
    };
    Ok(Json(BookedDocument {
        booked: came.booked.iter().filter_map(number).collect(),
        left: came.left.into_iter().map(left).collect(),
    }))
}

/// `POST /api/v1/bank-statements/bookings`
pub async fn book_line(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
    Checked { value: body, .. }: Checked<WantedBooking>,
) -> Result<Json<DossierDocument>, Failure> {
    let actor = actor_at(&site, &caller, asked.text("agency").unwrap_or_default())?;
    let wanted = booking(&body.line, &body.number, body.receipt)?;
    let dossier = money::book_line(&site.context, actor, &wanted).await?;
    Ok(Json(DossierDocument::of(&site, &dossier)))
}

/// As whom this person books at the agency with this code: the one where it works when none is named.
pub fn actor_at(site: &Site, caller: &Caller, code: &str) -> Result<Actor, Failure> {
    if code.is_empty() {
        let here = caller.account.grants_on(caller.now.date()).map(|it| it.agency);
        let mut actors = here.filter_map(|it| caller.actor(site, Scope::at(it)).ok());
        return actors.next().ok_or_else(Failure::not_found);
    }
    Ok(caller.actor(site, Scope::at(agency(&site.context, code, "agency")?))?)
}

/// A line to be booked, as it was typed.
pub fn booking(line: &str, number: &str, receipt: Option<u32>) -> Result<LineBooking, Refusal> {
    let unknown = || {
        Refusal::new("app.statement-number-unknown")
            .with("number", crate::words::shortened(number))
            .at("number")
    };
    let number: DossierNumber = number.parse().map_err(|_| unknown())?;
    Ok(LineBooking { line: Fingerprint::from_stored(line), number, receipt })
}

/// The columns that were named by their number from 1; none when none was.
pub fn named_columns(text: impl Fn(&str) -> String) -> Result<Option<ColumnMapping>, Refusal> {
    let names = ["date", "amount", "credit", "debit", "description", "transaction"];
    if names.iter().all(|it| text(it).trim().is_empty()) {
        return Ok(None);
    }
    let wrong = |name: &'static str| Refusal::new("web.column-wrong").with("most", MOST_COLUMNS).at(name);
    let read = |name: &'static str, it: &str| {
        let number = it.trim().parse::<usize>().ok().filter(|it| (1..=MOST_COLUMNS).contains(it));
        number.and_then(|it| it.checked_sub(1)).ok_or_else(|| wrong(name))
    };
    let one = |name: &'static str| read(name, &text(name));
    let amount = if text("amount").trim().is_empty() {
        AmountColumns::Split { credit: one("credit")?, debit: one("debit")? }
    } else {
        AmountColumns::Signed { column: one("amount")? }
    };
    let description = text("description");
    let transaction = Some(text("transaction")).filter(|it| !it.trim().is_empty());
    Ok(Some(ColumnMapping {
        date: one("date")?,
        amount,
        description: description.split(',').map(|it| read("description", it)).collect::<Result<_, _>>()?,
        transaction: transaction.map(|it| read("transaction", &it)).transpose()?,
    }))
}

/// The word for what a line seems to be.
pub const fn word(is: &LineIs) -> &'static str {
    match is {
        LineIs::Matched(_) => "matched",
        LineIs::Differs(_, Difference::Short(_)) => "short",
        LineIs::Differs(_, Difference::Over(_)) => "over",
        LineIs::Unknown => "unknown",
        LineIs::Ambiguous => "ambiguous",
    }
}

fn line(it: &ListedLine) -> LineDocument {
    let whose = match &it.is {
        LineIs::Matched(whose) | LineIs::Differs(whose, _) => Some(whose),
        LineIs::Unknown | LineIs::Ambiguous => None,
    };
    LineDocument {
        line: it.line.fingerprint.as_str().to_owned(),
        day: it.line.day.to_string(),
        amount: it.line.amount.0,
        description: it.line.description.clone(),
        is: word(&it.is),
        number: whose.map(|it| it.number.to_string()),
        owed: whose.map(|it| it.owed.0),
    }
}
