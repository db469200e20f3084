//! Ngăn tiền: opened with a float, counted note by note, explained where something differs, confirmed by another person
//! then, and locked for good. What should lie in it is summed from the book, never kept.

use crate::{AppError, Context};
use motcua_fees::drawer::{
    CashMovement, CashMovementKind, Drawer, DrawerCount, DrawerState, Explanation, expected_cash, explain,
};
use motcua_fees::{BookKind, BookLine, BookMeans};
use motcua_kernel::{AccountId, Actor, AgencyId, DrawerId, Instant, MoneyMovementId, Refusal, Vnd};
use motcua_storage::drawers::{self, DrawerRow};
use motcua_storage::{Handle, StoreError, Tx, money_book};
use std::collections::BTreeMap;

/// The most that is put into or taken out of a drawer at once: more is a slip of the keyboard.
const MOST: Vnd = Vnd(10_000_000_000);
/// Drawers that are checked at once.
const MOST_CHECKED: u64 = 200;
/// The longest note.
const LONGEST_NOTE: usize = 200;

/// A drawer with all that moved in it.
#[derive(Clone, Debug)]
pub struct DrawerSheet {
    /// Its id.
    pub id: DrawerId,
    /// For optimistic locking.
    pub version: i64,
    /// Where.
    pub agency: AgencyId,
    /// Whose, since when, and how far it is.
    pub drawer: Drawer,
    /// All that moved in it.
    pub lines: Vec<BookLine>,
    /// What should lie in it.
    pub expected: Vnd,
}

impl DrawerSheet {
    /// Each single slip that would make the difference, the likelier first; none while it is open or agrees.
    pub fn candidates(&self) -> Vec<Explanation> {
        match self.drawer.state() {
            DrawerState::Counted { finding } => explain(finding.difference, &movements(&self.lines)),
            DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => Vec::new(),
        }
    }
}

/// The open drawer of an account at an agency.
///
/// # Errors
/// When the store fails.
pub async fn open_drawer_of(
    context: &Context,
    agency: AgencyId,
    account: AccountId,
) -> Result<Option<DrawerSheet>, AppError> {
    let reader = context.store.reader();
    match drawers::open_of(&reader, agency, account).await? {
        Some(row) => Ok(Some(sheet(&reader, row).await?)),
        None => Ok(None),
    }
}

/// One drawer.
///
/// # Errors
/// Not found when there is none.
pub async fn drawer(context: &Context, id: DrawerId) -> Result<DrawerSheet, AppError> {
    let reader = context.store.reader();
    let row = drawers::load(&reader, id).await?;
    Ok(sheet(&reader, row).await?)
}

/// The latest drawers of an agency, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn drawers_of(
    context: &Context,
    agency: AgencyId,
    most: u64,
) -> Result<Vec<DrawerSheet>, AppError> {
    let reader = context.store.reader();
    let mut sheets = Vec::new();
    for row in drawers::of_agency(&reader, agency, most).await? {
        sheets.push(sheet(&reader, row).await?);
    }
    Ok(sheets)
}

/// Opens the drawer of `actor` with `float` in it.
///
/// # Errors
/// Refused when the float is below zero or absurd, and while the actor has an open one.
pub async fn open_drawer(context: &Context, actor: Actor, float: Vnd) -> Result<DrawerId, AppError> {
    if float < Vnd::ZERO || float > MOST {
        return Err(Refusal::new("app.drawer-amount").with("most", MOST).at("float").into());
    }
    let now = context.clock.now();
    let (id, line) = (DrawerId(context.ids.next(now)?), MoneyMovementId(context.ids.next(now)?));
    let opened = context
        .store
        .write(async |tx: &Tx| {
            drawers::open(tx, &opened(id, actor, now)?).await?;
            if float > Vnd::ZERO {
                money_book::add(tx, &[moved(line, actor, id, (BookKind::Float, float, now), None)]).await?;
            }
            Ok(())
        })
        .await;
    match opened {
        Err(AppError::Store(StoreError::Stale { .. })) => Err(Refusal::new("app.drawer-open").into()),
        other => other.map(|()| id),
    }
}

