//! What every page has: language, title, who is logged in, where one is.

use super::assets;
use crate::Site;
use crate::door::{Caller, Via};
use crate::failure::Failure;
use crate::words::clock;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use motcua_i18n::{Locale, say, texts};
use motcua_identity::{Account, Action};
use motcua_kernel::{Date, Instant, Message};

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub locale: Locale,
    /// Its title, as the key of a text.
    pub title: &'static str,
    /// Address of the style sheet.
    pub style: &'static str,
    /// Whether a made-up province is shown.
    pub sample: bool,
    /// Name of the person logged in.
    pub person: Option<String>,
    /// The proof every form carries.
    pub proof: String,
    /// What the navigation offers: address and key of its text, and whether one is there.
    pub places: Vec<Place>,
}

/// Somewhere to go.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Address.
    pub address: &'static str,
    /// Key of its text.
    pub text: &'static str,
    /// Whether one is there.
    pub here: bool,
}

/// Where staff may go, and what they must hold for it.
const PLACES: [(&str, &str, Action); 4] = [
    ("/viec-can-lam", "label.place-desk", Action::ViewDossierList),
    ("/tiep-nhan", "label.place-counter", Action::Receive),
    ("/ho-so-giay", "label.place-paper", Action::SendPaperBatch),
    ("/theo-doi", "label.place-figures", Action::ViewFigures),
];

impl Page {
    /// A page for `caller`, or for the public when there is none; `here` is its address in the navigation.
    pub fn new(
        site: &Site,
        locale: Locale,
        title: &'static str,
        caller: Option<&Caller>,
        here: &str,
    ) -> Self {
        let proof = caller.and_then(|it| match &it.via {
            Via::Session(token) => Some(token.csrf().reveal()),
            Via::Token(_) => None,
        });
        let places = caller.map_or_else(Vec::new, |caller| {
            let open = open_to(&caller.account, caller.now.date());
            open.map(|(address, text)| Place { address, text, here: address == here }).collect()
        });
        Self {
            locale,
            title,
            style: assets::style_address(),
            sample: site.settings.sample.is_some(),
            person: caller.map(|it| it.account.display_name.clone()),
            proof: proof.unwrap_or_default(),
            places,
        }
    }

    /// The other languages to choose from, each by its own name.
    pub fn other_languages(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        // Khmer has too few texts yet.
        let offered = [(Locale::Vi, "Tiếng Việt"), (Locale::En, "English")];
        let here = self.locale;
        offered.into_iter().filter(move |(it, _)| *it != here).map(|(it, name)| (it.tag(), name))
    }

    /// The text of `key`.
    pub fn t(&self, key: &'static str) -> String {
        say(self.locale, &Message::new(key))
    }

    /// The text of `key` with one placeholder filled.
    pub fn t1(&self, key: &'static str, name: &'static str, value: impl ToString) -> String {
        say(self.locale, &Message::new(key).with(name, value))
    }

    /// Time of day and date.
    pub fn moment(&self, at: Instant) -> String {
        self.t1("label.moment", "at", at)
    }

    /// From one moment to another; the day is said once when it is the same.
    pub fn span(&self, from: Instant, until: Instant) -> String {
        let begins = if from.date() == until.date() { clock(from) } else { self.moment(from) };
        format!("{begins} – {}", self.moment(until))
    }

    /// A message in the words of the page's language.
    pub fn say(&self, message: &Message) -> String {
        say(self.locale, message)
    }

    /// The word for a value of a closed list: `word("status", "in-process")`.
    pub fn word(&self, table: &str, name: &str) -> String {
        let key = format!("{table}.{name}");
        [self.locale, Locale::Vi]
            .into_iter()
            .find_map(|it| texts(it).get(&key))
            .map_or(key.clone(), str::to_owned)
    }
}

/// Where an account begins its day: the first place that is open to it.
pub fn first_place(account: &Account, today: Date) -> &'static str {
    open_to(account, today).next().map_or("/", |(address, _)| address)
}

/// Address and text of each place that is open to an account.
fn open_to(account: &Account, today: Date) -> impl Iterator<Item = (&'static str, &'static str)> {
    let holds =
        move |action: Action| account.grants_on(today).any(|it| action.rule().reach(it.role).is_some());
    PLACES.into_iter().filter(move |(_, _, action)| holds(*action)).map(|(address, text, _)| (address, text))
}

/// A template as an answer.
pub fn html(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a page can not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    page: Page,
    words: String,
    article: Option<&'a str>,
}

/// A failure as a page.
pub fn error_page(site: &Site, locale: Locale, caller: Option<&Caller>, failure: &Failure) -> Response {
    let page = Page::new(site, locale, "label.error-title", caller, "");
    let words = page.say(&failure.message);
    html(failure.status, &ErrorPage { page, words, article: failure.article.as_deref() })
}
