//! A row of the desk as a form names it: dossier and slot; and, once a page has said what will be done, the version that
//! was seen and the leg it is done at.

use motcua_kernel::{AccountId, DossierId, LegNo};
use uuid::Uuid;

/// Rows of one form: a page has 50.
pub const MOST_ROWS: usize = 200;

/// A row that was chosen: `dossier.slot`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The dossier.
    pub dossier: DossierId,
    /// The leg, or 0 for the counter.
    pub slot: u16,
}

impl Chosen {
    /// As a form writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let (dossier, slot) = text.split_once('.')?;
        Some(Self { dossier: DossierId(dossier.parse().ok()?), slot: slot.parse().ok()? })
    }

    /// As a form writes it.
    pub fn write(&self) -> String {
        format!("{}.{}", self.dossier, self.slot)
    }
}

/// What was said to be done: `dossier.version.leg.who`, with 0 for no leg and nothing for nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The dossier.
    pub dossier: DossierId,
    /// The version that was seen.
    pub seen: u32,
    /// At which leg.
    pub leg: Option<LegNo>,
    /// To whom, when it is given back to somebody.
    pub to: Option<AccountId>,
}

impl Agreed {
    /// As a form writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let dossier = DossierId(parts.next()?.parse().ok()?);
        let seen = parts.next()?.parse().ok()?;
        let leg = Some(parts.next()?.parse().ok()?).filter(|it| *it > 0).map(LegNo);
        let to = match parts.next()? {
            "" => None,
            id => Some(AccountId(id.parse::<Uuid>().ok()?)),
        };
        parts.next().is_none().then_some(Self { dossier, seen, leg, to })
    }

    /// As a form writes it.
    pub fn write(&self) -> String {
        let leg = self.leg.map_or(0, |it| it.0);
        let to = self.to.map(|it| it.to_string()).unwrap_or_default();
        format!("{}.{}.{leg}.{to}", self.dossier, self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let dossier = DossierId(Uuid::from_u128(7));
        for (leg, to) in [(None, None), (Some(LegNo(2)), Some(AccountId(Uuid::from_u128(9))))] {
            let row = Agreed { dossier, seen: 4, leg, to };
            assert_eq!(Agreed::parse(&row.write()), Some(row));
        }
        let chosen = Chosen { dossier, slot: 3 };
        assert_eq!(Chosen::parse(&chosen.write()), Some(chosen));
        for text in ["", "x.1", &dossier.to_string(), &format!("{dossier}.1.0"), &format!("{dossier}.1.0..x")]
        {
            assert_eq!(Agreed::parse(text), None, "{text}");
        }
    }
}
