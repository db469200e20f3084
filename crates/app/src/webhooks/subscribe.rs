//! Đăng ký: another system is told what happens from now on. Its secret is told once, here.

use super::{address, signature};
use crate::{AppError, Context};
use motcua_delivery::Poster;
use motcua_kernel::{Actor, AgencyId, Refusal};
use motcua_notifications::events::EventKind;
use motcua_storage::webhooks::{self, Stand, Webhook, WebhookSecret, WebhookState};
use motcua_storage::{Tx, followers};
use std::collections::BTreeSet;
use uuid::Uuid;

/// More than these nobody oversees, and each is one more reader of the log.
const MOST: usize = 50;
const LONGEST_NAME: usize = 120;

/// A subscription as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSubscription {
    /// What people call it.
    pub name: String,
    /// Where events are posted to.
    pub url: String,
    /// Whose dossiers it is told of, with everything below.
    pub agency: AgencyId,
    /// Which events; every one when empty.
    pub kinds: BTreeSet<EventKind>,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribed {
    /// Its id.
    pub id: Uuid,
    /// Its secret, told this once.
    pub secret: String,
}

/// Makes one. It begins with what happens from now on.
///
/// # Errors
/// Refused when something can not be so, or there are too many.
pub async fn subscribe(
    context: &Context,
    actor: Actor,
    wanted: WantedSubscription,
) -> Result<Subscribed, AppError> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refusal::new("app.webhook-name-wrong").with("most", LONGEST_NAME).at("name").into());
    }
    let url = address::checked(&wanted.url)?;
    if let Poster::Http(poster) = &context.delivery().posts {
        let refused = |_| Refusal::new("app.webhook-url-refused").at("url");
        poster.may_post_to(&url).map_err(refused)?;
    }
    context.province.agencies.get(wanted.agency).ok_or(AppError::NotFound)?;
    let reader = context.store.reader();
    if webhooks::all(&reader).await?.len() >= MOST {
        return Err(Refusal::new("app.webhooks-too-many").with("most", MOST).into());
    }
    let now = context.clock.now();
    let secret = WebhookSecret(context.ids.secret()?.to_vec());
    let all = wanted.kinds.len() == EventKind::ALL.len();
    let kinds = wanted.kinds.iter().filter(|_| !all).map(|it| it.code().to_owned());
    let webhook = Webhook {
        id: context.ids.next(now)?,
        name: name.to_owned(),
        url,
        agency: wanted.agency,
        kinds: kinds.collect(),
        secret,
        old_secret: None,
        state: WebhookState::On,
        made_by: actor.account,
        made_at: now,
        stand: Stand { place: followers::end(&reader).await?, again: None },
        failures: 0,
        failing_since: None,
        next_try: None,
        last_error: None,
        last_success: None,
    };
    context.store.write(async |tx: &Tx| webhooks::insert(tx, &webhook).await).await?;
    Ok(Subscribed { id: webhook.id, secret: signature::told(&webhook.secret) })
}