/// Puts cash into the own open drawer, or takes it out for the bank, the Treasury or the head.
///
/// # Errors
/// Refused when the amount is not above zero or absurd, no drawer is open, too little is in it, or the note is too long.
pub async fn move_cash(
    context: &Context,
    actor: Actor,
    kind: BookKind,
    amount: Vnd,
    note: &str,
) -> Result<(), AppError> {
    if amount <= Vnd::ZERO || amount > MOST {
        return Err(Refusal::new("app.drawer-amount").with("most", MOST).at("amount").into());
    }
    if note.chars().count() > LONGEST_NOTE || note.contains('\0') {
        return Err(Refusal::new("app.drawer-note").with("most", LONGEST_NOTE).at("note").into());
    }
    let note = Some(note.trim().to_owned()).filter(|it| !it.is_empty());
    let now = context.clock.now();
    let id = MoneyMovementId(context.ids.next(now)?);
    context
        .store
        .write(async |tx: &Tx| {
            let held = drawers::hold_open(tx, actor.agency, actor.account).await?;
            let drawer = held.ok_or_else(|| Refusal::new("app.drawer-none"))?;
            let signed = if kind == BookKind::Remittance { Vnd::ZERO.minus(amount) } else { amount };
            let inside: Vnd = money_book::of_drawer(tx, drawer).await?.iter().map(|it| it.amount).sum();
            if inside.plus(signed) < Vnd::ZERO {
                return Err(Refusal::new("app.drawer-too-little").with("inside", inside).at("amount").into());
            }
            let line = moved(id, actor, drawer, (kind, signed, now), note.clone());
            Ok(money_book::add(tx, &[line]).await?)
        })
        .await
}

/// A step of a drawer's closing.
#[derive(Clone, Debug)]
pub enum DrawerStep {
    /// Kiểm đếm.
    Count(DrawerCount),
    /// Giải trình: the slip that makes the difference, by its place among the candidates.
    Explain(usize),
    /// Mở lại: the count was wrong, or a payer came.
    Reopen,
    /// Xác nhận and khóa.
    Confirm,
}

/// Takes a drawer one step further; confirmed it is locked at once.
///
/// # Errors
/// Refused when it is not at this step, to whoever may not take it (nobody confirms a difference of their own), and to
/// reopen while another is open; `Stale` when money came in since it was seen.
pub async fn step_drawer(
    context: &Context,
    actor: Actor,
    (id, seen): (DrawerId, i64),
    step: DrawerStep,
) -> Result<DrawerSheet, AppError> {
    let now = context.clock.now();
    let done = context
        .store
        .write(async |tx: &Tx| {
            let mut row = drawers::load(tx, id).await?;
            if row.version != seen {
                return Err(Refusal::new("app.drawer-moved").into());
            }
            let lines = money_book::of_drawer(tx, id).await?;
            let cash = movements(&lines);
            let drawer: Drawer = read(&row)?;
            let drawer = match &step {
                DrawerStep::Count(count) => drawer.count(actor.account, count.clone(), &cash)?,
                DrawerStep::Explain(place) => explained(drawer, actor.account, *place, &cash)?,
                DrawerStep::Reopen => drawer.reopen(actor.account)?,
                DrawerStep::Confirm => drawer.confirm(actor.account)?.lock(now)?,
            };
            write(&mut row, &drawer)?;
            drawers::save(tx, &row).await?;
            row.version = row.version.saturating_add(1);
            Ok(row)
        })
        .await;
    match done {
        Ok(row) => Ok(sheet(&context.store.reader(), row).await?),
        Err(AppError::Store(StoreError::Stale { .. })) => Err(Refusal::new("app.drawer-open").into()),
        Err(error) => Err(error),
    }
}

fn explained(drawer: Drawer, by: AccountId, place: usize, cash: &[CashMovement]) -> Result<Drawer, Refusal> {
    let found = match drawer.state() {
        DrawerState::Counted { finding } => explain(finding.difference, cash),
        DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => Vec::new(),
    };
    let chosen = found.into_iter().nth(place);
    drawer.explained(by, chosen.ok_or_else(|| Refusal::new("fees.difference-not-explained"))?, cash)
}

/// One that the first cash of a shift, or its cashier, opens.
pub(crate) fn opened(id: DrawerId, actor: Actor, now: Instant) -> Result<DrawerRow, AppError> {
    let mut row = DrawerRow {
        id,
        version: 1,
        agency: actor.agency,
        account: actor.account,
        opened_at: now,
        state: String::new(),
        body: String::new(),
    };
    write(&mut row, &Drawer::open(actor.account, now))?;
    Ok(row)
}

