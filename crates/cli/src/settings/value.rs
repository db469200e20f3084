//! How single settings are read: strictly, and from text too, because a variable has nothing else.

use motcua_app::files::{FileKind, ScannerAddress};
use motcua_app::watch::Step;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt::{self, Display};
use std::net::IpAddr;
use std::str::FromStr;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

pub const DATABASE_FORM: &str = "sqlite:FILE or postgres://USER@HOST/NAME";

/// The address of a database. Shown and logged without the password it may carry.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// With the password.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if ["sqlite:", "postgres:", "postgresql:"].iter().any(|it| text.starts_with(it)) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("a database is {DATABASE_FORM}"))
    }
}

impl Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("sqlite:") {
            return f.write_str(&self.0);
        }
        // What stands before the last @ and what follows ? can hold a password; where it is not clear which of the two
        // an @ belongs to, nothing is shown.
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("postgres", &self.0));
        let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
        write!(f, "{scheme}://{}", if asked.contains('@') { "…" } else { place })
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads what has a form as text.
pub fn parsed<'de, T, D>(value: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    String::deserialize(value)?.parse().map_err(D::Error::custom)
}

/// Reads a number; what is no whole number is refused and not rounded.
pub fn whole<'de, T, D>(value: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "no whole number")]
    enum Written {
        Whole(i64),
        Text(String),
    }
    let text = match Written::deserialize(value)? {
        Written::Whole(number) => number.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map_err(|error| D::Error::custom(format!("{text}: {error}")))
}

/// Reads a list of addresses.
pub fn addresses<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<IpAddr>, D::Error> {
    let address = |it: &String| it.parse().map_err(|error| D::Error::custom(format!("{it:?}: {error}")));
    list(value)?.iter().map(address).collect()
}

/// Reads a list of kinds of files that is not empty.
pub fn kinds<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<FileKind>, D::Error> {
    let names = list(value)?;
    if names.is_empty() {
        return Err(D::Error::custom("no kind"));
    }
    let kind = |it: &String| FileKind::of_name(it).ok_or_else(|| D::Error::custom(format!("{it:?}")));
    names.iter().map(kind).collect()
}

/// Writes them as they are read.
pub fn names_of_kinds<S: Serializer>(kinds: &[FileKind], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(kinds.iter().map(|it| it.name()))
}

/// Reads where a scanner listens, or nothing.
pub fn scanner<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let text = String::deserialize(value)?;
    if !text.is_empty() {
        text.parse::<ScannerAddress>().map_err(D::Error::custom)?;
    }
    Ok(text)
}

/// What proves who we are to others. Shown and logged only as being there.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// As it was set.
    pub fn told(&self) -> &str {
        &self.0
    }
}

impl Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "" } else { "…" })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads a list, or text parted by commas.
fn list<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "no list of texts")]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Written::deserialize(value)? {
        Written::List(parts) => parts,
        Written::Text(text) if text.trim().is_empty() => Vec::new(),
        Written::Text(text) => text.split(',').map(|it| it.trim().to_owned()).collect(),
    })
}

/// Reads a list of whole numbers, or text parted by commas.
pub fn numbers<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "no list of whole numbers")]
    enum Written {
        Numbers(Vec<u32>),
        Text(String),
    }
    match Written::deserialize(value)? {
        Written::Numbers(numbers) => Ok(numbers),
        Written::Text(text) if text.trim().is_empty() => Ok(Vec::new()),
        Written::Text(text) => {
            let number =
                |it: &str| it.trim().parse().map_err(|error| D::Error::custom(format!("{it:?}: {error}")));
            text.split(',').map(number).collect()
        }
    }
}

/// Reads the steps of a line upwards.
pub fn steps<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Step>, D::Error> {
    let step = |it: &String| it.parse().map_err(|error| D::Error::custom(format!("{it:?}: {error}")));
    list(value)?.iter().map(step).collect()
}

/// Reads an address of the web without a slash at its end.
pub fn public_url<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let text = String::deserialize(value)?;
    let text = text.trim_end_matches('/');
    let name = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let no_part = |c: char| c.is_whitespace() || c.is_control() || "?#@\"'<>\\".contains(c);
    let good = name.map_or(text.is_empty(), |it| !it.is_empty() && !it.contains(no_part));
    if good { Ok(text.to_owned()) } else { Err(D::Error::custom(format!("{text:?}"))) }
}

/// Reads directives of a log. A word that stands alone must be a level, so that a misspelt one does not silence the log.
pub fn directives<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let text = String::deserialize(value)?;
    let is_level =
        |it: &str| !it.is_empty() && it.parse::<usize>().is_err() && it.parse::<LevelFilter>().is_ok();
    let alone = |it: &&str| !it.contains(['=', '[', ']', '{', '}']);
    if let Some(word) = text.split(',').map(str::trim).filter(alone).find(|it| !is_level(it)) {
        return Err(D::Error::custom(format!("{word:?} is no level")));
    }
    EnvFilter::builder().parse(&text).map_err(D::Error::custom)?;
    Ok(text)
}
