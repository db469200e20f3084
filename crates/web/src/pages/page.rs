//! What every page has: language, title, who is logged in, where one is.

use super::assets::{Addresses, addresses};
use crate::Site;
use crate::door::{Caller, Via};
use crate::failure::Failure;
use crate::live;
use crate::words::clock;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use motcua_i18n::{Locale, say, texts};
use motcua_identity::{Account, Action};
use motcua_kernel::{Date, Instant, Message};
use std::fmt;

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub locale: Locale,
    /// Its title, as the key of a text.
    pub title: &'static str,
    /// Where style, scripts and icons are.
    pub assets: Addresses,
    /// The agency at the head of the province.
    pub province: String,
    /// The telephone of the province, where it is known, and whether it is a real one.
    pub phone: Option<(String, bool)>,
    /// Whether a made-up province is shown.
    pub sample: bool,
    /// The day it is in a made-up province whose time is not that of today.
    pub sample_day: Option<Date>,
    /// Name of the person logged in.
    pub person: Option<String>,
    /// Where that person works.
    pub post: Option<String>,
    /// The proof every form carries.
    pub proof: String,
    /// What the navigation offers.
    pub places: Vec<Place>,
    /// Whether this person may look for dossiers.
    pub searches: bool,
    /// From where on whoever is logged in follows changes and what they are told.
    pub live: Option<String>,
}

/// An icon of the sprite, drawn with the colour of the words around it and never read aloud.
#[derive(Clone, Copy, Debug)]
pub struct Icon {
    sprite: &'static str,
    name: &'static str,
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sprite, name } = self;
        write!(f, r#"<svg class="icon" aria-hidden="true"><use href="{sprite}#{name}"/></svg>"#)
    }
}

impl HtmlSafe for Icon {}

/// A language to read in.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    /// Its own name of itself.
    pub name: &'static str,
    /// The same where there is little room.
    pub short: &'static str,
    /// Whether the page is in it.
    pub here: bool,
}

/// Somewhere to go.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Address.
    pub address: &'static str,
    /// Key of its text.
    pub text: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// What of it is counted, if anything.
    pub counted: Option<&'static str>,
    /// Whether it is the first of what is kept rather than worked on.
    pub begins_group: bool,
    /// The letter that leads there after G.
    pub letter: Option<char>,
    /// Whether one is there.
    pub here: bool,
}

/// A row of `PLACES`.
struct Offer {
    address: &'static str,
    text: &'static str,
    icon: &'static str,
    counted: Option<&'static str>,
    kept: bool,
    /// What one must hold; nothing for what everybody has.
    action: Option<Action>,
}

/// Where staff may go, and what they must hold for it: the work first, then what is kept.
const PLACES: &[Offer] = &[
    work("/viec-can-lam", "label.place-desk", "inbox", Some("desk"), Action::ViewDossierList),
    work("/phe-duyet", "label.place-approvals", "signature", Some("approvals"), Action::Approve),
    work("/canh-bao", "label.place-radar", "triangle-alert", None, Action::Assign),
    everybodys("/tin-bao", "label.place-alerts", "bell", Some("alerts")),
    work("/dong-dau", "label.place-stamps", "stamp", None, Action::NumberAndStamp),
    work("/tiep-nhan", "label.place-counter", "file-plus", None, Action::Receive),
    work("/tra-ket-qua", "label.place-returns", "package-check", None, Action::ReturnResult),
    work("/thu-ngan", "label.place-cashier", "banknote", None, Action::KeepDrawer),
    work("/sao-ke", "label.place-statements", "table-properties", None, Action::RecordPayment),
    work("/ho-so-giay", "label.place-paper", "files", None, Action::SendPaperBatch),
    work("/dieu-hanh", "label.place-supervision", "layout-dashboard", None, Action::ViewFigures),
    work("/theo-doi", "label.place-figures", "table-properties", None, Action::ViewFigures),
    work("/vang-mat", "label.place-absence", "user-round-x", None, Action::ViewDossierList),
    kept("/bien-lai", "label.place-receipts", "scan-line", Action::KeepReceipts),
    kept("/danh-muc", "label.place-catalogue", "file-text", Action::CheckCatalogue),
    kept("/lich", "label.place-calendar", "calendar-days", Action::ManageCalendar),
    kept("/tai-khoan", "label.place-accounts", "users", Action::ManageAccounts),
    kept("/quan-tri", "label.place-administration", "settings", Action::ManageAccounts),
];

const fn work(
    address: &'static str,
    text: &'static str,
    icon: &'static str,
    counted: Option<&'static str>,
    action: Action,
) -> Offer {
    Offer { address, text, icon, counted, kept: false, action: Some(action) }
}

const fn everybodys(
    address: &'static str,
    text: &'static str,
    icon: &'static str,
    counted: Option<&'static str>,
) -> Offer {
    Offer { address, text, icon, counted, kept: false, action: None }
}

