//! Ký: the leader's signature makes an apology an event and a letter at once.

use crate::act::{Words, act, follow};
use crate::files::remove;
use crate::routing::{apologise, reappoint};
use crate::sheets::{Wanted, ahead};
use crate::{AppError, Command, Context};
use motcua_dossier::{By, Dossier, Event, IssuedSheet};
use motcua_forms::FormKind;
use motcua_kernel::{Instant, LegNo, Refusal, TextId};
use motcua_routing::Reappointment;
use motcua_storage::dossiers;

/// Signs an apology for `leg`, with a new date or without, and issues its letter with it. Where the letter can not be
/// printed the apology stands without it, and it is printed later like any sheet.
///
/// # Errors
/// Refused when the actor does not lead the late agency, when the law gives no other date, or for want of words; `Stale` when
/// another person was first.
pub async fn sign(
    context: &Context,
    command: Command,
    leg: LegNo,
    to: Option<Instant>,
    words: String,
) -> Result<Dossier, AppError> {
    let signing = Signing { context, command, leg, to, id: TextId(context.ids.next(context.clock.now())?) };
    let letter = match signing.letter(&words).await {
        Ok(letter) => letter,
        // What the rule refuses is refused again where it is written; the rest is told and stops nobody.
        Err(AppError::Refused(_) | AppError::NotFound) => None,
        Err(error) => {
            tracing::warn!(
                dossier = %command.dossier,
                error = &error as &dyn std::error::Error,
                "an apology goes without its letter"
            );
            None
        }
    };
    let Some((before, sheet)) = letter else { return signing.plainly(words).await };
    let file = sheet.file;
    let signed = act(context, command, vec![(signing.id, words)], |dossier, now| {
        let mut events = signing.events(dossier, now)?;
        // A letter names the entry it is of: it is that one only while nothing came between.
        if dossier.seq == before.seq {
            events.push(Event::SheetIssued { sheet: sheet.clone() });
        }
        Ok(events)
    })
    .await;
    let is_there = signed.as_ref().is_ok_and(|it| it.sheet(file).is_some());
    if !is_there {
        remove(context, command.actor, &before, file).await?;
    }
    signed
}

struct Signing<'a> {
    context: &'a Context,
    command: Command,
    leg: LegNo,
    to: Option<Instant>,
    id: TextId,
}

impl Signing<'_> {
    fn events(&self, dossier: &Dossier, now: Instant) -> Result<Vec<Event>, Refusal> {
        let Self { context, command, leg, to, id } = *self;
        let Some(to) = to else {
            return motcua_routing::apologise(dossier, command.actor, leg, id, now);
        };
        let receiving = dossier.receiving().ok_or_else(|| Refusal::new("app.not-received"))?;
        let pack = context.province.pack_of(dossier)?;
        let calendar = context.province.calendars.of(receiving);
        let request = Reappointment { leg, to, apology: id };
        motcua_routing::reappoint(dossier, command.actor, request, pack, calendar, now)
    }

    /// The letter as it will be, with the dossier it was made from; none where the house keeps no files.
    async fn letter(&self, words: &str) -> Result<Option<(Dossier, IssuedSheet)>, AppError> {
        let Self { context, command, id, .. } = *self;
        if context.files.is_none() || words.trim().is_empty() {
            return Ok(None);
        }
        let reader = context.store.reader();
        let before = dossiers::load(&reader, command.dossier).await?;
        let mut history = dossiers::history(&reader, command.dossier).await?;
        let now = context.clock.now().max(before.last_recorded);
        let events = self.events(&before, now)?;
        let by = By::Officer(command.actor);
        let (after, entries) = follow(before.id, Some(before.clone()), by, events, now)?;
        let of = entries.first().map(|it| it.seq);
        history.extend(entries);
        let said: Words = vec![(id, words.to_owned())];
        let wanted = Wanted { kind: FormKind::ApologyLetter, of };
        let sheet = ahead(context, command.actor, (&after, &history), wanted, &said).await?;
        Ok(Some((before, sheet)))
    }

    async fn plainly(self, words: String) -> Result<Dossier, AppError> {
        match self.to {
            Some(to) => reappoint(self.context, self.command, self.leg, to, words).await,
            None => apologise(self.context, self.command, self.leg, words).await,
        }
    }
}
