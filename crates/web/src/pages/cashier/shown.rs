//! How one drawer is shown: what moved in it, its counting sheet, the slip that makes a difference, and the drawers beside it.

use super::{HERE, state_word};
use crate::Site;
use crate::api::money::drawers::confirming;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::money::series::{NextReceipt, next_receipt};
use motcua_app::money::{self, DrawerSheet, DrawerStep};
use motcua_fees::drawer::{DrawerFinding, DrawerState, MovementFault};
use motcua_fees::{BookKind, BookLine};
use motcua_kernel::{AccountId, AgencyId, Message, Vnd};
use std::collections::BTreeMap;

/// The latest drawers that are listed.
const LISTED: u64 = 20;

/// What a page is built from.
pub struct Built {
    pub sheet: Option<DrawerSheet>,
    pub agency: AgencyId,
    pub typed: BTreeMap<String, String>,
    pub failure: Option<Failure>,
}

impl Built {
    /// The page; refused where a failure is to be shown.
    pub async fn page(self, site: &Site, reader: Reader, caller: &Caller) -> Result<Response, Failure> {
        let page = Page::new(site, reader.locale, "label.place-cashier", Some(caller), HERE);
        let drawers = money::drawers_of(&site.context, self.agency, LISTED).await?;
        let cashiers: Vec<AccountId> =
            drawers.iter().chain(&self.sheet).map(|it| it.drawer.cashier()).collect();
        let people = motcua_app::accounts::names(&site.context, &cashiers).await?;
        let receipt = next_receipt(&site.context, self.agency, caller.account.id).await?;
        let name = |it: &DrawerSheet| people.get(&it.drawer.cashier()).cloned().unwrap_or_default();
        let own = self.sheet.as_ref().is_none_or(|it| {
            it.drawer.cashier() == caller.account.id && matches!(it.drawer.state(), DrawerState::Open)
        });
        let shown = self.sheet.as_ref().map(|it| shown(site, &page, caller, it, name(it)));
        let problem =
            self.failure.map(|it| (it.field.unwrap_or_default().into_string(), page.say(&it.message)));
        let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let built = CashierPage {
            agency: names::agency(site, self.agency),
            shown,
            own,
            listed: drawers.iter().map(|it| listed(&page, it, name(it))).collect(),
            receipt: receipt.map(|it| own_receipt(&page, &it)),
            typed: self.typed,
            problems: problem.into_iter().collect(),
            page,
        };
        Ok(html(status, &built))
    }
}

#[derive(Template)]
#[template(path = "cashier.html")]
struct CashierPage {
    page: Page,
    agency: String,
    /// The drawer that is shown, if there is one.
    shown: Option<Shown>,
    /// Whether it is the own open one, or there is none.
    own: bool,
    listed: Vec<Listed>,
    /// The receipt this person gives next, where it was given numbers.
    receipt: Option<OwnReceipt>,
    typed: BTreeMap<String, String>,
    problems: Vec<(String, String)>,
}

/// What is left of the own receipts.
struct OwnReceipt {
    series: String,
    words: String,
    few: bool,
}

/// A drawer.
struct Shown {
    id: String,
    version: i64,
    cashier: String,
    opened: String,
    kind: &'static str,
    state: String,
    expected: Vnd,
    lines: Vec<Line>,
    sums: Vec<(String, Vnd)>,
    /// Notes to be counted, the largest first, in words, with how many there were.
    notes: Vec<(String, String, String)>,
    is_open: bool,
    finding: Option<Finding>,
    /// Whether this person may count, explain and reopen it.
    mine: bool,
    /// Whether this person may confirm it.
    confirms: bool,
    locked: Option<String>,
}

/// What a count came to.
struct Finding {
    counted: Vnd,
    difference: Vnd,
    over: bool,
    agrees: bool,
    explanation: Option<String>,
    candidates: Vec<String>,
}

struct Line {
    at: String,
    kind: String,
    receipt: String,
    dossier: Option<String>,
    note: String,
    amount: Vnd,
}

/// A drawer of the agency.
struct Listed {
    id: String,
    cashier: String,
    opened: String,
    kind: &'static str,
    state: String,
    expected: Vnd,
    difference: Option<Vnd>,
}

fn own_receipt(page: &Page, it: &NextReceipt) -> OwnReceipt {
    let words = match it.next {
        Some(next) => {
            let said = Message::new("web.receipt-next-own").with("number", it.series.written(next));
            page.say(&said.with("symbol", &it.series.symbol).with("left", it.left))
        }
        None => page.t("web.receipts-used-up"),
    };
    OwnReceipt { series: it.id.to_string(), words, few: it.few }
}

