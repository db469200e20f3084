//! Lập lệnh thanh toán: by whoever has the token of a slip and nothing else. The same order is given again as long as it
//! is open and asks for just what is owed, so that pressing twice makes one.

use super::gateway;
use crate::keep::spell;
use crate::{AppError, Context, Province, look};
use motcua_dossier::{Dossier, DossierNumber};
use motcua_fees::gateway::{Order, OrderReference};
use motcua_fees::transfer_due;
use motcua_kernel::{Refusal, Vnd};
use motcua_storage::{Tx, dossiers, gateway_orders};

const CHARACTERS: usize = 20;
/// An order that has less time left is made anew.
const LEAST_MINUTES: i64 = 3;

/// An order to be paid.
#[derive(Clone, Debug)]
pub struct Begun {
    /// It.
    pub order: Order,
    /// Of which dossier.
    pub number: DossierNumber,
}

/// What a dossier can pay through the gateway now; nothing where the house has none, where nothing is owed, or where the
/// agency has no account that the gateway could pay to.
pub fn takes_online(context: &Context, dossier: &Dossier) -> Option<Vnd> {
    context.gateway.as_ref()?;
    if !has_account(&context.province, dossier) {
        return None;
    }
    let amount: Vnd = transfer_due(dossier).iter().map(|it| it.amount).sum();
    (amount > Vnd::ZERO).then_some(amount)
}

fn has_account(province: &Province, dossier: &Dossier) -> bool {
    dossier.receiving().and_then(|it| province.account_near(it)).is_some()
}

/// Orders what the dossier of a slip owes its agency now: the one with this number, where the slip has several.
///
/// # Errors
/// Not found when the house has no gateway or no slip this token and number; refused when nothing is owed, or the agency
/// takes no money through the gateway.
pub async fn begin_order(
    context: &Context,
    token: &str,
    number: Option<&DossierNumber>,
) -> Result<Begun, AppError> {
    let minutes = gateway(context)?.minutes();
    let views = look::status_by_token(context, token).await?;
    let asked = views.into_iter().find(|it| number.is_none_or(|number| it.number == *number));
    let asked = asked.ok_or(AppError::NotFound)?;
    let secret = context.ids.secret()?;
    let reference: OrderReference = spell(&secret, CHARACTERS).parse().map_err(|()| AppError::NotFound)?;
    let now = context.clock.now();
    let order = context
        .store
        .write(async |tx: &Tx| {
            let dossier = dossiers::load(tx, asked.dossier).await?;
            if !has_account(&context.province, &dossier) {
                return Err(Refusal::new("app.gateway-not-for-agency").into());
            }
            let open = gateway_orders::latest_open(tx, dossier.id).await?.map(|it| it.order);
            let usable =
                |it: &Order| it.is_all_that_is_owed(&dossier) && it.expires > now.plus_minutes(LEAST_MINUTES);
            if let Some(open) = open.filter(usable) {
                return Ok(open);
            }
            let order = Order::of(reference, &dossier, (now, minutes))?;
            gateway_orders::add(tx, &order).await?;
            Ok::<_, AppError>(order)
        })
        .await?;
    Ok(Begun { order, number: asked.number })
}
