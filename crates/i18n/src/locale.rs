//! The languages of the product.

/// A language people may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locale {
    /// Tiếng Việt: the original of every text.
    #[default]
    Vi,
    /// Khmer: a draft, see [`Locale::is_draft`].
    Km,
    /// English.
    En,
}

impl Locale {
    /// Every language, the original first.
    pub const ALL: [Self; 3] = [Self::Vi, Self::Km, Self::En];

    /// Its BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::Km => "km",
            Self::En => "en",
        }
    }

    /// Whether its texts still wait for someone who reads the language to go through them. Pages say so.
    pub const fn is_draft(self) -> bool {
        matches!(self, Self::Km)
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.tag() == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_language() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::from_tag("fr"), None);
    }
}
