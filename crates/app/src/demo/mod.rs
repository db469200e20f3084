//! The demo: a made-up office whose dossiers have gone through the real use cases in the three weeks before.
//!
//! Nothing is written past a rule: people look at their desks and do what is on them, by a clock that goes through those
//! weeks in order. The same moment always makes the same world. Accounts are written last, so that a world with accounts
//! is a whole one.

mod applicants;
mod bundles;
mod chance;
mod deed;
mod letters;
mod life;
mod money;
mod office;
mod past;
mod people;
mod soc_trang;
mod stories;
mod story;
mod twist;
mod visit;
mod world;

pub use people::Person;
pub use world::World;

use crate::accounts::kept;
use crate::notices::NoticeSetting;
use crate::pages::DossierPages;
use crate::{AppError, Clock, Context, IdSource};
use motcua_identity::{KnownTo, LoginName};
use motcua_kernel::Refusal;
use motcua_storage::{Store, Tx, accounts, dossiers};
use office::Office;
use past::Past;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "dung-thu-motcua-2026";

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// No account and no dossier.
    Nothing,
    /// A whole demo.
    Demo,
    /// Something else, which a demo must not be mixed with.
    Other,
}

/// Looks at what a database holds.
///
/// # Errors
/// When the store fails.
pub async fn held(context: &Context, world: World) -> Result<Held, AppError> {
    let reader = context.store.reader();
    for person in world.people() {
        if accounts::by_login(&reader, &LoginName::parse(person.login)?).await?.is_none() {
            let empty = !accounts::any(&reader).await? && dossiers::ids(&reader, None, 1).await?.is_empty();
            return Ok(if empty { Held::Nothing } else { Held::Other });
        }
    }
    Ok(Held::Demo)
}

/// Whether something in the store was recorded at a later time than that of the clock: a demo whose year has begun again.
///
/// # Errors
/// When the store fails.
pub async fn is_ahead(context: &Context) -> Result<bool, AppError> {
    let now = context.clock.now();
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    while let Some(page) = pages.next().await? {
        for id in page {
            if dossiers::load(&reader, id).await?.last_recorded > now {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Of so many minutes before now a filled demo shows what was told: ten days.
const TOLD_MINUTES: i64 = 10 * 24 * 60;

/// Fills an empty database, through `store`, with the world as it is at this moment.
///
/// What a rule refused on the way did not happen and is returned; on most days that is nothing.
///
/// # Errors
/// When the store fails.
pub async fn fill(context: &Context, store: Store, world: World) -> Result<Vec<Refusal>, AppError> {
    let now = context.clock.now();
    let past = Context {
        clock: Arc::new(Clock::fixed(now)),
        ids: Arc::new(IdSource::Counting(AtomicU64::new(0))),
        store,
        delivery: Arc::default(),
        notices: Arc::new(NoticeSetting {
            past: Some(now.plus_minutes(-TOLD_MINUTES)),
            ..context.notices().clone()
        }),
        ..context.clone()
    };
    let office = Office::people(&past, world, now)?;
    // Before anything happens: a drawer is opened by somebody who is there.
    move_in(&past, &office).await?;
    let undone =
        Past::new(&past, &office, world, now.date()).happen(world.stories().into_iter(), now).await?;
    match world {
        World::CanTho => Box::pin(bundles::happen(&past, &office, now)).await?,
        World::SocTrang => {}
    }
    Ok(undone)
}

/// One hash for all: a second one would only take time, and the password is no secret.
async fn move_in(context: &Context, office: &Office) -> Result<(), AppError> {
    let Some(first) = office.accounts().first() else { return Ok(()) };
    let password = kept(context, &first.login, PASSWORD, KnownTo::Owner).await?;
    context
        .store
        .write(async |tx: &Tx| {
            for account in office.accounts() {
                accounts::insert(tx, account, Some(&password)).await?;
            }
            Ok(())
        })
        .await
}
