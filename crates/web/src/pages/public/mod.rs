//! What the public reads without an account: which services there are, what each asks and promises, which agency does what
//! and when it is open. Nothing here knows a dossier.

mod agencies;
mod agency;
mod case;
pub mod price;
mod procedure;
mod procedures;
mod start;

pub use start::page as start;

use super::{Page, person};
use crate::Site;
use crate::methods::get;
use crate::routes::{Needs, Route};
use motcua_app::catalogue::Offer;
use motcua_app::catalogue::services::Service;
use motcua_kernel::Level;

/// The pages.
pub const ROUTES: &[Route] = &[
    person(
        "procedures_page",
        "GET",
        "/thu-tuc",
        &["q", "field", "level", "agency", "page"],
        Needs::Nothing,
        || get(procedures::page),
    ),
    person("procedure_page", "GET", "/thu-tuc/{code}", &["agency"], Needs::Nothing, || get(procedure::page)),
    person("agencies_page", "GET", "/co-quan", &["q", "level", "page"], Needs::Nothing, || {
        get(agencies::page)
    }),
    person("agency_page", "GET", "/co-quan/{code}", &[], Needs::Nothing, || get(agency::page)),
];

/// A service in a list.
struct Line<'a> {
    code: &'a str,
    name: &'a str,
    field: &'a str,
    /// How long it takes, in Vietnamese.
    time: String,
    fee: String,
    /// Number and words of its service level.
    online: (u8, String),
    levels: String,
}

impl<'a> Line<'a> {
    fn of(page: &Page, service: &Service<'a>, offer: Option<&Offer>) -> Self {
        let Service { procedure, version } = service;
        let level = version.service_level().number();
        Self {
            code: &procedure.code,
            name: &version.name,
            field: &procedure.field,
            time: case::times(page, version),
            fee: price::summary(page, version),
            online: (level, page.word("service-level", &level.to_string())),
            levels: offer.map_or_else(String::new, |it| levels(page, &it.levels)),
        }
    }
}

/// The levels in words, from that of the province down.
fn levels<'a>(page: &Page, levels: impl IntoIterator<Item = &'a Level>) -> String {
    let words: Vec<String> =
        levels.into_iter().map(|it| page.word("agency-level", &crate::words::key_of(it, ""))).collect();
    words.join(", ")
}

/// The levels that a province has today.
fn levels_of_today(site: &Site) -> Vec<Level> {
    let today = site.context.clock.now().date();
    let there = |level: &Level| {
        site.context.province.agencies.iter().any(|it| it.level == *level && it.validity.holds_on(today))
    };
    [Level::Province, Level::District, Level::Commune].into_iter().filter(there).collect()
}

/// The number of a page of a list, from 1; none when it is not one.
fn page_number(typed: &str) -> Option<usize> {
    if typed.is_empty() { Some(1) } else { typed.parse().ok().filter(|it| (1..=10_000).contains(it)) }
}