fn moved(
    id: MoneyMovementId,
    actor: Actor,
    drawer: DrawerId,
    (kind, amount, at): (BookKind, Vnd, Instant),
    note: Option<String>,
) -> BookLine {
    BookLine {
        id,
        agency: actor.agency,
        account: actor.account,
        at,
        drawer: Some(drawer),
        kind,
        means: BookMeans::Cash,
        amount,
        subject: None,
        receipt: None,
        note,
    }
}

/// What is wrong with what is stored of drawers, in words for an operator.
///
/// # Errors
/// When the store fails.
pub(crate) async fn drawer_faults(handle: &impl Handle) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let mut last = None;
    loop {
        let rows = drawers::after(handle, last, MOST_CHECKED).await?;
        let Some(end) = rows.last().map(|it| it.id) else { return Ok(faults) };
        for row in rows {
            let lines = money_book::of_drawer(handle, row.id).await?;
            faults.extend(fault(&row, &lines).map(|what| format!("drawer {}: {what}", row.id)));
        }
        last = Some(end);
    }
}

fn fault(row: &DrawerRow, lines: &[BookLine]) -> Option<String> {
    let drawer = match read(row) {
        Ok(drawer) => drawer,
        Err(error) => return Some(error.to_string()),
    };
    if (drawer.cashier(), drawer.opened(), state_word(&drawer)) != (row.account, row.opened_at, &row.state) {
        return Some("its columns are not what its text says".to_owned());
    }
    if let Some(line) = lines.iter().find(|it| it.means != BookMeans::Cash) {
        return Some(format!("line {} in it is no cash", line.id));
    }
    let counted = drawer.finding()?.difference;
    let made = drawer.count_fault(&movements(lines))?;
    Some(format!("its count came to a difference of {counted}, its lines in the book to {made}"))
}

async fn sheet(handle: &impl Handle, row: DrawerRow) -> Result<DrawerSheet, StoreError> {
    let lines = money_book::of_drawer(handle, row.id).await?;
    let expected = expected_cash(&movements(&lines));
    let drawer = read(&row)?;
    Ok(DrawerSheet { id: row.id, version: row.version, agency: row.agency, drawer, lines, expected })
}

/// The lines of a drawer as the rules count them: the parts of one payment are one movement.
fn movements(lines: &[BookLine]) -> Vec<CashMovement> {
    let mut sums: BTreeMap<(Instant, usize), CashMovement> = BTreeMap::new();
    let mut last: Option<((Instant, usize), &BookLine)> = None;
    for (place, line) in lines.iter().enumerate() {
        let amount = Vnd(line.amount.0.saturating_abs());
        if let Some((key, before)) = last
            && is_one_deed(before, line)
            && let Some(sum) = sums.get_mut(&key)
        {
            sum.amount = sum.amount.plus(amount);
            continue;
        }
        let of = line.receipt.clone().unwrap_or_else(|| line.id.to_string());
        sums.insert((line.at, place), CashMovement { kind: kind_of(line.kind), amount, of });
        last = Some(((line.at, place), line));
    }
    sums.into_values().collect()
}

fn is_one_deed(before: &BookLine, line: &BookLine) -> bool {
    let deed = |it: &BookLine| it.subject.as_ref().map(|it| (it.dossier, it.seq));
    deed(line).is_some() && deed(before) == deed(line)
}

/// What is taken back as entered by mistake leaves the drawer as what is paid back does.
const fn kind_of(kind: BookKind) -> CashMovementKind {
    match kind {
        BookKind::Payment => CashMovementKind::CashIn,
        BookKind::Reversal | BookKind::Refund => CashMovementKind::RefundOut,
        BookKind::Float => CashMovementKind::OpeningFloat,
        BookKind::Remittance => CashMovementKind::Remitted,
    }
}

fn read(row: &DrawerRow) -> Result<Drawer, StoreError> {
    serde_json::from_str(&row.body).map_err(|error| corrupt(row, &error))
}

fn write(row: &mut DrawerRow, drawer: &Drawer) -> Result<(), StoreError> {
    row.body = serde_json::to_string(drawer).map_err(|error| corrupt(row, &error))?;
    state_word(drawer).clone_into(&mut row.state);
    Ok(())
}

const fn state_word(drawer: &Drawer) -> &'static str {
    match drawer.state() {
        DrawerState::Open => "open",
        DrawerState::Counted { .. } => "counted",
        DrawerState::Confirmed { .. } => "confirmed",
        DrawerState::Locked { .. } => "locked",
    }
}

fn corrupt(row: &DrawerRow, error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt { table: "drawer", id: row.id.to_string(), what: error.to_string() }
}
