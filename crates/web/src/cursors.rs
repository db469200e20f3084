//! Where the next page of a list starts, as an address carries it. The same for programs and for people.

use motcua_app::look::DeskPlace;
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

/// As it is written: moment, dossier and slot.
pub fn of_desk(place: &DeskPlace) -> String {
    format!("{}.{}", of_dossier((place.due, place.dossier)), place.slot)
}

/// As it is read.
pub fn desk(text: &str) -> Option<DeskPlace> {
    let (before, slot) = text.rsplit_once('.')?;
    let (due, dossier) = dossier(before)?;
    Some(DeskPlace { due, dossier, slot: slot.parse().ok()? })
}
