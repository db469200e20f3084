//! Nhận thông báo của cổng: what the gateway says is claimed by what it tells, so that only the first of any number of
//! the same is decided; with the claim, in one transaction, the payment is booked or what came is kept for a person.

use crate::act::{Command, follow};
use crate::keep::keep_changed;
use crate::money::receipt::{self, ReceiptWish};
use crate::sheets::hex;
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, PaidCharge, PaymentMeans};
use motcua_fees::Taking;
use motcua_fees::gateway::{Callback, CallbackFault, Meaning, Waits, meaning};
use motcua_i18n::{Locale, texts};
use motcua_identity::LoginName;
use motcua_kernel::{AccountId, Actor, Refusal, Role};
use motcua_storage::gateway_callbacks::{self, CallbackRow, WAITS};
use motcua_storage::gateway_orders::{self, OrderPaid, OrderRow};
use motcua_storage::{StoreError, Tx, dossiers, technical_accounts};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The account that the gateway books under; nobody logs in with it.
const ACCOUNT: AccountId = AccountId(Uuid::from_u128(0x0000_0000_0000_8000_8000_676a_7465_7761));
const LOGIN: &str = "cong-thanh-toan";
/// How often a booking is tried again when somebody changed the dossier meanwhile.
const TRIES: u32 = 8;
const PAID: &str = "paid";
const FAILED: &str = "failed";

/// What an answer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is booked.
    Paid,
    /// Nothing was paid.
    Failed,
    /// It is kept for a person.
    Waits(Option<Waits>),
}

/// What an answer came to, and whether it had come before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it came to when it came first.
    pub came: Came,
    /// Whether it had come before.
    pub repeated: bool,
}

/// Takes an answer whose signature was found right.
///
/// # Errors
/// When the store fails; then nothing is kept, and the gateway has to say it again.
pub async fn take_callback(context: &Context, callback: &Callback) -> Result<Taken, AppError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match attempt(context, callback, None).await {
            Err(AppError::Store(StoreError::Stale { .. })) if tries < TRIES => {}
            // What a rule or a receipt refuses is money all the same.
            Err(AppError::Refused(refusal)) => {
                tracing::warn!(code = %refusal.message.code, "money of the gateway can not be booked");
                return attempt(context, callback, Some(Waits::NotOwed)).await;
            }
            other => return other,
        }
    }
}

/// Notes an answer that is not taken, by the sum of its bytes: nothing of it is believed, so nothing of it is kept.
///
/// # Errors
/// When the store fails.
pub async fn note_refused(context: &Context, body: &[u8], fault: CallbackFault) -> Result<(), AppError> {
    let fingerprint = hex(&Sha256::digest(body));
    tracing::warn!(fault = fault.name(), fingerprint, "an answer of the gateway is not taken");
    let now = context.clock.now();
    let row = CallbackRow {
        fingerprint,
        first_at: now,
        last_at: now,
        times: 1,
        outcome: fault.name().to_owned(),
        why: None,
        order: None,
        transaction: None,
        amount: None,
        paid_at: None,
        agency: None,
        dossier: None,
        seq: None,
        settled: None,
        note: None,
    };
    context.store.write(async |tx: &Tx| Ok(gateway_callbacks::claim(tx, &row).await.map(|_| ())?)).await
}

