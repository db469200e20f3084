//! Sửa dự thảo: what a draft says is put in the place of what it said. It may still lack something; it must be readable.

use super::{Draft, step};
use crate::{AppError, Context};
use motcua_catalogue::{ProcedureVersion, draft_of, read_version};
use motcua_kernel::{Actor, Refusal};
use serde_json::Value;

/// What it is to say.
#[derive(Clone, Debug)]
pub enum Wanted<'a> {
    /// As a value, without what only a step gives.
    Content(Value),
    /// As the `[[version]]` of a file.
    Text(&'a str),
}

/// Lets the draft of a procedure say something else. Saying the same again changes nothing.
///
/// # Errors
/// Not found without a draft; refused at the part that can not be read, and when it is no draft any more or was changed
/// since it was `seen`.
pub async fn change_draft(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
    wanted: Wanted<'_>,
) -> Result<Draft, AppError> {
    step(context, actor, (code, seen), |mut draft| {
        let stage = draft.stage.change()?;
        let version = read(&draft, wanted)?;
        if !draft.kept.writers.contains(&actor.account) {
            draft.kept.writers.push(actor.account);
        }
        Draft { stage, ..draft }.saying(version)
    })
    .await
}

fn read(draft: &Draft, wanted: Wanted<'_>) -> Result<ProcedureVersion, Refusal> {
    let (code, given) = (&draft.kept.code, &draft.version);
    Ok(match wanted {
        Wanted::Content(content) => draft_of(code, given.validity.from, content)?,
        Wanted::Text(text) => ProcedureVersion {
            id: given.id,
            validity: given.validity,
            life: given.life,
            publication: given.publication.clone(),
            ..read_version(code, text)?
        },
    })
}
