//! Looks whether a subscription has something to be told, and has a worker do it.
//!
//! It asks where each stands and not what has just happened, so that nothing is lost when a look is missed, a worker dies or
//! an instance starts anew. Each instance looks; the key of the job lets one of them send.

use crate::duties::Duty;
use crate::{AppError, Context};
use motcua_storage::{StoreError, Tx, followers, jobs, webhooks};

/// Has everything sent that is due now.
///
/// # Errors
/// When the store fails.
pub async fn wake(context: &Context) -> Result<(), AppError> {
    if !context.delivery().posts.is_on() {
        return Ok(());
    }
    let reader = context.store.reader();
    let now = context.clock.now();
    let due = webhooks::due(&reader, followers::end(&reader).await?, now).await?;
    if due.is_empty() {
        return Ok(());
    }
    let jobs = due.into_iter().map(|id| Duty::Webhook(id).job(context, now));
    let jobs: Vec<_> = jobs.collect::<Result<_, AppError>>()?;
    context.store.write(async |tx: &Tx| Ok::<_, StoreError>(jobs::enqueue(tx, &jobs).await?)).await?;
    Ok(())
}