async fn attempt(context: &Context, callback: &Callback, refused: Option<Waits>) -> Result<Taken, AppError> {
    let fingerprint = callback.fingerprint();
    context
        .store
        .write(async |tx: &Tx| {
            let row = gateway_orders::find(tx, &callback.order).await?;
            let dossier = match &row {
                Some(it) => Some(dossiers::load(tx, it.order.dossier).await?),
                None => None,
            };
            let order = row.as_ref().map(|it| (&it.order, it.paid.is_some()));
            let means = match refused {
                Some(why) => Meaning::Waits(why),
                None => meaning(callback, order, dossier.as_ref()),
            };
            let kept = kept(context, callback, row.as_ref(), &means);
            if !gateway_callbacks::claim(tx, &kept).await? {
                let first = gateway_callbacks::find(tx, &fingerprint).await?.ok_or(AppError::NotFound)?;
                return Ok(Taken { came: came(&first), repeated: true });
            }
            match (means, row, dossier) {
                (Meaning::Paid(paid), Some(order), Some(before)) => {
                    let seq = book(tx, context, (callback, &order), before, paid).await?;
                    gateway_callbacks::booked(tx, &fingerprint, order.order.dossier, seq).await?;
                }
                (Meaning::Failed, ..) => {
                    gateway_orders::fail(tx, &callback.order, kept.first_at).await?;
                }
                (Meaning::Paid(_) | Meaning::Waits(_), ..) => {}
            }
            Ok(Taken { came: came(&kept), repeated: false })
        })
        .await
}

/// Books the payment as a transfer, under the account of the gateway, and marks its order.
async fn book(
    tx: &Tx,
    context: &Context,
    (callback, row): (&Callback, &OrderRow),
    before: Dossier,
    paid: Vec<PaidCharge>,
) -> Result<u32, AppError> {
    let now = context.clock.now().max(before.last_recorded);
    let login = LoginName::parse(LOGIN)?;
    let name = texts(Locale::Vi).get("label.gateway-account").unwrap_or(LOGIN);
    technical_accounts::put(tx, ACCOUNT, (&login, name)).await?;
    let actor = Actor { account: ACCOUNT, agency: row.order.agency, role: Role::Cashier };
    let command = Command { actor, dossier: before.id, seen: before.seq, once: None };
    let pinned = context.province.pinned(&before)?;
    let how = PaymentMeans::Transfer { reference: callback.transaction.clone() };
    let decide = |receipt| {
        let taking = Taking { paid: paid.clone(), how: how.clone(), receipt, given: None };
        motcua_intake::record_payment(&before, &pinned, actor, taking, now)
    };
    // What is refused is refused before a number is taken.
    decide(None)?;
    let wish = ReceiptWish { amount: row.order.amount, number: None };
    let receipt = receipt::take(tx, command, (&before, now), &wish).await?;
    let events = decide(Some(receipt))?;
    let seq = before.seq.saturating_add(1);
    let by = By::Officer(actor);
    let (after, entries) = follow(before.id, Some(before.clone()), by, events, now)?;
    keep_changed(tx, context, &before, &after, &entries).await?;
    let paid = OrderPaid { transaction: callback.transaction.clone(), seq, at: now };
    if !gateway_orders::pay(tx, &row.order.reference, &paid).await? {
        return Err(StoreError::Stale { what: format!("order {}", row.order.reference) }.into());
    }
    Ok(seq)
}

fn kept(context: &Context, callback: &Callback, row: Option<&OrderRow>, means: &Meaning) -> CallbackRow {
    let now = context.clock.now();
    let (outcome, why) = match means {
        Meaning::Paid(_) => (PAID, None),
        Meaning::Failed => (FAILED, None),
        Meaning::Waits(why) => (WAITS, Some(why.name().to_owned())),
    };
    CallbackRow {
        fingerprint: callback.fingerprint(),
        first_at: now,
        last_at: now,
        times: 1,
        outcome: outcome.to_owned(),
        why,
        order: Some(callback.order.clone()),
        transaction: Some(callback.transaction.clone()),
        amount: Some(callback.amount),
        paid_at: Some(callback.at),
        agency: row.map(|it| it.order.agency),
        dossier: row.map(|it| it.order.dossier),
        seq: None,
        settled: None,
        note: None,
    }
}

fn came(row: &CallbackRow) -> Came {
    match row.outcome.as_str() {
        PAID => Came::Paid,
        FAILED => Came::Failed,
        _ => Came::Waits(Waits::ALL.into_iter().find(|it| row.why.as_deref() == Some(it.name()))),
    }
}

/// Money that waits no more, or never did.
pub(super) fn no_such_credit() -> Refusal {
    Refusal::new("app.gateway-credit-settled").at("credit")
}
