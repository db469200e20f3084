//! The locale files, read once. A file that can not be read gives no texts; the tests see to it that all can.

use crate::Locale;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The texts of one language: tables by the first part of the key, then by the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, BTreeMap<String, String>>);

impl Texts {
    /// The text of `key` (`intake.reason-missing`), with its placeholders still open.
    pub fn get(&self, key: &str) -> Option<&str> {
        let (table, name) = key.split_once('.')?;
        self.in_table(table, name)
    }

    /// The word for `name` in `table`, such as `counter` in `channel`.
    pub(crate) fn in_table(&self, table: &str, name: &str) -> Option<&str> {
        self.0.get(table)?.get(name).map(String::as_str)
    }

    /// Every key with its text, in the order of keys.
    pub fn iter(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().flat_map(|(table, texts)| {
            texts.iter().map(move |(name, text)| (format!("{table}.{name}"), text.as_str()))
        })
    }
}

/// The texts of `locale`, without those it borrows from Vietnamese.
pub fn texts(locale: Locale) -> &'static Texts {
    static VI: LazyLock<Texts> = LazyLock::new(|| read(source(Locale::Vi)));
    static KM: LazyLock<Texts> = LazyLock::new(|| read(source(Locale::Km)));
    static EN: LazyLock<Texts> = LazyLock::new(|| read(source(Locale::En)));
    match locale {
        Locale::Vi => &VI,
        Locale::Km => &KM,
        Locale::En => &EN,
    }
}

fn read(file: &str) -> Texts {
    toml::from_str(file).unwrap_or_default()
}

const fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::Vi => include_str!("../../../config/locales/vi.toml"),
        Locale::Km => include_str!("../../../config/locales/km.toml"),
        Locale::En => include_str!("../../../config/locales/en.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_file_can_be_read() {
        for locale in Locale::ALL {
            let file: Texts = toml::from_str(source(locale)).unwrap();
            assert_eq!(&file, texts(locale));
            assert!(file.iter().next().is_some());
        }
    }
}
