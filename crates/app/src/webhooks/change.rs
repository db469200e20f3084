//! What an administrator does to a subscription: on, off, another secret, told again, ended.

use super::signature;
use crate::live::Place;
use crate::{AppError, Context};
use motcua_dossier::{DossierNumber, places_that_follow};
use motcua_kernel::{Instant, Refusal};
use motcua_storage::webhooks::{self, WebhookSecret, WebhookState};
use motcua_storage::{StoreError, Tx, dossiers, followers};
use uuid::Uuid;

/// For so long the secret of before signs beside the new one.
const BOTH_MINUTES: i64 = 24 * 60;

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It goes on from where it stands.
    On,
    /// It is told nothing; its place stays.
    Off,
}

/// What is told again, or no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Everything behind a place.
    After(Place),
    /// Everything from the first event that was recorded at this moment or later.
    Since(Instant),
    /// What has been told of one dossier, before it goes on.
    Dossier(String),
    /// Nothing of what is waiting: only what happens from now on.
    FromNow,
}

/// Switches one on or off; failures are forgotten.
///
/// # Errors
/// Not found without it.
pub async fn switch(context: &Context, id: Uuid, to: Switch) -> Result<(), AppError> {
    let state = match to {
        Switch::On => WebhookState::On,
        Switch::Off => WebhookState::Off,
    };
    Ok(context.store.write(async |tx: &Tx| webhooks::switch(tx, id, state).await).await?)
}

/// Gives one another secret, told this once. That of before signs beside it for a day.
///
/// # Errors
/// Not found without it, or when somebody else changed the secret at this moment.
pub async fn rotate(context: &Context, id: Uuid) -> Result<String, AppError> {
    let webhook = webhooks::find(&context.store.reader(), id).await?;
    let secret = WebhookSecret(context.ids.secret()?.to_vec());
    let until = context.clock.now().plus_minutes(BOTH_MINUTES);
    let rotated = async |tx: &Tx| webhooks::rotate(tx, id, &secret, (&webhook.secret, until)).await;
    context.store.write(rotated).await?;
    Ok(signature::told(&secret))
}

/// Says from where one is told on.
///
/// # Errors
/// Not found without it; refused when there is no such dossier for it, or another is being told again.
pub async fn go_on(context: &Context, id: Uuid, telling: Telling) -> Result<(), AppError> {
    let reader = context.store.reader();
    let webhook = webhooks::find(&reader, id).await?;
    let place = match telling {
        Telling::After(Place(place)) => place.min(followers::end(&reader).await?),
        Telling::Since(moment) => followers::before(&reader, moment).await?,
        Telling::FromNow => followers::end(&reader).await?,
        Telling::Dossier(number) => {
            let unknown = || Refusal::new("app.webhook-dossier-unknown").at("dossier");
            let number: DossierNumber = number.trim().parse().map_err(|_| unknown())?;
            let dossier = dossiers::by_number(&reader, &number).await?.ok_or_else(unknown)?;
            let tree = &context.province.agencies;
            if !places_that_follow(&dossier).into_iter().any(|it| tree.is_within(it, webhook.agency)) {
                return Err(unknown().into());
            }
            let again = async |tx: &Tx| webhooks::tell_again(tx, id, dossier.id).await;
            return if context.store.write(again).await? {
                Ok(())
            } else {
                Err(Refusal::new("app.webhook-telling-again").at("dossier").into())
            };
        }
    };
    let moved = async |tx: &Tx| Ok::<_, StoreError>(webhooks::go_on_from(tx, id, place).await?);
    Ok(context.store.write(moved).await?)
}

/// Ends one, with its tries.
///
/// # Errors
/// Not found without it.
pub async fn end_subscription(context: &Context, id: Uuid) -> Result<(), AppError> {
    Ok(context.store.write(async |tx: &Tx| webhooks::delete(tx, id).await).await?)
}
