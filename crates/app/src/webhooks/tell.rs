//! Makes of events of the log what is told of them: each with the dossier as it was before and after it.

use crate::{AppError, Context, Province};
use motcua_dossier::{Dossier, Entry, apply};
use motcua_kernel::DossierId;
use motcua_notifications::events::{CloudEvent, EventKind, House, ProcedureNamed, told};
use motcua_storage::dossiers;
use motcua_storage::followers::{Cursor, Followed};
use std::collections::BTreeMap;

/// An event of the log, and what is told of it.
pub(super) struct Next {
    /// Where it stands.
    pub cursor: Cursor,
    /// None when it is not for whoever asks.
    pub told: Option<(EventKind, CloudEvent)>,
}

/// What is told of `events`, in their order, to whom `may` allows the step from one state to the other.
pub(super) async fn tell(
    context: &Context,
    events: &[Followed],
    may: impl Fn(House<'_>, Option<&Dossier>, &Dossier) -> bool,
) -> Result<Vec<Next>, AppError> {
    let mut ids: Vec<DossierId> = events.iter().map(|it| it.dossier).collect();
    ids.sort_unstable();
    ids.dedup();
    let histories = dossiers::histories(&context.store.reader(), &ids).await?;
    let mut courses: BTreeMap<DossierId, Course<'_>> =
        histories.iter().map(|(id, history)| (*id, Course { id: *id, history, state: None })).collect();
    let house = House { address: context.public_url(), agencies: &context.province.agencies };
    let mut all = Vec::with_capacity(events.len());
    for event in events {
        let steps = courses.get_mut(&event.dossier).and_then(|it| it.step(event.entry.seq));
        let told = match steps {
            Some((before, after)) if may(house, before.as_ref(), &after) => {
                let named = procedure(&context.province, &after)?;
                named.and_then(|it| told(house, it, (before.as_ref(), &after), &event.entry))
            }
            Some(_) | None => None,
        };
        all.push(Next { cursor: event.cursor, told });
    }
    Ok(all)
}

/// A history, and how far it was walked.
struct Course<'a> {
    id: DossierId,
    history: &'a [Entry],
    state: Option<Dossier>,
}

impl Course<'_> {
    /// The dossier before and after entry `seq`, to which it walks; none when the history can not be walked, which must not
    /// keep what comes after it from being told.
    fn step(&mut self, seq: u32) -> Option<(Option<Dossier>, Dossier)> {
        if self.state.as_ref().is_some_and(|it| it.seq >= seq) {
            self.state = None;
        }
        loop {
            let at = self.state.as_ref().map_or(0, |it| it.seq);
            let entry = self.history.get(usize::try_from(at).ok()?)?;
            let before = (entry.seq == seq).then(|| self.state.clone());
            match apply(self.id, self.state.take(), entry) {
                Ok(after) => {
                    self.state = Some(after.clone());
                    if let Some(before) = before {
                        return Some((before, after));
                    }
                }
                Err(error) => {
                    let dossier = self.id.to_string();
                    tracing::error!(
                        dossier,
                        error = &error as &dyn std::error::Error,
                        "an event can not be told"
                    );
                    return None;
                }
            }
        }
    }
}

/// What is applied for; none for a case of an event log of another system.
fn procedure(province: &Province, dossier: &Dossier) -> Result<Option<ProcedureNamed>, AppError> {
    let Some(filing) = &dossier.filing else { return Ok(None) };
    let unknown = || AppError::Unwritable(format!("version {} is not known", filing.version).into());
    let version = province.version(filing.version).map_err(|_| unknown())?;
    let procedure = province.catalogue.by_id(version.procedure).ok_or_else(unknown)?;
    let title = (!procedure.sensitive).then(|| version.name.clone());
    Ok(Some(ProcedureNamed { code: procedure.code.clone(), title }))
}