fn shown(site: &Site, page: &Page, caller: &Caller, sheet: &DrawerSheet, cashier: String) -> Shown {
    let (kind, state) = state_word(page, &sheet.drawer);
    let mine = sheet.drawer.cashier() == caller.account.id;
    let (finding, locked) = match sheet.drawer.state() {
        DrawerState::Open => (None, None),
        DrawerState::Counted { finding } | DrawerState::Confirmed { finding, .. } => (Some(finding), None),
        DrawerState::Locked { finding, at, .. } => (Some(finding), Some(page.moment(*at))),
    };
    let is_counted = matches!(sheet.drawer.state(), DrawerState::Counted { .. });
    let counted: BTreeMap<i64, u32> =
        finding.iter().flat_map(|it| it.count.notes()).map(|(note, count)| (note.0, count)).collect();
    let count = |note: &Vnd| counted.get(&note.0).map_or_else(String::new, ToString::to_string);
    Shown {
        id: sheet.id.to_string(),
        version: sheet.version,
        cashier,
        opened: page.moment(sheet.drawer.opened()),
        kind,
        state,
        expected: sheet.expected,
        lines: sheet.lines.iter().map(|it| line(page, it)).collect(),
        sums: sums(page, &sheet.lines),
        notes: site
            .context
            .province
            .notes
            .notes()
            .iter()
            .map(|it| (it.0.to_string(), it.to_string(), count(it)))
            .collect(),
        is_open: matches!(sheet.drawer.state(), DrawerState::Open),
        confirms: is_counted && confirming(site, caller, sheet, &DrawerStep::Confirm).is_ok(),
        finding: finding.map(|it| found(page, sheet, it)),
        mine,
        locked,
    }
}

fn found(page: &Page, sheet: &DrawerSheet, finding: &DrawerFinding) -> Finding {
    let words = |fault: &MovementFault, amount: Vnd, of: &str| {
        let name = key_of(fault, "is");
        let said = Message::new("web.drawer-slip").with("what", page.word("drawer-fault", &name));
        let said = said.with("amount", amount).with("of", of);
        let meant = match fault {
            MovementFault::FactorTen { meant } | MovementFault::Transposed { meant } => Some(*meant),
            MovementFault::Twice
            | MovementFault::NeverMoved
            | MovementFault::Missing
            | MovementFault::WrongSign => None,
        };
        let said = page.say(&said);
        meant.map_or_else(
            || said.clone(),
            |it| format!("{said} {}", page.t1("web.drawer-meant", "amount", it)),
        )
    };
    Finding {
        counted: finding.count.total(),
        difference: Vnd(finding.difference.0.saturating_abs()),
        over: finding.difference > Vnd::ZERO,
        agrees: finding.difference == Vnd::ZERO,
        explanation: finding.explanation.as_ref().map(|it| words(&it.fault, it.amount, &it.of)),
        candidates: sheet.candidates().iter().map(|it| words(&it.fault, it.amount, &it.of)).collect(),
    }
}

fn line(page: &Page, it: &BookLine) -> Line {
    Line {
        at: page.moment(it.at),
        kind: page.word("book-kind", &key_of(&it.kind, "")),
        receipt: it.receipt.clone().unwrap_or_default(),
        dossier: it.subject.as_ref().map(|it| it.dossier.to_string()),
        note: it.note.clone().unwrap_or_default(),
        amount: it.amount,
    }
}

/// What came and went by kind, without those that did not occur.
fn sums(page: &Page, lines: &[BookLine]) -> Vec<(String, Vnd)> {
    let of = |kind: BookKind| lines.iter().filter(|it| it.kind == kind).map(|it| it.amount).sum::<Vnd>();
    let kinds = BookKind::ALL.into_iter().map(|it| (it, of(it))).filter(|(_, sum)| *sum != Vnd::ZERO);
    kinds.map(|(kind, sum)| (page.word("book-kind", &key_of(&kind, "")), sum)).collect()
}

fn listed(page: &Page, sheet: &DrawerSheet, cashier: String) -> Listed {
    let (kind, state) = state_word(page, &sheet.drawer);
    let difference = match sheet.drawer.state() {
        DrawerState::Open => None,
        DrawerState::Counted { finding }
        | DrawerState::Confirmed { finding, .. }
        | DrawerState::Locked { finding, .. } => Some(finding.difference),
    };
    Listed {
        id: sheet.id.to_string(),
        cashier,
        opened: page.moment(sheet.drawer.opened()),
        kind,
        state,
        expected: sheet.expected,
        difference,
    }
}

impl CashierPage {
    /// What is wrong with a field.
    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }

    /// What was typed into a field.
    fn value(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    /// Whether what was typed as the number of a note is none.
    fn note_is_wrong(&self, note: &str) -> bool {
        self.error(&format!("notes.{note}")).is_some()
    }

    /// How many notes: as typed, or as counted before.
    fn notes(&self, note: &str, counted: &str) -> String {
        self.typed.get(&format!("notes.{note}")).cloned().unwrap_or_else(|| counted.to_owned())
    }
}
