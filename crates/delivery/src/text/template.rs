//! A text with places that are filled in: `{to}`, `{text}`. Where it goes, into JSON, a form or a header, it is written as
//! that place wants it afterwards, so that no message can break out of its place.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A text with places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Place(Place),
}

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    To,
    From,
    Text,
    Id,
    Channel,
    Sender,
    Login,
    Secret,
    Basic,
    Seconds,
    Body,
}

impl Place {
    const ALL: [(&str, Self); 11] = [
        ("to", Self::To),
        ("from", Self::From),
        ("text", Self::Text),
        ("id", Self::Id),
        ("channel", Self::Channel),
        ("sender", Self::Sender),
        ("login", Self::Login),
        ("secret", Self::Secret),
        ("basic", Self::Basic),
        ("seconds", Self::Seconds),
        ("body", Self::Body),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(it, _)| *it == name).map(|(_, place)| place)
    }
}

impl Template {
    /// Reads a text; what stands between braces must be the name of a place.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once('{') {
            let Some((name, left)) = after.split_once('}') else {
                return Err(format!("a brace is not shut in {text:?}"));
            };
            let Some(place) = Place::named(name) else {
                let all = Place::ALL.map(|(it, _)| format!("{{{it}}}")).join(", ");
                return Err(format!("{{{name}}} is no place; there are {all}"));
            };
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Place(place));
            rest = left;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// With every place filled.
    pub(crate) fn filled(&self, fill: impl Fn(Place) -> String) -> String {
        let mut whole = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => whole.push_str(words),
                Piece::Place(place) => whole.push_str(&fill(*place)),
            }
        }
        whole
    }

    pub(crate) fn has(&self, place: Place) -> bool {
        self.0.contains(&Piece::Place(place))
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}
