//! Where the next page of a list starts, as an address carries it. The same for programs and for people.

use motcua_app::look::DeskPlace;
use motcua_app::notices::CallPlace;
use motcua_dossier::DeskClock;
use motcua_kernel::{DossierId, Instant};

/// The place of a dossier in a list by receipt.
pub type DossierPlace = (Instant, DossierId);

/// As it is written: moment and dossier.
pub fn of_dossier((received, id): DossierPlace) -> String {
    format!("{}.{}", received.micros(), id.0.simple())
}

/// As it is read.
pub fn dossier(text: &str) -> Option<DossierPlace> {
    let (received, id) = text.split_once('.')?;
    Some((Instant::from_micros(received.parse().ok()?), DossierId(id.parse().ok()?)))
}

/// As it is written: when it was tried last, when it was written down, and its id.
pub fn of_call(place: CallPlace) -> String {
    let tried = place.tried.map(|it| it.micros().to_string()).unwrap_or_default();
    format!("{tried}.{}.{}", place.created.micros(), place.id.simple())
}

/// As it is read.
pub fn call(text: &str) -> Option<CallPlace> {
    let (tried, rest) = text.split_once('.')?;
    let (created, id) = rest.split_once('.')?;
    let moment = |text: &str| text.parse().ok().map(Instant::from_micros);
    let tried = if tried.is_empty() { None } else { Some(moment(tried)?) };
    Some(CallPlace { tried, created: moment(created)?, id: id.parse().ok()? })
}

/// As it is written: clock, moment, dossier and slot.
pub fn of_desk(place: &DeskPlace) -> String {
    let clock = DeskClock::ALL.iter().position(|it| *it == place.clock).unwrap_or_default();
    format!("{clock}.{}.{}", of_dossier((place.due, place.dossier)), place.slot)
}

/// As it is read.
pub fn desk(text: &str) -> Option<DeskPlace> {
    let (clock, rest) = text.split_once('.')?;
    let (before, slot) = rest.rsplit_once('.')?;
    let (due, dossier) = dossier(before)?;
    let clock = DeskClock::ALL.get(clock.parse::<usize>().ok()?)?;
    Some(DeskPlace { clock: *clock, due, dossier, slot: slot.parse().ok()? })
}