const fn kept(address: &'static str, text: &'static str, icon: &'static str, action: Action) -> Offer {
    Offer { address, text, icon, counted: None, kept: true, action: Some(action) }
}

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
            let open: Vec<&Offer> = open_to(&caller.account, caller.now.date()).collect();
            let first_kept = open.iter().position(|it| it.kept);
            let place = |(at, it): (usize, &&Offer)| Place {
                address: it.address,
                text: it.text,
                icon: it.icon,
                counted: it.counted,
                begins_group: Some(at) == first_kept,
                letter: letter_of(it.address),
                here: it.address == here,
            };
            open.iter().enumerate().map(place).collect()
        });
        let agencies = &site.context.province.agencies;
        let today = site.context.clock.now().date();
        let head = agencies.by_code(site.context.province.head, today);
        let contact = head.and_then(|it| site.context.province.contacts.get(&it.id));
        Self {
            locale,
            title,
            assets: addresses(),
            province: head.map_or_else(String::new, |it| it.name.clone()),
            phone: contact.and_then(|it| Some((it.phone.clone()?, it.verified))),
            sample: site.settings.sample.is_some(),
            sample_day: site
                .settings
                .sample
                .as_ref()
                .filter(|it| it.other_time)
                .map(|_| site.context.clock.now().date()),
            person: caller.map(|it| it.account.display_name.clone()),
            post: caller.and_then(|it| {
                let grant = it.account.grants_on(it.now.date()).next()?;
                agencies.get(grant.agency).map(|it| it.name.clone())
            }),
            proof: proof.unwrap_or_default(),
            searches: caller.is_some_and(|it| holds(&it.account, it.now.date(), Action::ViewDossierList)),
            live: caller.map(|it| live::written(it.place, Some(it.told))),
            places,
        }
    }

    /// The languages to read in, each by its own name of itself; the Khmer one says that it is a draft.
    pub fn languages(&self) -> [Language; 3] {
        [(Locale::Vi, "Tiếng Việt", "VI"), (Locale::Km, "ខ្មែរ (ព្រាង)", "ខ្មែរ"), (Locale::En, "English", "EN")]
            .map(|(it, name, short)| Language { tag: it.tag(), name, short, here: it == self.locale })
    }

    /// An icon of the sprite; a test looks that the sprite has each that a template names.
    pub fn icon(&self, name: &'static str) -> Icon {
        Icon { sprite: self.assets.icons, name }
    }

    /// The icon of a state, so that its colour never speaks alone.
    pub fn icon_of(&self, kind: &str) -> Icon {
        self.icon(match kind {
            "ok" => "check",
            "warn" => "clock",
            "late" => "triangle-alert",
            "hold" => "pause",
            "now" => "arrow-right",
            _ => "circle",
        })
    }

    /// The text of `key`.
    pub fn t(&self, key: &'static str) -> String {
        say(self.locale, &Message::new(key))
    }

    /// The text of `key` with one placeholder filled.
    pub fn t1(&self, key: &'static str, name: &'static str, value: impl ToString) -> String {
        say(self.locale, &Message::new(key).with(name, value))
    }

    /// The text of `key` with two placeholders filled.
    pub fn t2(
        &self,
        key: &'static str,
        name: &'static str,
        value: impl ToString,
        other: &'static str,
        of_other: impl ToString,
    ) -> String {
        say(self.locale, &Message::new(key).with(name, value).with(other, of_other))
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
        self.word_if(table, name).unwrap_or_else(|| format!("{table}.{name}"))
    }

    /// The same, where there is one.
    pub fn word_if(&self, table: &str, name: &str) -> Option<String> {
        let key = format!("{table}.{name}");
        [self.locale, Locale::Vi].into_iter().find_map(|it| texts(it).get(&key)).map(str::to_owned)
    }
}

/// The letter that leads to a place after G.
fn letter_of(address: &str) -> Option<char> {
    let letters = [
        ("/viec-can-lam", 'V'),
        ("/phe-duyet", 'D'),
        ("/canh-bao", 'C'),
        ("/tin-bao", 'B'),
        ("/dong-dau", 'S'),
        ("/vang-mat", 'N'),
        ("/tiep-nhan", 'T'),
        ("/tra-ket-qua", 'R'),
        ("/ho-so-giay", 'G'),
        ("/theo-doi", 'I'),
        ("/dieu-hanh", 'H'),
        ("/danh-muc", 'M'),
        ("/lich", 'L'),
        ("/tai-khoan", 'K'),
        ("/tai-khoan/nhap", 'K'),
    ];
    letters.into_iter().find(|(it, _)| *it == address).map(|(_, letter)| letter)
}

/// Where an account begins its day: with what waits for its signature where it does nothing but sign, else at the first
/// place that is open to it.
pub fn first_place(account: &Account, today: Date) -> &'static str {
    let signs = |role| Action::Approve.rule().reach(role).is_some();
    if account.grants_on(today).next().is_some() && account.grants_on(today).all(|it| signs(it.role)) {
        return "/phe-duyet";
    }
    let own = open_to(account, today).find(|it| it.action.is_some());
    own.map_or("/", |it| it.address)
}

/// Each place that is open to an account.
fn open_to(account: &Account, today: Date) -> impl Iterator<Item = &'static Offer> {
    PLACES.iter().filter(move |it| it.action.is_none_or(|action| holds(account, today, action)))
}

fn holds(account: &Account, today: Date, action: Action) -> bool {
    account.grants_on(today).any(|it| action.rule().reach(it.role).is_some())
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
