//! Bắt đầu dự thảo: what the version in force says is the first text of the next one.

use super::{Draft, mark};
use crate::{AppError, Context};
use motcua_catalogue::{Life, Stage, version_id, write_version};
use motcua_kernel::{Actor, Refusal, Validity};
use motcua_storage::catalogue_versions::{self, WrittenVersion};
use motcua_storage::{StoreError, Tx};

/// Begins a draft of the procedure `code` from its version in force, or from the one that was in force last.
///
/// # Errors
/// Not found when there is no such procedure; refused while another draft of it is open.
pub async fn begin_draft(context: &Context, actor: Actor, code: &str) -> Result<Draft, AppError> {
    let (now, catalogue) = (context.clock.now(), &context.province.catalogue);
    let model = catalogue.version_on(code, now.date()).or_else(|| catalogue.last_announced(code));
    let mut version = model.ok_or(AppError::NotFound)?.clone();
    version.validity = Validity::since(now.date());
    version.id = version_id(code, now.date());
    version.life = Life::Draft;
    version.publication = None;
    let made = mark(context, actor);
    let kept = WrittenVersion {
        id: context.ids.next(now)?,
        code: code.to_owned(),
        stage: Stage::Draft.code().to_owned(),
        body: write_version(&version).map_err(|error| AppError::Unwritable(error.into()))?,
        version: 1,
        writers: vec![actor.account],
        made,
        changed: made,
        appraised: None,
        published: None,
        position: None,
        words: None,
    };
    match context.store.write(async |tx: &Tx| catalogue_versions::add(tx, &kept).await).await {
        Err(StoreError::Taken { .. }) => Err(Refusal::new("app.draft-open").at("procedure").into()),
        other => {
            other?;
            Ok(Draft { kept, stage: Stage::Draft, version })
        }
    }
}
