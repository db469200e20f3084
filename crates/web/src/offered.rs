//! Which of the services in force a reader means: by words with or without accents, by field, by level, by the counter where
//! they are handed in. Pages and API choose alike.

use crate::Site;
use crate::words::key_of;
use motcua_app::catalogue::services::{Service, is_handed_in_at, services};
use motcua_app::catalogue::{Offer, Offers};
use motcua_i18n::fold;
use motcua_kernel::{Agency, Date, Level};
use std::cmp::Reverse;

/// How many are offered when none has all the words.
const NEAR: usize = 8;

/// What narrows the list; nothing is all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Lĩnh vực.
    pub field: Option<&'a str>,
    /// The level on which a case of it is decided.
    pub level: Option<Level>,
    /// Where it can be handed in.
    pub counter: Option<&'a Agency>,
}

/// What was found.
pub struct Found<'a> {
    /// The best first.
    pub hits: Vec<Service<'a>>,
    /// Whether none has all the words, and these have some of them.
    pub near: bool,
}

impl Filter<'_> {
    /// Whether it lets this service through.
    pub fn fits(&self, site: &Site, offers: &Offers, service: &Service<'_>, today: Date) -> bool {
        let offer = offers.get(&service.procedure.code);
        self.field.is_none_or(|it| it == service.procedure.field)
            && self.level.is_none_or(|it| offer.is_some_and(|offer| offer.levels.contains(&it)))
            && self.counter.is_none_or(|it| is_handed_in_at(&site.context.province, service, it, today))
    }
}

/// The services in force that `filter` lets through and that have every word of `asked`; without words, by field.
pub fn find<'a>(site: &'a Site, offers: &Offers, filter: &Filter<'_>, asked: &str, today: Date) -> Found<'a> {
    let open = services(&site.context.province, today).filter(|it| filter.fits(site, offers, it, today));
    let wanted = Wanted::new(asked);
    if wanted.words.is_empty() {
        let mut hits: Vec<Service<'a>> = open.collect();
        hits.sort_by_cached_key(|it| (fold(&it.procedure.field), it.procedure.code.clone()));
        return Found { hits, near: false };
    }
    let received = |it: &Service<'_>| offers.get(&it.procedure.code).map_or(0, |it: &Offer| it.received);
    let mut rated: Vec<(usize, Rank, Service<'a>)> =
        open.map(|it| (wanted.words_in(&it), wanted.rank(&it), it)).filter(|it| it.0 > 0).collect();
    rated.sort_by_cached_key(|(words, rank, it)| {
        (Reverse(*words), *rank, Reverse(received(it)), it.procedure.code.clone())
    });
    let all = wanted.words.len();
    let whole = rated.iter().take_while(|it| it.0 == all).count();
    let near = whole == 0;
    // Two words of three are near; one word of two that every name has is not.
    let wanted_words = if near { all.div_ceil(2).max(if all > 1 { 2 } else { 1 }) } else { all };
    let most = if near { NEAR } else { rated.len() };
    let hits = rated.into_iter().filter(|it| it.0 >= wanted_words).map(|it| it.2).take(most).collect();
    Found { hits, near }
}

/// The level that an address calls so.
pub fn level_named(text: &str) -> Option<Level> {
    [Level::Province, Level::District, Level::Commune].into_iter().find(|it| key_of(it, "") == text)
}

/// How well a name fits; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It has the very words with their accents.
    AsTyped,
    /// It has the words side by side.
    Phrase,
    /// Their order or their place is another.
    Words,
}

struct Wanted {
    typed: String,
    folded: String,
    words: Vec<String>,
}

impl Wanted {
    fn new(asked: &str) -> Self {
        let folded = fold(asked);
        let words = folded.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        Self { typed: asked.trim().to_lowercase(), folded, words }
    }

    fn words_in(&self, service: &Service<'_>) -> usize {
        let Service { procedure, version } = service;
        let about = fold(&format!("{} {} {}", procedure.code, version.name, procedure.field));
        let there: Vec<&str> = about.split(|it: char| !it.is_alphanumeric() && it != '.').collect();
        // Short words are whole ones: "an" is no part of "ban"; of a longer one the beginning is enough.
        let fits = |word: &&String| match word.chars().count() {
            0..4 => there.contains(&word.as_str()),
            _ => there.iter().any(|it| it.starts_with(word.as_str())),
        };
        self.words.iter().filter(fits).count()
    }

    fn rank(&self, service: &Service<'_>) -> Rank {
        let name = &service.version.name;
        if name.to_lowercase().contains(&self.typed) {
            Rank::AsTyped
        } else if fold(name).contains(&self.folded) {
            Rank::Phrase
        } else {
            Rank::Words
        }
    }
}
